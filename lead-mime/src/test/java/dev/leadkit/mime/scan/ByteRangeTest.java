// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scans test 8 or 32 octets at a time. At each position and length they find the same as a loop over single octets. */
class ByteRangeTest {

  private static final int LENGTH = 75;
  private static final int[] FILLERS = {'a', 0, 1, 0x7F, '\n' - 1, '\n' + 1, '-' + 1, 0x1A, 0x1C};

  private interface Scan {
    int find(byte[] bytes, int from, int to);
  }

  private static void findsEachPlace(int octet, Scan scan, int... fillers) {
    for (int filler : fillers) {
      byte[] bytes = new byte[LENGTH + 10];
      Arrays.fill(bytes, (byte) filler);
      for (int from = 0; from < 10; from++) {
        for (int to = from; to <= LENGTH; to++) {
          bytes[to] = (byte) octet; // just after the range
          assertEquals(to, scan.find(bytes, from, to), "nothing to find up to " + to);
          bytes[to] = (byte) filler;
        }
        for (int at = from; at < LENGTH; at++) {
          bytes[at] = (byte) octet;
          assertEquals(at, scan.find(bytes, from, LENGTH), filler + " before " + octet);
          assertEquals(at, scan.find(bytes, from, at + 1), "the last octet of the range");
          bytes[LENGTH - 1] = (byte) octet;
          assertEquals(at, scan.find(bytes, from, LENGTH), "the first of two counts");
          bytes[LENGTH - 1] = (byte) filler;
          bytes[at] = (byte) filler;
        }
      }
    }
  }

  @Test
  void a_line_feed_an_escape_and_a_hyphen_are_found_at_any_position() {
    findsEachPlace('\n', ByteRange::lineFeed, FILLERS);
    findsEachPlace(0x1B, ByteRange::escape, FILLERS);
    findsEachPlace('-', ByteRange::hyphen, FILLERS);
    findsEachPlace('\n', ByteRange::lineFeed, 0x80, 0x8A, 0xFF);
    findsEachPlace('-', ByteRange::hyphen, 0x80, 0xAD, 0xFF);
    findsEachPlace(0x80, ByteRange::beyondAscii, FILLERS);
    findsEachPlace(0xFF, ByteRange::beyondAscii, FILLERS);
  }

  @Test
  void one_octet_anywhere_makes_a_range_more_than_ascii_or_more_than_plain() {
    for (int octet : new int[] {0x80, 0xFF, 0x1B}) {
      byte[] bytes = new byte[LENGTH + 10];
      Arrays.fill(bytes, (byte) 'a');
      for (int from = 0; from < 10; from++) {
        for (int at = from; at < LENGTH; at++) {
          bytes[at] = (byte) octet;
          assertEquals(octet == 0x1B, ByteRange.isAscii(bytes, from, LENGTH), "at " + at);
          assertEquals(octet == 0x1B, ByteRange.isAscii(bytes, from, at + 1), "at the end");
          assertFalse(ByteRange.isPlain(bytes, from, LENGTH), "at " + at);
          assertFalse(ByteRange.isPlain(bytes, from, at + 1), "at the end");
          assertTrue(
              ByteRange.isAscii(bytes, from, at), "the octet after the range does not count");
          assertTrue(
              ByteRange.isPlain(bytes, from, at), "the octet after the range does not count");
          assertTrue(ByteRange.isPlain(bytes, at + 1, LENGTH), "before the range");
          bytes[at] = 'a';
        }
      }
    }
    for (int filler : FILLERS) {
      byte[] bytes = new byte[LENGTH];
      Arrays.fill(bytes, (byte) filler);
      assertTrue(ByteRange.isPlain(bytes, 0, LENGTH), "plain: " + filler);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | ``",
        "a | a",
        "N | N",
        "R | N",
        "RN | N",
        "RR | NN",
        "RRN | NN",
        "NR | NN",
        "aRNb | aNb",
        "aRb | aNb",
        "aNb | aNb",
        "aRRNbRc | aNNbNc",
        "aRNRNb | aNNb",
        "a long line of textRNanother long line of textR | a long line of textNanother long line of textN",
      })
  void each_line_ends_with_one_line_feed(String written, String expected) {
    String text = written.replace('R', '\r').replace('N', '\n');
    String lines = expected.replace('N', '\n');
    byte[] bytes = ("..." + text + "\n..").getBytes(StandardCharsets.US_ASCII);
    ByteRange ended = new ByteRange(bytes, 3, 3 + text.length()).withLineFeeds();
    assertEquals(lines, ByteRange.ascii(ended.bytes, ended.from, ended.to));
    assertEquals(lines, Text.withLineFeeds(text));
  }

  @Test
  void the_head_of_a_range_is_no_longer_than_the_range() {
    ByteRange octets = new ByteRange(new byte[10], 2, 7);
    assertSame(octets, octets.head(5));
    assertSame(octets, octets.head(6));
    assertEquals(2, octets.head(4).from);
    assertEquals(6, octets.head(4).to);
  }

  @Test
  void a_line_that_is_clean_is_the_same_string() {
    for (String line : List.of("", "a", "a b", "a\u00A0b", "!~")) {
      assertSame(line, Text.line(line), "nothing is copied");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "ABC, abc, true",
    "AbCd, abc, true",
    "ab, abc, false",
    "abd, abc, false",
    "@[, `{, false",
    "AZaz, azaz, true",
    "'', '', true"
  })
  void a_range_begins_with_a_text_in_any_case(String range, String text, boolean expected) {
    byte[] bytes = (".." + range + "abc").getBytes(StandardCharsets.US_ASCII);
    assertEquals(expected, ByteRange.startsWith(bytes, 2, 2 + range.length(), text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | ``",
        "a b | a b",
        "` a` | a",
        "`a ` | a",
        "` ` | ``",
        "a  b | a b",
        "a\tb | a b",
        "a\t\u0001 b | a b",
        "\u001Fa | a",
        "a\u001F | a",
        "a\u007Fb | a b",
        "a\u009Fb | a b",
        "a\u00A0b | a\u00A0b",
        "a~b | a~b",
        "a!b | a!b",
      })
  void one_line_has_single_blanks_between_its_words_only(String text, String line) {
    assertEquals(line, Text.line(text));
  }
}
