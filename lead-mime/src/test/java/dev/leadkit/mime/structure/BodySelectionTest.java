// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Defect.Code;
import dev.leadkit.Message;
import dev.leadkit.mime.Mails;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySelectionTest {

  /** A multipart of these parts, each a header and a body. */
  private static String multipart(String subtype, String boundary, String... parts) {
    StringBuilder text = new StringBuilder();
    text.append("Content-Type: multipart/")
        .append(subtype)
        .append("; boundary=")
        .append(boundary)
        .append("\n\n");
    for (String part : parts) {
      text.append("--").append(boundary).append('\n').append(part).append('\n');
    }
    return text.append("--").append(boundary).append("--\n").toString();
  }

  private static String part(String type, String body) {
    return "Content-Type: " + type + "\n\n" + body;
  }

  private static Message read(String entity) {
    return Mails.read("From: a@example.com\n" + entity);
  }

  private static List<String> types(Message message) {
    return message.attachments().stream().map(Attachment::mime).toList();
  }

  @Test
  void an_alternative_is_text_and_html() {
    Message message = read(
        multipart("alternative", "b", part("text/plain", "hi"), part("text/html", "<p>hi</p>")));
    assertEquals("hi", message.textBody());
    assertEquals("<p>hi</p>", message.htmlBody());
    assertEquals(List.of(), message.attachments());
  }

  @Test
  void html_only_leaves_the_text_empty_and_shows_the_html_as_text() {
    Message message = read(part(
        "text/html; charset=utf-8",
        "<style>p{}</style><p>Hello&nbsp;&amp; welcome</p><div>50 seats<br>please</div>"));
    assertEquals("", message.textBody());
    assertTrue(message.htmlBody().startsWith("<style>"));
    assertEquals("Hello & welcome\n\n50 seats\nplease", message.visibleText());
  }

  @Test
  void images_of_a_related_are_inline_attachments_with_their_ids() {
    String related = multipart(
        "related",
        "r",
        multipart(
            "alternative", "a", part("text/plain", "hi"), part("text/html", "<img src=cid:logo>")),
        "Content-Type: image/png\nContent-ID: <logo>\n\nx");
    Message message =
        read(multipart("mixed", "m", related, part("application/pdf; name=a.pdf", "%PDF-1.4")));
    assertEquals("hi", message.textBody());
    assertEquals("<img src=cid:logo>", message.htmlBody());
    assertEquals(List.of("image/png", "application/pdf"), types(message));
    assertEquals("logo", message.attachments().get(0).contentId());
    assertEquals(Attachment.Disposition.INLINE, message.attachments().get(0).disposition());
    assertEquals(Attachment.Disposition.ATTACHMENT, message.attachments().get(1).disposition());
  }

  @Test
  void several_texts_of_a_mixed_are_one_and_a_named_one_is_attached() {
    Message message = read(multipart(
        "mixed",
        "m",
        part("text/plain", "one"),
        part("image/gif", "GIF89a"),
        part("text/plain", "two"),
        part("text/plain; name=notes.txt", "three")));
    assertEquals("one\ntwo", message.textBody());
    assertEquals(List.of("image/gif", "text/plain"), types(message));
    assertEquals("image/gif", message.attachments().get(0).detectedMime());
  }

  @Test
  void html_with_a_plain_footer_is_shown_completely() {
    Message message = read(multipart(
        "mixed", "m", part("text/html", "<b>offer?</b>"), part("text/plain", "list footer")));
    assertEquals("list footer", message.textBody());
    assertEquals("<b>offer?</b>", message.htmlBody());
    assertEquals("offer?\nlist footer", message.visibleText());
  }

  @Test
  void a_mail_that_is_one_attachment_has_no_text() {
    Message message = read(
        "Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF-");
    assertEquals("", message.textBody());
    assertEquals("application/pdf", message.attachments().get(0).detectedMime());
    assertEquals(5, message.attachments().get(0).blob().size());
  }

  @Test
  void an_attached_text_is_not_the_body() {
    Message message =
        read("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nhi");
    assertEquals("", message.textBody());
    assertEquals("a.txt", message.attachments().get(0).filename());
  }

  @Test
  void the_signature_of_a_signed_mail_is_attached() {
    Message message = read(multipart(
        "signed; protocol=\"application/pgp-signature\"",
        "s",
        part("text/plain", "hi"),
        part("application/pgp-signature", "x")));
    assertEquals("hi", message.textBody());
    assertEquals(List.of("application/pgp-signature"), types(message));
  }

  @Test
  void a_missing_end_is_the_end_of_the_message() {
    Message message = read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello");
    assertEquals("hello", message.textBody());
    Mails.assertDefect(message, Code.MISSING_END);
  }

  @Test
  void an_outer_delimiter_closes_the_inner_multipart() {
    Message message = read(
        "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/alternative; boundary=i\n\n"
            + "--i\n\none\n--o\nContent-Type: application/zip; name=a.zip\n\nPK\n--o--\n");
    assertEquals("one", message.textBody());
    assertEquals(List.of("application/zip"), types(message));
  }

  @Test
  void a_boundary_that_begins_like_another_is_another() {
    Message message = read(multipart(
        "mixed",
        "bb",
        part("text/plain", "one\n--b\n--bbb\nstill one"),
        multipart("mixed", "b", part("application/pdf", "two"))));
    assertEquals("one\n--b\n--bbb\nstill one", message.textBody());
    assertEquals(List.of("application/pdf"), types(message));
  }

  @Test
  void the_same_boundary_inside_itself_is_the_inner_one() {
    Message message = read(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/html\n\n<i>one</i>\n--b--\n--b\nContent-Type: application/pdf\n\nx\n--b--\n");
    assertEquals("one", message.textBody());
    assertEquals("<i>one</i>", message.htmlBody());
    assertEquals(List.of("application/pdf"), types(message));
  }

  @Test
  void a_missing_boundary_is_that_of_the_first_delimiter_line() {
    Message message = read(
        "Content-Type: multipart/mixed\n\npreamble\n--xyz\n\none\n--xyz\nContent-Type: application/pdf\n\nx\n--xyz--\n");
    assertEquals("one", message.textBody());
    assertEquals(List.of("application/pdf"), types(message));
    assertEquals(true, Mails.codes(message).contains(Code.MISSING_BOUNDARY));
  }

  @Test
  void a_multipart_without_parts_is_text() {
    Message message = read("Content-Type: multipart/mixed; boundary=b\n\njust text\n");
    assertEquals("just text\n", message.textBody());
    Mails.assertDefect(message, Code.MISSING_PARTS);
  }

  @Test
  void a_part_may_have_no_header_and_a_delimiter_may_end_with_blanks() {
    Message message =
        read("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b \t\n\none\n--b--  \nepilogue\n");
    assertEquals("one", message.textBody());
    assertEquals(1, Mails.codes(message).size()); // there is no Date
  }

  @Test
  void the_parts_of_a_digest_are_mails() {
    Message message =
        read("Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: inner\n\nhi\n--b--\n");
    assertEquals(List.of("message/rfc822"), types(message));
    assertEquals(
        "Subject: inner\r\n\r\nhi".length(), message.attachments().get(0).blob().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\n\u00A0\n",
        "\u200B\uFEFF",
        "--",
        "This is an HTML message.",
        "Your mail client does not support HTML messages. Please use another one.",
        "To view this email as a web page, go here:\nhttps://click.example/?qs=0123456789abcdef0123456789abcdef",
        "View this email in your browser (https://mailchi.mp/x/y)",
        "Diese Nachricht ist im HTML-Format. Ihr E-Mail-Programm unterst\u00FCtzt kein HTML.",
        "Voir cet email dans votre navigateur",
        "Si no puede ver este correo, haga clic aqu\u00ED",
        "\u3053\u306E\u30E1\u30FC\u30EB\u306FHTML\u5F62\u5F0F\u3067\u3059\u3002",
      })
  void plain_text_that_is_a_placeholder_is_replaced_by_the_html_beside_it(String plain) {
    Message message =
        alternative(plain, "<p>We need a quote for 500 pumps.</p><p>" + "And more. ".repeat(20));
    assertTrue(
        message.visibleText().startsWith("We need a quote for 500 pumps."), message.visibleText());
    assertEquals(plain, message.textBody(), "the plain text is kept as it is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ok",
        "5",
        "\uD83D\uDC4D",
        "We need SSO for 300 users.",
        "Does your portal work in the browser? We have 300 people who would like to view it in the browser, all of them on"
            + " old machines that nobody wants to replace before next year, and some of them at home where nothing is installed.",
      })
  void plain_text_with_content_is_the_text(String plain) {
    Message message = alternative(plain, "<p>HTML</p>" + "<p>And more.</p>".repeat(40));
    assertEquals(plain, message.visibleText());
  }

  @Test
  void a_note_stays_the_text_if_the_html_is_only_a_note_as_well() {
    Message message = alternative("This is an HTML message.", "<p>HTML message</p>");
    assertEquals("This is an HTML message.", message.visibleText());
    Message blank = alternative(" ", "<p>&nbsp;</p><img src=x>");
    assertEquals("", blank.visibleText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "To view this message, please use an HTML compatible email viewer.",
        "View this email in your browser: https://mailchi.mp/x/y",
        "https://mailchi.mp/x/y",
        "[image: logo]",
        "[cid:image001.png@01D]",
        "No text version available",
      })
  void a_note_is_replaced_by_shorter_html(String plain) {
    assertEquals("50 pumps?", alternative(plain, "<p>50 pumps?</p>").visibleText());
  }

  private static Message alternative(String plain, String html) {
    return Mails.read(("From: a@example.com\r\n"
            + multipart(
                "alternative",
                "b",
                part("text/plain; charset=utf-8", plain),
                part("text/html; charset=utf-8", html)))
        .getBytes(StandardCharsets.UTF_8));
  }
}
