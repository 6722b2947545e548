// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventIdTest {

  private static RawMessage raw(String text) {
    return RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void the_same_bytes_envelope_and_tenant_give_the_same_id() {
    RawMessage once =
        raw("hello").withTenant("north").withEnvelope(Envelope.to("Sales@leadkit.example"));
    RawMessage again =
        raw("hello").withEnvelope(Envelope.to("sales@leadkit.example")).withTenant("north");
    assertEquals(once.eventId(), again.eventId());
    assertTrue(once.eventId().matches("evt_[0-9a-f]{32}"), once.eventId());
    assertEquals(
        "evt_c7af37bce8d00c5eff62a32c55d5bc86", raw("hello").eventId(), "it is the same for ever");
  }

  @Test
  void other_bytes_another_recipient_or_another_tenant_give_another_id() {
    RawMessage raw = raw("hello");
    assertNotEquals(raw.eventId(), raw("hello ").eventId());
    assertNotEquals(raw.eventId(), raw.withTenant("north").eventId());
    assertNotEquals(raw.eventId(), raw.withEnvelope(Envelope.to("a@b.example")).eventId());
    assertNotEquals(
        raw.withEnvelope(new Envelope("", List.of("a@b.example"))).eventId(),
        raw.withEnvelope(new Envelope("", List.of("a@b.example", "c@b.example")))
            .eventId());
  }

  @Test
  void the_message_carries_the_id_and_the_receipt_time_and_not_its_own_date() {
    Instant receipt = Instant.parse("2026-03-02T12:00:00Z");
    Message message = Message.builder(raw("hello"), receipt).date(Instant.EPOCH).build();
    assertEquals(raw("hello").eventId(), message.id());
    assertEquals(receipt, message.receivedAt());
    assertEquals(raw("hello").blob(), message.raw());
  }

  @Test
  void the_lead_that_an_event_opens_has_an_id_that_follows_from_it() {
    assertEquals(LeadId.openedBy("evt_1"), LeadId.openedBy("evt_1"));
    assertNotEquals(LeadId.openedBy("evt_1"), LeadId.openedBy("evt_2"));
    assertEquals(LeadId.openedBy("evt_1"), new LeadId(LeadId.openedBy("evt_1").value()));
  }
}
