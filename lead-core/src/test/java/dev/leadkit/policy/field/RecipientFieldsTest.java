// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Address;
import dev.leadkit.Enrichment;
import dev.leadkit.Envelope;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.condition.Conditions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The address at which a lead came in, and what several enrichers say about its sender. */
class RecipientFieldsTest {

  private static final List<Address> TO =
      List.of(Address.of("To.First@leadkit.example"), Address.of("second@leadkit.example"));

  private static Lead lead(Source source, List<String> envelope, List<Address> to) {
    RawMessage raw = RawMessage.of("mail".getBytes(StandardCharsets.UTF_8));
    if (!envelope.isEmpty()) {
      raw = raw.withEnvelope(new Envelope("", envelope));
    }
    Message message = Message.builder(raw, Leads.NOON).to(to).build();
    LeadId id = LeadId.openedBy(message.id());
    return Lead.of(id)
        .apply(new LeadEvent(id, 1, Leads.NOON, new Fact.Received(message, source, List.of(), "")));
  }

  private static @Nullable String read(String field, Lead lead) {
    Value value = Conditions.of(Fields.ofLead(), List.of()).view(lead).value(field);
    return value == null ? null : value.shown();
  }

  @Test
  void the_address_book_knows_the_address_best() {
    Lead lead =
        lead(Source.of("sales", "sales@leadkit.example"), List.of("envelope@leadkit.example"), TO);
    assertEquals("sales@leadkit.example", read("recipient.address", lead));
    assertEquals("sales", read("recipient.local", lead));
  }

  @Test
  void without_it_the_first_recipient_of_the_envelope_counts() {
    Lead lead =
        lead(Source.unknown(""), List.of("envelope@leadkit.example", "b@leadkit.example"), TO);
    assertEquals("envelope@leadkit.example", read("recipient.address", lead));
    assertEquals("envelope", read("recipient.local", lead));
  }

  @Test
  void without_an_envelope_the_first_to_counts() {
    Lead lead = lead(Source.unknown(""), List.of(), TO);
    assertEquals("to.first@leadkit.example", read("recipient.address", lead));
    assertEquals("to.first", read("recipient.local", lead));
  }

  @Test
  void a_lead_without_any_address_has_no_such_field() {
    assertNull(read("recipient.address", lead(Source.unknown(""), List.of(), List.of())));
    assertNull(read("recipient.address", Lead.of(LeadId.openedBy("evt_1"))));
  }

  @Test
  void what_one_enricher_does_not_know_the_next_one_may_know() {
    Lead lead = lead(Source.unknown(""), List.of(), List.of());
    for (Map.Entry<String, String> found :
        List.of(Map.entry("a", " "), Map.entry("b", "fr"), Map.entry("c", "it"))) {
      var attributes = Map.of("language", found.getValue());
      lead = lead.apply(new LeadEvent(
          lead.id(),
          lead.seq() + 1,
          Leads.NOON,
          new Fact.Enriched(
              "enr_" + found.getKey(), found.getKey(), new Enrichment(null, attributes))));
    }
    assertEquals("fr", read("sender.language", lead));
  }
}
