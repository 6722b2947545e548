// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Failed.Prospect;
import dev.leadkit.Lead;
import dev.leadkit.NextAction;
import dev.leadkit.Score;
import dev.leadkit.Task;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leads that need a place in a line before they are decided, and deadlines that a new decision moves. */
class LineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The engine waits this much longer for a place than for the enrichers. */
  private static final Duration QUEUEING = Duration.ofSeconds(30);

  private static final Scorer NOTHING = lead -> Score.of(0, List.of(), List.of());

  /** A router that puts every lead into this line. */
  private static Router router(String line) {
    return new Router() {
      @Override
      public Assignment route(Lead lead, Score score) {
        return assignment(null);
      }

      @Override
      public String line(Lead lead, Score score) {
        return line;
      }

      @Override
      public boolean hasLines() {
        return true;
      }
    };
  }

  private static Assignment assignment(Instant due) {
    return Assignment.builder("all", Disposition.LEAD)
        .queue("q")
        .sla(Duration.ofHours(1))
        .due(due)
        .reason("always")
        .build();
  }

  private static Policy policy(String line) {
    return Policy.of("v", NOTHING, router(line)).withEnrichers(List.of(), PATIENCE);
  }

  private static Lead arrived(Policy policy) {
    Lead lead = Leads.from("ada@acme.example", "hello").lead();
    return policy.settle(lead, List.of(), Leads.NOON).after();
  }

  private static Task place(Policy policy, Lead lead) {
    List<? extends Task> tasks = assertInstanceOf(
            NextAction.Perform.class, policy.next(lead, Leads.NOON))
        .tasks();
    assertEquals(1, tasks.size());
    assertEquals("sales", assertInstanceOf(Task.DrawTicket.class, tasks.get(0)).line());
    return tasks.get(0);
  }

  @Test
  void a_lead_takes_its_place_before_it_is_decided() {
    Policy policy = policy("sales");
    Lead lead = arrived(policy);
    assertNull(lead.decision());
    Task task = place(policy, lead);
    Fact given = new Fact.TicketDrawn(task.id(), "sales", 7);
    Lead decided = policy.settle(lead, List.of(given), Leads.NOON).after();
    assertEquals(Lead.Status.ASSIGNED, decided.status());
    assertEquals(Map.of("sales", 7L), decided.tickets());
  }

  @Test
  void a_lead_without_a_line_is_decided_at_once() {
    assertEquals(Lead.Status.ASSIGNED, arrived(policy("")).status());
  }

  @Test
  void a_place_is_not_requested_before_the_enrichers_have_answered() {
    Policy policy = policy("sales").withEnrichers(List.of("crm"), PATIENCE);
    Lead lead = arrived(policy);
    List<? extends Task> tasks = assertInstanceOf(
            NextAction.Perform.class, policy.next(lead, Leads.NOON))
        .tasks();
    assertEquals(List.of("crm"), tasks.stream().map(Task::name).toList());
    List<? extends Task> late = assertInstanceOf(
            NextAction.Perform.class, policy.next(lead, Leads.NOON.plus(PATIENCE)))
        .tasks();
    assertEquals(List.of("crm", "ticket:sales"), late.stream().map(Task::name).toList());
  }

  @Test
  void where_no_place_is_to_be_had_the_decision_waits_half_a_minute_longer() {
    Policy policy =
        policy("sales").withRetry(new Retry(9, Duration.ofHours(1), 1, Duration.ofHours(1), 0));
    Lead lead = arrived(policy);
    Task task = place(policy, lead);
    Fact failed = new Fact.Failed(task.id(), task.name(), "down", null, Prospect.TRANSIENT);
    Lead waiting = policy.settle(lead, List.of(failed), Leads.NOON).after();
    Instant patient = Leads.NOON.plus(PATIENCE);
    Instant end = patient.plus(QUEUEING);
    assertEquals(new NextAction.Wait(patient), policy.next(waiting, patient.minusNanos(1)));
    assertEquals(new NextAction.Wait(end), policy.next(waiting, patient));
    assertEquals(new NextAction.Wait(end), policy.next(waiting, end.minusNanos(1)));
    assertEquals(List.of(), policy.settle(waiting, List.of(), end.minusNanos(1)).events());
    assertEquals(new NextAction.Decide(), policy.next(waiting, end));
    assertEquals(
        Lead.Status.ASSIGNED, policy.settle(waiting, List.of(), end).after().status());
  }

  @Test
  void a_place_that_was_given_up_is_not_waited_for() {
    Policy policy = policy("sales");
    Lead lead = arrived(policy);
    Task task = place(policy, lead);
    Fact failed = new Fact.Failed(task.id(), task.name(), "no", null, Prospect.PERMANENT);
    Lead after = policy.settle(lead, List.of(failed), Leads.NOON).after();
    assertEquals(Lead.Status.ASSIGNED, after.status());
    assertEquals(new NextAction.Rest(), policy.next(after, Leads.NOON));
  }

  @Test
  void a_place_is_a_number_from_0_on() {
    assertEquals(0, new Fact.TicketDrawn("t", "sales", 0).number());
    assertThrows(IllegalArgumentException.class, () -> new Fact.TicketDrawn("t", "sales", -1));
  }

  /** Returns when the first reply is due; null for no limit. */
  private static Policy due(Instant due) {
    return Policy.of("v", NOTHING, (lead, score) -> assignment(due));
  }

  @Test
  void a_new_decision_is_late_again_only_by_an_earlier_deadline() {
    Instant noon = Leads.NOON;
    Lead lead = Leads.from("ada@acme.example", "hello").lead();
    Lead late =
        due(noon.plusSeconds(60)).settle(lead, List.of(), noon.plusSeconds(60)).after();
    Fact again = new Fact.Reopened("look again", "kim");
    for (long second : new long[] {60, 70}) {
      Instant due = noon.plusSeconds(second);
      Lead same = due(due).settle(late, List.of(again), noon.plusSeconds(100)).after();
      assertEquals(noon.plusSeconds(60), breach(same), "due after " + second);
    }
    Instant earlier = noon.plusSeconds(59);
    assertEquals(
        earlier,
        breach(due(earlier).settle(late, List.of(again), noon.plusSeconds(100)).after()));
  }

  private static Instant breach(Lead lead) {
    Fact.Breached breach = lead.breach();
    return breach == null ? Instant.EPOCH : breach.due();
  }

  @Test
  void a_policy_is_complete() {
    Policy policy = due(null);
    assertEquals(Duration.ofSeconds(30), policy.patience());
    assertEquals(Retry.STANDARD, policy.retryOf("crm"));
    assertEquals(Duration.ZERO, policy.withEnrichers(List.of(), Duration.ZERO).patience());
    assertThrows(
        IllegalArgumentException.class,
        () -> policy.withEnrichers(List.of(), Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> Policy.of(" ", NOTHING, policy.router()));
    var exceptions = new java.util.HashMap<String, Retry>();
    exceptions.put("crm", null);
    assertThrows(
        NullPointerException.class,
        () -> new Policy(
            "v", List.of(), PATIENCE, Retry.STANDARD, exceptions, NOTHING, policy.router()));
  }
}
