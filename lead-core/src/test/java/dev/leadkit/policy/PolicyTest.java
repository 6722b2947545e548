// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SLA = Duration.ofMinutes(15);
  private static final Retry RETRY =
      new Retry(3, Duration.ofSeconds(10), 2, Duration.ofMinutes(1), 0);
  private static final LeadId LEAD = LeadId.openedBy("evt_1");

  /** Ten points for each message, and twenty for a company that is known. */
  private static Score score(Lead lead) {
    var lines = new ArrayList<Score.Contribution>();
    lines.add(new Score.Contribution(
        "messages", Verdict.TRUE, 10 * lead.messages().size(), "", List.of()));
    boolean known = lead.company() != null;
    lines.add(new Score.Contribution("company", Verdict.of(known), known ? 20 : 0, "", List.of()));
    return Score.of(0, lines, List.of());
  }

  private static Assignment route(Lead lead, Score score) {
    Instant due = lead.receivedAt().plus(SLA);
    return new Assignment(
        "all",
        Disposition.LEAD,
        "sdr",
        "",
        SLA,
        due,
        List.of("crm", "chat"),
        "always",
        List.of(),
        List.of());
  }

  private static Assignment keepAutomatic(Lead lead, Score score) {
    return new Assignment(
        "machines",
        Disposition.AUTOMATIC,
        "",
        "",
        null,
        null,
        List.of(),
        "always",
        List.of(),
        List.of());
  }

  private final Policy plain =
      Policy.of("plain-1", PolicyTest::score, PolicyTest::route).withRetry(RETRY);
  private final Policy enriching = plain.withEnrichers(List.of("firmographics"), PATIENCE);

  private static Fact received(String text) {
    var raw = RawMessage.of(text.getBytes(StandardCharsets.UTF_8));
    Message message = Message.builder(raw, NOON)
        .from(Address.of("ada@acme.example"))
        .textBody(text)
        .visibleText(text)
        .build();
    return new Fact.Received(
        message, Source.of("sales", "sales@leadkit.example"), Key.of(message), "");
  }

  private static Fact enriched() {
    String task = Task.Enrich.of(LEAD, "firmographics", "acme.example").id();
    var acme = new Company("acme.example", "Acme", 850, "", "DE", "", List.of());
    return new Fact.Enriched(task, "firmographics", Enrichment.of(acme));
  }

  private static Lead settled(Policy policy, Instant at, Fact... facts) {
    return policy.settle(Lead.of(LEAD), List.of(facts), at).after();
  }

  private static List<Fact> facts(Settlement turn) {
    return turn.events().stream().map(LeadEvent::fact).toList();
  }

  private static List<? extends Task> tasks(NextAction step) {
    return assertInstanceOf(NextAction.Perform.class, step).tasks();
  }

  private static Task delivery(Policy policy, Lead lead, String connector, Instant now) {
    return tasks(policy.next(lead, now)).stream()
        .filter(task -> task.name().equals(connector))
        .findFirst()
        .orElseThrow();
  }

  private static Fact failed(Task task, Prospect prospect) {
    return new Fact.Failed(task.id(), task.name(), "503", null, prospect);
  }

  private static Fact delivered(Task task) {
    return new Fact.Delivered(task.id(), task.name(), "ref");
  }

  @Test
  void a_message_is_decided_in_the_turn_that_takes_it_in_if_there_is_no_question() {
    Settlement turn = plain.settle(Lead.of(LEAD), List.of(received("hello")), NOON);
    assertEquals(2, turn.events().size());
    var qualified = assertInstanceOf(Fact.Qualified.class, turn.events().get(1).fact());
    assertEquals(10, qualified.score().value());
    assertEquals("plain-1", qualified.policy());
    assertEquals(
        List.of("crm", "chat"),
        tasks(plain.next(turn.after(), NOON)).stream().map(Task::name).toList());
  }

  @Test
  void a_lead_without_history_rests() {
    assertEquals(new NextAction.Rest(), plain.next(Lead.of(LEAD), NOON));
    assertEquals(List.of(), plain.settle(Lead.of(LEAD), List.of(), NOON).events());
  }

  @Test
  void a_decision_waits_for_the_enrichers() {
    Lead lead = settled(enriching, NOON, received("hello"));
    assertEquals(Lead.Status.NEW, lead.status());
    Task question = tasks(enriching.next(lead, NOON)).get(0);
    assertEquals("acme.example", assertInstanceOf(Task.Enrich.class, question).domain());
    Lead answered =
        enriching.settle(lead, List.of(enriched()), NOON.plusSeconds(1)).after();
    assertEquals(30, decision(answered).score().value());
  }

  @Test
  void a_decision_waits_no_longer_than_the_patience() {
    Lead lead = settled(enriching, NOON, received("hello"));
    Instant before = NOON.plus(PATIENCE).minusMillis(1);
    assertEquals(List.of(), enriching.settle(lead, List.of(), before).events());
    assertEquals(new NextAction.Decide(), enriching.next(lead, NOON.plus(PATIENCE)));
    Lead decided = enriching.settle(lead, List.of(), NOON.plus(PATIENCE)).after();
    assertEquals(10, decision(decided).score().value());
  }

  @Test
  void while_it_waits_it_is_decided_when_the_patience_ends_at_the_latest() {
    Lead lead = settled(enriching, NOON, received("hello"));
    Task question = tasks(enriching.next(lead, NOON)).get(0);
    Lead failing = enriching
        .settle(lead, List.of(failed(question, Prospect.TRANSIENT)), NOON)
        .after();
    assertEquals(new NextAction.Wait(NOON.plusSeconds(10)), enriching.next(failing, NOON));
    Policy slow =
        enriching.withRetry(new Retry(9, Duration.ofMinutes(5), 2, Duration.ofHours(1), 0));
    assertEquals(new NextAction.Wait(NOON.plus(PATIENCE)), slow.next(failing, NOON));
  }

  @Test
  void a_late_finding_is_taken_in_and_the_lead_decided_again() {
    Lead lead = settled(enriching, NOON, received("hello"));
    Lead decided = enriching.settle(lead, List.of(), NOON.plus(PATIENCE)).after();
    Settlement late = enriching.settle(decided, List.of(enriched()), NOON.plusSeconds(90));
    assertEquals(30, decision(late.after()).score().value());
    assertNotEquals(decided.revision(), late.after().revision());
  }

  @Test
  void an_enricher_that_is_given_up_holds_up_nothing() {
    Lead lead = settled(enriching, NOON, received("hello"));
    Task question = tasks(enriching.next(lead, NOON)).get(0);
    Settlement turn = enriching.settle(lead, List.of(failed(question, Prospect.PERMANENT)), NOON);
    assertInstanceOf(Fact.DeadLettered.class, facts(turn).get(1));
    assertInstanceOf(Fact.Qualified.class, facts(turn).get(2));
  }

  @Test
  void the_same_need_is_the_same_task_for_ever() {
    Lead lead = settled(plain, NOON, received("hello"));
    Instant restored = NOON.plusSeconds(600);
    Lead again = Lead.of(
        LEAD, plain.settle(Lead.of(LEAD), List.of(received("hello")), restored).events());
    assertEquals(tasks(plain.next(lead, NOON)), tasks(plain.next(again, restored)));
  }

  @Test
  void a_confirmed_delivery_is_never_requested_again() {
    Lead lead = settled(plain, NOON, received("hello"));
    Task crm = delivery(plain, lead, "crm", NOON);
    Lead after = plain.settle(lead, List.of(delivered(crm)), NOON).after();
    assertEquals(
        List.of("chat"), tasks(plain.next(after, NOON)).stream().map(Task::name).toList());
  }

  @Test
  void a_failed_delivery_is_tried_again_after_a_growing_pause_and_not_before() {
    Lead lead = settled(plain, NOON, received("hello"));
    Task crm = delivery(plain, lead, "crm", NOON);
    lead = plain
        .settle(lead, List.of(delivered(delivery(plain, lead, "chat", NOON))), NOON)
        .after();
    lead = plain.settle(lead, List.of(failed(crm, Prospect.TRANSIENT)), NOON).after();
    assertEquals(new NextAction.Wait(NOON.plusSeconds(10)), plain.next(lead, NOON.plusSeconds(9)));
    assertEquals(crm, tasks(plain.next(lead, NOON.plusSeconds(10))).get(0));
    lead = plain
        .settle(lead, List.of(failed(crm, Prospect.TRANSIENT)), NOON.plusSeconds(10))
        .after();
    assertEquals(new NextAction.Wait(NOON.plusSeconds(30)), plain.next(lead, NOON.plusSeconds(10)));
  }

  @Test
  void the_pause_that_the_other_system_asks_for_is_kept() {
    Lead lead = settled(plain, NOON, received("hello"));
    Task crm = delivery(plain, lead, "crm", NOON);
    lead = plain
        .settle(lead, List.of(delivered(delivery(plain, lead, "chat", NOON))), NOON)
        .after();
    Fact asked = new Fact.Failed(crm.id(), "crm", "429", Duration.ofMinutes(2), Prospect.TRANSIENT);
    lead = plain.settle(lead, List.of(asked), NOON).after();
    assertEquals(
        new NextAction.Wait(NOON.plusSeconds(120)), plain.next(lead, NOON.plusSeconds(60)));
  }

  @Test
  void the_last_allowed_failure_is_a_dead_letter_with_its_cause() {
    Lead lead = settled(plain, NOON, received("hello"));
    Task crm = delivery(plain, lead, "crm", NOON);
    Fact failure = failed(crm, Prospect.TRANSIENT);
    lead = plain.settle(lead, List.of(failure), NOON).after();
    lead = plain.settle(lead, List.of(failure), NOON).after();
    Settlement turn = plain.settle(lead, List.of(failure), NOON);
    assertEquals(List.of(failure, new Fact.DeadLettered(crm.id(), "crm", 3, "503")), facts(turn));
    assertEquals(
        List.of("chat"),
        tasks(plain.next(turn.after(), NOON.plusSeconds(600))).stream()
            .map(Task::name)
            .toList());
  }

  @Test
  void a_rejected_delivery_is_dead_lettered_at_once() {
    Lead lead = settled(plain, NOON, received("hello"));
    Task crm = delivery(plain, lead, "crm", NOON);
    Settlement turn = plain.settle(lead, List.of(failed(crm, Prospect.PERMANENT)), NOON);
    assertEquals(new Fact.DeadLettered(crm.id(), "crm", 1, "503"), facts(turn).get(1));
  }

  @Test
  void a_reopened_lead_is_decided_again_and_what_was_given_up_is_tried_again() {
    Lead lead = settled(plain, NOON, received("hello"));
    Task crm = delivery(plain, lead, "crm", NOON);
    Task chat = delivery(plain, lead, "chat", NOON);
    lead = plain
        .settle(lead, List.of(failed(crm, Prospect.PERMANENT), delivered(chat)), NOON)
        .after();
    Settlement turn = plain.settle(lead, List.of(new Fact.Reopened("crm is back", "ops")), NOON);
    assertInstanceOf(Fact.Qualified.class, facts(turn).get(1));
    assertEquals(
        List.of(crm),
        tasks(plain.next(turn.after(), NOON)),
        "chat has it already, under the same revision");
  }

  @Test
  void another_message_is_another_revision_for_every_connector() {
    Lead lead = settled(plain, NOON, received("hello"));
    Task first = delivery(plain, lead, "crm", NOON);
    lead = plain.settle(lead, List.of(delivered(first)), NOON).after();
    lead = plain
        .settle(lead, List.of(received("one more thing")), NOON.plusSeconds(60))
        .after();
    assertNotEquals(
        first.id(), delivery(plain, lead, "crm", NOON.plusSeconds(60)).id());
  }

  @Test
  void what_a_machine_wrote_is_kept_and_delivered_nowhere() {
    Policy policy = Policy.of("machines", PolicyTest::score, PolicyTest::keepAutomatic);
    Lead lead = settled(policy, NOON, received("I am out of the office"));
    assertEquals(Lead.Status.AUTOMATIC, lead.status());
    assertEquals(new NextAction.Rest(), policy.next(lead, NOON));
  }

  @Test
  void a_missed_deadline_is_a_breach_once() {
    Lead lead = deliveredEverywhere();
    assertEquals(new NextAction.Wait(NOON.plus(SLA)), plain.next(lead, NOON.plusSeconds(1)));
    assertEquals(new NextAction.Decide(), plain.next(lead, NOON.plus(SLA)));
    Settlement turn = plain.settle(lead, List.of(), NOON.plus(SLA).plusSeconds(5));
    assertEquals(List.of(new Fact.Breached("sdr", NOON.plus(SLA))), facts(turn));
    assertEquals(new NextAction.Rest(), plain.next(turn.after(), NOON.plus(SLA).plusSeconds(6)));
  }

  @Test
  void a_reply_in_time_stops_the_clock() {
    Lead lead = deliveredEverywhere();
    Fact reply = new Fact.Replied(Fact.Replied.Author.HUMAN, "kim");
    Lead replied = plain.settle(lead, List.of(reply), NOON.plusSeconds(60)).after();
    assertEquals(Lead.Status.REPLIED, replied.status());
    assertEquals(new NextAction.Rest(), plain.next(replied, NOON.plusSeconds(61)));
    assertEquals(
        List.of(),
        plain.settle(replied, List.of(), NOON.plus(SLA).plusSeconds(5)).events());
  }

  @Test
  void an_automatic_reply_leaves_the_clock_running() {
    Fact reply = new Fact.Replied(Fact.Replied.Author.MACHINE, "autoresponder");
    Lead replied = plain
        .settle(deliveredEverywhere(), List.of(reply), NOON.plusSeconds(60))
        .after();
    assertEquals(new NextAction.Wait(NOON.plus(SLA)), plain.next(replied, NOON.plusSeconds(61)));
    assertEquals(
        List.of(new Fact.Breached("sdr", NOON.plus(SLA))),
        facts(plain.settle(replied, List.of(), NOON.plus(SLA))));
  }

  private static Assignment escalate(Lead lead, Score score) {
    Assignment plain = keepAutomatic(lead, score);
    return new Assignment(
        "all",
        Disposition.LEAD,
        "sdr",
        "",
        SLA,
        NOON.plus(SLA),
        List.of(),
        "always",
        plain.evidence(),
        plain.passed(),
        "",
        "",
        List.of(
            new Assignment.Escalation("leaders", "80%", NOON.plusSeconds(720)),
            new Assignment.Escalation("managers", "100%", NOON.plus(SLA)),
            new Assignment.Escalation("directors", "200%", NOON.plus(SLA).plus(SLA))));
  }

  private final Policy escalating =
      Policy.of("escalating", PolicyTest::score, PolicyTest::escalate);

  @Test
  void escalations_follow_one_by_one_while_no_one_replies() {
    Lead lead = settled(escalating, NOON, received("hello"));
    assertEquals(new NextAction.Wait(NOON.plusSeconds(720)), escalating.next(lead, NOON));
    Settlement first = escalating.settle(lead, List.of(), NOON.plusSeconds(720));
    assertEquals(
        List.of(new Fact.Escalated("leaders", "80%", NOON.plusSeconds(720))), facts(first));
    assertEquals(
        new NextAction.Wait(NOON.plus(SLA)), escalating.next(first.after(), NOON.plusSeconds(720)));
    Settlement second = escalating.settle(first.after(), List.of(), NOON.plus(SLA));
    assertEquals(
        List.of(
            new Fact.Breached("sdr", NOON.plus(SLA)),
            new Fact.Escalated("managers", "100%", NOON.plus(SLA))),
        facts(second));
    Fact reply = new Fact.Replied(Fact.Replied.Author.HUMAN, "kim");
    Lead replied = escalating
        .settle(second.after(), List.of(reply), NOON.plusSeconds(1000))
        .after();
    assertEquals(new NextAction.Rest(), escalating.next(replied, NOON.plusSeconds(1001)));
  }

  @Test
  void a_lead_that_was_forgotten_is_escalated_to_all_at_once_and_never_again() {
    Lead lead = settled(escalating, NOON, received("hello"));
    Settlement late = escalating.settle(lead, List.of(), NOON.plusSeconds(100_000));
    assertEquals(4, late.events().size());
    assertEquals(3, late.after().escalations().size());
    Settlement more = escalating.settle(
        late.after(), List.of(new Fact.Reopened("again", "kim")), NOON.plusSeconds(200_000));
    assertEquals(
        List.of(Fact.Reopened.class, Fact.Qualified.class),
        facts(more).stream().map(Object::getClass).toList());
  }

  @Test
  void facts_can_be_remembered_without_a_decision() {
    Settlement turn = Policy.remember(Lead.of(LEAD), List.of(received("hello")), NOON);
    assertEquals(1, turn.events().size());
    assertEquals(new NextAction.Decide(), plain.next(turn.after(), NOON));
  }

  @Test
  @Tag("slow")
  void
      whatever_happens_in_whatever_order_a_settled_lead_is_settled_and_every_decision_can_be_recomputed() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      Policy policy = List.of(plain, enriching, escalating).get(random.nextInt(3));
      Lead lead = Lead.of(LEAD);
      var history = new ArrayList<LeadEvent>();
      Instant now = NOON;
      for (int turns = 0; turns < 12; turns++) {
        now = now.plusSeconds(random.nextInt(120));
        Settlement turn = policy.settle(lead, someFact(random, policy, lead, now), now);
        history.addAll(turn.events());
        lead = turn.after();
        String place = "seed " + seed + ", turn " + turns;
        assertEquals(List.of(), policy.settle(lead, List.of(), now).events(), place);
        assertTrue(!(policy.next(lead, now) instanceof NextAction.Decide), place);
        if (policy.next(lead, now) instanceof NextAction.Wait wait) {
          assertTrue(wait.until().isAfter(now), place);
        }
      }
      recompute(policy, history, "seed " + seed);
    }
  }

  private static List<Fact> someFact(Random random, Policy policy, Lead lead, Instant now) {
    if (lead.seq() == 0) {
      return List.of(received("hello"));
    }
    List<? extends Task> due =
        policy.next(lead, now) instanceof NextAction.Perform perform ? perform.tasks() : List.of();
    int dice = random.nextInt(10);
    if (!due.isEmpty() && dice < 7) {
      Task task = due.get(random.nextInt(due.size()));
      boolean well = random.nextBoolean();
      if (task instanceof Task.Enrich) {
        return List.of(well ? enriched() : failed(task, Prospect.TRANSIENT));
      }
      return List.of(
          well
              ? delivered(task)
              : failed(task, random.nextInt(5) == 0 ? Prospect.PERMANENT : Prospect.TRANSIENT));
    }
    return switch (dice) {
      case 7 -> List.of(received("more " + random.nextInt()));
      case 8 -> List.of(new Fact.Replied(Fact.Replied.Author.HUMAN, "kim"));
      case 9 -> List.of(new Fact.Reopened("look again", "kim"));
      default -> List.of();
    };
  }

  /** Every recorded decision follows again from the events before it. */
  private static void recompute(Policy policy, List<LeadEvent> history, String place) {
    Lead lead = Lead.of(LEAD);
    for (LeadEvent event : history) {
      if (event.fact() instanceof Fact.Decision) {
        Settlement turn = policy.settle(lead, List.of(), event.at());
        assertEquals(event, turn.events().get(0), place);
      }
      lead = lead.apply(event);
    }
  }

  private Lead deliveredEverywhere() {
    Lead lead = settled(plain, NOON, received("hello"));
    return plain
        .settle(
            lead,
            List.of(
                delivered(delivery(plain, lead, "crm", NOON)),
                delivered(delivery(plain, lead, "chat", NOON))),
            NOON)
        .after();
  }

  private static Fact.Qualified decision(Lead lead) {
    Fact.Qualified decision = lead.decision();
    assertNotNull(decision);
    return decision;
  }

  @Test
  void a_retry_of_one_name_can_differ() {
    var policy = new Policy(
        "v",
        List.of(),
        PATIENCE,
        RETRY,
        Map.of("crm", RETRY.withAttempts(1)),
        PolicyTest::score,
        PolicyTest::route);
    assertEquals(1, policy.retryOf("crm").attempts());
    assertEquals(3, policy.retryOf("chat").attempts());
  }
}
