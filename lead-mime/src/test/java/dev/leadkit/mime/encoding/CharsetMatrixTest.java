// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.scan.ByteRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetMatrixTest {

  /** A label that mail uses, the charset that writes it, a text that it can write. */
  private static final List<String[]> CHARSETS = List.of(
      row("utf-8", "UTF-8", "Grüße, 価格 и цена €"),
      row("UTF8", "UTF-8", "Grüße, 価格"),
      row("iso-8859-1", "ISO-8859-1", "Preisanfrage für Größe"),
      row("latin1", "ISO-8859-1", "Preisanfrage für Größe"),
      row("us-ascii", "windows-1252", "Größe – “gut”"),
      row("windows-1252", "windows-1252", "Größe – “gut” €"),
      row("cp1252", "windows-1252", "Größe – “gut” €"),
      row("iso-8859-2", "ISO-8859-2", "Zażółć gęślą jaźń"),
      row("windows-1250", "windows-1250", "Zażółć gęślą jaźń"),
      row("iso-8859-3", "ISO-8859-3", "Ĉu ĝi ŝanĝas"),
      row("iso-8859-4", "ISO-8859-4", "āēģķļņš"),
      row("iso-8859-5", "ISO-8859-5", "Сколько стоит"),
      row("windows-1251", "windows-1251", "Сколько стоит"),
      row("koi8-r", "KOI8-R", "Сколько стоит"),
      row("koi8-u", "KOI8-U", "Скільки коштує, її"),
      row("ibm866", "IBM866", "Сколько стоит"),
      row("x-mac-cyrillic", "x-MacCyrillic", "Сколько стоит"),
      row("iso-8859-6", "ISO-8859-6", "مرحبا"),
      row("windows-1256", "windows-1256", "مرحبا"),
      row("iso-8859-7", "ISO-8859-7", "Καλημέρα"),
      row("windows-1253", "windows-1253", "Καλημέρα"),
      row("iso-8859-8-i", "ISO-8859-8", "שלום"),
      row("windows-1255", "windows-1255", "שלום"),
      row("iso-8859-9", "windows-1254", "Fiyat çalışması ığ"),
      row("windows-1254", "windows-1254", "Fiyat çalışması ığ"),
      row("iso-8859-13", "ISO-8859-13", "ąčęėįšųū"),
      row("windows-1257", "windows-1257", "ąčęėįšųū"),
      row("iso-8859-15", "ISO-8859-15", "Prix: 50 €, cœur"),
      row("en_US.iso885915", "ISO-8859-15", "Prix: 50 €, cœur"),
      row("tis-620", "x-windows-874", "ราคาเท่าไร"),
      row("windows-1258", "windows-1258", "giá ă â đ ê"),
      row("macintosh", "x-MacRoman", "Größe"),
      row("cp850", "IBM850", "Größe"),
      row("gb2312", "GBK", "价格多少，朱镕基"),
      row("gbk", "GBK", "价格多少"),
      row("gb18030", "GB18030", "价格多少 𠀀"),
      row("big5", "Big5", "價格多少"),
      row("shift_jis", "windows-31j", "価格は？①"),
      row("euc-jp", "EUC-JP", "価格は？"),
      row("iso-2022-jp", "ISO-2022-JP", "価格は？"),
      row("euc-kr", "x-windows-949", "가격은"),
      row("ks_c_5601-1987", "x-windows-949", "가격은 똠"),
      row("iso-2022-kr", "ISO-2022-KR", "가격은"),
      row("utf-16", "UTF-16", "Grüße 価格"),
      row("utf-16le", "UTF-16LE", "Grüße 価格"),
      row("unicode-1-1-utf-7", "", "Gr+APwA3w-e +ABA-a+-b"));

  private static String[] row(String... cells) {
    return cells;
  }

  private static byte[] write(String[] row) {
    return row[1].isEmpty()
        ? row[2].getBytes(StandardCharsets.US_ASCII)
        : row[2].getBytes(Charset.forName(row[1]));
  }

  private static Message read(String contentType, byte[] text) {
    ByteArrayOutputStream mail = new ByteArrayOutputStream();
    mail.writeBytes(Mails.octets(
        "From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\n" + contentType + "\n"));
    mail.writeBytes(text);
    return Mails.read(mail.toByteArray());
  }

  @Test
  void under_the_right_label_every_text_is_correct() {
    for (String[] row : CHARSETS) {
      Message message = read("Content-Type: text/plain; charset=\"" + row[0] + "\"\n", write(row));
      String expected = row[1].isEmpty() ? "Grüße \u0010a+b" : row[2];
      assertEquals(expected, message.textBody(), row[0]);
      assertNotNull(row[0].contains("utf-7") ? "" : Charsets.forLabel(row[0]), row[0]);
    }
    assertTrue(CHARSETS.size() >= 40);
  }

  @Test
  void without_a_label_a_text_is_correct_or_has_a_defect() {
    for (String[] row : CHARSETS) {
      Message message = read("", write(row));
      Set<Code> codes = Mails.codes(message);
      boolean ascii = ByteRange.isAscii(write(row), 0, write(row).length);
      assertTrue(
          message.textBody().equals(row[2]) || ascii || codes.contains(Code.UNDECLARED_CHARSET),
          row[0]);
    }
  }

  @Test
  void utf8_is_read_as_such_under_no_label_an_unknown_one_and_a_western_one() {
    byte[] text = "Grüße, 価格".getBytes(StandardCharsets.UTF_8);
    for (String label : List.of(
        "", "charset=us-ascii", "charset=iso-8859-1", "charset=x-unheard-of", "charset=\"\"")) {
      Message message = read("Content-Type: text/plain; " + label + "\n", text);
      assertEquals("Grüße, 価格", message.textBody(), label);
      assertEquals(
          1,
          message.defects().stream()
              .map(dev.leadkit.Defect::code)
              .distinct()
              .filter(code -> code.name().contains("CHARSET") && code != Code.UNKNOWN_CHARSET)
              .count(),
          label);
    }
  }

  @Test
  void under_the_label_utf8_other_text_is_repaired_or_reported() {
    for (String[] row : CHARSETS) {
      byte[] text = write(row);
      Message message = read("Content-Type: text/plain; charset=utf-8\n", text);
      Set<Code> codes = Mails.codes(message);
      assertTrue(
          message.textBody().equals(row[2])
              || ByteRange.isAscii(text, 0, text.length)
              || codes.contains(Code.WRONG_CHARSET)
              || codes.contains(Code.DAMAGED_TEXT)
              || row[1].startsWith("UTF-16"),
          row[0]);
    }
    Message latin = read(
        "Content-Type: text/plain; charset=utf-8\n", "Größe".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals("Größe", latin.textBody());
    Mails.assertDefect(latin, Code.WRONG_CHARSET);
  }

  @Test
  void under_an_ascii_only_label_a_text_is_correct_or_has_a_defect() {
    for (String label : List.of("us-ascii", "x-unheard-of", "iso-2022-jp")) {
      for (String[] row : CHARSETS) {
        byte[] text = write(row);
        Message message = read("Content-Type: text/plain; charset=" + label + "\n", text);
        assertTrue(
            message.textBody().equals(row[2])
                || ByteRange.isAscii(text, 0, text.length)
                || !Mails.codes(message).isEmpty(),
            row[0] + " as " + label);
      }
    }
  }

  @Test
  void utf8_under_any_other_label_is_correct_or_has_a_defect() {
    byte[] text =
        "Grüße an alle, die Größe ist über 30 €, naïve Übermut".getBytes(StandardCharsets.UTF_8);
    StringBuilder silent = new StringBuilder();
    for (String[] row : CHARSETS) {
      Message message = read("Content-Type: text/plain; charset=" + row[0] + "\n", text);
      if (!message.textBody().equals(new String(text, StandardCharsets.UTF_8))
          && Mails.codes(message).isEmpty()) {
        silent.append(row[0]).append(": ").append(message.textBody()).append('\n');
      }
    }
    assertEquals("", silent.toString());
  }

  @Test
  void html_without_a_label_may_declare_its_charset_itself() {
    String html =
        "<html><head><meta http-equiv=x content='text/html; charset=windows-1251'></head>Сколько";
    Message message =
        read("Content-Type: text/html\n", html.getBytes(Charset.forName("windows-1251")));
    assertEquals(html, message.htmlBody());
    assertEquals("Сколько", message.visibleText());
  }

  @Test
  void one_invalid_octet_loses_one_character() {
    byte[] text = "Grüße X 価格".getBytes(StandardCharsets.UTF_8);
    text[new String(text, StandardCharsets.ISO_8859_1).indexOf('X')] = (byte) 0xFF;
    Message message = read("Content-Type: text/plain; charset=utf-8\n", text);
    assertEquals("Grüße \uFFFD 価格", message.textBody());
    Mails.assertDefect(message, Code.DAMAGED_TEXT);
    assertTrue(message.isDamaged());
  }

  @ParameterizedTest
  @CsvSource({
    "charset=utf-8;;",
    "charset=UTF-8; ;format=flowed",
    "charset = \"utf-8\"",
    "charset=utf-8 (Unicode)",
    ";charset=utf-8",
    "charset='utf-8'"
  })
  void a_damaged_label_still_counts(String parameters) {
    byte[] text = "Grüße".getBytes(StandardCharsets.UTF_8);
    Message message = read("Content-Type: text/plain; " + parameters + "\n", text);
    assertEquals("Grüße", message.textBody());
    Mails.assertNoDefect(message, Code.UNDECLARED_CHARSET);
    Mails.assertNoDefect(message, Code.UNKNOWN_CHARSET);
  }
}
