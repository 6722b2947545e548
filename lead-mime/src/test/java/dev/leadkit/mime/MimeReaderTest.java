// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Automation;
import dev.leadkit.Defect.Code;
import dev.leadkit.Envelope;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MimeReaderTest {

  private static final String ENQUIRY = """
      From: "Jane Doe" <Jane@Acme.example>
      To: Sales <sales@seller.example>
      Cc: bob@acme.example
      Subject: Pricing for 50 seats
      Date: Mon, 2 Mar 2026 10:00:00 +0100
      Message-ID: <1@acme.example>
      In-Reply-To: <0@seller.example>
      References: <00@seller.example>
       <0@seller.example>
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8

      Hello,
      what do 50 seats cost?
      """;

  @Test
  void an_enquiry_is_read_whole() {
    Message message = Mails.read(ENQUIRY);
    assertEquals(new Address("jane@acme.example", "Jane Doe"), message.from());
    assertEquals(List.of(new Address("sales@seller.example", "Sales")), message.to());
    assertEquals(List.of(Address.of("bob@acme.example")), message.cc());
    assertEquals("Pricing for 50 seats", message.subject());
    assertEquals(Instant.parse("2026-03-02T09:00:00Z"), message.date());
    assertEquals("<1@acme.example>", message.thread().messageId());
    assertEquals("<0@seller.example>", message.thread().inReplyTo());
    assertEquals(
        List.of("<00@seller.example>", "<0@seller.example>"), message.thread().references());
    assertEquals("Hello,\nwhat do 50 seats cost?\n", message.textBody());
    assertEquals("Hello,\nwhat do 50 seats cost?", message.visibleText());
    assertEquals("", message.htmlBody());
    assertEquals(Automation.NONE, message.automation());
    assertEquals(List.of(), message.defects());
  }

  @Test
  void identity_envelope_and_raw_reference_are_those_of_the_raw_message() {
    RawMessage raw = RawMessage.of(Mails.octets(ENQUIRY))
        .withTenant("north")
        .withEnvelope(new Envelope("bounce@acme.example", List.of("sales@seller.example")));
    Message message = Mails.READER.read(raw, Mails.RECEIVED, new Mails.Contents());
    assertEquals(raw.eventId(), message.id());
    assertEquals("north", message.tenant());
    assertEquals(raw.envelope(), message.envelope());
    assertEquals(raw.blob(), message.raw());
    assertEquals(Mails.RECEIVED, message.receivedAt());
  }

  @Test
  void a_mailbox_separator_line_before_the_header_is_skipped() {
    Message message = Mails.read("From jane@acme.example Mon Mar  2 10:00:00 2026\n" + ENQUIRY);
    assertEquals("jane@acme.example", message.from().email());
    assertEquals(List.of(), message.defects());
  }

  @Test
  void blank_lines_before_the_header_are_skipped() {
    Message message = Mails.read("\n  \n\n" + ENQUIRY);
    assertEquals("Pricing for 50 seats", message.subject());
    assertEquals(Set.of(Code.BLANK_START), Mails.codes(message));
  }

  @Test
  void line_ends_of_every_kind_mean_the_same() {
    Message expected = Mails.read(ENQUIRY);
    for (String end : List.of("\n", "\r")) {
      Message message = Mails.read(
          ENQUIRY.replace("\n", end).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertEquals(expected.from(), message.from());
      assertEquals(expected.subject(), message.subject());
      assertEquals(expected.textBody(), message.textBody());
      assertEquals(expected.thread(), message.thread());
      assertEquals(expected.headers(), message.headers());
    }
  }

  @Test
  void content_that_is_not_mail_is_unreadable_and_kept() {
    for (String text : List.of("", "hello there, no header at all\nsecond line\n", "\0\0\0\0")) {
      Message message = Mails.read(text);
      Mails.assertDefect(message, Code.UNREADABLE);
      assertTrue(message.isDamaged());
      assertEquals(RawMessage.of(Mails.octets(text)).blob(), message.raw());
    }
    assertTrue(Mails.read("hello there\nsecond line\n").textBody().contains("second line"));
  }

  @Test
  void only_exceptions_of_the_sink_are_passed_on() {
    String mail = "From: a@example.com\nContent-Type: application/pdf\n\n%PDF-1.4\n";
    IllegalStateException full = new IllegalStateException("full");
    RawMessage raw = RawMessage.of(Mails.octets(mail));
    assertEquals(
        full,
        assertThrows(
            IllegalStateException.class,
            () -> Mails.READER.read(raw, Mails.RECEIVED, content -> {
              throw full;
            })));
  }

  @Test
  void a_limit_below_one_is_rejected_by_name() {
    assertEquals(
        "parts: expected 1 or more, got 0",
        assertThrows(IllegalArgumentException.class, () -> MimeLimits.standard().withParts(0))
            .getMessage());
  }
}
