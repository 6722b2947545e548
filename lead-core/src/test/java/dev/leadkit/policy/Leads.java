// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

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
import java.util.function.UnaryOperator;

/** Leads for tests, from messages that say what they are. */
public final class Leads {

  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final List<Fact> facts = new ArrayList<>();

  public static Leads from(String sender, String text) {
    return new Leads().and(sender, text);
  }

  public static Leads from(UnaryOperator<Message.Builder> content) {
    return new Leads().and(content);
  }

  public Leads and(String sender, String text) {
    return and(message ->
        message.from(Address.of(sender)).subject("Enquiry").textBody(text).visibleText(text));
  }

  public Leads and(UnaryOperator<Message.Builder> content) {
    var raw = RawMessage.of(("mail " + facts.size()).getBytes(StandardCharsets.UTF_8));
    Message message =
        content.apply(Message.builder(raw, NOON.plusSeconds(facts.size()))).build();
    facts.add(new Fact.Received(
        message, Source.of("sales", "sales@leadkit.example"), Key.of(message), ""));
    return this;
  }

  public Leads at(Company company) {
    facts.add(new Fact.Enriched("task", "companies", Enrichment.of(company)));
    return this;
  }

  public Lead lead() {
    LeadId id = LeadId.openedBy("evt_1");
    var history = new ArrayList<LeadEvent>();
    facts.forEach(fact -> history.add(new LeadEvent(id, history.size() + 1, NOON, fact)));
    return Lead.of(id, history);
  }
}
