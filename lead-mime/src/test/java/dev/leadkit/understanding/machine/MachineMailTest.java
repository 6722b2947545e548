// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.leadkit.DeliveryStatus;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.MessageLabel;
import dev.leadkit.RawMessage;
import dev.leadkit.mime.MimeLimits;
import dev.leadkit.mime.MimeReader;
import dev.leadkit.spi.MessageReader.Sink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineMailTest {

  private static Message read(String mail) {
    return new MimeReader(MimeLimits.standard())
        .read(
            RawMessage.of(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
            Instant.parse("2026-11-16T08:00:00Z"),
            Sink.discarding());
  }

  private static void assertClass(Kind kind, String rule, String mail) {
    MessageClass found = read(mail).understanding().messageClass();
    assertEquals(
        kind + " by " + rule, found.kind() + " by " + found.conclusion().rule());
    assertFalse(found.conclusion().evidence().isBlank(), "a class names its evidence");
  }

  private static final String REPORT = """
      Return-Path: <>
      From: Mail Delivery System <mailer-daemon@mx.example>
      To: sales@leadkit.example
      Subject: Undelivered Mail Returned to Sender
      Content-Type: multipart/report; report-type=delivery-status; boundary=b

      --b
      Content-Type: text/plain

      Your mail was not delivered.
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      Original-Recipient: rfc822; Kim@Gone.example
      Final-Recipient: rfc822; kim@gone.example
      Action: ACTION
      Status: 5.1.1 (user unknown)
      Diagnostic-Code: smtp; 550 5.1.1 no such
        user here
      --b
      Content-Type: text/rfc822-headers

      Subject: Our offer
      Message-ID: <our-1@leadkit.example>
      --b--
      """;

  @Test
  void a_bounce_names_the_recipient_the_status_and_the_message_that_we_sent() {
    Message message = read(REPORT.replace("ACTION", "failed"));
    assertEquals(Kind.BOUNCE, message.kind());
    assertEquals(
        List.of(new DeliveryStatus(
            "kim@gone.example",
            DeliveryStatus.Action.FAILED,
            "5.1.1",
            "550 5.1.1 no such user here",
            "our-1@leadkit.example")),
        message.understanding().messageClass().deliveries());
  }

  @ParameterizedTest
  @CsvSource({"failed, BOUNCE", "delayed, DELAY", "delivered, RECEIPT", "relayed, RECEIPT"})
  void the_action_of_a_report_decides_its_class(String action, Kind kind) {
    assertClass(kind, "delivery-status-part", REPORT.replace("ACTION", action));
  }

  @Test
  void a_bounce_without_a_machine_readable_part_names_what_its_text_says() {
    Message message = read("""
        From: MAILER-DAEMON@relay.hosting.example (Mail Delivery System)
        To: sales@leadkit.example
        Subject: failure notice

        Hi. I wasn't able to deliver your message to the following addresses.

        <kim@gone.example>:
        550 5.7.1 rejected by policy

        --- Below this line is a copy of the message.
        From: sales@leadkit.example
        Message-ID: <our-2@leadkit.example>
        """);
    assertEquals(
        List.of(new DeliveryStatus(
            "kim@gone.example",
            DeliveryStatus.Action.FAILED,
            "5.7.1",
            "550 5.7.1 rejected by policy",
            "our-2@leadkit.example")),
        message.understanding().messageClass().deliveries());
  }

  @Test
  void a_person_who_writes_of_undelivered_parcels_is_a_person() {
    Message message = read("""
        From: Ivy <ivy@acme.example>
        To: sales@leadkit.example
        Subject: Undelivered parcel

        My parcel could not be delivered. Please ship it again and add two filters.
        """);
    assertEquals(Kind.HUMAN, message.kind());
  }

  @Test
  void mail_through_our_own_group_address_is_of_a_person() {
    String mail = """
        From: Anna Berg <anna@acme.example>
        To: sales@leadkit.example
        Subject: Quote
        List-ID: <sales.leadkit.example>
        Precedence: list
        Mailing-list: list sales@leadkit.example; contact sales+owners@leadkit.example
        List-Unsubscribe: <mailto:googlegroups-manage+1+unsubscribe@googlegroups.com>

        We need 500 licences.
        """;
    assertClass(Kind.HUMAN, "own-group", mail);
    assertClass(Kind.HUMAN, "own-group", "Delivered-To: kim@leadkit.example\n" + mail);
    assertClass(Kind.LIST, "list-fields", "Delivered-To: kim@other.example\n" + mail);
  }

  @Test
  void list_unsubscribe_alone_proves_nothing() {
    String mail = """
        From: Jane <jane@cust.example>
        To: sales@leadkit.example
        Subject: Prices
        List-Unsubscribe: <mailto:u@mailservice.example>

        We also need SSO with SAML.
        """;
    assertClass(Kind.HUMAN, "unsubscribe-field-alone", mail);
    assertClass(Kind.NEWSLETTER, "newsletter-fields", "Precedence: bulk\n" + mail);
    assertClass(
        Kind.NEWSLETTER,
        "newsletter-fields",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n" + mail);
    assertClass(
        Kind.HUMAN,
        "unsubscribe-field-alone",
        "In-Reply-To: <1@leadkit.example>\nFeedback-ID: 1:2:3:esp\n" + mail);
  }

  @Test
  void a_form_stays_a_form_whatever_its_script_writes_into_the_header() {
    String mail = """
        From: Website <website@leadkit.example>
        To: sales@leadkit.example
        Subject: Contact form
        Reply-To: Mister Customer <customer@cust.example>

        Message: Do you support SAML?
        """;
    for (String field : List.of(
        "Precedence: junk\n",
        "Precedence: bulk\n",
        "Return-Path: <>\n",
        "Auto-Submitted: auto-generated\n",
        "X-Auto-Response-Suppress: All\n",
        "")) {
      assertClass(Kind.FORM, "reply-to-visitor", field + mail);
    }
  }

  @Test
  void a_program_about_an_order_is_transactional_and_one_that_names_a_contact_may_be_a_form() {
    String mail = """
        From: Shop <no-reply@shop.example>
        To: sales@leadkit.example
        Subject: SUBJECT
        Auto-Submitted: auto-generated

        """;
    assertClass(
        Kind.TRANSACTIONAL,
        "transactional-subject",
        mail.replace("SUBJECT", "Your order 123") + "Thank you for the order.\n");
    assertClass(
        Kind.FORM,
        "program-with-contact",
        mail.replace("SUBJECT", "New message") + "kim@acme.example asks to be called.\n");
  }

  @Test
  void the_short_lines_of_a_signature_are_not_a_form() {
    String mail = """
        From: Kim <kim@acme.example>
        To: users@lists.example
        Subject: Administrator wanted
        Precedence: bulk

        We look for someone who knows mail servers.

        w : www.acme.example    e : kim@acme.example
        t : +353 1 4334334
        """;
    assertNotEquals(Kind.FORM, read(mail).understanding().messageClass().kind());
    String form = mail.replace("w : www", "Web: www").replace("    e : kim", "\nE-mail: kim");
    assertEquals(Kind.FORM, read(form).understanding().messageClass().kind());
  }

  @Test
  void an_invitation_is_written_and_an_answer_to_one_is_not() {
    String mail = """
        From: Kim <kim@acme.example>
        To: sales@leadkit.example
        Subject: Demo
        Content-Type: text/calendar; method=REQUEST; charset=utf-8

        BEGIN:VCALENDAR
        METHOD:REQUEST
        BEGIN:VEVENT
        SUMMARY:Demo with Acme
        DESCRIPTION:Please show us SSO\\, and
          the price of 50 seats.\\nKim
        END:VEVENT
        END:VCALENDAR
        """;
    assertClass(Kind.CALENDAR, "calendar-method", mail);
    assertEquals(
        "Demo with Acme\nPlease show us SSO, and the price of 50 seats.\nKim",
        read(mail).understanding().text(),
        "an invitation without text says what its description says");
    assertClass(Kind.CALENDAR_REPLY, "calendar-method", mail.replace("REQUEST", "REPLY"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Please delete my data | erasure_request",
        "Bitte löschen Sie meine Daten. | erasure_request",
        "Merci de supprimer mes données. | erasure_request",
        "Take me off your list | unsubscribe_request",
        "STOP | unsubscribe_request",
        "Abmelden! | unsubscribe_request",
        "Ich widerrufe meine Einwilligung. | unsubscribe_request",
        "Por favor, dejen de enviarme correos. | unsubscribe_request",
        "I am applying for the role of engineer, my CV is attached. | job_application",
        "anbei meine Bewerbungsunterlagen | job_application",
        "We get an error message and cannot log in. | support_request",
        "Unser Gerät ist defekt, wir bitten um Reparatur. | support_request",
        "Can we stop by at your office? | none",
        "We want to delete duplicates with your product. | none",
        "Do you stop at 50 seats? | none",
      })
  void the_concern_of_the_sender_is_a_label(String text, String label) {
    String mail = "From: kim@acme.example\nTo: sales@leadkit.example\nSubject: Hello\n"
        + "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n";
    List<MessageLabel> labels = read(mail).understanding().labels();
    assertEquals(
        label.equals("none") ? List.of() : List.of(label),
        labels.stream().map(MessageLabel::name).toList());
  }

  @Test
  void a_withdrawal_in_a_quotation_does_not_count() {
    String quoted = "\n\nOn Mon, 16 Nov 2026 at 09:00, Sales <sales@leadkit.example> wrote:\n"
        + "> Please unsubscribe me from your newsletter.\n";
    String mail = "From: kim@acme.example\nTo: sales@leadkit.example\nSubject: Re: News\n\n";
    assertEquals(
        List.of(), read(mail + "We need a quote." + quoted).understanding().labels());
    assertEquals(
        List.of(MessageLabel.UNSUBSCRIBE_REQUEST),
        read(mail + "Please unsubscribe me." + quoted).understanding().labels().stream()
            .map(MessageLabel::name)
            .toList());
  }

  @Test
  void a_machine_mail_has_no_labels() {
    assertEquals(
        List.of(),
        read("From: a@acme.example\nAuto-Submitted: auto-replied\n\nPlease delete my data.\n")
            .understanding()
            .labels());
  }
}
