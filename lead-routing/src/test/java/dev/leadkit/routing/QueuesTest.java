// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Escalation;
import dev.leadkit.Lead;
import dev.leadkit.tck.Leads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueuesTest {

  private static final String POLICY = """
      calendars:
        berlin: { zone: Europe/Berlin, week: { mon-fri: 09:00-17:00 } }
        austin: { zone: America/Chicago, week: { mon-fri: 09:00-17:00 } }
      queues:
        ae: { hours: berlin }
        emea: { hours: berlin, whenClosed: amer }
        amer: { hours: austin, whenClosed: desk }
        desk: { hours: austin }
        leaders: {}
        managers:
      routes:
        - { id: hot, when: { score: { gte: 70 } }, to: { queue: ae, sla: 2h, escalate: [{ after: 80%, to: leaders }, { after: 200%, to: managers }] } }
        - { id: warm, when: { score: { gte: 40 } }, to: { queue: emea, sla: 30m } }
        - { id: rest, when: always, to: { queue: managers, sla: 1h } }
      """;

  private final RouteTable table = Tables.of(POLICY);

  private Assignment at(String receivedAt, int score) {
    Lead lead = Leads.at(Instant.parse(receivedAt), "jo@acme.example", "Hello").lead();
    return table.route(lead, Tables.score(score));
  }

  @Test
  void the_time_runs_while_the_queue_is_open() {
    // Friday, half past four in Berlin
    Assignment assignment = at("2026-03-27T15:30:00Z", 70);
    assertEquals("ae", assignment.queue());
    assertEquals(Duration.ofHours(2), assignment.sla());
    assertEquals(Instant.parse("2026-03-30T08:30:00Z"), assignment.due());
    assertEquals("score is at least 70", assignment.reason());
    assertEquals(
        List.of(
            new Escalation("leaders", "80%", Instant.parse("2026-03-30T08:06:00Z")),
            new Escalation("managers", "200%", Instant.parse("2026-03-30T10:30:00Z"))),
        assignment.escalations());
    assertEquals("berlin@" + version(assignment), assignment.calendar());
  }

  private static String version(Assignment assignment) {
    String label = assignment.calendar();
    String version = label.substring(label.indexOf('@') + 1);
    assertEquals(8, version.length(), label);
    return version;
  }

  @Test
  void a_lead_of_a_closed_queue_waits_for_the_next_opening_and_the_reason_says_so() {
    Assignment assignment = at("2026-03-28T10:00:00Z", 70);
    assertEquals("ae", assignment.queue());
    assertEquals(Instant.parse("2026-03-30T09:00:00Z"), assignment.due());
    assertEquals(
        "score is at least 70; ae is closed by berlin until 2026-03-30T07:00:00Z",
        assignment.reason());
  }

  @Test
  void a_closed_queue_passes_leads_to_an_open_one() {
    assertEquals("emea", at("2026-03-24T10:00:00Z", 40).queue());
    Assignment assignment = at("2026-03-24T18:00:00Z", 40);
    assertEquals("amer", assignment.queue());
    assertEquals(Instant.parse("2026-03-24T18:30:00Z"), assignment.due());
    assertEquals(
        "score is at least 40; emea is closed by berlin, so it is amer", assignment.reason());
    assertEquals("austin", assignment.calendar().substring(0, 6));
  }

  @Test
  void a_lead_waits_for_the_first_queue_if_all_are_closed() {
    Assignment assignment = at("2026-03-24T02:00:00Z", 40);
    assertEquals("emea", assignment.queue());
    assertEquals(Instant.parse("2026-03-24T08:30:00Z"), assignment.due());
    assertEquals(
        "score is at least 40; emea is closed by berlin, amer is closed by austin, desk is closed by"
            + " austin, so it waits in emea until 2026-03-24T08:00:00Z",
        assignment.reason());
  }

  @Test
  void a_queue_without_hours_is_open_round_the_clock() {
    Assignment assignment = at("2026-03-28T10:00:00Z", 0);
    assertEquals(Instant.parse("2026-03-28T11:00:00Z"), assignment.due());
    assertEquals("", assignment.calendar());
    assertEquals("always", assignment.reason());
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    assertEquals(
        List.of(
            "test:2:15: queues.a.hours: set to 'berlin', which is not a calendar; known: 24x7",
            "test:3:20: queues.b.whenClosed: leads back to 'b'; expected a queue that takes leads while this one is closed",
            "test:4:20: queues.c.whenClosed: leads back to 'c'; expected a queue that takes leads while this one is closed",
            "test:5:20: queues.d.whenClosed: set to 'e', which is not in queues; did you mean 'a'?",
            "test:7:71: routes[0].to.escalate: needs a time to be late for; expected sla beside it",
            "test:8:90: routes[1].to.escalate[0].after: set to '0%'; expected a part of the sla from 1% to 1000%",
            "test:8:98: routes[1].to.escalate[0].to: makes the queue 'boss', which is not in queues; known: a, b, c, d",
            "test:9:68: routes[2].to.sla: set to '9999d'; expected at most 3652d of open time",
            "test:9:118: routes[2].to.escalate[1].after: comes before the step above it; expected the steps in order",
            "test:9:127: routes[2].to.escalate[1].to: 'a' occurs twice; expected each queue once"),
        Tables.problems("""
            queues:
              a: { hours: berlin }
              b: { whenClosed: c }
              c: { whenClosed: b }
              d: { whenClosed: e }
            routes:
              - { id: one, when: { score: { gte: 3 } }, to: { queue: a, escalate: [{ after: 1%, to: a }] } }
              - { id: two, when: { score: { gte: 2 } }, to: { queue: a, sla: 1h, escalate: [{ after: 0%, to: boss }] } }
              - { id: three, when: { score: { gte: 1 } }, to: { queue: b, sla: 9999d, escalate: [{ after: 90%, to: a }, { after: 80%, to: a }] } }
              - { id: rest, when: always, to: { queue: c } }
            """));
  }
}
