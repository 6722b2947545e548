// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.mime.html.HtmlLines.Origins;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** White space, lines and characters without width as a person sees them. */
class HtmlLinesTest {

  private static HtmlLines lines(String characters) {
    HtmlLines lines = new HtmlLines(new char[1], Origins.KEPT);
    for (int i = 0; i < characters.length(); i++) {
      lines.character(characters.charAt(i), i, i + 1);
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(
      chars = {' ', '\t', '\n', '\u00A0', '\u2000', '\u200A', '\u2028', '\u2029', '\u202F', '\u205F'
      })
  void white_space_collapses(char space) {
    assertEquals("a b", lines("a" + space + space + "b").text());
    assertEquals("a", lines(space + "a" + space).text());
    assertEquals(space >= 0xA0, HtmlLines.isSpecial(space));
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\u00AD', '\u034F', '\u180E', '\u200B', '\u200C', '\u200D', '\u200E', '\u200F', '\u2060',
        '\u2064', '\uFEFF'
      })
  void a_character_without_width_does_not_split_a_word(char invisible) {
    assertEquals("ab", lines("a" + invisible + "b").text());
    assertTrue(HtmlLines.isSpecial(invisible));
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\u009F', '\u00A1', '\u00AC', '\u00AE', '\u034E', '\u0350', '\u180D', '\u180F', '\u1FFF',
        '\u2010', '\u2027', '\u202A', '\u202E', '\u2030', '\u205E', '\u2065', '\uFEFE', '\uFF01'
      })
  void other_characters_are_shown(char shown) {
    assertEquals("a" + shown + "b", lines("a" + shown + "b").text());
    assertFalse(HtmlLines.isSpecial(shown));
  }

  /** Emoji and Arabic and Indic letters are joined by U+200C and U+200D, words of Thai, Lao, Myanmar and Khmer parted by U+200B. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0590\u200Db",
        "\u06CC\u200Cb",
        "\uD83D\uDC69\u200D\uD83D\uDCBB",
        "\u0E00\u200Bb",
        "\u0EFF\u200Bb",
        "\u1000\u200Bb",
        "\u109F\u200Bb",
        "\u1780\u200Bb",
        "\u17FF\u200Bb",
      })
  void a_joiner_is_kept_where_it_has_a_meaning(String text) {
    assertEquals(text, lines(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u058F\u200Db",
        "\u058F\u200Cb",
        "\u0DFF\u200Bb",
        "\u0F00\u200Bb",
        "\u0FFF\u200Bb",
        "\u10A0\u200Bb",
        "\u177F\u200Bb",
        "\u1800\u200Bb",
      })
  void a_joiner_is_removed_where_it_would_hide_a_word(String text) {
    assertEquals(text.charAt(0) + "b", lines(text).text());
  }

  @Test
  void a_joiner_beside_white_space_or_at_the_start_of_a_line_joins_nothing() {
    assertEquals("\u06CC b", lines("\u06CC \u200Cb").text());
    assertEquals("\u06CC b", lines("\u06CC\u200C b").text());
    assertEquals("\u0E01 b", lines("\u0E01 \u200Bb").text());
    HtmlLines lines = lines("\u06CC");
    lines.lineBreak(1);
    lines.character('\u200D', 1, 2);
    lines.character('b', 2, 3);
    assertEquals("\u06CC\nb", lines.text());
  }

  @Test
  void several_line_breaks_leave_one_blank_line() {
    HtmlLines lines = lines("a ");
    for (int i = 0; i < 4; i++) {
      lines.lineBreak(2);
    }
    lines.character('b', 2, 3);
    lines.endLine(3);
    lines.endLine(3);
    lines.character('c', 3, 4);
    lines.endLine(4);
    lines.endParagraph(4);
    lines.endParagraph(4);
    lines.character('d', 4, 5);
    lines.endParagraph(5);
    lines.character('e', 5, 6);
    assertEquals("a\n\nb\nc\n\nde", lines.text());
  }

  @Test
  void each_line_of_a_quotation_is_marked() {
    HtmlLines lines = lines("a");
    lines.quoted(true);
    lines.endLine(1);
    lines.append("bc", 0, 2);
    lines.lineBreak(2);
    lines.lineBreak(2);
    lines.preformatted('d', 2, 3);
    lines.preformatted('\n', 3, 4);
    lines.preformatted('\n', 4, 5);
    lines.preformatted('e', 5, 6);
    lines.quoted(false);
    lines.endLine(6);
    lines.append("f", 0, 1);
    assertEquals("a\n> bc\n> \n> d\n> \n> e\nf", lines.text());
  }

  @Test
  void preserved_white_space_keeps_each_character() {
    HtmlLines lines = new HtmlLines(new char[0], Origins.NONE);
    String text = "a \t\u00A0\r b\n\n\n c\u200B";
    for (int i = 0; i < text.length(); i++) {
      lines.preformatted(text.charAt(i), i, i + 1);
    }
    assertEquals("a \t  b\n\n\n c", lines.text());
    lines.lineBreak(0);
    lines.preformatted('\n', 0, 0);
    lines.lineBreak(0);
    lines.preformatted('d', 0, 0);
    assertEquals("a \t  b\n\n\n c\n\nd", lines.text());
  }

  @Test
  void each_character_is_mapped_to_its_position_in_the_html() {
    String html = "x".repeat(700) + "yz";
    HtmlLines lines = new HtmlLines(new char[3], Origins.KEPT);
    lines.lineBreak(0);
    lines.character(' ', 0, 1);
    lines.append(html, 700, 702);
    lines.character(' ', 702, 703);
    lines.character('\u00FC', 703, 709);
    lines.lineBreak(710);
    lines.append(html, 0, 600);
    lines.character(' ', 800, 801);
    String text = lines.text();
    assertEquals("yz \u00FC\n" + html.substring(0, 600), text);
    int[] starts = lines.starts();
    int[] ends = lines.ends();
    assertEquals(text.length(), starts.length);
    assertEquals(text.length(), ends.length);
    assertArrayEquals(new int[] {700, 701, 703, 703, 710}, Arrays.copyOf(starts, 5));
    assertArrayEquals(new int[] {701, 702, 703, 709, 710}, Arrays.copyOf(ends, 5));
    for (int i = 0; i < 600; i++) {
      assertEquals(i, starts[5 + i]);
      assertEquals(i + 1, ends[5 + i]);
    }
    assertEquals("\u00FC\nx", lines.since(3, 3));
    assertEquals("", lines.since(9_000, 3));
    assertEquals(text.length(), lines.length());
  }
}
