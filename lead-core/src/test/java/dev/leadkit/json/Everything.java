// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

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
import dev.leadkit.EventContext;
import dev.leadkit.Evidence;
import dev.leadkit.Fact;
import dev.leadkit.Forwarded;
import dev.leadkit.Header;
import dev.leadkit.Key;
import dev.leadkit.LeadId;
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Security;
import dev.leadkit.Source;
import dev.leadkit.Spam;
import dev.leadkit.Threading;
import dev.leadkit.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One of everything, with every field set. */
final class Everything {

  static final LeadId LEAD = LeadId.openedBy("evt_0001");
  static final Instant NOON = Instant.parse("2026-04-21T12:34:56.123456789Z");
  private static final String HASH = "0123456789abcdef".repeat(4);

  private Everything() {}

  static Message message() {
    return Message.builder("evt_0001", NOON)
        .tenant("north")
        .raw(new Blob(HASH, 4711))
        .envelope(new Envelope("ada@acme.example", List.of("growth+q2@in.leadkit.example")))
        .from(new Address("ada@acme.example", "Ada Lovelace"))
        .to(List.of(
            Address.of("growth+q2@in.leadkit.example"),
            new Address("sales@leadkit.example", "Sales")))
        .cc(List.of(Address.of("charles@acme.example")))
        .replyTo(List.of(new Address("desk@acme.example", "")))
        .subject("Preis für “Enterprise” \ud83d\ude80")
        .date(Instant.parse("2026-04-21T12:30:00Z"))
        .textBody("We need SSO and SOC 2.\n\n> earlier\u2028text\u0000")
        .htmlBody("<p>We need <b>SSO</b> &amp; \"SOC 2\"</p>")
        .visibleText("We need SSO and SOC 2.")
        .headers(List.of(
            new Header("Received", "from a by b"),
            new Header("From", "Ada Lovelace <ada@acme.example>"),
            new Header("Received", "from b by c"),
            new Header("received", "odd case")))
        .thread(new Threading(
            "<2@acme.example>",
            "<1@acme.example>",
            List.of("<0@acme.example>", "<1@acme.example>")))
        .attachments(List.of(new Attachment(
            "plan.pdf",
            "../plan.pdf",
            "application/pdf",
            "application/pdf",
            new Blob(HASH, 99),
            "img1",
            Attachment.Disposition.INLINE,
            "https://files.leadkit.example/1")))
        .security(
            new Security(Security.Result.PASS, Security.Result.SOFTFAIL, Security.Result.PERMERROR))
        .spam(new Spam(0.25, List.of("HTML_ONLY")))
        .automation(Automation.AUTO_REPLY)
        .forwarded(new Forwarded(Address.of("grace@navy.example"), "Pricing", "How much is it?"))
        .defect(new Defect(Defect.Code.UNREADABLE, 17, "no reader"))
        .build();
  }

  /** The same with what was added for HTML. */
  static Message messageOfHtml() {
    return message().toBuilder()
        .hiddenText("SAML\nSOC 2")
        .links(List.of(
            new Link("Read more", "https://acme.example/?a=1&b=2"),
            new Link("", "mailto:ada@acme.example")))
        .imageTexts(List.of("Acme \u201cAnalytical\u201d"))
        .build();
  }

  static Source source() {
    return Source.builder("campaign", "growth+q2@in.leadkit.example")
        .campaign("q2")
        .product("api")
        .partner("acme")
        .build();
  }

  static final EventContext CONTEXT =
      new EventContext("connector:crm", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private static final Key KEY = new Key(Key.Layer.MESSAGE, "msg_1");

  static Score score() {
    return Score.of(
        5,
        List.of(
            new Score.Contribution(
                "security-intent",
                Verdict.TRUE,
                40,
                "asks about SSO",
                List.of(
                    Evidence.of("text", "SSO", "evt_0001", 8, 11),
                    Evidence.of("sender.domain", "acme.example"))),
            new Score.Contribution(
                "size", Verdict.UNKNOWN, 0, "company.size is missing", List.of())),
        List.of(new Score.Adjustment("clamp to 40", -5)));
  }

  static Assignment assignment() {
    return Assignment.builder("ae", Assignment.Disposition.LEAD)
        .queue("ae_priority")
        .owner("kim")
        .sla(Duration.ofMinutes(15))
        .due(NOON.plusSeconds(900))
        .connectors(List.of("crm", "chat"))
        .reason("score >= 40")
        .evidence(List.of(Evidence.of("score", "40")))
        .passed(List.of(new Assignment.Passed("spam", Verdict.FALSE, "score is 40")))
        .build();
  }

  static Assignment assignmentWithAllThatCameLater() {
    Assignment first = assignment();
    return Assignment.builder(first.route(), first.disposition())
        .queue(first.queue())
        .owner(first.owner())
        .sla(first.sla())
        .due(first.due())
        .connectors(first.connectors())
        .reason(first.reason())
        .evidence(first.evidence())
        .passed(first.passed())
        .calendar("berlin@0123abcd")
        .ownership("next of pool ae")
        .escalations(List.of(
            new Assignment.Escalation("leaders", "80%", NOON.plusSeconds(720)),
            new Assignment.Escalation("managers", "200%", NOON.plusSeconds(1800))))
        .build();
  }

  static List<Fact> facts() {
    var company = new Company(
        "acme.example", "Acme", 850, "software", "DE", "Europe/Berlin", List.of("java", "kafka"));
    return List.of(
        new Fact.Received(
            message(),
            source(),
            List.of(new Key(Key.Layer.EVENT, "evt_0001"), KEY),
            "<1@acme.example>"),
        new Fact.Duplicated("evt_0002", new Blob(HASH, 4711), source(), KEY, "evt_0001"),
        new Fact.Enriched(
            "enr_1", "companies", new Enrichment(company, Map.of("funding", "series b"))),
        new Fact.Failed(
            "dlv_1", "crm", "429", Duration.ofSeconds(90), Fact.Failed.Prospect.TRANSIENT),
        new Fact.Delivered("dlv_1", "crm", "00Q1"),
        new Fact.Replied(Fact.Replied.Author.HUMAN, "kim"),
        new Fact.Reassigned("sdr_emea", "alex", "speaks German", "kim"),
        new Fact.Reopened("field was fixed", "ops"),
        new Fact.Labelled("won", "kim"),
        new Fact.Qualified(score(), assignment(), "sha256:" + HASH),
        new Fact.DeadLettered("dlv_1", "crm", 8, "400 bad field"),
        new Fact.Breached("ae_priority", NOON),
        new Fact.Escalated("managers", "200%", NOON),
        Fact.FlagEvaluated.of("enr_2", "bonus", "on"),
        new Fact.TicketDrawn("enr_3", "sdr", 41),
        new Fact.Attached(
            message(),
            source(),
            List.of(KEY),
            "<1@acme.example>",
            new Conclusion("machine-answer", "Out of office", 0.9)),
        new Fact.Linked(
            "evt_0003",
            Fact.Linked.Relation.SAME_TEXT,
            LEAD,
            "evt_0001",
            new Conclusion("word-pairs", "41 of 47 word pairs", 0.87)),
        new Fact.Unmerged("evt_0003", "another enquiry", "kim"));
  }
}
