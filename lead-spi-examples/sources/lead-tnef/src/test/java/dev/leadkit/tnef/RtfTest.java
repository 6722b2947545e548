// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of RTF (RTF 1.9.1), and the HTML or text from which Outlook made it (MS-OXRTFEX). */
class RtfTest {

  private static final int ENOUGH = 1 << 20;

  private static RtfStream stream(String rtf) {
    return new RtfStream(ByteReader.of(Winmail.packed(rtf)), ENOUGH);
  }

  private static Rtf read(String rtf, int mostText) {
    return Rtf.of(stream(rtf), mostText);
  }

  private static void check(String rtf, String text) {
    assertEquals(text, read(rtf, ENOUGH).text().replace("\r\n", "/").replace("\t", ">"), rtf);
  }

  @Nested
  class Text_of_rtf {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          // symbols and breaks
          "{\\rtf1 a\\par b\\line c\\tab d\\cell e\\row f} | a/b/c>d>e/f",
          "{\\rtf1 a\\sect b\\page c} | a/b/c",
          "{\\rtf1 \\lquote a\\rquote\\ldblquote b\\rdblquote\\bullet\\endash\\emdash} | ‘a’“b”•–—",
          "{\\rtf1 a\\enspace b\\emspace c} | a b c",
          "{\\rtf1 a\\~b\\_c\\-d\\:e} | a\u00A0b-cde",
          "{\\rtf1 \\\\\\{x\\}} | \\{x}",
          // a control word ends with one blank, a number, or anything else
          "{\\rtf1 a\\b  c} | a c",
          "{\\rtf1 a\\b0 c\\b-1d} | acd",
          "{\\rtf1 a\\tab\\tab b} | a>>b",
          "{\\rtf1 a\\nosuchword12 b} | ab",
          "{\\rtf1 a\\aWordOfMoreThanThirtyTwoCharactersIsNotAWord b} | ab",
          "{\\rtf1 aZ\\Zz z} | aZz",
          "{\\rtf1 a\\ | a",
          // characters of code pages
          "{\\rtf1\\ansicpg1252 \\'e4\\'80\\'E4} | ä€ä",
          "{\\rtf1\\ansicpg1251 \\'e4} | д",
          "{\\rtf1\\ansicpg932 \\'89\\'bf\\'8ai} | 価格",
          "{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset204 A;}}\\f1 \\'e4\\f0 \\'e4\\f1 \\'e4\\plain \\'e4} | дäдä",
          "{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset204 A;}}{\\f1 \\'e4}\\'e4} | дä",
          "{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset99 A;}}\\f1 \\'e4} | ä",
          // Unicode, with as many octets for others as \\uc says
          "{\\rtf1 \\u8364 ?x} | €x",
          "{\\rtf1 \\u8364\\'80x} | €x",
          "{\\rtf1 \\u-10179 ?\\u-8704 ?x} | 😀x",
          "{\\rtf1 \\uc2 \\u8364 ??x} | €x",
          "{\\rtf1 \\uc0 \\u8364 x} | €x",
          "{\\rtf1 \\uc-1 \\u8364 x} | €x",
          "{\\rtf1 {\\uc2 \\u8364 ??}\\u8364 ?x} | €€x",
          "{\\rtf1 \\u8364\\tab x} | €x",
          "{\\rtf1 \\uc16 \\u8364 ????????????????x} | €x",
          "{\\rtf1 \\uc99 \\u8364 ????????????????x} | €x",
          "{\\rtf1 \\uc2 \\u8364 \\'80\\tab x} | €x",
          // the last characters of the alphabet are letters, their neighbours end a word
          "{\\rtf1 a\\az{b}\\AZ b\\a`b\\a@b\\a[b} | abb`b@b[b",
          "{\\rtf1 a\\`b\\@b\\[b} | abbb",
          "{\\rtf1 \\f/0 a\\f:0 b} | /0 a:0 b",
          // a word has 32 letters at most
          "{\\rtf1{\\*\\abcdefghijabcdefghijabcdefghijab x}a} | a",
          "{\\rtf1{\\*\\abcdefghijabcdefghijabcdefghijabc x}a} | xa",
          // a font without a known charset has that of the document
          "{\\rtf1\\ansicpg1251{\\fonttbl{\\f1\\fcharset99 A;}}\\f1 \\'e4} | д",
          "{\\rtf1\\ansicpg1251{\\fonttbl{\\f1\\fcharset0 A;}}\\f1 \\'e4} | ä",
          "{\\rtf1 {\\u8364 }x} | €x",
          "{\\rtf1 \\u8364 {x}} | €x",
          "{\\rtf1 \\u x} | x",
          "{\\rtf1 ä\\u8364 ?} | ä€",
          // groups without text
          "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\stylesheet x}{\\info{\\title y}}z} | z",
          "{\\rtf1{\\*\\generator x;}z} | z",
          "{\\rtf1{\\*\\generator x{y}z}z} | z",
          "{\\rtf1{\\*}\\generator z} | z",
          "{\\rtf1{\\*x\\generator z}} | xz",
          "{\\rtf1{\\header x}{\\footerl x}{\\pict 0102}z} | z",
          "{\\rtf1 a\\bin3 {{{b} | ab",
          "{\\rtf1 a\\bin-1 b} | ab",
          "{\\rtf1 a\\bin9999999999 b} | a",
          "{\\rtf1 a}}}b | ab",
          // made from text
          "{\\rtf1\\fromtext a\\par b} | a/b",
          "{\\rtf1 x\\fromhtml1 {\\*\\htmltag <p>}a} | xa",
          "{\\rtf1\\fromhtml0 {\\*\\htmltag <p>}a} | a",
          // made from HTML
          "{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}a} | <p>a",
          "{\\rtf1\\fromhtml1 {\\htmltag64 <p>}a} | a",
          "{\\rtf1\\fromhtml1 \\htmlrtf x\\htmlrtf0 a} | a",
          "{\\rtf1\\fromhtml1 {\\htmlrtf x}a} | a",
          "{\\rtf1\\fromhtml1 \\htmlrtf {\\*\\htmltag64 <p>}x\\htmlrtf0 a} | <p>a",
          "{\\rtf1\\fromhtml1 a\\~b\\-c\\_d} | a&nbsp;b&shy;c-d",
          "{\\rtf1\\ansicpg1252\\fromhtml1{\\fonttbl{\\f1\\fcharset204 A;}}\\f1 \\'e4{\\*\\htmltag \\'e4}\\'e4} | дäд",
          "{\\rtf1\\fromhtml1 {\\*\\mhtmltag64 <x>}a} | a",
        })
    void rtf_in_each_form_is_converted_to_its_text(String rtf, String text) {
      check(rtf, text == null ? "" : text);
    }

    @Test
    void the_origin_of_a_document_is_known_before_its_text() {
      assertEquals(Rtf.Origin.RTF, read("{\\rtf1 a}", ENOUGH).origin());
      assertEquals(Rtf.Origin.TEXT, read("{\\rtf1\\fromtext a}", ENOUGH).origin());
      assertEquals(Rtf.Origin.RTF, read("{\\rtf1 a\\par\\fromtext b}", ENOUGH).origin());
      assertEquals(Rtf.Origin.HTML, read("{\\rtf1\\fromhtml1 a}", ENOUGH).origin());
      assertEquals(Rtf.Origin.HTML, read("{\\rtf1\\fromhtml a}", ENOUGH).origin());
      assertEquals(Rtf.Origin.RTF, read("{\\rtf1\\fromhtml0 a}", ENOUGH).origin());
    }

    @Test
    void a_text_is_cut_at_its_limit_and_nowhere_before() {
      Rtf whole = read("{\\rtf1 0123456789}", 10);
      assertEquals("0123456789", whole.text());
      assertFalse(whole.isCut());
      Rtf cut = read("{\\rtf1 0123456789}", 9);
      assertEquals("012345678", cut.text());
      assertTrue(cut.isCut());
      Rtf symbols = read("{\\rtf1 \\tab\\tab\\tab}", 2);
      assertEquals("\t\t", symbols.text());
      assertTrue(symbols.isCut());
    }

    @Test
    void a_long_run_is_decoded_without_splitting_characters() {
      String run = "\\'89\\'bf".repeat(5_000);
      check("{\\rtf1\\ansicpg932 " + run + "}", "価".repeat(5_000));
      String words = "abc ".repeat(6_000);
      check("{\\rtf1 \\'41a}", "Aa");
      check("{\\rtf1 " + words + "}", words);
      String letters = "a".repeat(20_000);
      check("{\\rtf1 " + letters + "}", letters);
      check("{\\rtf1 \\'4}", "\u0004");
      check("{\\rtf1 \\'4g}", "\u0004g");
    }

    @Test
    void excessively_nested_groups_end_with_the_document() {
      String deep = "{".repeat(3_000) + "\\*\\x no" + "}".repeat(3_000);
      check("{\\rtf1 a" + deep + "b}", "ab");
      check("{\\rtf1 a" + "{".repeat(3_000) + "c", "ac");
    }
  }

  /** MS-OXRTFCP. */
  @Nested
  class Compressed_rtf {

    @Test
    void content_that_is_not_packed_is_unchanged() {
      unpacks(header(12 + 3, 3, PLAIN, (byte) 'a', (byte) 'b', (byte) 'c'), "abc", false);
      unpacks(header(12 + 2, 2, PLAIN, (byte) 'a', (byte) 'b', (byte) 'c'), "ab", false);
      unpacks(header(12 + 9, 3, PLAIN, (byte) 'a', (byte) 'b', (byte) 'c'), "abc", false);
      unpacks(header(0, 0, PLAIN, (byte) 'a'), "", false);
      unpacks(header(12 + 1, 1, 0x12345678, (byte) 'a'), "", true);
      unpacks(new byte[15], "", true);
      unpacks(new byte[0], "", true);
    }

    @Test
    void more_or_fewer_octets_than_declared_are_damage() {
      byte[] three = {0, 'a', 'b', 'c'};
      unpacks(header(12 + 4, 3, PACKED, three), "abc", false);
      unpacks(header(12 + 4, 4, PACKED, three), "abc", true);
      unpacks(header(12 + 4, 2, PACKED, three), "abc", false);
      byte[] many = new byte[20];
      java.util.Arrays.fill(many, (byte) 'x');
      many[0] = 0;
      many[9] = 0;
      many[18] = 0;
      String text = "x".repeat(17);
      unpacks(header(12 + 20, 1, PACKED, many), text, false);
      unpacks(header(12 + 20, 0, PACKED, many), text, true);
    }

    /** The window begins with a text of the standard, in which "{\rtf1" is at 0 and the first own octet at 207. */
    @Test
    void a_reference_copies_earlier_octets_even_those_it_writes_itself() {
      byte[] beginning = {1, 0, 4};
      unpacks(header(12 + 3, 6, PACKED, beginning), "{\\rtf1", false);
      byte[] overlap = {2, 'a', (byte) (207 >> 4), (byte) ((207 & 0xF) << 4 | 3)};
      unpacks(header(12 + 4, 6, PACKED, overlap), "aaaaaa", false);
      byte[] end = {2, 'a', (byte) (208 >> 4), (byte) ((208 & 0xF) << 4), 'b'};
      unpacks(header(12 + 5, 1, PACKED, end), "a", false);
      byte[] half = {2, 'a', 0};
      unpacks(header(12 + 3, 1, PACKED, half), "a", false);
      byte[] nothing = {0};
      unpacks(header(12 + 1, 0, PACKED, nothing), "", false);
      byte[] ninth = {0, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 1, 0, 4};
      unpacks(header(12 + 12, 14, PACKED, ninth), "abcdefgh{\\rtf1", false);
    }

    @Test
    void beyond_the_limit_nothing_is_unpacked() {
      byte[] three = header(12 + 4, 3, PACKED, new byte[] {0, 'a', 'b', 'c'});
      RtfStream cut = new RtfStream(ByteReader.of(three), 2);
      assertEquals("ab", octets(cut, 100));
      assertTrue(cut.isCut());
      RtfStream whole = new RtfStream(ByteReader.of(three), 3);
      assertEquals("abc", octets(whole, 100));
      assertFalse(whole.isCut());
      assertEquals(0, whole.read(new byte[1], 0, 0));
    }
  }

  @Test
  void a_backslash_at_the_end_of_a_line_is_a_paragraph() {
    check("{\\rtf1 a\\\rb\\\nc\r\nd}", "a/b/cd");
  }

  @Test
  void fonts_are_known_up_to_a_limit() {
    for (int fonts : new int[] {1_000, 1_001}) {
      StringBuilder table = new StringBuilder("{\\rtf1{\\fonttbl");
      for (int font = 1; font <= fonts; font++) {
        table.append("{\\f").append(font).append("\\fcharset204 A;}");
      }
      check(table + "}\\f" + fonts + " \\'e4}", fonts > 1_000 ? "ä" : "д");
    }
  }

  @Test
  void groups_are_followed_to_a_depth() {
    for (int depth : new int[] {999, 1_000}) {
      String rtf = "{\\rtf1 " + "{".repeat(depth - 1) + "{\\*\\x no}c" + "}".repeat(depth - 1);
      check(rtf + "b}", depth < 1_000 ? "cb" : "b");
    }
  }

  // ------------------------------------------------------------------------------------------
  // compressed RTF (MS-OXRTFCP)

  private static byte[] header(int size, int declared, int kind, byte... content) {
    return Winmail.octets(16 + content.length)
        .putInt(size)
        .putInt(declared)
        .putInt(kind)
        .putInt(0)
        .put(content)
        .array();
  }

  private static final int PACKED = 0x75465A4C;

  private static final int PLAIN = 0x414C454D;

  private static String octets(RtfStream stream, int piece) {
    StringBuilder all = new StringBuilder();
    byte[] some = new byte[piece + 2];
    for (int count = stream.read(some, 1, piece); count >= 0; ) {
      all.append(new String(some, 1, count, StandardCharsets.ISO_8859_1));
      count = stream.read(some, 1, piece);
    }
    return all.toString();
  }

  private static void unpacks(byte[] packed, String text, boolean damaged) {
    for (int piece : new int[] {1, 2, 3, 100}) {
      RtfStream stream = new RtfStream(ByteReader.of(packed), ENOUGH);
      assertEquals(text, octets(stream, piece));
      assertEquals(damaged, stream.isDamaged(), text);
      assertFalse(stream.isCut());
    }
  }
}
