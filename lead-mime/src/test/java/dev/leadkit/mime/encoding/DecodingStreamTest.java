// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.mime.scan.ByteRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Encoded content that comes as a stream is decoded as the whole of it would be. */
class DecodingStreamTest {

  private static final long SEED = 20_261_124;

  /** Gives a few bytes at a time, as a socket may. */
  private static InputStream source(byte[] encoded, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(encoded)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(30_000)));
      }
    };
  }

  private static byte[] fill(int length, String alphabet, Random random) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return octets;
  }

  private static byte[] base64(Random random) {
    byte[] content = new byte[random.nextInt(300_000)];
    random.nextBytes(content);
    int line = 4 * (1 + random.nextInt(30));
    byte[] encoded = switch (random.nextInt(4)) {
      case 0 -> Base64.getEncoder().encode(content);
      case 1 -> fill(random.nextInt(200_000), "AZaz+/=\n\r *", random);
      case 2 -> fill(random.nextInt(200_000), "\n\n\n\n\n\n\nA", random);
      default -> Base64.getMimeEncoder(line, new byte[] {'\n'}).encode(content);
    };
    for (int damage = random.nextInt(4) - 1; damage > 0 && encoded.length > 0; damage--) {
      encoded[random.nextInt(encoded.length)] = (byte) "=-\n\u00FF ".charAt(random.nextInt(5));
    }
    return encoded;
  }

  @Test
  @Tag("slow")
  void base64_decodes_alike_wherever_the_windows_end() throws IOException {
    for (int round = 0; round < 400; round++) {
      Random random = new Random(SEED + round);
      byte[] encoded = base64(random);
      Base64Stream whole = new Base64Stream(new ByteRange(encoded, 0, encoded.length));
      byte[] expected = Octets.of(Base64Stream.decode(whole));
      Base64Stream stream = new Base64Stream(source(encoded, random));
      assertArrayEquals(expected, stream.readAllBytes(), "seed " + (SEED + round));
      assertEquals(whole.garbage(), stream.garbage(), "seed " + (SEED + round));
    }
  }

  @Test
  @Tag("slow")
  void quoted_printable_decodes_alike_wherever_the_windows_end() throws IOException {
    for (int round = 0; round < 400; round++) {
      Random random = new Random(SEED + round);
      String alphabet = round % 3 == 0 ? "ab=\n\r \t" : "abcdefghijklmnop=  =C3=4E\r\n";
      byte[] encoded = fill(random.nextInt(300_000), alphabet, random);
      QuotedPrintable whole = new QuotedPrintable();
      byte[] expected = Octets.of(whole.decode(new ByteRange(encoded, 0, encoded.length)));
      QuotedPrintable decoder = new QuotedPrintable();
      InputStream stream = new QuotedPrintableStream(source(encoded, random), decoder);
      assertArrayEquals(expected, stream.readAllBytes(), "seed " + (SEED + round));
      assertEquals(whole.strays(), decoder.strays(), "seed " + (SEED + round));
    }
  }

  /** Sizes around a chunk of the decoder and around a window of the stream, in lines of each kind. */
  @Test
  void base64_is_decoded_alike_however_it_is_read() throws IOException {
    Random random = new Random(SEED);
    for (int size :
        new int[] {0, 1, 2, 3, 4, 9_215, 9_216, 9_217, 18_433, 27_650, 60_000, 130_000}) {
      byte[] content = new byte[size];
      for (String lines : new String[] {"76 \r\n", "76 \n", "60 \n", "100 \r\n", "0 "}) {
        random.nextBytes(
            content); // new octets, so that leftovers of the last ones are not mistaken for them
        String[] line = lines.split(" ", -1);
        byte[] encoded = Base64.getMimeEncoder(
                Integer.parseInt(line[0]), line[1].getBytes(StandardCharsets.US_ASCII))
            .encode(content);
        String what = size + " octets in lines of " + line[0];
        assertArrayEquals(content, new Base64Stream(range(encoded)).readAllBytes(), what);
        assertArrayEquals(
            content, Octets.of(Base64Stream.decode(new Base64Stream(range(encoded)))), what);
        assertArrayEquals(content, new Base64Stream(source(encoded, random)).readAllBytes(), what);
        var target = new ByteArrayOutputStream();
        assertEquals(size, new Base64Stream(range(encoded)).transferTo(target), what);
        assertArrayEquals(content, target.toByteArray(), what);
        assertArrayEquals(content, singly(new Base64Stream(range(encoded))), what);
        Base64Stream begun = new Base64Stream(range(encoded));
        target = new ByteArrayOutputStream();
        target.writeBytes(begun.readNBytes(Math.min(size, 5)));
        begun.transferTo(target);
        assertArrayEquals(content, target.toByteArray(), what + ", five octets read before");
      }
    }
  }

  @Test
  void quoted_printable_is_decoded_alike_however_it_is_read() throws IOException {
    Random random = new Random(SEED);
    for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 140_000}) {
      byte[] encoded = fill(size, "abcdefghijklmnop=  =C3=4E\r\n", random);
      byte[] expected = Octets.of(new QuotedPrintable().decode(range(encoded)));
      assertArrayEquals(expected, singly(quotedPrintable(encoded)), size + " octets");
      assertArrayEquals(expected, quotedPrintable(encoded).readAllBytes(), size + " octets");
    }
  }

  /** An escape, a run of blanks and a soft break at each place around the end of the longest piece. */
  @Test
  void a_long_line_is_split_where_nothing_else_is_split() throws IOException {
    for (String what : new String[] {"=C3", "  =\nb", " \t \nb", "=\nb", "=\r\nb", "=="}) {
      for (int before = 0; before < 7; before++) {
        byte[] encoded = ("x".repeat(1024 * 1024 - before) + what + "y".repeat(100))
            .getBytes(StandardCharsets.US_ASCII);
        byte[] expected = Octets.of(new QuotedPrintable().decode(range(encoded)));
        assertArrayEquals(expected, quotedPrintable(encoded).readAllBytes(), what + before);
      }
    }
  }

  @Test
  void a_stream_reports_how_much_is_available() throws IOException {
    Base64Stream stream = new Base64Stream(range("QUJD".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(0, stream.available());
    assertEquals('A', stream.read());
    assertEquals(2, stream.available());
    assertEquals(0, stream.read(new byte[0], 0, 0));
    assertEquals("BC", new String(stream.readAllBytes(), StandardCharsets.US_ASCII));
    assertEquals(0, stream.available());
    assertEquals(-1, stream.read());
    InputStream lines = quotedPrintable("a".getBytes(StandardCharsets.US_ASCII));
    assertEquals(0, lines.read(new byte[0], 0, 0));
    assertEquals('a', lines.read());
    assertEquals(-1, lines.read());
  }

  /** What is around the range does not count. */
  private static ByteRange range(byte[] encoded) {
    byte[] around = new byte[encoded.length + 20];
    Arrays.fill(around, (byte) 'Q');
    System.arraycopy(encoded, 0, around, 10, encoded.length);
    return new ByteRange(around, 10, 10 + encoded.length);
  }

  private static InputStream quotedPrintable(byte[] encoded) {
    return new QuotedPrintableStream(new ByteArrayInputStream(encoded), new QuotedPrintable());
  }

  private static byte[] singly(InputStream stream) throws IOException {
    var read = new ByteArrayOutputStream();
    for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
      read.write(octet);
    }
    return read.toByteArray();
  }

  @Test
  void a_line_of_megabytes_is_decoded_in_pieces_that_split_no_escape() throws IOException {
    for (int shift = 0; shift < 7; shift++) {
      byte[] encoded =
          ("x".repeat(shift) + "=C3=A9 ".repeat(500_000)).getBytes(StandardCharsets.US_ASCII);
      byte[] expected =
          Octets.of(new QuotedPrintable().decode(new ByteRange(encoded, 0, encoded.length)));
      InputStream stream =
          new QuotedPrintableStream(new ByteArrayInputStream(encoded), new QuotedPrintable());
      assertArrayEquals(expected, stream.readAllBytes());
    }
  }

  @Test
  void exceptions_of_the_source_are_passed_on() {
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the disk went");
      }
    };
    byte[] start = "QUJD\r\n".repeat(40_000).getBytes(StandardCharsets.US_ASCII);
    for (InputStream decoding : new InputStream[] {
      new Base64Stream(new SequenceInputStream(new ByteArrayInputStream(start), broken)),
      new QuotedPrintableStream(
          new SequenceInputStream(new ByteArrayInputStream(start), broken), new QuotedPrintable())
    }) {
      IOException thrown = assertThrows(IOException.class, decoding::readAllBytes);
      assertEquals("the disk went", thrown.getMessage());
    }
  }
}
