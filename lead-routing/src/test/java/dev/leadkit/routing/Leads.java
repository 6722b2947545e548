// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Address;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Leads for tests, from messages that say what they are. */
final class Leads {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final List<Fact> facts = new ArrayList<>();

  private String recipient = "sales@leadkit.example";
  private Instant start = NOON;

  static Leads to(String recipient, String sender, String text) {
    var leads = new Leads();
    leads.recipient = recipient;
    return leads.and(sender, text);
  }

  static Leads at(Instant receivedAt, String sender, String text) {
    var leads = new Leads();
    leads.start = receivedAt;
    return leads.and(sender, text);
  }

  static Leads at(Instant receivedAt, UnaryOperator<Message.Builder> content) {
    var leads = new Leads();
    leads.start = receivedAt;
    return leads.and(content);
  }

  static Leads from(String sender, String text) {
    return new Leads().and(sender, text);
  }

  static Leads from(UnaryOperator<Message.Builder> content) {
    return new Leads().and(content);
  }

  Leads and(String sender, String text) {
    return and(message ->
        message.from(Address.of(sender)).subject("Enquiry").textBody(text).visibleText(text));
  }

  Leads and(UnaryOperator<Message.Builder> content) {
    var raw = RawMessage.of(("mail " + facts.size()).getBytes(StandardCharsets.UTF_8));
    Message message =
        content.apply(Message.builder(raw, start.plusSeconds(facts.size()))).build();
    facts.add(new Fact.Received(message, Source.of("sales", recipient), Key.of(message), ""));
    return this;
  }

  /** The address was given out for this product and to this partner. */
  Leads source(String product, String partner) {
    facts.replaceAll(fact -> fact instanceof Fact.Received received
        ? new Fact.Received(
            received.message(),
            new Source("sales", "", product, partner, recipient, Source.KNOWN),
            received.keys(),
            received.thread())
        : fact);
    return this;
  }

  Leads at(Company company) {
    facts.add(new Fact.Enriched("task", "companies", Enrichment.of(company)));
    return this;
  }

  Leads found(String attribute, String value) {
    facts.add(new Fact.Enriched("task", "crm", new Enrichment(null, Map.of(attribute, value))));
    return this;
  }

  Leads then(Fact fact) {
    facts.add(fact);
    return this;
  }

  List<Fact> facts() {
    return List.copyOf(facts);
  }

  Lead lead() {
    return lead("evt_1");
  }

  /** With the id of a lead that this event opened. */
  Lead lead(String event) {
    LeadId id = LeadId.openedBy(event);
    var history = new ArrayList<LeadEvent>();
    facts.forEach(fact -> history.add(new LeadEvent(id, history.size() + 1, start, fact)));
    return Lead.of(id, history);
  }
}
