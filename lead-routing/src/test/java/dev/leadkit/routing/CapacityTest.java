// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.NextAction;
import dev.leadkit.Score;
import dev.leadkit.Task;
import dev.leadkit.policy.Policy;
import dev.leadkit.simulation.SimulationReport;
import dev.leadkit.tck.Leads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {

  private static final String POLICY = """
      people:
        kim: { capacity: 20, zone: Europe/Berlin }
        alex: { capacity: 30, zone: Europe/Berlin }
        sam: { capacity: 5, zone: Europe/Berlin, skills: [api] }
      pools: { team: { by: draw, members: { kim: 2, alex: 1 } }, api: { members: [sam] } }
      accounts: { of: [{ owner: sam, domains: [globex.example] }] }
      queues: [ae, sdr, api, late]
      routes:
        - { id: hot, when: { score: { gte: 70 } }, to: { queue: ae, pool: team, overflow: late } }
        - { id: api, when: { score: { gte: 7 } }, to: { queue: api, pool: api } }
        - { id: rest, when: always, to: { queue: sdr } }
      """;

  private static RouteTable table(String by) {
    return Tables.of(POLICY.replace("by: draw", "by: " + by));
  }

  private static Map<String, Integer> counts(
      Desk desk, List<LeadId> leads, Function<Assignment, String> what) {
    var counts = new TreeMap<String, Integer>();
    leads.forEach(lead -> counts.merge(what.apply(desk.assignment(lead)), 1, Integer::sum));
    return counts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"draw", "turns"})
  void no_one_gets_more_than_their_capacity_whatever_arrives_at_once(String by)
      throws InterruptedException {
    try (var desk = new Desk(table(by), Map.of())) {
      List<LeadId> leads = desk.mails("2026-06-15T12:00:00Z", 8, 10);
      assertEquals(
          Map.of("kim", 20, "alex", 30, "", 30), counts(desk, leads, Assignment::owner), by);
      assertEquals(Map.of("ae", 50, "late", 30), counts(desk, leads, Assignment::queue), by);
      SimulationReport again = desk.simulate(table(by));
      assertEquals(80, again.decisions());
      assertEquals(0, again.changes().any(), "a replay sees the places that were taken");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"draw", "turns"})
  void shares_follow_the_weights_while_capacity_is_left(String by) throws InterruptedException {
    try (var desk = new Desk(table(by), Map.of())) {
      List<LeadId> leads = desk.mails("2026-06-15T12:00:00Z", 3, 5);
      Map<String, Integer> counts = counts(desk, leads, Assignment::owner);
      assertEquals(15, counts.values().stream().mapToInt(Integer::intValue).sum());
      assertFalse(counts.containsKey(""), counts.toString());
      if (by.equals("turns")) {
        assertEquals(Map.of("kim", 10, "alex", 5), counts);
      }
    }
  }

  @Test
  void a_person_has_capacity_again_on_the_next_day_of_their_zone() throws InterruptedException {
    try (var desk = new Desk(table("turns"), Map.of())) {
      desk.mails("2026-06-15T21:59:59Z", 5, 11);
      LeadId late = desk.mail("2026-06-15T21:59:59Z", "sales@leadkit.example", 70);
      assertEquals("", desk.assignment(late).owner());
      LeadId early = desk.mail("2026-06-15T22:00:00Z", "sales@leadkit.example", 71);
      assertTrue(
          desk.assignment(early).ownership().endsWith(", lead 1 of 20 on 2026-06-16")
              || desk.assignment(early).ownership().endsWith(", lead 1 of 30 on 2026-06-16"),
          desk.assignment(early).ownership());
    }
  }

  @Test
  void the_members_without_capacity_and_the_overflow_queue_are_named() throws InterruptedException {
    try (var desk = new Desk(table("turns"), Map.of())) {
      desk.mails("2026-06-15T12:00:00Z", 5, 10);
      LeadId lead = desk.mail("2026-06-15T12:00:00Z", "sales@leadkit.example", 70);
      Assignment assignment = desk.assignment(lead);
      assertEquals("late", assignment.queue());
      assertEquals(
          "score is at least 70; nobody can take it, so it is late, not ae", assignment.reason());
      assertEquals(
          "pool: nobody of team can take it; kim has all 20 of 2026-06-15, alex has all 30 of 2026-06-15",
          assignment.ownership());
    }
  }

  @Test
  void a_lead_keeps_its_ticket_however_often_it_is_decided_again() {
    try (var desk = new Desk(table("draw"), Map.of())) {
      LeadId first = desk.mail("2026-06-15T12:00:00Z", "sales@leadkit.example", 10);
      assertEquals(
          "pool: sam of api, lead 1 of 5 on 2026-06-15", desk.assignment(first).ownership());
      for (int again = 0; again < 9; again++) {
        desk.restart();
        desk.observe("2026-06-15T13:00:00Z", first, new Fact.Reopened("again", "ops"));
        assertEquals("thread: sam has it already", desk.assignment(first).ownership());
      }
      for (int number = 2; number <= 5; number++) {
        LeadId next = desk.mail("2026-06-15T14:00:00Z", "sales@leadkit.example", 9 + number);
        assertEquals(
            "pool: sam of api, lead " + number + " of 5 on 2026-06-15",
            desk.assignment(next).ownership());
      }
      LeadId sixth = desk.mail("2026-06-15T14:00:00Z", "sales@leadkit.example", 16);
      assertEquals("", desk.assignment(sixth).owner());
      assertEquals("api", desk.assignment(sixth).queue(), "without overflow it stays");
    }
  }

  private final RouteTable table = table("draw");

  private static Score score(Lead lead) {
    return Tables.score(10);
  }

  private final Policy plain = Policy.of("v1", CapacityTest::score, table);

  private Lead settled(String sender) {
    Fact received = Leads.at(Leads.NOON, sender, "Hello").facts().get(0);
    return plain
        .settle(Lead.of(LeadId.openedBy("evt_1")), List.of(received), Leads.NOON)
        .after();
  }

  @Test
  void an_account_goes_to_its_owner_and_takes_no_ticket() {
    Lead lead = Leads.at(Leads.NOON, "jo@globex.example", "Hello").lead("evt_1");
    assertEquals("", table.line(lead, Tables.score(10)));
    assertEquals(
        "domain: globex.example belongs to sam",
        table.route(lead, Tables.score(10)).ownership());
  }

  @Test
  void a_lead_without_a_ticket_does_not_wait_for_ever() {
    Lead lead = settled("jo@acme.example");
    NextAction.Perform perform = (NextAction.Perform) plain.next(lead, Leads.NOON);
    assertEquals(
        List.of("ticket:sam/" + Leads.NOON.toString().substring(0, 10)),
        perform.tasks().stream().map(Task::name).toList());
    Instant end = Leads.NOON.plus(plain.patience()).plusSeconds(30);
    Lead decided = plain.settle(lead, List.of(), end).after();
    assertEquals("pool: sam of api", decided.decision().assignment().ownership());
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    assertEquals(
        List.of(
            "test:1:28: people.kim.capacity: set to 0; expected 1 or more leads a day, or active: false for a person who takes none",
            "test:5:73: routes[0].to.overflow: takes what a pool cannot; expected pool beside it",
            "test:6:69: routes[1].to.overflow: makes the queue 'ea', which is not in queues; did you mean 'ae'?"),
        Tables.problems("""
            people: { kim: { capacity: 0 } }
            pools: { team: { members: [kim] } }
            queues: [ae]
            routes:
              - { id: one, when: { score: { gte: 70 } }, to: { queue: ae, overflow: ae } }
              - { id: two, when: always, to: { queue: ae, pool: team, overflow: ea } }
            """));
  }
}
