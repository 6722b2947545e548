// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.mime.MimeOutline.Span;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in the octets of a mail the characters of its text and the words of its visible text are. */
class TextOriginsTest {

  private static final String HEADER = "From: a@example.com\r\n";

  private static byte[] mail(String header, String body) {
    return (HEADER + header + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String octets(MimeOutline outline, List<Span> spans) {
    StringBuilder octets = new StringBuilder();
    for (Span span : spans) {
      octets
          .append(new String(outline.bytes(span), StandardCharsets.ISO_8859_1))
          .append('|');
    }
    return octets.toString();
  }

  /** The octets of each character of the text. */
  private static String characters(byte[] mail) {
    MimeOutline outline = Mails.READER.outline(mail);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < Mails.read(mail).textBody().length(); i++) {
      all.append(octets(outline, outline.text(i, i + 1)));
    }
    return all.toString();
  }

  /** The octets of the last occurrence of these words in the visible text. */
  private static String visible(byte[] mail, String words) {
    String text = Mails.read(mail).visibleText();
    int at = text.lastIndexOf(words);
    assertEquals(words, text.substring(Math.max(at, 0), Math.max(at, 0) + words.length()), text);
    MimeOutline outline = Mails.READER.outline(mail);
    return octets(outline, outline.visibleText(at, at + words.length()));
  }

  private static String isoOf(String text, String charset) {
    return new String(text.getBytes(Charset.forName(charset)), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "ab/a|b|",
        "a~b/a|~|b|",
        "a \t~b/a|~|b|",
        "a=20 ~b/a|=20|~|b|",
        "a=20~b/a|=20|~|b|",
        "a =~ b/a| | |b|",
        "a= ~b/a|b|",
        "a=~ ~b/a|~|b|",
        "a=~=~b/a|b|",
        "x=4y/x|=|4|y|",
        "x= y/x|=| |y|",
        "a=3D=/a|=3D|",
        "a=~/a|",
        "~~a/~|~|a|",
      })
  void quoted_printable_is_followed_octet_by_octet(String body, String characters) {
    byte[] mail = mail("Content-Transfer-Encoding: quoted-printable", body.replace("~", "\r\n"));
    assertEquals(characters.replace("~", "\r\n"), characters(mail));
  }

  @ParameterizedTest
  @CsvSource({
    "YWI=, YW|WI|",
    "YQ==Yg==, YQ|Yg|",
    "YQ==~Yg==, YQ|Yg|",
    "YWJj~ZGVm, YW|WJ|Jj|ZG|GV|Vm|",
    "Y*Q==, Y*Q|",
    "YWJjZ, YW|WJ|Jj|",
  })
  void an_octet_of_base64_is_in_two_characters(String body, String characters) {
    byte[] mail = mail("Content-Transfer-Encoding: base64", body.replace("~", "\r\n"));
    assertEquals(characters, characters(mail));
  }

  @Test
  void a_line_break_is_both_of_its_octets_and_a_byte_order_mark_is_nothing() {
    assertEquals("a|\r\n|b|", characters(mail("X: y", "a\r\nb")));
    assertEquals("a|\n|b|", characters(mail("X: y", "a\nb")));
    assertEquals("\r\n|a|", characters(mail("X: y", "\r\na")));
    assertEquals("a|b|", characters(mail("X: y", "\u00EF\u00BB\u00BFab")));
    assertEquals(
        "a|\r\n|b|", characters(mail("Content-Type: text/plain; charset=koi8-r", "a\r\nb")));
  }

  @Test
  void a_character_beyond_the_basic_plane_is_one_place() {
    String seat = "a\uD83D\uDCBAb";
    String octets = isoOf("\uD83D\uDCBA", "utf-8");
    assertEquals(
        "a|" + octets + "|" + octets + "|b|",
        characters(mail("Content-Type: text/plain; charset=utf-8", isoOf(seat, "utf-8"))));
  }

  @Test
  void what_is_in_an_older_encoding_is_somewhere_in_its_body() {
    String body = "begin 644 a\r\n#86)C\r\n`\r\nend";
    assertEquals(
        (body + "|").repeat(3), characters(mail("Content-Transfer-Encoding: x-uuencode", body)));
  }

  @Test
  void html_is_decoded_by_the_charset_that_it_names() {
    byte[] mail = mail(
        "Content-Type: text/html",
        "<meta charset=koi8-r><p>" + isoOf("\u0434\u0430", "koi8-r") + "</p>");
    assertEquals(isoOf("\u0434", "koi8-r") + "|", visible(mail, "\u0434"));
  }

  @Test
  void a_footer_behind_an_encoded_text_is_where_it_is() {
    for (String text : new String[] {"We need fifty seats.", "We need fifty seats.\r\n"}) {
      String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
      byte[] mail = mail(
          "Content-Transfer-Encoding: base64",
          encoded + "\r\n\r\nTo leave, write to us.\r\nThe list.");
      assertEquals("leave,|", visible(mail, "leave,"));
      assertEquals("list.|", visible(mail, "list."));
      MimeOutline outline = Mails.READER.outline(mail);
      assertEquals("V2|", octets(outline, outline.text(0, 1)));
    }
    byte[] plain = mail("Content-Transfer-Encoding: base64", "We need fifty seats.");
    assertEquals("fifty|", visible(plain, "fifty"));
  }

  @Test
  void what_is_near_in_the_html_is_one_range() {
    assertEquals("a<b>c|", visible(mail("Content-Type: text/html", "a<b>c"), "ac"));
    assertEquals("a|c|", visible(mail("Content-Type: text/html", "a<em>c"), "ac"));
  }

  @Test
  void a_line_that_occurs_twice_is_found_twice() {
    byte[] mail = mail("X: y", "seats\r\nseats");
    MimeOutline outline = Mails.READER.outline(mail);
    int second = mail.length - 5;
    assertEquals(List.of(new Span(second - 7, second - 2)), outline.visibleText(0, 5));
    assertEquals(List.of(new Span(second, second + 5)), outline.visibleText(6, 11));
  }

  @Test
  void a_line_is_where_a_line_begins_with_it_rather_than_within_another() {
    for (String indent : new String[] {"", "  ", "\t", " \u00A0"}) {
      byte[] mail = mail("X: y", "Hi\r\n> you say yes\r\n\r\n" + indent + "yes");
      MimeOutline outline = Mails.READER.outline(mail);
      int visible = Mails.read(mail).visibleText().length();
      Span found = outline.visibleText(visible - 3, visible).get(0);
      boolean isIndent = !indent.contains("\u00A0");
      assertEquals(isIndent, found.to() == mail.length, "after '" + indent + "'");
    }
    byte[] first = mail("X: y", "yes");
    assertEquals("yes|", visible(first, "yes"));
  }

  @Test
  void only_a_few_of_many_lines_that_hold_the_words_are_examined() {
    for (int quoted : new int[] {15, 16}) {
      byte[] mail = mail("X: y", "Hi\r\n" + "> you say yes\r\n".repeat(quoted) + "\r\nyes");
      MimeOutline outline = Mails.READER.outline(mail);
      int visible = Mails.read(mail).visibleText().length();
      Span found = outline.visibleText(visible - 3, visible).get(0);
      assertEquals(quoted < 16, found.to() == mail.length, quoted + " quoted lines");
    }
  }

  @Test
  void what_no_line_begins_with_is_found_within_one() {
    byte[] mail = mail(
        "X: y",
        "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n- -yes, please\r\n"
            + "-----BEGIN PGP SIGNATURE-----\r\n\r\nx\r\n-----END PGP SIGNATURE-----\r\n");
    assertEquals("-yes|", visible(mail, "-yes"));
  }

  /** Flowed lines are joined after the files between them have been taken out (RFC 3676). */
  @Test
  void words_that_are_not_found_are_somewhere_in_the_bodies() {
    String torn = "we need \r\nbegin 644 a\r\n#86)C\r\n`\r\nend\r\nfifty seats.\r\n";
    for (int lines : new int[] {1, 15, 16}) {
      byte[] mail =
          mail("Content-Type: text/plain; format=flowed", torn.repeat(lines) + "\r\nAnd now");
      String body = torn.repeat(lines) + "\r\nAnd now|";
      assertEquals(body, visible(mail, "fifty"));
      assertEquals(lines < 16 ? "now|" : body, visible(mail, "now"));
    }
  }
}
