// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Fact;
import dev.leadkit.Fact.Breached;
import dev.leadkit.Fact.Escalated;
import dev.leadkit.Fact.Replied;
import dev.leadkit.Fact.Replied.Author;
import dev.leadkit.LeadId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlaClockTest {

  /** The three routes of the guide; the account executives work in Berlin, nine to five. */
  private final RouteTable routes = Tables.of("""
      derive:
        product: { of: recipient.local, prefix: { api: api }, else: core }
      calendars:
        berlin: { zone: Europe/Berlin, week: { mon-fri: 09:00-17:00 }, holidays: [2026-04-06] }
      queues:
        ae_priority: { hours: berlin }
        devrel: { hours: berlin }
        sdr: {}
        leaders: {}
        managers: {}
      routes:
        - { id: ae, when: { score: { gte: 70 } }, to: { queue: ae_priority, sla: 15m, escalate: [{ after: 80%, to: leaders }, { after: 200%, to: managers }] } }
        - { id: devrel, when: { product: { is: api } }, to: { queue: devrel, sla: 60m } }
        - { id: sdr, when: always, to: { queue: sdr, sla: 120m } }
      """);

  private static final Fact.Observation REPLY = new Replied(Author.HUMAN, "kim");

  @AutoClose
  private final Desk desk = new Desk(routes, Map.of());

  @ParameterizedTest
  @CsvSource({
    "sales@leadkit.example, 70, ae_priority, 2026-03-02T10:15:00Z",
    "api@leadkit.example, 69, devrel, 2026-03-02T11:00:00Z",
    "sales@leadkit.example, 69, sdr, 2026-03-02T12:00:00Z"
  })
  void each_route_has_its_deadline_and_missing_it_is_a_breach(
      String recipient, int score, String queue, String due) {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", recipient, score);
    assertEquals(Instant.parse(due), desk.assignment(lead).due());
    desk.run(Instant.parse(due).minusNanos(1000).toString());
    assertNull(desk.lead(lead).breach());
    desk.run(due);
    assertEquals(new Breached(queue, Instant.parse(due)), desk.lead(lead).breach());
  }

  @Test
  void the_clock_stops_while_the_queue_is_closed() {
    // ten minutes before closing on the Friday before Easter Monday
    LeadId lead = desk.mail("2026-04-03T14:50:00Z", "sales@leadkit.example", 70);
    desk.run("2026-04-07T07:04:59Z");
    assertEquals(
        List.of(new Escalated("leaders", "80%", Instant.parse("2026-04-07T07:02:00Z"))),
        desk.alarms(lead));
    desk.run("2026-04-07T07:05:00Z");
    assertEquals(
        new Breached("ae_priority", Instant.parse("2026-04-07T07:05:00Z")),
        desk.lead(lead).breach());
  }

  @Test
  void the_first_reply_of_a_person_stops_it() {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 70);
    desk.observe("2026-03-02T10:11:00Z", lead, REPLY);
    desk.run("2026-03-09T10:00:00Z");
    assertEquals(List.of(), desk.alarms(lead));
    assertEquals(Instant.parse("2026-03-02T10:11:00Z"), desk.lead(lead).answeredAt());
  }

  @Test
  void an_automatic_answer_does_not() {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "api@leadkit.example", 0);
    desk.observe("2026-03-02T10:01:00Z", lead, new Replied(Author.MACHINE, "autoresponder"));
    desk.run("2026-03-02T11:00:00Z");
    assertEquals(
        List.of(new Breached("devrel", Instant.parse("2026-03-02T11:00:00Z"))), desk.alarms(lead));
  }

  @Test
  void a_late_reply_ends_the_escalation_and_keeps_the_breach() {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 70);
    desk.run("2026-03-02T10:12:00Z");
    desk.run("2026-03-02T10:15:00Z");
    desk.observe("2026-03-02T10:20:00Z", lead, REPLY);
    desk.run("2026-03-02T12:00:00Z");
    assertEquals(
        List.of(
            new Escalated("leaders", "80%", Instant.parse("2026-03-02T10:12:00Z")),
            new Breached("ae_priority", Instant.parse("2026-03-02T10:15:00Z"))),
        desk.alarms(lead));
  }

  @Test
  void a_process_that_slept_through_a_deadline_still_sees_it_once() {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 70);
    desk.restart();
    desk.run("2026-03-05T10:00:00Z");
    desk.restart();
    desk.run("2026-03-06T10:00:00Z");
    assertEquals(
        List.of(
            new Escalated("leaders", "80%", Instant.parse("2026-03-02T10:12:00Z")),
            new Breached("ae_priority", Instant.parse("2026-03-02T10:15:00Z")),
            new Escalated("managers", "200%", Instant.parse("2026-03-02T10:30:00Z"))),
        desk.alarms(lead));
  }

  @Test
  void a_reassignment_does_not_stop_the_clock() {
    LeadId lead = desk.mail("2026-03-02T10:00:00Z", "sales@leadkit.example", 0);
    desk.observe(
        "2026-03-02T10:30:00Z", lead, new Fact.Reassigned("devrel", "", "about the API", "kim"));
    desk.run("2026-03-02T12:00:00Z");
    assertEquals(
        List.of(new Breached("sdr", Instant.parse("2026-03-02T12:00:00Z"))), desk.alarms(lead));
  }
}
