// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.html.HtmlLinks;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.BodySelection;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts are the text of a mail, how much of it is kept, and what its header says where it says it twice. */
class ParsedMailTest {

  private static final MimeLimits LIMITS = MimeLimits.standard();
  private static final String HEADER = "From: a@example.com\nDate: 2 Mar 2026 10:00:00 +0000\n";

  private static Message read(String mail, MimeLimits limits) {
    byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
    return new MimeReader(limits).read(RawMessage.of(octets), Mails.RECEIVED, Sink.discarding());
  }

  private static Message read(String mail) {
    return read(mail, LIMITS);
  }

  private static String multipart(String kind, String... parts) {
    String delimiter = "--" + kind;
    return "Content-Type: multipart/" + kind + "; boundary=" + kind + "\n\n" + delimiter + "\n"
        + String.join("\n" + delimiter + "\n", parts) + "\n" + delimiter + "--\n";
  }

  private static String part(String type, String content) {
    return "Content-Type: " + type + "\n\n" + content;
  }

  private static boolean has(Message message, Code code) {
    return message.defects().stream().anyMatch(defect -> defect.code() == code);
  }

  private static String bodies(String mail) {
    byte[] octets = (HEADER + mail).getBytes(StandardCharsets.ISO_8859_1);
    BodySelection body = ParsedMail.read(
            new ByteRange(octets, 0, octets.length), LIMITS, new Defects())
        .body();
    StringBuilder all = new StringBuilder();
    for (List<Entity> entities : List.of(body.text(), body.html(), body.attachments())) {
      for (Entity entity : entities) {
        ByteRange own = entity.body();
        all.append(ByteRange.ascii(own.bytes, own.from, own.to)).append(' ');
      }
      all.append("| ");
    }
    return all.toString();
  }

  // ------------------------------------------------------------------------------------------
  // bodies

  @Test
  void an_alternative_that_has_one_form_only_is_both_bodies() {
    String html = part("text/html", "h");
    String plain = part("text/plain", "p");
    String image = part("image/png", "i");
    assertEquals(
        "h | h | i | ", bodies(multipart("alternative", multipart("related", html, image))));
    assertEquals(
        "p | p | i | ", bodies(multipart("alternative", multipart("mixed", plain, image))));
    assertEquals("p | h | | ", bodies(multipart("alternative", plain, html)));
    assertEquals("| | i | ", bodies(multipart("alternative", image)));
  }

  @Test
  void within_an_alternative_a_branch_is_text_or_html_and_what_is_neither_is_attached() {
    String html = part("text/html", "h");
    String plain = part("text/plain", "p");
    assertEquals("p | p | h | ", bodies(multipart("alternative", multipart("mixed", plain, html))));
    assertEquals("h | h | p | ", bodies(multipart("alternative", multipart("mixed", html, plain))));
    assertEquals(
        "q | h | | ",
        bodies(multipart("alternative", part("text/plain", "q"), multipart("mixed", html))));
    assertEquals("p h | p h | | ", bodies(multipart("mixed", plain, html)));
  }

  @Test
  void a_text_with_a_name_is_an_attachment_unless_it_comes_first() {
    String named = part("text/plain; name=a.txt", "n");
    String both = multipart("alternative", part("text/plain", "p"), part("text/html", "h"));
    String plain = part("text/plain", "q");
    assertEquals("n | n | | ", bodies(multipart("mixed", named)));
    assertEquals("p q | h q | n | ", bodies(multipart("mixed", both, plain, named)));
    assertEquals("q p | q h | n | ", bodies(multipart("mixed", plain, both, named)));
    assertEquals("p | h | n | ", bodies(multipart("mixed", both, named)));
  }

  @Test
  void a_multipart_that_is_too_deep_is_attached_as_it_is() {
    Message message = read(
        HEADER + multipart("mixed", "\nhello", multipart("related", part("text/plain", "p"))),
        LIMITS.withDepth(1));
    assertEquals("hello", message.textBody());
    assertEquals("multipart/related", message.attachments().get(0).mime());
  }

  // ------------------------------------------------------------------------------------------
  // texts

  @Test
  void texts_together_and_html_together_are_kept_up_to_the_limit() {
    MimeLimits limits = LIMITS.withTextBytes(10);
    for (String type : new String[] {"text/plain", "text/html"}) {
      String six = part(type, "123456");
      Message whole = read(HEADER + multipart("mixed", six, part(type, "1234")), limits);
      assertFalse(has(whole, Code.TEXT_TOO_LONG), type);
      Message cut = read(HEADER + multipart("mixed", six, part(type, "12345")), limits);
      assertTrue(has(cut, Code.TEXT_TOO_LONG), type);
      String kept = type.equals("text/html") ? cut.htmlBody() : cut.textBody();
      assertEquals("123456\n1234", kept, type);
    }
    Message both = read(
        HEADER
            + multipart(
                "alternative", part("text/plain", "1234567890"), part("text/html", "<b>4567890")),
        limits);
    assertFalse(has(both, Code.TEXT_TOO_LONG), "each has its own");
  }

  @Test
  void text_around_the_parts_is_kept_up_to_the_same_limit() {
    String mail = HEADER
        + multipart("mixed", part("image/png", "x")).replace("\n\n--mixed", "\n\n12345678\n--mixed")
        + "12345678";
    assertEquals("12345678\n12", read(mail, LIMITS.withTextBytes(10)).textBody());
  }

  @Test
  void a_short_note_about_mime_around_the_parts_is_not_text() {
    for (int length : new int[] {1_000, 1_001}) {
      String note = "This is a MIME message." + "x".repeat(length - 23);
      String mail = HEADER
          + multipart("mixed", part("image/png", "x"))
              .replace("\n\n--mixed", "\n\n" + note + "\n--mixed");
      assertEquals(length > 1_000 ? note : "", read(mail).textBody());
    }
  }

  @Test
  void html_that_names_its_charset_is_decoded_by_it_and_plain_text_is_not() {
    String meta = "<meta charset=koi8-r>\u00C1";
    assertTrue(read(HEADER + part("text/html", meta)).htmlBody().endsWith("\u0430"));
    assertTrue(read(HEADER + part("text/plain", meta)).textBody().endsWith("\u00C1"));
    assertTrue(
        read(HEADER + part("text/html; charset=iso-8859-1", meta)).htmlBody().endsWith("\u00C1"));
  }

  private static String base64(String text, String charset) {
    return "Content-Type: text/plain; charset=" + charset
        + "\nContent-Transfer-Encoding: base64\n\n"
        + Base64.getMimeEncoder().encodeToString(text.getBytes(Charset.forName(charset)));
  }

  @Test
  void plain_text_behind_an_encoded_one_has_its_charset_if_that_can_write_a_footer() {
    String text =
        "\u0414\u0430, \u043C\u044B \u043F\u0440\u0438\u0434\u0435\u043C \u0432\u0441\u0435";
    String footer = new String(
        "\u0421\u043F\u0438\u0441\u043E\u043A: list@example.com"
            .getBytes(Charset.forName("koi8-r")),
        StandardCharsets.ISO_8859_1);
    assertEquals(
        text + "\n\u0421\u043F\u0438\u0441\u043E\u043A: list@example.com",
        read(HEADER + base64(text, "koi8-r") + "\n\n" + footer).textBody().replace("\n\n", "\n"));
    assertEquals(
        text + "\nlist@example.com leaves",
        read(HEADER + base64(text, "utf-16le") + "\n\nlist@example.com leaves")
            .textBody()
            .replace("\n\n", "\n"));
  }

  @Test
  void a_footer_and_a_text_that_was_never_encoded_are_reported_differently() {
    String mail = HEADER + base64("We need fifty seats.", "utf-8") + "\n\n";
    assertEquals(
        "plain text follows the encoded text",
        read(mail + "To leave, write to list@example.com").defects().get(0).detail());
    String plain = mail.substring(0, mail.indexOf("\n\n") + 2) + "We need fifty seats.";
    assertEquals("the text is not encoded", read(plain).defects().get(0).detail());
    assertEquals("We need fifty seats.", read(plain).textBody());
    int size = "We need fifty seats.".length();
    assertEquals("We need fifty seats.", read(plain, LIMITS.withTextBytes(size)).textBody());
    assertFalse(
        read(plain, LIMITS.withTextBytes(size - 1)).textBody().startsWith("We need"),
        "no footer is looked for in what is not read to its end");
  }

  @Test
  void a_file_is_taken_out_of_a_text_in_the_charset_of_the_text() {
    String cyrillic = "\u0414\u0430";
    String koi =
        new String(cyrillic.getBytes(Charset.forName("koi8-r")), StandardCharsets.ISO_8859_1);
    String file = "\nbegin 644 a.txt\n#86)C\n`\nend\n";
    Message message = read(HEADER + part("text/plain; charset=koi8-r", koi + file));
    assertEquals(cyrillic, message.visibleText());
    assertEquals("a.txt", message.attachments().get(0).filename());
    Message wide = read(HEADER + base64(cyrillic + file, "utf-16le"));
    assertEquals(cyrillic, wide.visibleText());
    assertEquals("a.txt", wide.attachments().get(0).filename());
  }

  // ------------------------------------------------------------------------------------------
  // HTML

  @Test
  void links_of_html_are_listed_beside_plain_text_and_counted() {
    String link = "<a href=x>y</a>";
    String plain = part("text/plain", "text " + link);
    for (boolean more : new boolean[] {false, true}) {
      String html = part("text/html", link.repeat(HtmlLinks.MAX_LINKS + (more ? 1 : 0)));
      for (String mail : List.of(multipart("alternative", plain, html), html)) {
        Message message = read(HEADER + mail);
        assertEquals(HtmlLinks.MAX_LINKS, message.links().size());
        assertEquals(more, has(message, Code.HTML_TOO_COMPLEX));
      }
    }
    assertEquals(
        1,
        read(HEADER + multipart("mixed", plain, part("text/html", link)))
            .links()
            .size());
  }

  @Test
  void hidden_text_is_kept_up_to_a_limit() {
    for (int length : new int[] {65_536, 65_537}) {
      Message message = read(HEADER + part("text/html", "<p>a<p hidden>" + "x".repeat(length)));
      assertEquals(65_536, message.hiddenText().length());
      assertEquals(length > 65_536, has(message, Code.HTML_TOO_COMPLEX));
    }
  }

  // ------------------------------------------------------------------------------------------
  // header

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Subject: one~From: a@example.com | one | false",
        "Subject: one~From: a@example.com~Subject: two | one | true",
        "Subject:~From: a@example.com~Subject: two | two | true",
        "From: a@example.com~Subject:~Subject: ~Subject: three | three | true",
        "From: a@example.com~Subject: one~Subject:~Subject: three | one | true",
      })
  void of_a_repeated_field_the_first_that_says_something_counts(
      String header, String subject, boolean repeated) {
    Message message = read(header.replace('~', '\n') + "\n\nx");
    assertEquals(subject, message.subject());
    assertEquals(repeated, has(message, Code.REPEATED_FIELD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jane | true",
        "jane@example.com | false",
        "Jane <jane> | false",
        "undisclosed:; | true",
      })
  void a_from_without_any_address_is_reported(String from, boolean isMissing) {
    Message message = read("From: " + from + "\nDate: 2 Mar 2026 10:00:00 +0000\n\nx");
    assertEquals(isMissing, has(message, Code.MISSING_FIELD));
  }

  @Test
  void addresses_are_kept_up_to_the_limit_however_many_fields_name_them() {
    MimeLimits limits = LIMITS.withAddresses(3);
    Message message = read(
        "To: a@example.com, b@example.com\nFrom: a@example.com, b@example.com\n"
            + "From: b@example.com, c@example.com, d@example.com\n"
            + "To: c@example.com, d@example.com\n\nx",
        limits);
    List<Address> three = List.of(
        Address.of("a@example.com"), Address.of("b@example.com"), Address.of("c@example.com"));
    assertEquals(three, message.to());
    assertEquals(three, message.authors());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u00EF", "\u00EF\u00BB", "From x\n\u00EF\u00BB", "From x\n\u00EF", "\n"})
  void an_input_that_is_not_yet_a_mail_has_no_header(String input) {
    assertTrue(has(read(input), Code.UNREADABLE));
  }

  @Test
  void a_byte_order_mark_is_passed_over_even_alone() {
    assertTrue(has(read("\u00EF\u00BB\u00BF"), Code.BLANK_START));
    assertFalse(has(read("\u00EF\u00BB"), Code.BLANK_START));
    assertFalse(has(read(HEADER + "\nx"), Code.BLANK_START));
  }

  @Test
  void lines_that_end_in_a_carriage_return_alone_are_reported_once() {
    Message message = read((HEADER + "Subject: Plans\n\nhello\nyou").replace('\n', '\r'));
    assertEquals("Plans", message.subject());
    assertEquals("hello\nyou", message.textBody());
    assertEquals(
        List.of(Code.BARE_CR), message.defects().stream().map(Defect::code).toList());
    assertEquals(HEADER.indexOf('\n'), message.defects().get(0).position());
  }

  // ------------------------------------------------------------------------------------------
  // forwards

  private static String attached(String subject, String text, String mail) {
    return "From: a@example.com\nSubject: " + subject + "\n"
        + multipart("mixed", "\n" + text, part("message/rfc822", mail));
  }

  @Test
  void an_attached_mail_is_forwarded_unless_it_is_attached_to_an_answer() {
    String mail = "From: bob@example.com\nSubject: Offer\n\nx";
    Forwarded original = new Forwarded(Address.of("bob@example.com"), "Offer", "x");
    assertEquals(original, read(attached("Fwd: Offer", "see below", mail)).forwarded());
    assertEquals(original, read(attached("Offer", " ", mail)).forwarded());
    assertEquals(original, read(attached("Offer", "see below", mail)).forwarded());
    assertEquals(original, read(attached("Re: Offer", " ", mail)).forwarded());
    assertNull(read(attached("Re: Offer", "as I wrote", mail)).forwarded());
    assertNull(read(HEADER + "Subject: Fwd: x\n" + part("text/plain", mail)).forwarded());
  }

  @Test
  void an_original_may_be_quoted_in_the_mail_that_is_attached() {
    String mail = "From: bob@example.com\nSubject: Fwd: Offer\n\nFYI\n"
        + "---------- Forwarded message ----------\nFrom: c@example.com\nSubject: Offer\n\nx";
    assertEquals(
        new Forwarded(Address.of("c@example.com"), "Offer", "x"),
        read(attached("Fwd: Offer", "see below", mail)).forwarded());
  }

  @Test
  void forwards_of_forwards_are_followed_to_a_limit() {
    String mail = "From: m0@example.com\n\nx";
    for (int i = 1; i <= 3; i++) {
      mail = "From: m" + i + "@example.com\n" + part("message/rfc822", mail);
    }
    for (int most = 1; most <= 4; most++) {
      Forwarded forwarded = read(mail, LIMITS.withMessages(most)).forwarded();
      assertNotNull(forwarded);
      assertEquals(
          "m" + Math.max(0, 3 - most) + "@example.com", forwarded.from().email());
    }
  }
}
