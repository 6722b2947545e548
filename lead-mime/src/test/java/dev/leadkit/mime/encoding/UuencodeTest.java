// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

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
  void a_file_of_any_length_is_decoded_to_its_original() {
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
        "begin 644 a\n\nprose\n",
        "begin 644 a\nM!\n",
      })
  void a_line_with_the_same_beginning_does_not_begin_a_file(String begin) {
    assertNull(read(begin + FULL + "`\nend\n"), begin);
  }

  @Test
  void a_text_that_ends_anywhere_is_a_file_as_soon_as_a_full_line_is_read() {
    byte[] text =
        ("begin 644 a\n" + FULL + line(octets(3)) + "\n`\nend").getBytes(StandardCharsets.US_ASCII);
    int fullLine = 12 + FULL.length() - 1;
    for (int length = 0; length <= text.length; length++) {
      InlineFile file = Uuencode.read(Arrays.copyOf(text, length), 0, length);
      assertEquals(length >= fullLine, file != null, "after " + length + " octets");
      if (file != null && length <= fullLine + 1) {
        assertEquals(length, file.to(), "all that is there is of the file");
      }
    }
  }

  /** The length is the number of octets in a line; two check characters may follow, and blanks at the end of a full line may be lost. */
  @Test
  void a_line_is_damaged_if_it_is_shorter_or_longer_than_declared() {
    for (int count = 1; count <= 45; count++) {
      String whole = line(octets(count));
      int least = 1 + (count * 8 + 5) / 6;
      for (int length = least - 1; length <= whole.length() + 3; length++) {
        String written = length <= whole.length()
            ? whole.substring(0, length)
            : whole + "X".repeat(length - whole.length());
        InlineFile file = read("begin 644 a\n" + FULL + written + "\n" + FULL + "`\nend\n");
        assertNotNull(file);
        boolean damaged = length < least && count < 45 || length > whole.length() + 2;
        assertEquals(
            damaged ? 1 : 0, file.damages().size(), count + " octets written as " + written);
        if (length >= least) {
          byte[] second = Arrays.copyOfRange(file.content(), 45, file.content().length - 45);
          assertArrayEquals(octets(count), second, count + " octets written as " + written);
        }
      }
    }
  }

  /** Zero is written as a grave accent or as a blank. */
  @ParameterizedTest
  @CsvSource({
    "' ', 0",
    "!, 0",
    "_, 0",
    "`, 0",
    "a, 1",
    "~, 1",
    "'\t', 1",
    "'\u001F', 1",
    "\u00E4, 1"
  })
  void a_line_with_a_character_that_is_not_of_the_alphabet_is_damaged(char c, int damages) {
    String line = line(octets(6));
    for (int i = 1; i < line.length(); i++) {
      String written = line.substring(0, i) + c + line.substring(i + 1);
      InlineFile file = read("begin 644 a\n" + FULL + written + "\n" + FULL + "`\nend\n");
      assertNotNull(file);
      assertEquals(damages, file.damages().size(), "character " + i + " of " + written);
    }
  }

  @Test
  void missing_blanks_at_the_end_of_a_full_line_are_zeros() {
    byte[] octets = Arrays.copyOf(octets(20), 45);
    String cut = line(octets).replaceFirst("`+$", "");
    InlineFile file = read("begin 644 a\n" + FULL + cut + "\n`\nend\n");
    assertNotNull(file);
    assertEquals(List.of(), file.damages());
    assertArrayEquals(octets, Arrays.copyOfRange(file.content(), 45, 90));
  }

  /** An empty line, whose length is zero, may be followed by one check character; with more it is damaged. */
  @ParameterizedTest
  @CsvSource({"`, 0", "`X, 0", "' X', 0", "' XX', 1", "`XX, 1", "x, 1"})
  void a_line_of_length_zero_has_no_content(String line, int damages) {
    for (String padding : List.of("", "X".repeat(86))) {
      InlineFile file = read("begin 644 a\n" + FULL + line + padding + "\n" + FULL + "`\nend\n");
      assertNotNull(file);
      assertEquals(padding.isEmpty() ? damages : 1, file.damages().size(), line);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F`E | 45 | '' | ",
        "FE | 45 | '' | ",
        "FE_ | 45 | '' | ",
        "F F`E | 90 | '' | ",
        "F_E | 45 | '' | ",
        "F | 45 | '\n' | uuencode: there is no end line",
        "F prose | 45 | 'prose\n\n' | uuencode: there is no end line",
        "F prose F`E | 106 | '\n' | uuencode: 1 lines have not the length that they say",
        "F` prose | 45 | '`\nprose\n\n' | uuencode: there is no end line",
      })
  void a_file_continues_as_long_as_its_lines_are_valid(
      String pattern, int length, String rest, @Nullable String damage) {
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
    assertEquals(
        rest,
        (text + "\n").substring(file.to() - 3, text.length() + (damage == null ? 0 : 1)),
        "lines that are not part of the file");
  }

  @Test
  void an_empty_file_is_a_file_and_prose_between_begin_and_end_is_not() {
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
