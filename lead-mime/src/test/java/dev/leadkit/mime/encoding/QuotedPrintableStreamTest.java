// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.scan.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quoted-printable is decoded in windows of 64 KiB that end with a line; the result is that of the whole text (RFC 2045 §6.7). */
class QuotedPrintableStreamTest {

  private static final int WINDOW = 64 * 1024;
  private static final int MAX_LINE_LENGTH = 1024 * 1024;

  private static void assertDecoded(String encoded) throws IOException {
    byte[] octets = encoded.getBytes(StandardCharsets.ISO_8859_1);
    var inMemory = new QuotedPrintable();
    byte[] expected = Octets.of(inMemory.decode(new ByteRange(octets.clone(), 0, octets.length)));
    var decoder = new QuotedPrintable();
    var stream = new QuotedPrintableStream(new ByteArrayInputStream(octets), decoder);
    assertArrayEquals(expected, stream.readAllBytes());
    assertEquals(inMemory.strays(), decoder.strays());
    assertEquals(-1, stream.read());
  }

  /** Lines with escapes, soft line breaks and blanks at their ends. */
  private static String text(int length, int seed) {
    String[] pieces = {"text ", "=C3=A9", "=\r\n", "\r\n", " \t\r\n", "=20\r\n", "= \r\n", "=XY"};
    var random = new Random(seed);
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  @Test
  void a_text_of_several_windows_is_decoded_as_in_memory() throws IOException {
    for (int seed = 0; seed < 6; seed++) {
      assertDecoded(text(3 * WINDOW, seed));
      assertDecoded(text(1_000, seed));
    }
    assertDecoded("");
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3})
  void a_line_that_ends_around_the_end_of_a_window(int near) throws IOException {
    String line = "x".repeat(WINDOW - 2 + near);
    assertDecoded(line + "\r\nnext =C3=A9\r\n");
    assertDecoded(line + " \t\r\nnext");
    assertDecoded(line + "=\r\nnext");
    assertDecoded(line);
    assertDecoded("a\n" + line);
  }

  @Test
  void a_line_of_several_windows_is_one_line() throws IOException {
    assertDecoded("=C3=A9".repeat(WINDOW / 2) + " \r\nnext");
    assertDecoded("x".repeat(5 * WINDOW) + " ".repeat(100) + "\r\n=41");
  }

  /** A line of more than 1 MiB is cut where neither an escape nor blanks are split. */
  @ParameterizedTest
  @ValueSource(strings = {"=C3=A9", "x =41", "xy ", "a  =20 b"})
  void a_line_of_any_length_keeps_its_escapes_and_blanks(String piece) throws IOException {
    assertDecoded(piece.repeat(2 * MAX_LINE_LENGTH / piece.length() + 7) + "end");
  }

  @Test
  void octets_are_numbers_from_0_to_255_and_are_read_in_any_portion() throws IOException {
    byte[] encoded = "=FF=00=80x\r\ny".getBytes(StandardCharsets.US_ASCII);
    try (InputStream in =
        new QuotedPrintableStream(new ByteArrayInputStream(encoded), new QuotedPrintable())) {
      byte[] target = new byte[10];
      assertEquals(0, in.read(target, 0, 0));
      assertEquals(0xFF, in.read());
      assertEquals(0x00, in.read());
      assertEquals(3, in.read(target, 2, 3));
      assertArrayEquals(new byte[] {0, 0, (byte) 0x80, 'x', '\r', 0, 0, 0, 0, 0}, target);
      assertEquals(2, in.read(target, 0, 10), "At most what is there");
      assertEquals(-1, in.read(target, 0, 10));
    }
  }
}
