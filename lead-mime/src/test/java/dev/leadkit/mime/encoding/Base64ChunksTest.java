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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Base64 is decoded in chunks of 12 KiB of characters. Where a chunk ends and how long its lines are must make no difference: the result is that
 * of RFC 2045 §6.8, character by character.
 */
class Base64ChunksTest {

  private static final int CHUNK = 12 * 1024;

  /** The number of octets and of foreign characters that are decoded one character after the other. */
  private record Decoded(byte[] octets, int garbage) {}

  private static Decoded reference(byte[] encoded) {
    var octets = new ByteArrayOutputStream();
    int garbage = 0;
    int bits = 0;
    int held = 0;
    for (int i = 0; i <= encoded.length; i++) {
      int c = i < encoded.length ? encoded[i] : '=';
      int value =
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".indexOf((char) c);
      if (c > 0 && value >= 0) {
        bits = bits << 6 | value;
        held++;
        if (held == 4) {
          octets.write(bits >> 16);
          octets.write(bits >> 8);
          octets.write(bits);
          held = 0;
        }
      } else if (c == '=') {
        garbage += held == 1 ? 1 : 0;
        if (held == 2) {
          octets.write(bits >> 4);
        } else if (held == 3) {
          octets.write(bits >> 10);
          octets.write(bits >> 2);
        }
        held = 0;
      } else if (" \t\r\n".indexOf(c) < 0) {
        garbage++;
      }
    }
    return new Decoded(octets.toByteArray(), garbage);
  }

  private static void assertDecoded(byte[] encoded, String what) throws IOException {
    Decoded expected = reference(encoded);
    byte[] around = new byte[encoded.length + 5];
    java.util.Arrays.fill(around, (byte) 'A');
    System.arraycopy(encoded, 0, around, 2, encoded.length);
    var inMemory = new Base64Stream(new ByteRange(around, 2, 2 + encoded.length));
    ByteRange whole = Base64Stream.decode(inMemory);
    assertArrayEquals(expected.octets(), Octets.of(whole), what + ", in memory");
    assertEquals(expected.garbage(), inMemory.garbage(), what + ", in memory");
    var streamed = new Base64Stream(new ByteArrayInputStream(encoded));
    assertArrayEquals(expected.octets(), streamed.readAllBytes(), what + ", as a stream");
    assertEquals(expected.garbage(), streamed.garbage(), what + ", as a stream");
    var copied = new ByteArrayOutputStream();
    var source = new Base64Stream(new ByteArrayInputStream(encoded));
    int first = source.read();
    long size = source.transferTo(copied);
    assertEquals(expected.octets().length - (first < 0 ? 0 : 1), size, what + ", transferred");
    assertEquals(size, copied.size(), what + ", transferred");
    if (first >= 0) {
      assertEquals(expected.octets()[0] & 0xff, first, what);
      assertArrayEquals(
          java.util.Arrays.copyOfRange(expected.octets(), 1, expected.octets().length),
          copied.toByteArray(),
          what + ", transferred");
    }
  }

  private static byte[] encoded(int octets, int width, String lineEnd) {
    byte[] content = new byte[octets];
    new Random(octets).nextBytes(content);
    return width == 0
        ? Base64.getEncoder().encode(content)
        : lines(
            new String(Base64.getEncoder().encode(content), StandardCharsets.US_ASCII),
            width,
            lineEnd);
  }

  /** Unlike an encoder of the platform, with lines of any width. */
  private static byte[] lines(String text, int width, String lineEnd) {
    var lines = new StringBuilder();
    for (int at = 0; at < text.length(); at += width) {
      lines.append(text, at, Math.min(at + width, text.length())).append(lineEnd);
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 64, 75, 76, 77, 1000, CHUNK - 1, CHUNK, CHUNK + 1})
  void lines_of_any_width_with_any_line_break(int width) throws IOException {
    for (String lineEnd : List.of("\n", "\r\n", "\r", " \r\n")) {
      for (int octets : new int[] {0, 1, 2, 3, CHUNK / 4 * 3, CHUNK * 2 + 7, 60_001}) {
        if (width != 1 || octets < CHUNK) {
          assertDecoded(encoded(octets, width, lineEnd), octets + " octets in lines of " + width);
        }
      }
    }
  }

  @Test
  void content_whose_characters_end_around_the_end_of_a_chunk() throws IOException {
    for (int chunks = 1; chunks <= 3; chunks++) {
      for (int octets = chunks * CHUNK / 4 * 3 - 4;
          octets <= chunks * CHUNK / 4 * 3 + 4;
          octets++) {
        assertDecoded(encoded(octets, 0, ""), octets + " octets on one line");
        assertDecoded(encoded(octets, 76, "\r\n"), octets + " octets in lines of 76");
      }
    }
  }

  @Test
  void lines_of_changing_width() throws IOException {
    var random = new Random(5);
    for (int round = 0; round < 20; round++) {
      String text = new String(encoded(40_000 + round, 0, ""), StandardCharsets.US_ASCII);
      var lines = new StringBuilder();
      int width = 76;
      for (int at = 0; at < text.length(); at += width) {
        width = random.nextInt(20) == 0 ? 1 + random.nextInt(100) : 76;
        lines.append(text, at, Math.min(at + width, text.length()));
        lines.append(random.nextInt(30) == 0 ? "\n" : "\r\n");
      }
      assertDecoded(lines.toString().getBytes(StandardCharsets.US_ASCII), "round " + round);
    }
  }

  /** Octets of the long line are at the places where lines of the width before would have their line breaks. */
  @Test
  void a_line_of_the_usual_width_before_a_very_long_one() throws IOException {
    String text = new String(encoded(60_000, 0, ""), StandardCharsets.US_ASCII);
    for (String lineEnd : List.of("\n", "\r\n")) {
      String lines = text.substring(0, 76) + lineEnd + text.substring(76);
      assertDecoded(lines.getBytes(StandardCharsets.US_ASCII), "one line of 76");
    }
  }

  /** Several encoded texts in one body: data after padding is decoded, too. */
  @Test
  void padding_and_foreign_characters_wherever_they_are() throws IOException {
    byte[] text = encoded(60_000, 76, "\r\n");
    var places = new ArrayList<Integer>(List.of(0, 1, 75, 76, 77, 78, text.length - 1));
    for (int near = -3; near <= 3; near++) {
      places.add(CHUNK + near);
      places.add(CHUNK / 76 * 78 + 52 + near); // where the first chunk of characters ends
      places.add(2 * CHUNK + near);
      places.add(64 * 1024 + near);
    }
    for (int place : places) {
      for (String foreign :
          List.of("=", "==", "*", "\u00e9", "A", "AB", " ", "A==", "\n", "\r\n")) {
        var changed = new ByteArrayOutputStream();
        changed.write(text, 0, place);
        changed.writeBytes(foreign.getBytes(StandardCharsets.ISO_8859_1));
        changed.write(text, place, text.length - place);
        assertDecoded(changed.toByteArray(), foreign + " at " + place);
      }
    }
  }

  @Test
  void what_is_available_is_what_can_be_read_without_decoding_more() throws IOException {
    try (InputStream in = new Base64Stream(new ByteArrayInputStream(encoded(100, 76, "\n")))) {
      assertEquals(0, in.available());
      assertEquals(0, in.read(new byte[4], 0, 0));
      in.read();
      assertEquals(99, in.available());
      assertEquals(60, in.read(new byte[80], 10, 60));
      assertEquals(39, in.available());
      assertEquals(39, in.read(new byte[80], 0, 80), "At most what is there");
      assertEquals(-1, in.read(new byte[80], 0, 80));
      assertEquals(-1, in.read());
    }
  }
}
