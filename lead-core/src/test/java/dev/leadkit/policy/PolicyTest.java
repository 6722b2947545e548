// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static dev.leadkit.policy.PolicyFixture.ENRICHING;
import static dev.leadkit.policy.PolicyFixture.ESCALATING;
import static dev.leadkit.policy.PolicyFixture.LEAD;
import static dev.leadkit.policy.PolicyFixture.NOON;
import static dev.leadkit.policy.PolicyFixture.PATIENCE;
import static dev.leadkit.policy.PolicyFixture.PLAIN;
import static dev.leadkit.policy.PolicyFixture.RETRY;
import static dev.leadkit.policy.PolicyFixture.decision;
import static dev.leadkit.policy.PolicyFixture.delivered;
import static dev.leadkit.policy.PolicyFixture.delivery;
import static dev.leadkit.policy.PolicyFixture.enriched;
import static dev.leadkit.policy.PolicyFixture.facts;
import static dev.leadkit.policy.PolicyFixture.failed;
import static dev.leadkit.policy.PolicyFixture.received;
import static dev.leadkit.policy.PolicyFixture.settled;
import static dev.leadkit.policy.PolicyFixture.tasks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Fact.Failed.Prospect;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.NextAction;
import dev.leadkit.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A policy decides, enriches, delivers and tries again as its facts say. */
class PolicyTest {

  @Test
  void a_message_is_decided_in_the_turn_that_takes_it_in_if_there_is_no_question() {
    Settlement turn = PLAIN.settle(Lead.of(LEAD), List.of(received("hello")), NOON);
    assertEquals(2, turn.events().size());
    var qualified = assertInstanceOf(Fact.Qualified.class, turn.events().get(1).fact());
    assertEquals(10, qualified.score().value());
    assertEquals("plain-1", qualified.policy());
    assertEquals(
        List.of("crm", "chat"),
        tasks(PLAIN.next(turn.after(), NOON)).stream().map(Task::name).toList());
  }

  @Test
  void a_lead_without_history_rests() {
    assertEquals(new NextAction.Rest(), PLAIN.next(Lead.of(LEAD), NOON));
    assertEquals(List.of(), PLAIN.settle(Lead.of(LEAD), List.of(), NOON).events());
  }

  @Test
  void a_decision_waits_for_the_enrichers() {
    Lead lead = settled(ENRICHING, NOON, received("hello"));
    assertEquals(Lead.Status.NEW, lead.status());
    Task question = tasks(ENRICHING.next(lead, NOON)).get(0);
    assertEquals("acme.example", assertInstanceOf(Task.Enrich.class, question).domain());
    Lead answered =
        ENRICHING.settle(lead, List.of(enriched()), NOON.plusSeconds(1)).after();
    assertEquals(30, decision(answered).score().value());
  }

  @Test
  void a_decision_waits_no_longer_than_the_patience() {
    Lead lead = settled(ENRICHING, NOON, received("hello"));
    Instant before = NOON.plus(PATIENCE).minusMillis(1);
    assertEquals(List.of(), ENRICHING.settle(lead, List.of(), before).events());
    assertEquals(new NextAction.Decide(), ENRICHING.next(lead, NOON.plus(PATIENCE)));
    Lead decided = ENRICHING.settle(lead, List.of(), NOON.plus(PATIENCE)).after();
    assertEquals(10, decision(decided).score().value());
  }

  @Test
  void while_it_waits_it_is_decided_when_the_patience_ends_at_the_latest() {
    Lead lead = settled(ENRICHING, NOON, received("hello"));
    Task question = tasks(ENRICHING.next(lead, NOON)).get(0);
    Lead failing = ENRICHING
        .settle(lead, List.of(failed(question, Prospect.TRANSIENT)), NOON)
        .after();
    assertEquals(new NextAction.Wait(NOON.plusSeconds(10)), ENRICHING.next(failing, NOON));
    Policy slow =
        ENRICHING.withRetry(new Retry(9, Duration.ofMinutes(5), 2, Duration.ofHours(1), 0));
    assertEquals(new NextAction.Wait(NOON.plus(PATIENCE)), slow.next(failing, NOON));
  }

  @Test
  void a_late_finding_is_taken_in_and_the_lead_decided_again() {
    Lead lead = settled(ENRICHING, NOON, received("hello"));
    Lead decided = ENRICHING.settle(lead, List.of(), NOON.plus(PATIENCE)).after();
    Settlement late = ENRICHING.settle(decided, List.of(enriched()), NOON.plusSeconds(90));
    assertEquals(30, decision(late.after()).score().value());
    assertNotEquals(decided.revision(), late.after().revision());
  }

  @Test
  void an_enricher_that_is_given_up_holds_up_nothing() {
    Lead lead = settled(ENRICHING, NOON, received("hello"));
    Task question = tasks(ENRICHING.next(lead, NOON)).get(0);
    Settlement turn = ENRICHING.settle(lead, List.of(failed(question, Prospect.PERMANENT)), NOON);
    assertInstanceOf(Fact.DeadLettered.class, facts(turn).get(1));
    assertInstanceOf(Fact.Qualified.class, facts(turn).get(2));
  }

  @Test
  void the_same_need_is_the_same_task_for_ever() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Instant restored = NOON.plusSeconds(600);
    Lead again = Lead.of(
        LEAD, PLAIN.settle(Lead.of(LEAD), List.of(received("hello")), restored).events());
    assertEquals(tasks(PLAIN.next(lead, NOON)), tasks(PLAIN.next(again, restored)));
  }

  @Test
  void a_confirmed_delivery_is_never_requested_again() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Task crm = delivery(PLAIN, lead, "crm", NOON);
    Lead after = PLAIN.settle(lead, List.of(delivered(crm)), NOON).after();
    assertEquals(
        List.of("chat"), tasks(PLAIN.next(after, NOON)).stream().map(Task::name).toList());
  }

  @Test
  void a_failed_delivery_is_tried_again_after_a_growing_pause_and_not_before() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Task crm = delivery(PLAIN, lead, "crm", NOON);
    lead = PLAIN
        .settle(lead, List.of(delivered(delivery(PLAIN, lead, "chat", NOON))), NOON)
        .after();
    lead = PLAIN.settle(lead, List.of(failed(crm, Prospect.TRANSIENT)), NOON).after();
    assertEquals(new NextAction.Wait(NOON.plusSeconds(10)), PLAIN.next(lead, NOON.plusSeconds(9)));
    assertEquals(crm, tasks(PLAIN.next(lead, NOON.plusSeconds(10))).get(0));
    lead = PLAIN
        .settle(lead, List.of(failed(crm, Prospect.TRANSIENT)), NOON.plusSeconds(10))
        .after();
    assertEquals(new NextAction.Wait(NOON.plusSeconds(30)), PLAIN.next(lead, NOON.plusSeconds(10)));
  }

  @Test
  void the_pause_that_the_other_system_asks_for_is_kept() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Task crm = delivery(PLAIN, lead, "crm", NOON);
    lead = PLAIN
        .settle(lead, List.of(delivered(delivery(PLAIN, lead, "chat", NOON))), NOON)
        .after();
    Fact asked = new Fact.Failed(crm.id(), "crm", "429", Duration.ofMinutes(2), Prospect.TRANSIENT);
    lead = PLAIN.settle(lead, List.of(asked), NOON).after();
    assertEquals(
        new NextAction.Wait(NOON.plusSeconds(120)), PLAIN.next(lead, NOON.plusSeconds(60)));
  }

  @Test
  void the_last_allowed_failure_is_a_dead_letter_with_its_cause() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Task crm = delivery(PLAIN, lead, "crm", NOON);
    Fact failure = failed(crm, Prospect.TRANSIENT);
    lead = PLAIN.settle(lead, List.of(failure), NOON).after();
    lead = PLAIN.settle(lead, List.of(failure), NOON).after();
    Settlement turn = PLAIN.settle(lead, List.of(failure), NOON);
    assertEquals(List.of(failure, new Fact.DeadLettered(crm.id(), "crm", 3, "503")), facts(turn));
    assertEquals(
        List.of("chat"),
        tasks(PLAIN.next(turn.after(), NOON.plusSeconds(600))).stream()
            .map(Task::name)
            .toList());
  }

  @Test
  void a_rejected_delivery_is_dead_lettered_at_once() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Task crm = delivery(PLAIN, lead, "crm", NOON);
    Settlement turn = PLAIN.settle(lead, List.of(failed(crm, Prospect.PERMANENT)), NOON);
    assertEquals(new Fact.DeadLettered(crm.id(), "crm", 1, "503"), facts(turn).get(1));
  }

  @Test
  void a_reopened_lead_is_decided_again_and_what_was_given_up_is_tried_again() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Task crm = delivery(PLAIN, lead, "crm", NOON);
    Task chat = delivery(PLAIN, lead, "chat", NOON);
    lead = PLAIN
        .settle(lead, List.of(failed(crm, Prospect.PERMANENT), delivered(chat)), NOON)
        .after();
    Settlement turn = PLAIN.settle(lead, List.of(new Fact.Reopened("crm is back", "ops")), NOON);
    assertInstanceOf(Fact.Qualified.class, facts(turn).get(1));
    assertEquals(
        List.of(crm),
        tasks(PLAIN.next(turn.after(), NOON)),
        "chat has it already, under the same revision");
  }

  @Test
  void another_message_is_another_revision_for_every_connector() {
    Lead lead = settled(PLAIN, NOON, received("hello"));
    Task first = delivery(PLAIN, lead, "crm", NOON);
    lead = PLAIN.settle(lead, List.of(delivered(first)), NOON).after();
    lead = PLAIN
        .settle(lead, List.of(received("one more thing")), NOON.plusSeconds(60))
        .after();
    assertNotEquals(
        first.id(), delivery(PLAIN, lead, "crm", NOON.plusSeconds(60)).id());
  }

  @Test
  void what_a_machine_wrote_is_kept_and_delivered_nowhere() {
    Policy policy = Policy.of("machines", PolicyFixture::score, PolicyFixture::keepAutomatic);
    Lead lead = settled(policy, NOON, received("I am out of the office"));
    assertEquals(Lead.Status.AUTOMATIC, lead.status());
    assertEquals(new NextAction.Rest(), policy.next(lead, NOON));
  }

  @Test
  void facts_can_be_remembered_without_a_decision() {
    Settlement turn = Policy.remember(Lead.of(LEAD), List.of(received("hello")), NOON);
    assertEquals(1, turn.events().size());
    assertEquals(new NextAction.Decide(), PLAIN.next(turn.after(), NOON));
  }

  @Test
  @Tag("slow")
  void
      whatever_happens_in_whatever_order_a_settled_lead_is_settled_and_every_decision_can_be_recomputed() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      Policy policy = List.of(PLAIN, ENRICHING, ESCALATING).get(random.nextInt(3));
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

  @Test
  void a_retry_of_one_name_can_differ() {
    var policy = new Policy(
        "v",
        List.of(),
        PATIENCE,
        RETRY,
        Map.of("crm", RETRY.withAttempts(1)),
        PolicyFixture::score,
        PolicyFixture::route);
    assertEquals(1, policy.retryOf("crm").attempts());
    assertEquals(3, policy.retryOf("chat").attempts());
  }
}
