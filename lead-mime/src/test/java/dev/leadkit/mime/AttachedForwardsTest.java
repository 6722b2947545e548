// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forwards as attachments, in every mixture with forwards in the text. */
class AttachedForwardsTest {

  private static final String ENQUIRY = """
      From: Ann Lee <ann@customer.example>
      To: info@seller.example, Bob <bob@seller.example>
      Cc: eve@customer.example
      Date: Mon, 2 Mar 2026 10:00:00 +0100
      Subject: Pumps

      We need 50 pumps.

      Kind regards
      Ann Lee
      """;

  private static final String INLINE = """
      FYI

      ---------- Forwarded message ---------
      From: Ann Lee <ann@customer.example>
      Date: Mon, Mar 2, 2026 at 10:00
      Subject: Pumps
      To: <info@seller.example>

      We need 50 pumps.
      """;

  private static String mail(String from, String subject, String text, String... attached) {
    StringBuilder mail = new StringBuilder("From: " + from + "@seller.example\nSubject: " + subject
        + "\nContent-Type: multipart/mixed; boundary=" + from + "\n\n--" + from + "\n\n" + text
        + "\n");
    for (String inner : attached) {
      mail.append("--")
          .append(from)
          .append("\nContent-Type: message/rfc822\n\n")
          .append(inner)
          .append('\n');
    }
    return mail.append("--").append(from).append("--\n").toString();
  }

  private static List<String> authors(Message message) {
    return message.understanding().forwards().stream()
        .map(f -> f.from().email())
        .toList();
  }

  @Test
  void an_attached_mail_is_forwarded_with_all_its_fields() {
    Message message = Mails.read(mail("bob", "WG: Pumps", "please take this", ENQUIRY));
    Forwarded whole = message.understanding().forwards().get(0);
    assertEquals(new Address("ann@customer.example", "Ann Lee"), whole.from());
    assertEquals(
        List.of(Address.of("info@seller.example"), new Address("bob@seller.example", "Bob")),
        whole.to());
    assertEquals(List.of(Address.of("eve@customer.example")), whole.cc());
    assertEquals(Instant.parse("2026-03-02T09:00:00Z"), whole.date());
    assertEquals("Pumps", whole.subject());
    assertEquals("We need 50 pumps.\n\nKind regards\nAnn Lee", whole.text().strip());
    Forwarded innermost = message.forwarded();
    assertNotNull(innermost);
    assertEquals("We need 50 pumps.", innermost.text(), "its own text");
    assertEquals("please take this", message.visibleText());
  }

  @Test
  void a_chain_of_attached_mails_begins_with_the_outermost() {
    Message message = Mails.read(
        mail("bob", "Fwd: Pumps", "see below", mail("carl", "Fwd: Pumps", "for you", ENQUIRY)));
    assertEquals(List.of("carl@seller.example", "ann@customer.example"), authors(message));
    assertEquals("ann@customer.example", from(message));
  }

  @Test
  void a_forward_in_the_text_of_an_attached_mail_is_inside_it() {
    String inner = "From: carl@seller.example\nSubject: Fwd: Pumps\n\n" + INLINE;
    Message message = Mails.read(mail("bob", "Fwd: Pumps", "see below", inner));
    assertEquals(List.of("carl@seller.example", "ann@customer.example"), authors(message));
    assertEquals("ann@customer.example", from(message));
  }

  @Test
  void a_mail_attached_to_a_forward_in_the_text_comes_after_it() {
    Message message = Mails.read(mail(
        "bob",
        "Fwd: Fwd: Pumps",
        INLINE
            .replace("ann@customer", "carl@seller")
            .replace("Subject: Pumps", "Subject: Fwd: Pumps"),
        ENQUIRY));
    assertEquals(List.of("carl@seller.example", "ann@customer.example"), authors(message));
  }

  @Test
  void the_mails_of_a_digest_are_several_forwards() {
    String other = ENQUIRY.replace("ann@customer", "joe@other");
    Message message = Mails.read(mail("bob", "Enquiries of today", "two of them", ENQUIRY, other));
    assertEquals(List.of("ann@customer.example", "joe@other.example"), authors(message));
    assertEquals("ann@customer.example", from(message));
    Message digest = Mails.read("From: list@seller.example\nSubject: Digest\n"
        + "Content-Type: multipart/digest; boundary=d\n\n--d\n\n" + ENQUIRY + "\n--d\n\n" + other
        + "\n--d--\n");
    assertEquals(List.of("ann@customer.example", "joe@other.example"), authors(digest));
  }

  @Test
  void many_attached_mails_are_read_up_to_a_limit() {
    String[] many = new String[ParsedMail.MAX_ATTACHED + 5];
    java.util.Arrays.fill(many, ENQUIRY);
    Message message = Mails.read(mail("bob", "Fwd: all", "see below", many));
    assertEquals(ParsedMail.MAX_ATTACHED, message.understanding().forwards().size());
    assertEquals(many.length, message.attachments().size());
  }

  @Test
  void what_an_answer_or_a_report_carries_is_not_forwarded() {
    assertNull(Mails.read(mail("bob", "Re: Pumps", "as you wrote", ENQUIRY)).forwarded());
    assertEquals(
        List.of(),
        authors(Mails.read("From: mailer-daemon@example.com\nSubject: Fwd: failure\n"
            + "Content-Type: multipart/report; boundary=b\n\n--b\n\nfailed\n--b\n"
            + "Content-Type: message/rfc822\n\n" + ENQUIRY + "\n--b--\n")));
  }

  @Test
  void a_quoted_forward_is_not_forwarded() {
    String quoted = "Thanks.\n\nOn Mon, 2 Mar 2026 at 10:00, Bob <bob@seller.example> wrote:\n"
        + INLINE.replaceAll("(?m)^", "> ");
    Message message = Mails.read("From: ann@customer.example\nSubject: Re: Pumps\n\n" + quoted);
    assertEquals(List.of(), message.understanding().forwards());
    assertEquals("Thanks.", message.visibleText());
  }

  private static String from(Message message) {
    Forwarded forwarded = message.forwarded();
    assertNotNull(forwarded);
    return forwarded.from().email();
  }
}
