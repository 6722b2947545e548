// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Assignment.Passed;
import dev.leadkit.Automation;
import dev.leadkit.Company;
import dev.leadkit.Lead;
import dev.leadkit.Verdict;
import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Settings;
import dev.leadkit.tck.Leads;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {

  private static final Lead LEAD = Leads.from("jo@acme.example", "Hello").lead();

  @Test
  void an_unknown_condition_does_not_match_and_is_shown() {
    Assignment assignment = Tables.of("""
            routes:
              - { id: big, when: { company.size: { gt: 200 } }, to: { queue: big } }
              - { id: rest, when: always, to: { queue: rest, owner: kim } }
            """).route(LEAD, Tables.score(0));
    assertEquals("rest", assignment.queue());
    assertEquals("kim", assignment.owner());
    assertNull(assignment.sla());
    assertNull(assignment.due());
    assertEquals("always", assignment.reason());
    assertEquals(
        List.of(new Passed("big", Verdict.UNKNOWN, "company.size is not known")),
        assignment.passed());
  }

  @Test
  void automatic_and_quarantined_mail_is_kept_and_not_delivered() {
    RouteTable table = Tables.of("""
        routes:
          - { id: machines, when: { lead.automation: { is: bulk } }, to: { disposition: automatic } }
          - { id: suspect, when: { score: { lt: 0 } }, to: { disposition: quarantined, queue: review, sla: 7d } }
          - { id: rest, when: always, to: { queue: rest, connectors: [crm] } }
        """);
    Lead bulk = Leads.from(message -> message.automation(Automation.BULK)).lead();
    Assignment machines = table.route(bulk, Tables.score(5));
    assertEquals(Disposition.AUTOMATIC, machines.disposition());
    assertEquals("", machines.queue());
    Assignment suspect = table.route(LEAD, Tables.score(-1));
    assertEquals(Disposition.QUARANTINED, suspect.disposition());
    assertEquals("review", suspect.queue());
    assertEquals(List.of(), suspect.connectors());
    assertEquals(Disposition.LEAD, table.route(LEAD, Tables.score(0)).disposition());
  }

  @Test
  void a_queue_named_by_an_open_field_has_a_fallback_for_every_other_value() {
    RouteTable table = Tables.of("""
        queues: [vip_acme, vip_globex, sdr]
        routes: [{ id: all, when: always, to: { queue: "vip_{company.name}", fallback: sdr } }]
        """);
    assertEquals("vip_acme", queueOf(table, "acme"));
    assertEquals("sdr", queueOf(table, "initech"));
    Assignment assignment = table.route(LEAD, Tables.score(0));
    assertEquals("sdr", assignment.queue());
    assertEquals(
        "always; company.name is not known; no queue is named after company.name here, so it is"
            + " the fallback sdr",
        assignment.reason());
  }

  @Test
  void a_value_from_outside_cannot_invent_a_queue() {
    RouteTable table = Tables.of(
        "routes: [{ id: all, when: always, to: { queue: \"vip_{company.name}\", fallback: sdr } }]");
    assertEquals("vip_acme", queueOf(table, "acme"));
    assertEquals("sdr", queueOf(table, "a b"));
    assertEquals("sdr", queueOf(table, "../../etc"));
    assertEquals("sdr", queueOf(table, "x".repeat(100)));
  }

  private static String queueOf(RouteTable table, String company) {
    Lead lead = Leads.from("jo@acme.example", "Hello")
        .at(new Company("acme.example", company, null, "", "", "", List.of()))
        .lead();
    return Tables.queue(table, lead, 0);
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    assertEquals(
        List.of(
            "test:4:36: queues[3]: 'ae' occurs twice; expected each queue once",
            "test:4:40: queues[4]: set to 'a b'; expected letters, digits, '.', '-' and '_'",
            "test:6:24: routes[0].when.scor: unknown key; did you mean 'score'?",
            "test:6:58: routes[0].to.queue: makes the queue 'ea', which is not in queues; did you mean 'ae'?",
            "test:7:22: routes[1].when: always matches, so that no later route is ever reached; expected a condition",
            "test:7:43: routes[1].to.queue: set to 'sdr_{region}', but region can be missing; expected a fallback beside it, or a derived field with else",
            "test:7:43: routes[1].to.queue: makes the queue 'sdr_amer', which is not in queues; did you mean 'sdr_emea'?",
            "test:8:11: routes[2].id: 'two' occurs twice; expected another id for each route",
            "test:8:58: routes[2].to.queue: set to 'sdr_{company.name}', but company.name can have any value; expected a fallback beside it, or a derived field with else",
            "test:8:85: routes[2].to.sla: set to 'soon'; expected a duration such as 15m, 2h, 30s, 7d or PT15M",
            "test:9:59: routes[3].to.queue: makes the queue 'sdr_amer', which is not in queues; did you mean 'sdr_emea'?",
            "test:10:65: routes[4].to.disposition: set to 'spam'; expected one of lead, automatic, quarantined",
            "test:10:71: routes[4].to.conectors: unknown key; did you mean 'connectors'?",
            "test:11:87: routes[5].to.connectors: only a lead is delivered; expected none, or disposition: lead",
            "test:12:74: routes[6].to.fallback: is never used; expected a queue with a placeholder",
            "test:13:5: routes[7].to: not set; expected a value",
            "test:13:24: routes[7].when: the last route has a condition; expected always, so that every lead has a route"),
        Tables.problems("""
            derive:
              region: { of: company.country, map: { DE: emea, US: amer } }
              area: { of: company.country, map: { DE: emea, US: amer }, else: global }
            queues: [ae, sdr_emea, sdr_global, ae, "a b"]
            routes:
              - { id: one, when: { scor: { gte: 70 } }, to: { queue: ea } }
              - { id: two, when: always, to: { queue: "sdr_{region}" } }
              - { id: two, when: { score: { gte: 1 } }, to: { queue: "sdr_{company.name}", sla: soon } }
              - { id: four, when: { score: { gte: 2 } }, to: { queue: "sdr_{area}" } }
              - { id: five, when: { score: { gte: 3 } }, to: { disposition: spam, conectors: [crm] } }
              - { id: six, when: { score: { gte: 4 } }, to: { disposition: automatic, connectors: [crm] } }
              - { id: seven, when: { score: { gte: 5 } }, to: { queue: ae, fallback: sdr_global } }
              - { id: eight, when: { score: { gte: 6 } } }
            """));
  }

  @Test
  void a_table_without_routes_is_refused() {
    assertEquals(
        List.of("test:1:1: routes: not set; expected a value"), Tables.problems("queues: [a]"));
    assertEquals(
        List.of("test:1:9: routes: empty; expected one or more, the last with when: always"),
        Tables.problems("routes: []"));
  }

  @Test
  void it_is_found_by_its_name() {
    Settings settings = Settings.of(
        "test",
        Map.of(
            "routes",
            List.of(Map.of("id", "all", "when", "always", "to", Map.of("queue", "sdr")))));
    assertInstanceOf(RouteTable.class, Provider.create(Router.class, "table", settings));
    assertEquals(List.of(), settings.problems());
  }

  @Test
  void a_duplicate_connector_is_refused() {
    assertEquals(
        List.of(
            "test:2:64: routes[0].to.connectors[1]: 'crm' occurs twice; expected each connector once"),
        Tables.problems("""
            routes:
              - { id: all, when: always, to: { queue: q, connectors: [crm, crm] } }
            """));
  }
}
