// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.NextAction;
import dev.leadkit.Score;
import dev.leadkit.Task;
import dev.leadkit.policy.Policy;
import dev.leadkit.tck.Leads;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundRobinTest {

  private static Person person(int number) {
    return new Person(
        "p" + number, Person.State.ACTIVE, Set.of(), ZoneOffset.UTC, List.of(), Person.UNLIMITED);
  }

  private static List<Pool.Member> members(int... weights) {
    return IntStream.range(0, weights.length)
        .mapToObj(i -> Pool.Member.of(person(i), weights[i]))
        .toList();
  }

  private static String take(RoundRobin turns, long number, Set<String> away) {
    Person person = turns.take(number, some -> !away.contains(some.name()));
    return person == null ? "" : person.name();
  }

  @Test
  void turns_are_spread_as_evenly_as_the_weights_allow() {
    assertEquals(
        List.of(0, 4, 1, 0, 2, 3, 4, 0), RoundRobin.of(members(3, 1, 1, 1, 2)).round());
  }

  @Test
  void after_every_turn_each_has_their_share_to_within_one() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      int[] weights = random.ints(1 + random.nextInt(6), 1, 8).toArray();
      int all = IntStream.of(weights).sum();
      RoundRobin turns = RoundRobin.of(members(weights));
      int[] got = new int[weights.length];
      for (int number = 0; number < 3 * all; number++) {
        got[Integer.parseInt(take(turns, number, Set.of()).substring(1))]++;
        for (int i = 0; i < weights.length; i++) {
          double share = (number + 1.0) * weights[i] / all;
          assertTrue(Math.abs(got[i] - share) <= 1.0 + 1e-9, "seed " + seed + ", turn " + number);
        }
      }
    }
  }

  @Test
  void the_turns_of_an_absent_member_are_shared_by_all_others_whose_own_turns_stay() {
    RoundRobin turns = RoundRobin.of(members(2, 1, 3));
    var inherited = new TreeMap<String, Integer>();
    for (int number = 0; number < 6 * 80; number++) {
      String usual = take(turns, number, Set.of());
      String now = take(turns, number, Set.of("p2"));
      if (usual.equals("p2")) {
        inherited.merge(now, 1, Integer::sum);
      } else {
        assertEquals(usual, now);
      }
    }
    assertEquals(Map.of("p0", 160, "p1", 80), inherited);
    assertEquals("", take(turns, 5, Set.of("p0", "p1", "p2")));
    assertEquals("p1", take(turns, 5, Set.of("p0", "p2")));
  }

  private static final String POLICY = """
      people: { kim: {}, alex: {}, sam: { away: [2026-07-01/2026-07-14] } }
      accounts: { of: [{ owner: sam, domains: [globex.example] }] }
      pools: { team: { by: turns, members: { kim: 2, alex: 1, sam: 1 } } }
      routes:
        - { id: hot, when: { score: { gte: 70 } }, to: { queue: ae, pool: team } }
        - { id: rest, when: always, to: { queue: sdr } }
      """;

  private final RouteTable table = Tables.of(POLICY);

  @Test
  void the_shares_of_many_leads_at_once_are_exact() throws InterruptedException {
    try (var desk = new Desk(table, Map.of())) {
      List<LeadId> leads = desk.mails("2026-06-15T12:00:00Z", 8, 50);
      var shares = new TreeMap<String, Integer>();
      leads.forEach(lead -> shares.merge(desk.assignment(lead).owner(), 1, Integer::sum));
      assertEquals(Map.of("kim", 200, "alex", 100, "sam", 100), shares);
    }
  }

  @Test
  void a_lead_keeps_its_turn_whatever_is_tried_again() throws InterruptedException {
    try (var desk = new Desk(table, Map.of())) {
      LeadId first = desk.mail("2026-06-15T12:00:00Z", "sales@leadkit.example", 70);
      Assignment before = desk.assignment(first);
      assertEquals("pool: kim of team, turn 0", before.ownership());
      desk.restart();
      desk.mails("2026-06-15T13:00:00Z", 2, 5);
      desk.observe("2026-06-15T14:00:00Z", first, new Fact.Reopened("again", "ops"));
      assertEquals("kim", desk.assignment(first).owner());
    }
  }

  private static Score score(Lead lead) {
    return Tables.score(70);
  }

  private final Policy plain = Policy.of("v1", RoundRobinTest::score, table);

  private Lead settled(String sender, Instant now) {
    Fact received = Leads.at(now, sender, "Hello").facts().get(0);
    return plain
        .settle(Lead.of(LeadId.openedBy("evt_1")), List.of(received), now)
        .after();
  }

  @Test
  void a_ticket_is_taken_before_the_decision_and_only_if_a_turn_decides() {
    Instant noon = Leads.NOON;
    Lead lead = settled("jo@acme.example", noon);
    assertEquals(Lead.Status.NEW, lead.status());
    NextAction.Perform perform = assertInstanceOf(NextAction.Perform.class, plain.next(lead, noon));
    assertEquals(1, perform.tasks().size());
    Task task = perform.tasks().get(0);
    assertEquals(line(table), assertInstanceOf(Task.DrawTicket.class, task).line());
    var place = new Fact.TicketDrawn(task.id(), line(table), 3);
    Lead decided = plain.settle(lead, List.of(place), noon).after();
    assertEquals("pool: kim of team, turn 3", assignment(decided).ownership());
    assertEquals(
        "domain: globex.example belongs to sam",
        assignment(settled("jo@globex.example", noon)).ownership());
  }

  private static Assignment assignment(Lead lead) {
    Fact.Qualified decision = lead.decision();
    assertNotNull(decision);
    return decision.assignment();
  }

  @Test
  void without_a_ticket_the_pool_draws_and_a_late_ticket_changes_nothing() {
    Instant noon = Leads.NOON;
    Lead lead = settled("jo@acme.example", noon);
    Task task = ((NextAction.Perform) plain.next(lead, noon)).tasks().get(0);
    Instant end = noon.plus(plain.patience()).plusSeconds(30);
    assertEquals(List.of(), plain.settle(lead, List.of(), end.minusNanos(1)).events());
    Lead decided = plain.settle(lead, List.of(), end).after();
    assertTrue(assignment(decided).ownership().matches("pool: [a-z]+ of team"));
    var late = new Fact.TicketDrawn(task.id(), line(table), 1);
    Lead after = plain.settle(decided, List.of(late), end.plusSeconds(1)).after();
    assertFalse(after.isStale());
    assertEquals(assignment(decided), assignment(after));
  }

  @Test
  void a_failing_store_is_retried_for_a_limited_time() {
    Instant noon = Leads.NOON;
    Lead lead = settled("jo@acme.example", noon);
    Task task = ((NextAction.Perform) plain.next(lead, noon)).tasks().get(0);
    var steps = new ArrayList<Instant>();
    Instant now = noon;
    while (lead.decision() == null) {
      NextAction step = plain.next(lead, now);
      if (step instanceof NextAction.Perform) {
        var failed =
            new Fact.Failed(task.id(), task.name(), "down", null, Fact.Failed.Prospect.TRANSIENT);
        lead = plain.settle(lead, List.of(failed), now).after();
      } else if (step instanceof NextAction.Wait wait) {
        assertTrue(wait.until().isAfter(now), wait.toString());
        now = wait.until();
        steps.add(now);
      } else {
        lead = plain.settle(lead, List.of(), now).after();
      }
      assertTrue(steps.size() < 50, steps.toString());
    }
    assertEquals(noon.plus(plain.patience()).plusSeconds(30), now);
  }

  @Test
  void another_pool_has_another_sequence_of_tickets() {
    String line = line(table);
    assertTrue(line.matches("team@[0-9a-f]{8}"), line);
    assertNotEquals(line, line(Tables.of(POLICY.replace("kim: 2", "kim: 3"))));
    assertEquals(line, line(Tables.of(POLICY.replace("kim: {}", "kim: { skills: [de] }"))));
    RouteTable drawing = Tables.of(POLICY.replace("by: turns, ", ""));
    assertEquals("", line(drawing));
    assertFalse(drawing.hasLines());
  }

  private static String line(RouteTable table) {
    Lead lead = Leads.at(Leads.NOON, "jo@acme.example", "Hello").lead("evt_1");
    return table.line(lead, Tables.score(70));
  }
}
