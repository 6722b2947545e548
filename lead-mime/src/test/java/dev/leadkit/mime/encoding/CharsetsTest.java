// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Defect;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The charset that a text is read in: the declared one, or the one that its octets show. */
class CharsetsTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "utf-8, UTF-8",
        "UTF_8, UTF-8",
        "windows-1252, windows-1252",
        "ANSI_X3.110-1983, none",
        "de_DE.UTF-8, UTF-8",
        ".utf-8, UTF-8",
        "utf-8., UTF-8",
        "x-unheard-of, none",
        "'', none",
      })
  void a_label_means_a_charset_however_it_is_spelled(String label, @Nullable String name) {
    Charset charset = Charsets.forLabel(label);
    assertEquals(name, charset == null ? null : charset.name());
  }

  /** The text after the octets is not part of them. */
  private static String read(byte[] text, String label) {
    byte[] around = new byte[text.length + 4];
    System.arraycopy(text, 0, around, 2, text.length);
    Defects defects = new Defects();
    String decoded = Charsets.decode(new ByteRange(around, 2, 2 + text.length), label, defects, 7);
    return codes(defects) + "|" + decoded;
  }

  private static String codes(Defects defects) {
    for (Defect defect : defects.list()) {
      assertEquals(7, defect.position());
    }
    return defects.list().stream().map(d -> d.code().name()).collect(Collectors.joining(" "));
  }

  /** The actual charset, the declared label, and the text; then the defects and, if it differs, the text that is read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // ASCII is ASCII
        "us-ascii | `` | abc | `` | ",
        "us-ascii | utf-8 | abc | `` | ",
        "us-ascii | x-unheard-of | abc | UNKNOWN_CHARSET | ",
        "us-ascii | shift_jis | abc | `` | ",
        "us-ascii | utf-16 | We need 50 pumps | WRONG_CHARSET | ",
        "us-ascii | utf-32be | We need 50 pumps | WRONG_CHARSET | ",
        "us-ascii | utf-16be | We need 50 pump | DAMAGED_TEXT | \u5765\u206E\u6565\u6420\u3530\u2070\u756D\uFFFD",
        // valid UTF-8 is UTF-8
        "utf-8 | utf-8 | \u00FC | `` | ",
        "utf-8 | `` | \u00FC | UNDECLARED_CHARSET | ",
        "utf-8 | iso-8859-1 | \u00FC | WRONG_CHARSET | ",
        "utf-8 | us-ascii | \u00FC | WRONG_CHARSET | ",
        "utf-8 | x-unheard-of | \u00FC | UNKNOWN_CHARSET WRONG_CHARSET | ",
        "utf-8 | utf-8 | \uFEFFab\u00FC | `` | ab\u00FC",
        "utf-8 | `` | \uFEFFab\u00FC | UNDECLARED_CHARSET | ab\u00FC",
        // under another label only if there is enough of it
        "utf-8 | windows-1251 | \u00FC\u00FC\u00FC | `` | \u0413\u0458\u0413\u0458\u0413\u0458",
        "utf-8 | windows-1251 | \u00FC\u00FC\u00FC\u00FC | WRONG_CHARSET | ",
        "utf-8 | windows-1251 | \uFEFF\u00FC\u00FC\u00FC\u00FC | WRONG_CHARSET | \u00FC\u00FC\u00FC\u00FC",
        "utf-8 | windows-1251 | \uD83D\uDC80\uD83D\uDC80\uD83D\uDC80\uD83D\uDC80 | WRONG_CHARSET | ",
        "utf-8 | windows-1251 | \u0080\u0080\u0080\u0080 | WRONG_CHARSET | ",
        "utf-8 | iso-2022-jp | \u00FC | WRONG_CHARSET | ",
        // western text
        "windows-1252 | windows-1252 | \u00FC\u20AC | `` | ",
        "windows-1252 | `` | \u00FC | UNDECLARED_CHARSET | ",
        "windows-1252 | us-ascii | \u00FC | UNDECLARED_CHARSET | ",
        "windows-1252 | x-unheard-of | \u00FC | UNKNOWN_CHARSET | ",
        "windows-1252 | utf-8 | \u00FCb | WRONG_CHARSET | ",
        // charsets of seven bits
        "iso-2022-jp | iso-2022-jp | \u898B\u7A4D | `` | ",
        "iso-2022-jp | `` | \u898B\u7A4D | UNDECLARED_CHARSET | ",
        "iso-2022-jp | utf-8 | \u898B\u7A4D | WRONG_CHARSET | ",
        "iso-2022-jp-2 | iso-2022-jp-1 | \u4E02\u4E04 | `` | ",
        "iso-2022-jp-2 | iso-2022-jp-2 | \u4E02\u4E04 | `` | ",
        "iso-2022-jp-2 | `` | \u4E02\u4E04 | UNDECLARED_CHARSET | ",
        "us-ascii | `` | \u001B[1m | `` | ",
        // two octets and more
        "utf-16be | utf-16be | ab\u00FC | `` | ",
        "utf-16be | utf-16be | \uFEFFab | `` | ab",
        "utf-16be | utf-16be | a\uC3A9\uC3A9\uC3A9\uC3A9 | `` | ",
        "utf-16be | `` | \uFEFFab | UNDECLARED_CHARSET | ab",
        "utf-16le | `` | \uFEFFab | UNDECLARED_CHARSET | ab",
        "utf-16le | utf-8 | \uFEFFab | WRONG_CHARSET | ab",
        "utf-16le | x-unheard-of | \uFEFFab | WRONG_CHARSET | ab",
        "utf-16be | utf-16le | \uFEFFab | `` | \uFFFE\u6100\u6200",
        "windows-1252 | `` | \u00FE\u00FFab | UNDECLARED_CHARSET | ",
        "windows-1252 | `` | \u00FF\u00FEab | UNDECLARED_CHARSET | ",
        "windows-1252 | windows-1252 | \u00FF\u00FD\u0000\u0000 | `` | ",
        "windows-1252 | windows-1252 | \u00FE\u00FE\u0000\u0000 | `` | ",
        "windows-1252 | windows-1252 | \u00FE\u00FF\u0000 | `` | ",
        // UTF-7 where the octets can be it
        "us-ascii | utf-7 | +AKM- | `` | \u00A3",
        "us-ascii | utf-7 | +/v8-a | `` | a",
        "utf-8 | utf-7 | +AKM-\u00FC | UNKNOWN_CHARSET WRONG_CHARSET | ",
        "windows-1252 | utf-7 | +AKM-\u00FC | `` | \u00A3\u00FC",
        // damage
        "windows-1252 | euc-jp | a \u00FF | DAMAGED_TEXT | a \uFFFD",
      })
  void a_text_is_read_in_the_charset_that_explains_its_octets(
      String charset, String label, String text, String codes, @Nullable String read) {
    assertEquals(
        codes + "|" + (read == null ? text : read),
        read(text.getBytes(Charset.forName(charset)), label));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "us-ascii | abc | ``",
        "us-ascii | a\u001B[1m | ``",
        "iso-2022-jp | \u898B\u7A4D | UNENCODED_FIELD",
        "utf-8 | \u00FC | ``",
        "windows-1252 | \u00FC | UNENCODED_FIELD",
      })
  void a_field_is_utf8_or_in_the_charset_that_its_octets_show(
      String charset, String text, String codes) {
    byte[] octets = text.getBytes(Charset.forName(charset));
    Defects defects = new Defects();
    assertEquals(text, Charsets.field(octets, 0, octets.length, defects, 7));
    assertEquals(codes, codes(defects));
  }

  /** W is a whole sequence of UTF-8, D a damaged one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | WWD | UNDECLARED_CHARSET DAMAGED_TEXT",
        "us-ascii | WWD | UNDECLARED_CHARSET DAMAGED_TEXT",
        "x-unheard-of | WWD | UNKNOWN_CHARSET UNDECLARED_CHARSET DAMAGED_TEXT",
        "iso-8859-1 | WWWWWWWWD | WRONG_CHARSET DAMAGED_TEXT",
        "utf-8 | WD | DAMAGED_TEXT",
      })
  void damaged_utf8_is_read_as_utf8_on_sufficient_evidence(
      String label, String pattern, String codes) {
    byte[] octets = pattern
        .replace("W", "\u00E4\u00BE\u00A1")
        .replace("D", "\u00E4x")
        .getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        codes + "|" + pattern.replace('W', '\u4FA1').replace("D", "\uFFFDx"), read(octets, label));
  }

  @Test
  void lines_end_with_a_line_feed_in_every_charset() {
    for (String label :
        List.of("", "utf-8", "utf-16be", "iso-2022-jp", "utf-7", "x-unheard-of", "shift_jis")) {
      Charset charset = Charsets.forLabel(label);
      byte[] octets = "a\r\nb\rc\n".getBytes(charset == null ? StandardCharsets.US_ASCII : charset);
      ByteRange text = new ByteRange(octets, 0, octets.length);
      assertEquals("a\nb\nc\n", Charsets.decodeLines(text, label, new Defects(), 0), label);
    }
    byte[] marked = "\uFEFF\u010A\r\n".getBytes(StandardCharsets.UTF_16BE);
    assertEquals(
        "\u010A\n",
        Charsets.decodeLines(new ByteRange(marked, 0, marked.length), "", new Defects(), 0),
        "of UTF-16 that nothing declares but its mark");
    byte[] wide = "\u0D0A\r\n".getBytes(StandardCharsets.UTF_16BE);
    assertEquals(
        "\u0D0A\n",
        Charsets.decodeLines(new ByteRange(wide, 0, wide.length), "utf-16be", new Defects(), 0),
        "an octet of a wide character is not a line break");
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "utf-8, true",
    "windows-1251, true",
    "x-unheard-of, true",
    "utf-7, false",
    "utf-16, false",
    "utf-32le, false",
    "iso-2022-kr, false",
  })
  void in_nearly_every_charset_octets_of_ascii_are_ascii(String label, boolean covers) {
    assertEquals(covers, Charsets.coversAscii(label));
  }
}
