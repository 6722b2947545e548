// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import dev.leadkit.mime.MimeOutline;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text with damaged octets or without a declared charset. */
class DamagedTextTest {

  private static final List<String> TEXTS = List.of(
      "Grüße aus Zürich, wir hätten gern fünfzig Plätze",
      "Запрос цены на насосы",
      "Vážený pane, potřebujeme čerpadla",
      "見積りをお願いします",
      "Bonjour, nous désirons un devis détaillé pour l'été",
      "Καλημέρα σας, χρειαζόμαστε προσφορά",
      "Precio: 500 € – señor Muñoz, ¿cuándo?");

  private static byte[] mail(String fields, byte[] body) {
    ByteArrayOutputStream mail = new ByteArrayOutputStream();
    mail.writeBytes(Mails.octets("From: a@example.com\n" + fields + "\n"));
    mail.writeBytes(body);
    return mail.toByteArray();
  }

  private static Message subject(byte[] value) {
    ByteArrayOutputStream mail = new ByteArrayOutputStream();
    mail.writeBytes(Mails.octets("From: a@example.com\nSubject: "));
    mail.writeBytes(value);
    mail.writeBytes(Mails.octets("\n\nx"));
    return Mails.read(mail.toByteArray());
  }

  @Test
  void one_damaged_octet_of_utf8_loses_one_character() {
    for (String text : TEXTS) {
      byte[] whole = text.getBytes(StandardCharsets.UTF_8);
      for (int at = 0; at < whole.length; at++) {
        if (whole[at] < 0) {
          byte[] damaged = whole.clone();
          damaged[at] = (byte) 0xFF;
          byte[] cut = Arrays.copyOf(whole, at);
          byte[] lost = new byte[whole.length - 1];
          System.arraycopy(whole, 0, lost, 0, at);
          System.arraycopy(whole, at + 1, lost, at, lost.length - at);
          for (byte[] octets : List.of(damaged, lost)) {
            assertDamaged(text, octets, subject(octets).subject());
            assertDamaged(text, octets, Mails.read(mail("", octets)).textBody());
          }
          if (cut.length > 20) {
            assertFalse(subject(cut).subject().contains("Ã"), text);
          }
        }
      }
    }
  }

  private static void assertDamaged(String text, byte[] octets, String read) {
    assertEquals(new String(octets, StandardCharsets.UTF_8), read, text);
    assertTrue(read.chars().filter(c -> c == 0xFFFD).count() <= 3, read);
  }

  @Test
  void damaged_utf8_is_a_defect() {
    byte[] octets = Arrays.copyOf(TEXTS.get(1).getBytes(StandardCharsets.UTF_8), 20);
    Message mail = subject(octets);
    Mails.assertDefect(mail, Code.DAMAGED_TEXT);
    Message body = Mails.read(mail("Content-Type: text/plain; charset=us-ascii\n", octets));
    assertTrue(body.textBody().startsWith("Запрос"), body.textBody());
    Mails.assertDefect(body, Code.DAMAGED_TEXT);
  }

  @Test
  void text_in_another_charset_is_not_mistaken_for_damaged_utf8() {
    for (String[] row : List.of(
        new String[] {"windows-1252", TEXTS.get(0)},
        new String[] {"windows-1252", "LIBERTÉ\u00A0: voilà l'été"},
        new String[] {"windows-1252", "Größe"},
        new String[] {"windows-1252", "São Paulo, Ã e Â"},
        new String[] {"windows-1252", TEXTS.get(4)},
        new String[] {"windows-1252", TEXTS.get(6)})) {
      byte[] octets = row[1].getBytes(Charset.forName(row[0]));
      assertEquals(row[1], subject(octets).subject().replace(' ', ' '), row[1]);
      assertEquals(row[1], Mails.read(mail("", octets)).textBody(), row[1]);
    }
    for (String charset : List.of(
        "windows-1250",
        "windows-1251",
        "KOI8-R",
        "ISO-8859-5",
        "IBM866",
        "windows-1253",
        "GB18030",
        "Big5",
        "windows-31j",
        "EUC-JP",
        "x-windows-949")) {
      for (String text : TEXTS) {
        Charset other = Charset.forName(charset);
        byte[] octets = (text + " " + text).getBytes(other);
        boolean writes = other.newEncoder().canEncode(text);
        Message undeclared = Mails.read(mail("", octets));
        assertTrue(
            !writes || !Mails.codes(undeclared).contains(Code.DAMAGED_TEXT),
            () -> charset + ": " + undeclared.textBody());
        String declared = Mails.read(
                mail("Content-Type: text/plain; charset=" + charset + "\n", octets))
            .textBody();
        assertTrue(!declared.contains("Ã") && declared.length() > text.length(), charset);
      }
    }
  }

  @Test
  void text_labelled_utf8_that_is_hardly_valid_is_western() {
    byte[] octets = "LIBERTÉ\u00A0: voilà l'été détaillé".getBytes(Charset.forName("windows-1252"));
    Message mail = Mails.read(mail("Content-Type: text/plain; charset=utf-8\n", octets));
    assertEquals("LIBERTÉ\u00A0: voilà l'été détaillé", mail.textBody());
  }

  @Test
  void text_that_escapes_its_character_sets_needs_no_label() {
    for (String[] row : List.of(
        new String[] {"ISO-2022-JP", "見積りをお願いします！ABC テスト"},
        new String[] {"ISO-2022-KR", "가격은 얼마입니까"})) {
      byte[] octets = row[1].getBytes(Charset.forName(row[0]));
      for (String type : List.of(
          "",
          "Content-Type: text/plain\n",
          "Content-Type: text/plain; charset=us-ascii\n",
          "Content-Type: text/plain; charset=iso-8859-1\n",
          "Content-Type: text/plain; charset=utf-8\n",
          "Content-Type: text/plain; charset=x-unheard-of\n")) {
        Message mail = Mails.read(mail(type, octets));
        assertEquals(row[1], mail.textBody(), row[0] + " " + type);
        assertTrue(
            mail.defects().stream().anyMatch(d -> d.code().name().contains("CHARSET")), type);
      }
    }
    byte[] subject = "見積りをお願いします".getBytes(Charset.forName("ISO-2022-JP"));
    assertEquals("見積りをお願いします", subject(subject).subject());
    byte[] encoded = java.util.Base64.getMimeEncoder().encode(subject);
    assertEquals(
        "見積りをお願いします",
        Mails.read(mail("Content-Transfer-Encoding: base64\n", encoded)).textBody());
  }

  @Test
  void other_escape_sequences_are_unchanged() {
    for (String text : List.of("\u001B[1mbold\u001B[0m", "\u001B$ 50", "a\u001B", "\u001B$Bx")) {
      assertEquals(text, Mails.read("From: a@example.com\n\n" + text).textBody(), text);
    }
  }

  // ------------------------------------------------------------------------------------------
  // footers

  private static final String FOOTER = "_______________________________________________\n"
      + "Sales mailing list\nSales@lists.example.com\nhttps://lists.example.com/listinfo/sales\n";

  @Test
  void a_plain_footer_after_an_encoded_text_is_text() {
    for (String text :
        List.of("Wir brauchen 50 Plätze für Zürich.\n", "x", "Hi!\n", "ab".repeat(400) + "\n")) {
      for (String footer : List.of(
          FOOTER,
          "\n" + FOOTER,
          "\n\n--\nThis e-mail was scanned by AcmeScan.\n",
          "\nSent from my phone\n",
          "-- \nhttps://lists.example.com/\n",
          "=====\nScanned: no virus found\n")) {
        String body =
            java.util.Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        Message mail = Mails.read("From: a@example.com\n"
            + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            + body.replace("\r", "") + "\n" + footer);
        String expected = text.strip() + "\n" + footer.strip();
        assertEquals(
            expected.replaceAll("\n+", "\n"),
            mail.textBody().strip().replaceAll("\n+", "\n"),
            text + footer);
        Mails.assertDefect(mail, Code.DAMAGED_ENCODING, footer);
      }
    }
  }

  @Test
  void a_plain_footer_after_a_uuencoded_text_is_text() {
    Message mail = Mails.read("From: a@example.com\nContent-Transfer-Encoding: x-uuencode\n\n"
        + "begin 644 a.txt\n#0V%T\n`\nend\n" + FOOTER);
    assertTrue(mail.textBody().startsWith("Cat"), mail.textBody());
    assertTrue(mail.textBody().endsWith(FOOTER), mail.textBody());
  }

  @Test
  void base64_that_ends_in_short_or_strange_lines_has_no_footer() {
    for (String body : List.of(
        "V2UgbmVlZCA1MCBzZWF0cyBmb3IgWsO8cmljaC4K\nSGkh\n",
        "V2UgbmVlZCA1MCBzZWF0cyBmb3IgWsO8cmljaC4K\n\nSGkh\n",
        "V2UgbmVlZCA1MCBzZWF0cyBmb3IgWsO8cmljaC4K\nSG!kh\n",
        "SGkh\nSGkh\n",
        "SGkh")) {
      Message mail = Mails.read("From: a@example.com\n"
          + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
          + body);
      assertTrue(mail.textBody().endsWith("Hi!"), mail.textBody());
    }
  }

  @Test
  void words_of_a_footer_are_mapped_to_their_bytes() {
    byte[] mail = Mails.octets("From: a@example.com\nContent-Type: text/plain; charset=utf-8\n"
        + "Content-Transfer-Encoding: base64\n\nV2UgbmVlZCA1MCBzZWF0cyBmb3IgWsO8cmljaC4\n\n"
        + FOOTER);
    String text = Mails.read(mail).textBody();
    int at = text.indexOf("Sales mailing");
    MimeOutline.Span span = Mails.READER.outline(mail).text(at, at + 13).get(0);
    assertEquals(
        "Sales mailing",
        new String(mail, span.from(), span.to() - span.from(), StandardCharsets.US_ASCII));
  }

  @Test
  void a_single_octet_that_is_invalid_in_utf8_loses_one_character() {
    byte[] octets = "J\u00C3\u00BCrgen Ka\u00FFser".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("J\u00FCrgen Ka\uFFFDser", subject(octets).subject());
  }

  @Test
  void utf16_is_recognized_by_its_mark_and_ascii_is_not_read_as_utf16() {
    String text = "Wir m\u00F6chten 50 Pl\u00E4tze\r\nund mehr";
    for (String fields : List.of("", "Content-Type: text/plain; charset=utf-8\n")) {
      String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16));
      byte[] body = encoded.getBytes(StandardCharsets.US_ASCII);
      Message mail = Mails.read(mail(fields + "Content-Transfer-Encoding: base64\n", body));
      assertEquals(text.replace("\r", ""), mail.textBody(), fields);
    }
    for (String name : List.of("utf-16", "utf-16le", "utf-32")) {
      byte[] body = "We need 50 pumps, please.".getBytes(StandardCharsets.US_ASCII);
      Message mail = Mails.read(mail("Content-Type: text/plain; charset=" + name + "\n", body));
      assertEquals("We need 50 pumps, please.", mail.textBody(), name);
      Mails.assertDefect(mail, Code.WRONG_CHARSET, name);
    }
  }
}
