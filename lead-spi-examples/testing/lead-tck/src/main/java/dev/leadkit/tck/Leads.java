// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

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

/**
 * Builds leads for tests of scorers, routers and policies: from messages, and from what was found about them.
 *
 * <pre>{@code
 * Lead lead = Leads.from("ada@acme.example", "We need SSO").at(company).lead();
 * }</pre>
 *
 * <p>The same calls build equal leads, in every process. Mutable, for one thread.
 */
public final class Leads {

  /** When the first message is received, unless another time is given. */
  public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final List<Fact> facts = new ArrayList<>();

  private String recipient = "sales@leadkit.example";
  private Instant start = NOON;

  private Leads() {}

  /** A lead whose messages came in at this address. */
  public static Leads to(String recipient, String sender, String text) {
    var leads = new Leads();
    leads.recipient = recipient;
    return leads.and(sender, text);
  }

  /** A lead whose first message was received at this time. */
  public static Leads at(Instant receivedAt, String sender, String text) {
    var leads = new Leads();
    leads.start = receivedAt;
    return leads.and(sender, text);
  }

  /** A lead with this first message, received at this time. */
  public static Leads at(Instant receivedAt, UnaryOperator<Message.Builder> content) {
    var leads = new Leads();
    leads.start = receivedAt;
    return leads.and(content);
  }

  /** A lead whose first message has this sender and text. */
  public static Leads from(String sender, String text) {
    return new Leads().and(sender, text);
  }

  /** A lead with this first message. */
  public static Leads from(UnaryOperator<Message.Builder> content) {
    return new Leads().and(content);
  }

  /** One more message, received a second after the previous fact. */
  public Leads and(String sender, String text) {
    return and(message ->
        message.from(Address.of(sender)).subject("Enquiry").textBody(text).visibleText(text));
  }

  /** One more message, received a second after the previous fact. */
  public Leads and(UnaryOperator<Message.Builder> content) {
    var raw = RawMessage.of(("mail " + facts.size()).getBytes(StandardCharsets.UTF_8));
    Message message =
        content.apply(Message.builder(raw, start.plusSeconds(facts.size()))).build();
    facts.add(new Fact.Received(message, Source.of("sales", recipient), Key.of(message), ""));
    return this;
  }

  /** Sets the product and the partner of the inbound address of all messages so far. */
  public Leads source(String product, String partner) {
    facts.replaceAll(fact -> fact instanceof Fact.Received received
        ? new Fact.Received(
            received.message(),
            Source.builder("sales", recipient).product(product).partner(partner).build(),
            received.keys(),
            received.thread())
        : fact);
    return this;
  }

  /** An enricher found this company. */
  public Leads at(Company company) {
    facts.add(new Fact.Enriched("task", "companies", Enrichment.of(company)));
    return this;
  }

  /** An enricher found this attribute. */
  public Leads found(String attribute, String value) {
    facts.add(new Fact.Enriched("task", "crm", new Enrichment(null, Map.of(attribute, value))));
    return this;
  }

  /** This fact happened next. */
  public Leads then(Fact fact) {
    facts.add(fact);
    return this;
  }

  /** The facts so far. */
  public List<Fact> facts() {
    return List.copyOf(facts);
  }

  /** The lead with these facts. */
  public Lead lead() {
    return lead("evt_1");
  }

  /** The lead with these facts and the id of a lead that this event opened. */
  public Lead lead(String event) {
    LeadId id = LeadId.openedBy(event);
    var history = new ArrayList<LeadEvent>();
    facts.forEach(fact -> history.add(new LeadEvent(id, history.size() + 1, start, fact)));
    return Lead.of(id, history);
  }
}
