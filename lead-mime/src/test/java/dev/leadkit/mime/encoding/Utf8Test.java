// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.mime.encoding.DamagedUtf8.Evidence;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {

  private static @Nullable String platform(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static void readsAsThePlatform(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    byte[] octets = all.toByteArray();
    String expected = platform(octets);
    for (String behind : List.of("", "x", "\u0080\u0080")) {
      byte[] around =
          (".." + ".".repeat(octets.length) + behind).getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(octets, 0, around, 2, octets.length);
      assertEquals(
          expected,
          Utf8.decode(around, 2, 2 + octets.length),
          () -> java.util.HexFormat.of().formatHex(octets)
              + " with octets outside the range, which do not count");
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final List<Integer> EDGES = List.of(
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF);

  /** RFC 3629 §4 has the sequences that are UTF-8, and no others. */
  @Test
  void sequences_at_each_edge_of_the_standard_are_read_as_the_platform_reads_them() {
    for (int one : EDGES) {
      readsAsThePlatform(new byte[] {(byte) one});
      for (int two : EDGES) {
        readsAsThePlatform(new byte[] {(byte) one, (byte) two});
        for (int three : EDGES) {
          byte[] octets = {(byte) one, (byte) two, (byte) three};
          readsAsThePlatform(octets);
          readsAsThePlatform(utf8("ü"), octets);
          readsAsThePlatform(utf8("価"), octets);
        }
      }
    }
    for (int lead : List.of(0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5)) {
      for (int two : EDGES) {
        for (int three : List.of(0x7F, 0x80, 0xBF, 0xC0)) {
          for (int four : List.of(0x7F, 0x80, 0xBF, 0xC0)) {
            byte[] octets = {(byte) lead, (byte) two, (byte) three, (byte) four};
            readsAsThePlatform(octets);
            readsAsThePlatform(octets, utf8("a"));
          }
        }
      }
    }
  }

  @Test
  void a_character_is_read_at_any_position() {
    for (String character : List.of(
        "ü",
        "\u0080",
        "ÿ",
        "Ā",
        "\u07FF",
        "\u0800",
        "価",
        "\uFFFD",
        "\uFFFF",
        "\uD800\uDC00",
        "🚀")) {
      for (String other : List.of("a", "ü", "価", "🚀")) {
        for (int before = 0; before < 20; before++) {
          String letters = "abcdefghijklmnopqrst";
          for (int after = 0; after < 20; after++) {
            readsAsThePlatform(
                utf8(other.repeat(before)),
                utf8(character),
                utf8(letters.substring(after)),
                utf8(other));
            readsAsThePlatform(utf8(other), utf8(letters.substring(before)), utf8(character));
          }
        }
      }
    }
  }

  // ------------------------------------------------------------------------------------------
  // damaged UTF-8; in the rows W is a whole sequence, D a damage, and the rest is ASCII

  private static @Nullable String damaged(String pattern, Evidence evidence) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.write('.');
    for (char c : pattern.toCharArray()) {
      octets.writeBytes(
          switch (c) {
            case 'W' -> utf8("価");
            case 'Ü' -> utf8("ü");
            case 'D' -> new byte[] {(byte) 0xE4, 'x'};
            case 'F' -> new byte[] {(byte) 0x84};
            case 'L' -> new byte[] {(byte) 0xC3};
            default -> utf8(String.valueOf(c));
          });
    }
    return DamagedUtf8.decode(octets.toByteArray(), 1, octets.size(), evidence);
  }

  @ParameterizedTest
  @CsvSource({
    "DECLARED, W, 価",
    "DECLARED, WDD, 価\uFFFDx\uFFFDx",
    "DECLARED, WDDD,",
    "DECLARED, D,",
    "DECLARED, abc,",
    "UNDECLARED, W,",
    "UNDECLARED, WW, 価価",
    "UNDECLARED, WWD, 価価\uFFFDx",
    "UNDECLARED, WWDD,",
    "UNDECLARED, WWWWDD, 価価価価\uFFFDx\uFFFDx",
    "UNDECLARED, ÜF, ü\uFFFD",
    "UNDECLARED, Üa, ",
    "UNDECLARED, ÜD,",
    "UNDECLARED, ÜaL, üa\uFFFD",
    "UNDECLARED, WF,",
    "UNDECLARED, ÜaFF,",
    "UNDECLARED, ÜaFaD,",
    "DECLARED_OTHER, WWWWWWW,",
    "DECLARED_OTHER, WWWWWWWW, 価価価価価価価価",
    "DECLARED_OTHER, WWWWWWWWD, 価価価価価価価価\uFFFDx",
    "DECLARED_OTHER, WWWWWWWWDD,"
  })
  void text_is_damaged_utf8_on_sufficient_evidence(
      Evidence evidence, String pattern, @Nullable String text) {
    assertEquals(text, damaged(pattern, evidence), pattern);
  }

  /** Two valid sequences are evidence for UTF-8, two invalid ones against it. */
  @Test
  void a_sequence_counts_only_if_it_is_the_shortest_of_a_character() {
    for (int one = 0x80; one <= 0xFF; one++) {
      for (int two : EDGES) {
        for (int length = 1; length <= 4; length++) {
          byte[] sequence = {(byte) one, (byte) two, (byte) 0x80, (byte) 0xBF};
          sequence = java.util.Arrays.copyOf(sequence, length);
          ByteArrayOutputStream twice = new ByteArrayOutputStream();
          for (int i = 0; i < 2; i++) {
            twice.writeBytes(sequence);
            twice.write('.');
          }
          String text =
              DamagedUtf8.decode(twice.toByteArray(), 0, twice.size(), Evidence.UNDECLARED);
          String whole = platform(sequence);
          boolean single = whole != null && whole.codePointCount(0, whole.length()) == 1;
          if (single) {
            assertEquals(whole + "." + whole + ".", text);
          } else if (whole == null && (length < 2 || (two & 0xC0) == 0x80)) {
            assertNull(text, java.util.HexFormat.of().formatHex(sequence));
          }
        }
      }
    }
  }
}
