// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Failed.Prospect;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.NextAction;
import dev.leadkit.RawMessage;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.Task;
import dev.leadkit.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Policies of a few lines, and the facts that the tests settle under them. */
final class PolicyFixture {

  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Duration SLA = Duration.ofMinutes(15);
  static final Retry RETRY = new Retry(3, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0);
  static final LeadId LEAD = LeadId.openedBy("evt_1");

  /** Ten points for each message, and twenty for a company that is known. */
  static Score score(Lead lead) {
    var lines = new ArrayList<Score.Contribution>();
    lines.add(new Score.Contribution(
        "messages", Verdict.TRUE, 10 * lead.messages().size(), "", List.of()));
    boolean known = lead.company() != null;
    lines.add(new Score.Contribution("company", Verdict.of(known), known ? 20 : 0, "", List.of()));
    return Score.of(0, lines, List.of());
  }

  static Assignment route(Lead lead, Score score) {
    Instant due = lead.receivedAt().plus(SLA);
    return Assignment.builder("all", Disposition.LEAD)
        .queue("sdr")
        .sla(SLA)
        .due(due)
        .connectors(List.of("crm", "chat"))
        .reason("always")
        .build();
  }

  static Assignment keepAutomatic(Lead lead, Score score) {
    return Assignment.builder("machines", Disposition.AUTOMATIC)
        .reason("always")
        .build();
  }

  static final Policy PLAIN =
      Policy.of("plain-1", PolicyFixture::score, PolicyFixture::route).withRetry(RETRY);
  static final Policy ENRICHING = PLAIN.withEnrichers(List.of("firmographics"), PATIENCE);

  static Fact received(String text) {
    var raw = RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
    Message message = Message.builder(raw, NOON)
        .from(Address.of("ada@acme.example"))
        .textBody(text)
        .visibleText(text)
        .build();
    return new Fact.Received(
        message, Source.of("sales", "sales@leadkit.example"), Key.of(message), "");
  }

  static Fact enriched() {
    String task = Task.Enrich.of(LEAD, "firmographics", "acme.example").id();
    var acme = new Company("acme.example", "Acme", 850, "", "DE", "", List.of());
    return new Fact.Enriched(task, "firmographics", Enrichment.of(acme));
  }

  static Lead settled(Policy policy, Instant at, Fact... facts) {
    return policy.settle(Lead.of(LEAD), List.of(facts), at).after();
  }

  static List<Fact> facts(Settlement turn) {
    return turn.events().stream().map(LeadEvent::fact).toList();
  }

  static List<? extends Task> tasks(NextAction step) {
    return assertInstanceOf(NextAction.Perform.class, step).tasks();
  }

  static Task delivery(Policy policy, Lead lead, String connector, Instant now) {
    return tasks(policy.next(lead, now)).stream()
        .filter(task -> task.name().equals(connector))
        .findFirst()
        .orElseThrow();
  }

  static Fact failed(Task task, Prospect prospect) {
    return new Fact.Failed(task.id(), task.name(), "503", null, prospect);
  }

  static Fact delivered(Task task) {
    return new Fact.Delivered(task.id(), task.name(), "ref");
  }

  static Assignment escalate(Lead lead, Score score) {
    Assignment plain = keepAutomatic(lead, score);
    return Assignment.builder("all", Disposition.LEAD)
        .queue("sdr")
        .sla(SLA)
        .due(NOON.plus(SLA))
        .reason("always")
        .evidence(plain.evidence())
        .passed(plain.passed())
        .escalations(List.of(
            new Assignment.Escalation("leaders", "80%", NOON.plusSeconds(720)),
            new Assignment.Escalation("managers", "100%", NOON.plus(SLA)),
            new Assignment.Escalation("directors", "200%", NOON.plus(SLA).plus(SLA))))
        .build();
  }

  static final Policy ESCALATING =
      Policy.of("escalating", PolicyFixture::score, PolicyFixture::escalate);

  static Fact.Qualified decision(Lead lead) {
    Fact.Qualified decision = lead.decision();
    assertNotNull(decision);
    return decision;
  }

  private PolicyFixture() {}
}
