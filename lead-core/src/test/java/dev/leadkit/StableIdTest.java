// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
