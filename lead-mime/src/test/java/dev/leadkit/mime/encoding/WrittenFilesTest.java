// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files in BinHex and yEnc within a text, encoded exactly by their standards, intact and damaged. */
class WrittenFilesTest {

  private static final String ALPHABET =
      "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";

  private static byte[] random(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    for (int i = 0; i < length; i += 7) {
      octets[i] = (byte) 0x90; // the mark of a run
    }
    return octets;
  }

  // ------------------------------------------------------------------------------------------
  // BinHex 4.0 (RFC 1741, appendix A)

  /** CRC-CCITT of the octets and two zeros. */
  private static short crc(byte[] octets) {
    int crc = 0;
    for (byte octet : Arrays.copyOf(octets, octets.length + 2)) {
      for (int bit = 0x80; bit > 0; bit >>= 1) {
        boolean carry = (crc & 0x8000) != 0;
        crc = (crc << 1 | ((octet & bit) != 0 ? 1 : 0)) & 0xFFFF;
        crc ^= carry ? 0x1021 : 0;
      }
    }
    return (short) crc;
  }

  private static byte[] fork(
      String name, byte[] data, int declared, int wrongHeader, int wrongData) {
    byte[] header = ByteBuffer.allocate(1 + name.length() + 1 + 8 + 2 + 8)
        .put((byte) name.length())
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put((byte) 0)
        .put("TEXTttxt".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 0)
        .putInt(declared)
        .putInt(0)
        .array();
    ByteBuffer file = ByteBuffer.allocate(header.length + 2 + data.length + 2);
    file.put(header).putShort((short) (crc(header) ^ wrongHeader));
    return file.put(data).putShort((short) (crc(data) ^ wrongData)).array();
  }

  private static String binHex(byte[] file) {
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    for (int i = 0; i < file.length; i++) {
      marked.write(file[i]);
      if (file[i] == (byte) 0x90) {
        marked.write(0);
        continue;
      }
      int run = 1;
      while (i + 1 < file.length && file[i + 1] == file[i] && run < 255) {
        run++;
        i++;
      }
      if (run > 1) {
        marked.write(0x90);
        marked.write(run);
      }
    }
    StringBuilder text =
        new StringBuilder("(This file must be converted with BinHex 4.0)\r\n\r\n:");
    int bits = 0;
    int held = 0;
    int column = 1;
    for (byte octet : marked.toByteArray()) {
      bits = bits << 8 | octet & 0xFF;
      held += 8;
      while (held >= 6) {
        held -= 6;
        text.append(ALPHABET.charAt(bits >> held & 0x3F));
        if (++column % 64 == 0) {
          text.append("\r\n");
        }
      }
    }
    if (held > 0) {
      text.append(ALPHABET.charAt(bits << 6 - held & 0x3F));
    }
    return text.append(":").toString();
  }

  private static @Nullable InlineFile readBinHex(String text) {
    byte[] bytes = ("..." + text).getBytes(StandardCharsets.ISO_8859_1);
    return BinHex.read(bytes, 3, bytes.length);
  }

  @Test
  void a_file_in_binhex_is_decoded_to_its_original() {
    for (int size : new int[] {0, 1, 2, 3, 255, 256, 65_535, 65_537}) {
      byte[] data = size < 300 ? random(size) : new byte[size];
      String text = binHex(fork("a.txt", data, size, 0, 0));
      InlineFile file = readBinHex(text + "\r\nafter");
      assertNotNull(file, "size " + size);
      assertArrayEquals(data, file.content(), "size " + size);
      assertEquals("a.txt", file.name());
      assertEquals(List.of(), file.damages());
      assertEquals(3, file.from());
      assertEquals(3 + text.length() + 2, file.to());
    }
  }

  @Test
  void a_damaged_data_fork_is_reported_and_a_damaged_header_is_not_a_file() {
    byte[] data = random(100);
    List<String> damage = List.of("BinHex: the data fork is not whole");
    InlineFile wrong = readBinHex(binHex(fork("a", data, 100, 0, 1)));
    assertNotNull(wrong);
    assertEquals(damage, wrong.damages(), "another checksum");
    assertArrayEquals(data, wrong.content());
    for (int missing = 1; missing < 30; missing++) {
      InlineFile cut = readBinHex(
          binHex(Arrays.copyOf(fork("a", data, 100, 0, 0), 1 + 1 + 21 + 100 + 2 - missing)));
      assertNotNull(cut);
      assertEquals(damage, cut.damages(), missing + " octets are missing");
      int left = Math.min(100, 102 - missing);
      assertArrayEquals(Arrays.copyOf(data, left), cut.content(), missing + " octets are missing");
    }
    assertNull(readBinHex(binHex(fork("a", data, 100, 1, 0))), "another checksum of the header");
    assertNull(readBinHex(binHex(fork("", data, 100, 0, 0))), "no name");
    for (int length = 0; length < 23; length++) {
      assertNull(
          readBinHex(binHex(Arrays.copyOf(fork("a", data, 100, 0, 0), length))),
          "a header of " + length + " octets");
    }
    assertNull(readBinHex("(This file must be converted with BinHex 4.0)\r\n\r\n"));
    assertNull(readBinHex("(This file must be converted with BinHex 4.0)\r\n\r\nHello:"));
    assertNull(readBinHex("(This file must be converted with BinHex 4.0)"));
    assertNull(readBinHex("(This file must be converted"));
  }

  @Test
  void a_file_in_binhex_ends_where_its_alphabet_ends() {
    byte[] data = random(30);
    String text = binHex(fork("a", data, 30, 0, 0));
    String open = text.substring(0, text.length() - 1);
    for (String after : List.of("~", " and more", "\u007F", "\u00FC", "7", ".")) {
      InlineFile file = readBinHex(open + after);
      assertNotNull(file, after);
      assertArrayEquals(data, file.content(), after);
      assertEquals(3 + open.length(), file.to(), after);
    }
  }

  // ------------------------------------------------------------------------------------------
  // yEnc (draft 1.3)

  private static String yEnc(byte[] octets, int width) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (byte octet : octets) {
      int encoded = octet + 42 & 0xFF;
      if (encoded == 0 || encoded == '\n' || encoded == '\r' || encoded == '=') {
        text.append('=');
        encoded = encoded + 64 & 0xFF;
        column++;
      }
      text.append((char) encoded);
      if (++column >= width) {
        text.append("\r\n");
        column = 0;
      }
    }
    return text.append(column > 0 ? "\r\n" : "").toString();
  }

  private static @Nullable InlineFile readYEnc(String text) {
    byte[] bytes = ("..." + text).getBytes(StandardCharsets.ISO_8859_1);
    return YEnc.read(bytes, 3, bytes.length);
  }

  private static String sum(byte[] octets) {
    CRC32 crc = new CRC32();
    crc.update(octets);
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  @Test
  void a_file_in_yenc_is_decoded_for_lines_of_any_width() {
    for (int width : new int[] {1, 63, 128, 255, 256, 257, 600, 997}) {
      byte[] data = random(1_200);
      String text = "=ybegin line=" + width + " size=1200 name= a b.txt \r\n" + yEnc(data, width)
          + "=yend size=1200 crc32=" + sum(data) + "\r\n";
      InlineFile file = readYEnc(text + "after");
      assertNotNull(file, "width " + width);
      assertArrayEquals(data, file.content(), "width " + width);
      assertEquals("a b.txt", file.name());
      assertEquals(List.of(), file.damages(), "width " + width);
      assertEquals(3, file.from());
      assertEquals(3 + text.length(), file.to());
    }
  }

  private static void damages(String text, String... damages) {
    InlineFile file = readYEnc(text);
    assertNotNull(file, text);
    assertEquals(List.of(damages), file.damages(), text);
  }

  @Test
  void each_damage_of_yenc_is_named() {
    byte[] data = random(256);
    String lines = yEnc(data, 128);
    String begin = "=ybegin line=128 size=256 name=a\r\n";
    String end = "=yend size=256 crc32=" + sum(data) + "\r\n";
    damages(begin + lines + end);
    damages(begin + lines + "=yend\r\n");
    damages(begin + lines + "=yend");
    damages(begin + lines + "=yend crc32=00000001\r\n", "yEnc: another check sum");
    damages(begin + lines + "=yend crc32=0\r\n", "yEnc: another check sum");
    damages(begin + lines + "=yend crc32=\r\n");
    damages(begin + lines, "yEnc: there is no end line");
    damages("=ybegin line=128 size=255 name=a\r\n" + lines + end, "yEnc: 256 octets, expected 255");
    damages("=ybegin line=128 size=257 name=a\r\n" + lines + end, "yEnc: 256 octets, expected 257");
    damages("=ybegin line=1 size=1 name=a\r\nk\r\n", "yEnc: there is no end line");
    assertNull(readYEnc("=ybegin line=128 size=256\r\n" + lines + end), "no name");
    assertNull(readYEnc("=ybegin line=0 size=256 name=a\r\n" + lines + end), "no width");
    assertNull(readYEnc("=ybegin size=256 name=a\r\n" + lines + end), "no width");
    assertNull(readYEnc("=ybegin line=128 name=a\r\n" + lines + end), "no size");
    assertNull(readYEnc("=ybegin line=128 size=x name=a\r\n" + lines + end), "no size");
    assertNull(readYEnc("=ybegin line=128 size=9 name=a\r\nprose\r\n"), "prose is not data");
    damages("=ybegin line=128 size=0 name=a\r\n=yend size=0\r\n");
    InlineFile escape = readYEnc("=ybegin line=3 size=3 name=a\r\nkl=\r\n=yend size=3\r\n");
    assertNotNull(escape);
    assertArrayEquals(
        new byte[] {'k' - 42, 'l' - 42, '=' - 42}, escape.content(), "an escape of nothing stays");
  }

  @Test
  void a_part_of_a_file_has_its_own_size_and_checksum() {
    byte[] data = random(100);
    String lines = yEnc(data, 128);
    String begin = "=ybegin part=2 line=128 size=300 name=a\r\n=ypart begin=101 end=200\r\n";
    InlineFile part = readYEnc(
        begin + lines + "=yend size=100 part=2 pcrc32=" + sum(data) + " crc32=00000001\r\n");
    assertNotNull(part);
    assertArrayEquals(data, part.content());
    assertEquals(List.of(), part.damages());
    assertEquals(true, part.fragment());
    damages(
        begin + lines + "=yend size=100 pcrc32=00000001 crc32=" + sum(data) + "\r\n",
        "yEnc: another check sum");
    InlineFile only =
        readYEnc("=ybegin part=1 line=128 size=100 name=a\r\n=ypart begin=1 end=100\r\n" + lines
            + "=yend size=100\r\n");
    assertNotNull(only);
    assertEquals(false, only.fragment(), "the only part is the whole");
  }

  @Test
  void a_file_in_yenc_that_has_no_end_stops_before_the_next_one() {
    byte[] data = random(256);
    String first = "=ybegin line=128 size=256 name=a\r\n" + yEnc(data, 128);
    InlineFile file = readYEnc(first + "=ybegin line=128 size=256 name=b\r\n" + yEnc(data, 128));
    assertNotNull(file);
    assertEquals(3 + first.length(), file.to());
    assertArrayEquals(data, file.content());
  }
}
