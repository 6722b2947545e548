// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.mime.InlineFiles.InlineFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by uuencode (POSIX.1-2017), whole and damaged. */
class UuencodeTest {

  private static @Nullable InlineFile read(String text) {
    byte[] bytes = ("..." + text + "`\nend\n").getBytes(StandardCharsets.ISO_8859_1);
    return Uuencode.read(bytes, 3, 3 + text.length());
  }

  private static String line(byte[] octets) {
    StringBuilder line = new StringBuilder().append((char) (' ' + octets.length));
    byte[] padded = Arrays.copyOf(octets, (octets.length + 2) / 3 * 3);
    for (int i = 0; i < padded.length; i += 3) {
      int bits = (padded[i] & 0xFF) << 16 | (padded[i + 1] & 0xFF) << 8 | padded[i + 2] & 0xFF;
      for (int shift = 18; shift >= 0; shift -= 6) {
        int six = bits >> shift & 0x3F;
        line.append(six == 0 ? '`' : (char) (' ' + six));
      }
    }
    return line.toString();
  }

  private static byte[] octets(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (i * 37 + 250);
    }
    return octets;
  }

  private static final String FULL = line(octets(45)) + "\n";

  @Test
  void a_file_of_each_length_is_what_was_written() {
    for (int length = 1; length <= 45; length++) {
      byte[] octets = octets(length);
      for (String lineEnd : List.of("\n", "\r\n")) {
        String text = "begin 644 a b.txt" + lineEnd + line(octets) + lineEnd + "`" + lineEnd + "end"
            + lineEnd;
        for (String after : List.of("", "more")) {
          InlineFile file = read(text + after);
          assertNotNull(file, "length " + length);
          assertArrayEquals(octets, file.content(), "length " + length);
          assertEquals("a b.txt", file.name());
          assertEquals(List.of(), file.damages());
          assertEquals(3, file.from());
          assertEquals(3 + text.length(), file.to());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin 644 a\n",
        "begin 6444 a\n",
        "begin 0777 a\n",
        "begin 644 a b\n",
        "begin 644 \u00E4\n"
      })
  void a_file_begins_with_its_mode_and_its_name(String begin) {
    InlineFile file = read(begin + FULL + "`\nend\n");
    assertNotNull(file, begin);
    assertArrayEquals(octets(45), file.content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin 64 a\n",
        "begin 64444 a\n",
        "begin 648 a\n",
        "begin 644\n",
        "begin 644 \n",
        "begin 644  a\n",
        "begin 644a\n",
        "begin a\n",
        "begin /44 a\n",
        "Begin 644 a\n",
        "begin\n",
        "begin 644 a\nprose\n",
        "begin 644 a\n\n",
        "begin 644 a\n\nprose\n",
      })
  void a_line_that_only_begins_so_begins_no_file(String begin) {
    assertNull(read(begin + FULL.toLowerCase(java.util.Locale.ROOT) + "`\nend\n"), begin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F`E | 45 | ",
        "FE | 45 | ",
        "FE_ | 45 | ",
        "F F`E | 90 | ",
        "F_E | 45 | ",
        "F | 45 | uuencode: there is no end line",
        "F prose | 45 | uuencode: there is no end line",
        "F prose F`E | 106 | uuencode: 1 lines have not the length that they say",
        "F` prose | 45 | uuencode: there is no end line",
      })
  void a_file_goes_on_as_long_as_its_lines_are_its_own(
      String pattern, int length, @Nullable String damage) {
    String text = "begin 644 a\n"
        + pattern
            .replace(" prose", "prose\n")
            .replace(" ", "")
            .replace("E_", "end  \n")
            .replace("E", "end\n")
            .replace("_", " \n")
            .replace("`", "`\n")
            .replace("F", FULL);
    InlineFile file = read(text + (damage == null ? "" : "\n"));
    assertNotNull(file, text);
    assertEquals(damage == null ? List.of() : List.of(damage), file.damages(), pattern);
    assertEquals(length, file.content().length, pattern);
  }

  @Test
  void an_empty_file_is_a_file_and_prose_between_begin_and_end_is_none() {
    InlineFile empty = read("begin 644 a\n`\nend\n");
    assertNotNull(empty);
    assertEquals(0, empty.content().length);
    assertNull(read("begin 644 a\nend\n"));
    assertNull(read("begin 644 a\nthis is prose\nend\n"));
    assertNull(read("begin 644 a\n#86)C\n"), "a short line without an end");
    InlineFile check = read("begin 644 a\n#86)CX\n`\nend\n");
    assertNotNull(check, "a check character may follow");
    assertEquals("abc", new String(check.content(), StandardCharsets.US_ASCII));
  }
}
