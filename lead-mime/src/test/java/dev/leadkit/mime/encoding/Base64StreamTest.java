// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.scan.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Long base64 is decoded whatever its lines are, in memory and as a stream (RFC 2045 §6.8). */
class Base64StreamTest {

  /** The platform's decoder takes this many characters at once. */
  private static final int CHUNK = 12 * 1024;

  private int variant;

  /** Octets that differ from those of every other call and do not repeat. */
  private byte[] content(int length) {
    byte[] content = new byte[length];
    int value = ++variant * 7_919;
    for (int i = 0; i < length; i++) {
      value = value * 1_103_515_245 + 12_345;
      content[i] = (byte) (value >>> 16);
    }
    return content;
  }

  private static String base64(byte[] content) {
    return new String(Base64.getEncoder().encode(content), StandardCharsets.US_ASCII);
  }

  private static void assertDecoded(byte[] expected, String encoded, String name) {
    byte[] octets = ("x" + encoded + "x").getBytes(StandardCharsets.ISO_8859_1);
    ByteRange whole =
        Base64Stream.decode(new Base64Stream(new ByteRange(octets, 1, octets.length - 1)));
    assertArrayEquals(expected, Octets.of(whole), name);
    try (InputStream stream =
        new Base64Stream(new ByteArrayInputStream(octets, 1, octets.length - 2))) {
      assertArrayEquals(expected, stream.readAllBytes(), name + ", as a stream");
    } catch (IOException e) {
      throw new AssertionError("an array does not fail", e);
    }
  }

  /** The lines have these lengths in turn. */
  private static String lines(String encoded, String lineEnd, int... lengths) {
    StringBuilder lines = new StringBuilder();
    int at = 0;
    for (int i = 0; at < encoded.length(); i++) {
      int end = Math.min(at + lengths[i % lengths.length], encoded.length());
      lines.append(encoded, at, end).append(lineEnd);
      at = end;
    }
    return lines.toString();
  }

  @Test
  void lines_may_have_any_length_and_end() {
    int[][] lengths = {
      {76},
      {64},
      {1},
      {1_000_000},
      {76, 60},
      {60, 76},
      {77, 76, 78, 2},
      {12_287},
      {12_288},
      {12_289},
      {0, 76}
    };
    for (int[] length : lengths) {
      for (String lineEnd : new String[] {"\n", "\r\n", " \n", "\r\n\r\n"}) {
        for (int size : new int[] {9_215, 9_216, 9_217, 40_000}) {
          byte[] content = content(size);
          assertDecoded(
              content,
              lines(base64(content), lineEnd, length),
              size + " octets in lines of " + length[0]);
        }
      }
    }
  }

  @Test
  void lines_of_one_width_may_end_differently() {
    byte[] content = content(60_000);
    String encoded = base64(content);
    StringBuilder mixed = new StringBuilder();
    boolean isLong = false;
    for (int at = 0; at < encoded.length(); ) {
      int end = Math.min(at + (isLong ? 77 : 76), encoded.length());
      mixed.append(encoded, at, end).append(isLong ? "\n" : "\r\n");
      at = end;
      isLong = !isLong;
    }
    assertDecoded(content, mixed.toString(), "CRLF and LF in turn");
  }

  @Test
  void what_is_not_base64_is_skipped_wherever_it_is() {
    for (int at : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 50_000}) {
      for (String stranger : new String[] {"*", "\u00E4", "\0", "-_", "*".repeat(200_000)}) {
        byte[] content = content(40_000);
        String encoded = base64(content);
        assertDecoded(
            content, encoded.substring(0, at) + stranger + encoded.substring(at), stranger + at);
      }
    }
  }

  @Test
  void what_follows_padding_goes_on() {
    for (int size : new int[] {1, 2, 9_214, 9_215, 9_216, 18_430, 20_000}) {
      byte[] content = content(size);
      byte[] twice = new byte[2 * size];
      System.arraycopy(content, 0, twice, 0, size);
      System.arraycopy(content, 0, twice, size, size);
      String encoded = base64(content);
      assertDecoded(twice, encoded + encoded, size + " octets twice");
      assertDecoded(twice, encoded + "\r\n" + encoded, size + " octets twice, in two lines");
    }
  }

  @Test
  void characters_that_encode_nothing_are_counted() {
    for (Object[] row : new Object[][] {
      {"QUJD", 0},
      {"QUJDQ", 1},
      {"QUJDQQ", 0},
      {"QU*JD", 1},
      {"Q=UJD", 1},
      {"*-\u00E4", 3},
      {" \t\r\n", 0}
    }) {
      byte[] octets = ((String) row[0]).getBytes(StandardCharsets.ISO_8859_1);
      Base64Stream stream = new Base64Stream(new ByteRange(octets, 0, octets.length));
      Base64Stream.decode(stream);
      assertEquals(row[1], stream.garbage(), (String) row[0]);
    }
  }

  @Test
  void every_character_of_the_alphabet_has_its_value() {
    byte[] content = new byte[256 * 3];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i / 3);
    }
    assertDecoded(content, base64(content), "all octets");
  }

  @Test
  void a_stream_says_how_much_it_has_transferred() throws IOException {
    byte[] content = content(40_000);
    var target = new ByteArrayOutputStream();
    byte[] octets = base64(content).getBytes(StandardCharsets.US_ASCII);
    try (InputStream stream = new Base64Stream(new ByteArrayInputStream(octets))) {
      assertEquals(content[0] & 0xFF, stream.read());
      assertEquals(39_999, stream.transferTo(target));
      assertEquals(-1, stream.read());
      assertEquals(-1, stream.read(new byte[1], 0, 1));
      assertEquals(0, stream.read(new byte[1], 0, 0));
      assertEquals(0, stream.available());
    }
    assertEquals(39_999, target.size());
  }
}
