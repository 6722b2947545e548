// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Attachment;
import dev.leadkit.Automation;
import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Conclusion;
import dev.leadkit.Defect;
import dev.leadkit.Enrichment;
import dev.leadkit.Envelope;
import dev.leadkit.Evidence;
import dev.leadkit.Fact;
import dev.leadkit.Forwarded;
import dev.leadkit.Header;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Security;
import dev.leadkit.Source;
import dev.leadkit.Spam;
import dev.leadkit.Task;
import dev.leadkit.Threading;
import dev.leadkit.Verdict;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Enricher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Invented leads: the same number returns the same lead in every process. */
final class Samples {

  /** The first instant, in nanoseconds, because facts keep them. */
  static final Instant START = Instant.parse("2026-03-02T09:15:30.123456789Z");

  private Samples() {}

  static RawMessage raw(int number) {
    String mail = "From: Ines Vidal <ines.vidal" + number + "@kestrel-optics.example>\r\n"
        + "To: sales@inbound.example\r\nSubject: Offer " + number + "\r\n"
        + "Message-ID: " + messageId(number) + "\r\n\r\nWe need SSO for 300 people.\r\n";
    return RawMessage.of(mail.getBytes(StandardCharsets.US_ASCII))
        .withTenant("acme")
        .withEnvelope(Envelope.to("sales@inbound.example"));
  }

  static String messageId(int number) {
    return "<offer-" + number + "@kestrel-optics.example>";
  }

  static LeadId lead(int number) {
    return LeadId.openedBy(raw(number).eventId());
  }

  static Key key(int number) {
    return new Key(Key.Layer.EVENT, raw(number).eventId());
  }

  static Message message(int number) {
    RawMessage raw = raw(number);
    return Message.builder(raw, START.plusNanos(number))
        .from(new Address("ines.vidal" + number + "@kestrel-optics.example", "Ines Vidal"))
        .to(List.of(Address.of("sales@inbound.example")))
        .cc(List.of(new Address("boss@kestrel-optics.example", "Łukasz Żak")))
        .replyTo(List.of(Address.of("offers@kestrel-optics.example")))
        .subject("Offer " + number + " für 300 Plätze – 見積もり 🙂")
        .date(Instant.parse("2026-03-02T09:15:00Z"))
        .textBody("We need SSO for 300 people.\n\n> quoted \"text\" \\ and a tab\there\n")
        .htmlBody("<p>We need <b>SSO</b> for 300 people.</p>")
        .visibleText("We need SSO for 300 people.")
        .headers(List.of(
            new Header("Received", "from a.example by b.example"),
            new Header("Received", "from c.example by a.example"),
            new Header("Message-ID", messageId(number))))
        .thread(new Threading(
            messageId(number),
            "<before@kestrel-optics.example>",
            List.of("<a@x.example>", "<b@x.example>")))
        .attachments(List.of(new Attachment(
            "requirements.pdf",
            "../requirements.pdf",
            "application/pdf",
            "application/pdf",
            Blob.of(new byte[] {1, 2, 3}),
            "part1@kestrel-optics.example",
            Attachment.Disposition.ATTACHMENT,
            "")))
        .security(
            new Security(Security.Result.PASS, Security.Result.SOFTFAIL, Security.Result.NONE))
        .spam(new Spam(0.25, List.of("SHORT", "URL")))
        .automation(Automation.NONE)
        .forwarded(new Forwarded(Address.of("owen@plover-dental.example"), "Seats", "How much?"))
        .defect(new Defect(Defect.Code.UNREADABLE, 17, "octets kept as they were"))
        .build();
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

  static Score score(int points) {
    return Score.of(
        5,
        List.of(
            new Score.Contribution(
                "sso",
                Verdict.TRUE,
                points,
                "mentions SSO",
                List.of(Evidence.of("text", "SSO", raw(1).eventId(), 8, 11))),
            new Score.Contribution(
                "size", Verdict.UNKNOWN, 0, "company.size is not known", List.of())),
        List.of(new Score.Adjustment("never below 0", 1)));
  }

  static Assignment assignment() {
    return Assignment.builder("priority", Assignment.Disposition.LEAD)
        .queue("ae_priority")
        .owner("noor@example.com")
        .sla(Duration.ofMinutes(15))
        .due(START.plus(Duration.ofMinutes(15)))
        .connectors(List.of("crm", "chat"))
        .reason("score >= 40")
        .evidence(List.of(Evidence.of("score", "46")))
        .passed(List.of(
            new Assignment.Passed("spam", Verdict.FALSE, "spam.score is 0.25, not over 0.8")))
        .build();
  }

  static Fact.Qualified qualified(int points) {
    return new Fact.Qualified(score(points), assignment(), "policy-1");
  }

  /** At least one fact of each kind, in an order in which they can happen. */
  static List<Fact> everyFact(int number) {
    RawMessage raw = raw(number);
    Key key = key(number);
    Company company = new Company(
        "kestrel-optics.example",
        "Kestrel Optics",
        300,
        "optics",
        "PT",
        "Europe/Lisbon",
        List.of("java", "kafka"));
    return List.of(
        received(number),
        new Fact.Duplicated(
            "evt_copy", raw.blob(), Source.unknown("old@inbound.example"), key, raw.eventId()),
        new Fact.Attached(
            message(number),
            source(),
            List.of(key),
            "<1@kestrel-optics.example>",
            new Conclusion("machine-answer", "Out of office", 0.9)),
        new Fact.Linked(
            raw.eventId(),
            Fact.Linked.Relation.OUTSIDER,
            lead(number + 1),
            "<1@kestrel-optics.example>",
            new Conclusion("not-a-participant", "heron.example is not kestrel.example", 0.9)),
        new Fact.Unmerged("evt_follow_up", "another enquiry", "noor@example.com"),
        new Fact.Enriched(
            "enr_1", "firmographics", new Enrichment(company, Map.of("b", "2", "a", "1"))),
        new Fact.Enriched("enr_2", "persons", Enrichment.NONE),
        new Fact.Enriched("enr_3", "ticket:vip", new Enrichment(null, Map.of("number", "7"))),
        Fact.FlagEvaluated.of("enr_4", "bonus", "on"),
        Fact.FlagEvaluated.withoutValue("enr_5", "colour", "no such flag"),
        new Fact.TicketDrawn("enr_6", "vip", 7),
        qualified(40),
        new Fact.Failed(
            "dlv_1", "crm", "503", Duration.ofSeconds(90), Fact.Failed.Prospect.TRANSIENT),
        new Fact.Failed("dlv_2", "chat", "no such channel", null, Fact.Failed.Prospect.PERMANENT),
        new Fact.DeadLettered("dlv_2", "chat", 1, "no such channel"),
        new Fact.Delivered("dlv_1", "crm", "crm-4711"),
        new Fact.Escalated("managers", "80%", START.plus(Duration.ofMinutes(12))),
        new Fact.Breached("ae_priority", START.plus(Duration.ofMinutes(15))),
        new Fact.Reassigned("devrel", "", "asks for the API", "noor@example.com"),
        new Fact.Replied(Fact.Replied.Author.HUMAN, "noor@example.com"),
        new Fact.Labelled("won", "noor@example.com"),
        new Fact.Reopened("rules were wrong", "noor@example.com"));
  }

  /** These facts as events of a lead after this seq, a nanosecond apart. */
  static List<LeadEvent> events(LeadId lead, long after, List<? extends Fact> facts) {
    var events = new ArrayList<LeadEvent>();
    for (Fact fact : facts) {
      long seq = after + 1 + events.size();
      events.add(new LeadEvent(lead, seq, START.plusNanos(seq), fact));
    }
    return events;
  }

  /** A received and qualified lead. */
  static Lead qualifiedLead(int number, int points) {
    LeadId id = lead(number);
    return Lead.of(id, events(id, 0, List.of(received(number), qualified(points))));
  }

  /** An attempt to deliver a lead with a score; the same numbers return the same idempotency key. */
  static Delivery delivery(int number, int points, int attempt) {
    Lead lead = qualifiedLead(number, points);
    Task.Deliver task = Task.Deliver.of(lead.id(), "kit", lead.revision());
    return new Delivery(task.id(), lead.id().value(), attempt, lead, score(points), assignment());
  }

  static Enricher.Question question(int number, String domain) {
    Lead lead = qualifiedLead(number, 40);
    return new Enricher.Question(Task.Enrich.of(lead.id(), "kit", domain).id(), domain, lead);
  }
}
