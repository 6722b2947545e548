// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The key under which a message is recognised again. */
class StableIdTest {

  private static Message.Builder enquiry(String eventId) {
    return Message.builder(eventId, Instant.EPOCH)
        .thread(new Threading("<1@acme.example>", "", List.of()))
        .from(new Address("ada@acme.example", "Ada"))
        .subject("Pricing for the enterprise plan")
        .textBody("Hello,\r\nwe need SSO.\r\n");
  }

  private static Key key(Message.Builder message) {
    Key key = Key.of(message.build()).get(1);
    assertEquals(Key.Layer.MESSAGE, key.layer());
    return key;
  }

  @Test
  void a_retransmission_has_the_same_key_whatever_the_transport_did_to_it() {
    Key key = key(enquiry("evt_1"));
    assertEquals(key, key(enquiry("evt_2")));
    assertEquals(key, key(enquiry("evt_2").textBody("Hello,\nwe need SSO.")), "line ends");
    assertEquals(key, key(enquiry("evt_2").textBody("Hello, we\nneed SSO.\n\n")), "wrapping");
    assertEquals(key, key(enquiry("evt_2").textBody("Hello,  we\u00a0need\tSSO.")), "white space");
    assertEquals(
        key, key(enquiry("evt_2").subject("Pricing for\r\n\tthe enterprise plan")), "folding");
    assertEquals(
        key,
        key(enquiry("evt_2").from(new Address("ADA@Acme.example", ""))),
        "case of the address");
  }

  @Test
  void another_sender_subject_body_message_id_or_tenant_is_another_message() {
    Key key = key(enquiry("evt_1"));
    assertNotEquals(key, key(enquiry("evt_1").from(Address.of("grace@acme.example"))));
    assertNotEquals(key, key(enquiry("evt_1").subject("Pricing")));
    assertNotEquals(key, key(enquiry("evt_1").textBody("Hello, we need SSO and SAML.")));
    assertNotEquals(key, key(enquiry("evt_1").thread(Threading.NONE)));
    assertNotEquals(key, key(enquiry("evt_1").tenant("north")));
  }

  @Test
  void without_a_usable_id_another_reply_address_date_attachment_or_html_is_another_enquiry() {
    for (Threading thread :
        List.of(Threading.NONE, new Threading("<form@site.example>", "", List.of()))) {
      Key key = key(enquiry("evt_1").thread(thread));
      assertEquals(key, key(enquiry("evt_2").thread(thread)), "the same is a copy");
      assertNotEquals(
          key,
          key(enquiry("evt_2").thread(thread).replyTo(List.of(Address.of("ben@second.example")))),
          "another visitor in Reply-To");
      assertNotEquals(
          key,
          key(enquiry("evt_2").thread(thread).date(Instant.EPOCH.plusSeconds(60))),
          "another Date");
      assertNotEquals(
          key,
          key(enquiry("evt_2").thread(thread).attachments(List.of(drawing("a")))),
          "an attachment");
      assertNotEquals(
          key(enquiry("evt_2").thread(thread).attachments(List.of(drawing("a")))),
          key(enquiry("evt_2").thread(thread).attachments(List.of(drawing("b")))),
          "another attachment");
      assertNotEquals(
          key,
          key(enquiry("evt_2").thread(thread).htmlBody("<p>we need SAML</p>")),
          "other HTML beside the same text");
    }
  }

  private static Attachment drawing(String content) {
    return new Attachment(
        "scan.pdf",
        "scan.pdf",
        "application/pdf",
        "application/pdf",
        Blob.of(content.getBytes(StandardCharsets.UTF_8)),
        "",
        Attachment.Disposition.ATTACHMENT,
        "");
  }

  @Test
  void the_former_key_is_the_one_that_was_claimed_before() {
    assertEquals(
        "msg_e75616a77b0f401faeb4eb8d0404dc7d",
        Key.former(Message.builder("evt_1", Instant.EPOCH)
                .thread(new Threading("<1@acme.example>", "", List.of()))
                .from(new Address("Ada@Acme.example", "Ada"))
                .subject("Pricing\r\n for the \u201centerprise\u201d plan")
                .textBody("Hello,\r\nwe need\u00a0SSO.\r\n")
                .build())
            .value());
  }

  @Test
  void a_message_without_an_id_is_recognised_by_its_content() {
    assertEquals(
        key(enquiry("evt_1").thread(Threading.NONE)), key(enquiry("evt_2").thread(Threading.NONE)));
  }

  @Test
  void a_message_of_html_alone_is_recognised_by_it() {
    assertEquals(
        key(enquiry("evt_1").textBody(" ").htmlBody("<p>Hi</p>")),
        key(enquiry("evt_2").textBody("").htmlBody("<p>Hi</p>\n")));
    assertNotEquals(
        key(enquiry("evt_1").textBody("").htmlBody("<p>Hi</p>")),
        key(enquiry("evt_1").textBody("").htmlBody("<p>Ho</p>")));
  }

  @Test
  void the_strongest_key_is_the_event_itself() {
    assertEquals(
        new Key(Key.Layer.EVENT, "evt_1"), Key.of(enquiry("evt_1").build()).get(0));
  }
}
