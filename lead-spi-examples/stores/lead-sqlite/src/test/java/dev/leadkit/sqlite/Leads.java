// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Envelope;
import dev.leadkit.Evidence;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.Threading;
import dev.leadkit.Verdict;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invented leads: the same number gives the same lead, in every process. */
final class Leads {

  static final Instant START = Instant.parse("2026-03-02T09:15:30.123456789Z");

  private Leads() {}

  static Message message(int number) {
    String text = "We need SSO for " + number + " people.";
    RawMessage raw = RawMessage.of(text.getBytes(StandardCharsets.UTF_8))
        .withTenant("acme")
        .withEnvelope(Envelope.to("sales@inbound.example"));
    return Message.builder(raw, START)
        .from(new Address("ines.vidal" + number % 50 + "@kestrel-optics.example", "Ines Vidal"))
        .to(List.of(Address.of("sales@inbound.example")))
        .subject("Offer for \"" + number + "\" – 見積もり")
        .date(Instant.parse("2026-03-02T09:15:00Z"))
        .textBody(text)
        .htmlBody("<p>" + text + "</p>")
        .visibleText(text)
        .thread(new Threading(
            messageId(number), "<a@x.example>", List.of("<a@x.example>", "<\"b\\@x>")))
        .attachments(List.of(new Attachment(
            "needs \"all\".pdf",
            "needs.pdf",
            "application/pdf",
            "application/pdf",
            Blob.of(new byte[] {1}),
            "",
            Attachment.Disposition.ATTACHMENT,
            "")))
        .build();
  }

  static String messageId(int number) {
    return "<offer-" + number + "@kestrel-optics.example>";
  }

  static LeadId lead(int number) {
    return LeadId.openedBy(message(number).id());
  }

  static Source source() {
    return Source.builder("form", "sales@inbound.example")
        .campaign("spring")
        .product("api")
        .partner("heron")
        .build();
  }

  static Fact.Received received(int number) {
    Message message = message(number);
    return new Fact.Received(message, source(), Key.of(message), "");
  }

  static Fact.Qualified qualified(int points) {
    Score score = Score.of(
        5,
        List.of(
            new Score.Contribution(
                "sso", Verdict.TRUE, points, "mentions SSO", List.of(Evidence.of("text", "SSO"))),
            new Score.Contribution("size", Verdict.UNKNOWN, 0, "not known", List.of())),
        List.of(new Score.Adjustment("capped", -1)));
    Assignment assignment = Assignment.builder("priority", Assignment.Disposition.LEAD)
        .queue("ae_priority")
        .sla(Duration.ofMinutes(15))
        .due(START.plus(Duration.ofMinutes(15)))
        .connectors(List.of("crm"))
        .reason("score >= 40")
        .build();
    return new Fact.Qualified(score, assignment, "policy-1");
  }

  static Fact.Enriched enriched(String enricher, int size) {
    return new Fact.Enriched(
        "enr_" + enricher,
        enricher,
        new Enrichment(
            new Company(
                size + ".example",
                "Kestrel",
                size,
                "optics",
                "PT",
                "Europe/Lisbon",
                List.of("java", "k\"v")),
            Map.of("plan", "x")));
  }

  static Fact.Failed failed(String task, String name) {
    return new Fact.Failed(task, name, "503", null, Fact.Failed.Prospect.TRANSIENT);
  }

  static Fact.Duplicated duplicated(int number, Source source) {
    Message message = message(number);
    return new Fact.Duplicated(
        "evt_copy", message.raw(), source, Key.of(message).get(0), message.id());
  }

  /** The first commit of a lead: its message, then these facts. */
  static Commit opening(int number, Fact... more) {
    var facts = new ArrayList<Fact>();
    facts.add(received(number));
    facts.addAll(List.of(more));
    var keys = new LinkedHashMap<Key, String>();
    Key.of(message(number)).forEach(key -> keys.put(key, message(number).id()));
    return commit(number, 0, facts, keys, null);
  }

  static Commit following(int number, long after, Fact... facts) {
    return commit(number, after, List.of(facts), Map.of(), null);
  }

  static Commit commit(
      int number, long after, List<Fact> facts, Map<Key, String> keys, @Nullable Instant wakeAt) {
    LeadId lead = lead(number);
    var events = new ArrayList<LeadEvent>();
    for (Fact fact : facts) {
      long seq = after + 1 + events.size();
      events.add(new LeadEvent(lead, seq, START.plusSeconds(seq), fact));
    }
    List<ThreadId> threads =
        keys.isEmpty() ? List.of() : List.of(new ThreadId("acme", messageId(number)));
    return new Commit(lead, after, events, keys, threads, wakeAt, null);
  }
}
