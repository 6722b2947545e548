// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.check.Scoring;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;
import dev.leadkit.tck.Leads;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the routing sections with a policy that just keeps it and one that just breaks it. */
class RouteProblemsTest {

  /** Everything that is said of it: problems and warnings, each with its place. */
  private static List<String> findings(String yaml) {
    Settings settings = Settings.yaml("test", yaml).withFiles(name -> switch (name) {
      case "accounts.csv" -> "acme.example,kim\njo@ada.example,lee\n";
      case "mixed.csv" -> "acme,kim\n";
      case "who.csv" -> "acme.example,joe\n";
      default -> "acme.example\nada.example\n";
    });
    RouteTable.read(settings);
    return settings.findings().stream().map(Diagnostic::text).toList();
  }

  /** A policy that breaks a rule is told so; one that keeps all, {@code -}, is told nothing. */
  private static void assertSaid(String expected, String yaml) {
    List<String> findings = findings(yaml);
    if (expected.equals("-")) {
      assertEquals(List.of(), findings, yaml);
    } else {
      assertTrue(findings.stream().anyMatch(one -> one.contains(expected)), yaml + findings);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ queue: q, pool: sales }|-",
        "{ queue: q, pool: sales, skills: [DE, java] }|-",
        "{ queue: q, pool: sales, skills: ['{tier}'] }|-",
        "{ queue: q, pool: sales, overflow: r }|-",
        "{ queue: q, pool: sale }|to.pool: set to 'sale', which is not in pools; did you mean 'sales'?",
        "{ queue: q, pool: sales, owner: kim }|to.owner: given together with pool; expected one of them",
        "{ queue: q, skills: [de] }|to.skills: needs people to choose from; expected pool beside it",
        "{ queue: q, overflow: r }|to.overflow: takes what a pool cannot; expected pool beside it",
        "{ queue: q, pool: sales, skills: [go] }|no member of 'sales' has the skill 'go'; ",
        "{ queue: q, pool: sales, skills: [de, fr] }|no member of 'sales' has all of these skills; expected one who does",
        "{ queue: q, pool: sales, skills: ['{tier}', de, fr] }|no member of 'sales' has all of these skills",
        "{ queue: q, pool: sales, skills: [go, de, fr] }|has the skill 'go'",
        "{ queue: q, pool: sales, overflow: 'a b' }|makes the queue 'a b'; expected letters, digits, '.', '-' and '_'",
        "{ queue: q, pool: sales, fallback: r }|to.fallback: is never used; expected a queue with a placeholder",
        "{ queue: 'q r', pool: sales, fallback: r }|makes the queue 'q r'",
        "{ queue: 'q r', pool: sales }|makes the queue 'q r'",
        "{ queue: '{company.country}', pool: sales }|but company.country can have any value; expected a fallback beside it",
        "{ queue: '{company.country}', pool: sales, fallback: r }|-",
        "{ queue: '{company.country}', pool: sales, fallback: 'r s' }|makes the queue 'r s'",
        "{ queue: '{tier}', pool: sales }|-",
        "{ queue: q, pool: sales, disposition: quarantined, connectors: [crm] }|only a lead is delivered; expected none, or disposition: lead",
        "{ queue: q, pool: sales, disposition: quarantined }|-",
        "{ pool: sales, disposition: quarantined }|-",
        "{ pool: sales }|to.queue: not set",
        "{ queue: q, pool: sales, connectors: [crm, chat] }|-",
        "{ queue: q, pool: sales, connectors: [crm, crm] }|'crm' occurs twice; expected each connector once",
        "{ queue: q, pool: sales, sla: 1s }|-",
        "{ queue: q, pool: sales, sla: 999ms }|expected at least 1s of open time, such as 15m",
        "{ queue: q, pool: sales, sla: 3652d }|-",
        "{ queue: q, pool: sales, sla: 3653d }|expected at most 3652d of open time",
        "{ queue: q, pool: sales, escalate: [{ after: 50%, to: r }] }|needs a time to be late for; expected sla beside it",
        "{ queue: q, pool: sales, sla: 1h, escalate: [{ after: 1%, to: r }, { after: 1%, to: s }, { after: 1000%, to: t }] }|-",
        "{ queue: q, pool: sales, sla: 1h, escalate: [{ after: 0%, to: r }] }|set to '0%'; expected a part of the sla from 1% to 1000%",
        "{ queue: q, pool: sales, sla: 1h, escalate: [{ after: 1001%, to: r }] }|set to '1001%'; expected a part",
        "{ queue: q, pool: sales, sla: 1h, escalate: [{ after: 2%, to: r }, { after: 1%, to: s }] }|comes before the step above it; expected the steps in order",
        "{ queue: q, pool: sales, sla: 1h, escalate: [{ after: 1%, to: r }, { after: 2%, to: r }] }|'r' occurs twice; expected each queue once",
        "{ queue: q, pool: sales, sla: 1h, escalate: [{ after: 1%, to: 'r s' }] }|makes the queue 'r s'",
      })
  void a_target_names_existing_things_and_nothing_without_effect(String to, String said) {
    assertSaid(said, """
        people: { kim: { skills: [de, Java, gold, silver] }, lee: { skills: [fr] } }
        pools: { sales: { members: [kim, lee] } }
        derive: { tier: { of: sender.domain, suffix: { com: gold, net: silver }, else: gold } }
        routes: [{ id: a, when: always, to: %s }]
        """.formatted(to));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ kim: { away: [2026-12-24] } }|-",
        "{ kim: { away: [2026-12-24/2026-12-24] } }|-",
        "{ kim: { away: [2026-12-24/2026-12-25, 2026-12-26, 2026-12-23] } }|-",
        "{ kim: { away: [2026-12-24/2027-01-02, 2027-01-02] } }|'2027-01-02' overlaps days above it; expected days that do not overlap",
        "{ kim: { away: [2026-12-25, 2026-12-24/2026-12-25] } }|'2026-12-24/2026-12-25' overlaps days above it",
        "{ kim: { away: [2026-12-25/2026-12-24] } }|expected a day, or the first and last as 2026-12-24/2027-01-02",
        "{ kim: { away: [2026-12-24/2026-12-25/2026-12-26] } }|expected a day, or the first and last",
        "{ kim: { away: [christmas] } }|set to 'christmas'; expected a day",
        "{ kim: { active: false } }|-",
        "{ kim: { active: false }, lee: { active: false } }|no one is active, so that leads stay without an owner",
        "{ kim: { away: [2026-12-24/2026-12-25] }, lee: { away: [2026-12-25] } }|no one is available on 2026-12-25, so that leads stay without an owner",
        "{ kim: { away: [2026-12-24/2026-12-25] }, lee: { away: [2026-12-26] } }|-",
        "{ kim: { capacity: 1 } }|-",
        "{ kim: { capacity: 1000000 } }|-",
        "{ kim: { capacity: 0 } }|set to 0; expected 1 or more leads a day, or active: false for a person who takes none",
        "{ kim: { capacity: 1000001 } }|set to 1000001; expected at most 1000000 leads a day",
        "{ kim: { zone: Europe/Berlin } }|-",
        "{ kim: { zone: Europe/Berlim } }|which is not a time zone; did you mean 'Europe/Berlin'?",
        "{ kim: {}, joe: {} }|people.joe: unused-person: people.joe: is used nowhere",
      })
  void people_exist_and_can_take_leads(String people, String said) {
    String rest = people.contains("lee") ? "" : ", lee: {} }";
    String all = rest.isEmpty() ? people : people.substring(0, people.lastIndexOf('}')) + rest;
    List<String> findings = findings("""
        people: %s
        pools: { sales: { members: [kim, lee] } }
        routes: [{ id: a, when: always, to: { queue: q, pool: sales } }]
        """.formatted(all));
    String last = said.substring(said.lastIndexOf("people.joe") < 0 ? 0 : said.indexOf(": ") + 2);
    if (said.equals("-")) {
      assertEquals(List.of(), findings);
    } else {
      assertTrue(findings.stream().anyMatch(one -> one.contains(last)), all + findings);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[kim, lee]|-",
        "[kim, lee, kim]|'kim' occurs twice; expected each member once",
        "[kim, lea]|'lea' is not in people; did you mean 'lee'?",
        "[]|members: empty; expected the names of people",
        "{ kim: 1, lee: 1000 }|-",
        "{ kim: 0, lee: 1 }|set to 0; expected a weight from 1 to 1000",
        "{ kim: 1, lee: 1001 }|set to 1001; expected a weight from 1 to 1000",
      })
  void a_pool_has_members_each_once(String members, String said) {
    assertSaid(said, """
        people: { kim: {}, lee: {} }
        pools: { sales: { members: %s } }
        routes: [{ id: a, when: always, to: { queue: q, pool: sales } }]
        """.formatted(members));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1000, turns|-",
        "1001, turns|",
        "1001, draw|-",
      })
  void a_round_of_turns_has_an_end(String row, String said) {
    int last = Integer.parseInt(row.substring(0, 4)) - 1000;
    String by = row.substring(6);
    String people =
        IntStream.range(0, 11).mapToObj(i -> "p" + i + ": {}").collect(Collectors.joining(", "));
    String members = IntStream.range(0, 11)
        .mapToObj(i -> "p" + i + ": " + (i < 9 ? 1000 : i == 9 ? 999 : 1 + last))
        .collect(Collectors.joining(", "));
    assertSaid(
        said == null ? "the weights make 10001 turns; expected at most 10000" : said,
        """
        people: { %s }
        pools: { sales: { by: %s, members: { %s } } }
        routes: [{ id: a, when: always, to: { queue: q, pool: sales } }]
        """.formatted(people, by, members));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ of: [{ owner: kim, contacts: [jo@acme.example], domains: [acme.example], aliases: [acme.test] }] }|-",
        "{ of: [{ owner: kim, domains: { file: names.txt } }] }|-",
        "{ file: accounts.csv }|-",
        "{ file: mixed.csv }|set to 'acme'; expected for example acme.example",
        "{ file: who.csv }|'joe' is not in people",
        "{ of: [{ owner: joe, domains: [acme.example] }] }|'joe' is not in people",
        "{ of: [{ domains: [acme.example] }] }|owner: not set",
        "{ of: [{ owner: kim, contacts: [acme.example] }] }|set to 'acme.example'; expected for example acme.example",
        "{ of: [{ owner: kim, contacts: [jo@acme] }] }|set to 'jo@acme'; expected for example acme.example or kim@acme.example",
        "{ of: [{ owner: kim, domains: [acme] }] }|set to 'acme'; expected for example acme.example",
        "{ of: [{ owner: kim, aliases: [acme] }] }|set to 'acme'; expected for example acme.example",
        "{ of: [{ owner: kim, domains: [acme.example] }, { owner: lee, aliases: [ACME.example] }] }|'acme.example' occurs twice; expected one owner for each",
        "{ of: [{ owner: kim, contacts: [jo@acme.example] }, { owner: lee, contacts: [jo@acme.example] }] }|'jo@acme.example' occurs twice",
      })
  void an_account_has_one_owner(String accounts, String said) {
    assertSaid(said, """
        people: { kim: {}, lee: {} }
        pools: { sales: { members: [kim, lee] } }
        accounts: %s
        routes: [{ id: a, when: always, to: { queue: q, pool: sales } }]
        """.formatted(accounts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{ id: a, when: { text: { phrase: x } }, to: { queue: q } }, { id: b, when: always, to: { queue: q } }]|-",
        "[{ id: A, when: always, to: { queue: q } }]|set to 'A'; expected small letters, digits, - and _",
        "[{ id: a, when: { text: { phrase: x } }, to: { queue: q } }, { id: a, when: always, to: { queue: q } }]|'a' occurs twice; expected another id for each route",
        "[{ id: a, when: { text: { phrase: x } }, to: { queue: q } }]|the last route has a condition; expected always",
        "[{ id: a, when: always, to: { queue: q } }, { id: b, when: always, to: { queue: q } }]|always matches, so that no later route is ever reached; expected a condition",
        "[]|routes: empty; expected one or more, the last with when: always",
        "[{ id: a, when: always, to: { queue: r } }]|makes the queue 'r', which is not in queues",
        "[{ id: a, when: always, to: { queue: '{company.country}', fallback: q } }]|-",
        "[{ id: a, when: { company.size: { gt: 5 } }, to: { queue: q } }, { id: b, when: { company.size: { gt: 9 } }, to: { queue: q } }, { id: c, when: always, to: { queue: q } }]|unreachable-route: routes[1].when: no lead reaches this route: every lead that meets it meets 'a' first",
        "[{ id: a, when: { company.size: { gt: 5, lt: 3 } }, to: { queue: q } }, { id: c, when: always, to: { queue: q } }]|no lead can meet it",
        "[{ id: a, when: { company.size: { gt: 5 } }, to: { queue: q, owner: kim } }, { id: b, when: { company.country: { is: DE } }, to: { queue: q } }, { id: c, when: always, to: { queue: q } }]|overlapping-routes: routes[1].when: leads that also meet 'a' go there, such as",
        "[{ id: a, when: { score: { lt: 5 } }, to: { queue: q } }, { id: b, when: always, to: { queue: q } }]|-",
      })
  void routes_are_asked_in_order_and_the_last_takes_all(String routes, String said) {
    assertSaid(said, """
        queues: [q]
        routes: %s
        """.formatted(routes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[a, b]|-",
        "[a, b, c]|unused-queue: queues[2]: is used nowhere; expected a route that names it",
        "[a, b, a]|'a' occurs twice; expected each queue once",
        "['a b', a, b]|set to 'a b'; expected letters, digits, '.', '-' and '_'",
        "{ a: {}, b: {} }|-",
        "{ a: { hours: day, whenClosed: b }, b: {} }|-",
        "{ a: { hours: dya }, b: {} }|hours: set to 'dya', which is not a calendar; did you mean 'day'?",
        "{ a: { hours: day, whenClosed: c }, b: {} }|whenClosed: set to 'c', which is not in queues",
        "{ a: { hours: day, whenClosed: b }, b: { hours: day, whenClosed: a } }|leads back to 'a'; expected a queue that takes leads while this one is closed",
        "{ a: { hours: day, whenClosed: b }, b: { hours: day } }|whenClosed: no queue of this chain is open, for example, at Monday 00:00 UTC in January; leads of that time wait in 'a'",
        "{ a: { hours: day, whenClosed: b }, b: { hours: night } }|-",
        "{ a: { hours: day, whenClosed: c }, b: {}, c: { hours: night } }|-",
        "{ a: { hours: day, whenClosed: b }, b: { hours: day, whenClosed: c }, c: { hours: night } }|-",
        "{ a: {}, b: {}, c: {} }|unused-queue: queues.c: is used nowhere; expected a route, or a queue in use, that names it",
      })
  void a_queue_is_used_and_its_substitute_is_open(String queues, String said) {
    String calendars = (queues.contains("day")
            ? "day: { zone: UTC, week: { mon-sun: 06:00-18:00 } }"
            : "")
        + (queues.contains("night") ? ", night: { zone: UTC, week: { mon-sun: 18:00-06:00 } }" : "")
        + (queues.contains("dya") ? "day: { zone: UTC, week: { mon-sun: 06:00-18:00 } }" : "");
    assertSaid(said, """
        calendars: { %s }
        queues: %s
        routes:
          - { id: a, when: { text: { phrase: demo } }, to: { queue: a } }
          - { id: b, when: always, to: { queue: b } }
        """.formatted(calendars, queues));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pools: { sales: { members: [kim] } }, people: { kim: {} }|unused-pool: pools.sales: is used nowhere; expected a route that names it",
        "people: { kim: {} }|unused-person: people.kim: is used nowhere; expected a pool, an account or a route that names this person",
        "calendars: { day: { zone: UTC, week: { mon: 09:00-10:00 } } }|unused-calendar: calendars.day: is used nowhere; expected a queue with these hours",
        "calendars: { a: { union: [b] }, b: { zone: UTC, week: { mon: 09:00-10:00 } } }|unused-calendar: calendars.a: is used nowhere",
        "accounts: { of: [{ owner: kim, domains: [acme.example] }] }, people: { kim: {} }|unused-accounts: accounts: are used nowhere, for no route names a pool; expected a route that does",
        "queues: { q: {}, r: { whenClosed: s }, s: {} }|unused-queue: queues.s: is used nowhere",
        "queues: { q: {}, s: { whenClosed: q } }|unused-queue: queues.s: is used nowhere",
      })
  void unused_names_are_found(String sections, String said) {
    List<String> findings =
        findings("{ " + sections + ", routes: [{ id: a, when: always, to: { queue: q } }] }");
    assertTrue(findings.stream().anyMatch(one -> one.contains(said)), findings.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "to: { queue: q, owner: kim }|people: { kim: {} }",
        "to: { queue: q, pool: sales }|people: { kim: {} }, pools: { sales: { members: [kim] } }",
        "to: { queue: q, pool: sales }|people: { kim: {}, lee: {} }, pools: { sales: { members: [kim] } }, accounts: { of: [{ owner: lee, domains: [acme.example] }] }",
        "to: { queue: q, pool: sales }|people: { kim: {}, lee: {} }, pools: { sales: { members: [kim] } }, enrich: { ask: [crm] }",
        "to: { queue: q, pool: sales, overflow: r }|people: { kim: {} }, pools: { sales: { members: [kim] } }, queues: [q, r]",
        "to: { queue: q, sla: 1h, escalate: [{ after: 50%, to: r }] }|queues: [q, r]",
        "to: { queue: '{company.country}', fallback: q }|queues: [q, r]",
        "to: { queue: '{company.country}', fallback: q }|queues: { q: {}, r: {} }",
        "to: { queue: q }|queues: { q: { hours: a, whenClosed: r }, r: { hours: b } }, calendars: { a: { union: [b, c] }, b: { zone: UTC, week: { mon-sun: 00:00-24:00 } }, c: { zone: UTC, week: { mon: 09:00-10:00 } } }",
      })
  void used_names_are_not_reported(String to, String sections) {
    assertEquals(
        List.of(),
        findings("{ " + sections + ", routes: [{ id: a, when: always, " + to + " }] }").stream()
            .filter(one -> one.contains("unused"))
            .toList());
  }

  /** A scorer that says which scores there are: 0, 10 and 90. */
  private static List<String> withScores(String when) {
    Settings settings = Settings.yaml("test", """
        routes: [{ id: a, when: %s, to: { queue: q } }, { id: b, when: always, to: { queue: q } }]
        """.formatted(when));
    Scorer scorer = new Scorer() {
      @Override
      public Score score(Lead lead) {
        return Tables.score(0);
      }

      @Override
      public List<Integer> scores() {
        return List.of(0, 10, 90);
      }
    };
    settings.shared(Scoring.class, () -> Scoring.by(scorer));
    RouteTable.read(settings);
    return settings.findings().stream().map(Diagnostic::text).toList();
  }

  @Test
  void a_score_that_no_lead_has_is_found() {
    assertEquals(List.of(), withScores("{ score: { gt: 10 } }"));
    assertEquals(
        List.of(
            "test:1:25: unreachable-score: routes[0].when: no set of rules gives such a score: score is above"
                + " 10 and score is below 90; scores of leads that meet the rest go from 0 to 90"),
        withScores("{ score: { gt: 10, lt: 90 } }"));
  }

  @Test
  void a_table_lists_its_routes_queues_connectors_and_choices() {
    RouteTable table = Tables.of("""
        people: { kim: {}, lee: {} }
        pools: { sales: { members: { kim: 2, lee: 3 } } }
        calendars: { day: { zone: UTC, week: { mon-sun: 06:00-18:00 } } }
        queues: { a: { hours: day, whenClosed: c }, b: {}, c: {}, d: {} }
        routes:
          - { id: x, when: { text: { phrase: demo } }, to: { queue: a, connectors: [crm, chat] } }
          - { id: y, when: { text: { phrase: price } }, to: { queue: b, pool: sales, overflow: d, connectors: [crm] } }
          - { id: z, when: always, to: { disposition: automatic } }
        """);
    assertEquals(List.of("x", "y", "z"), table.routes());
    assertEquals(List.of("a", "c", "b", "d"), table.queues());
    assertEquals(List.of("crm", "chat"), table.connectors());
    assertEquals(3, table.conditions().size());
    assertTrue(table.fields().all().stream().anyMatch(field -> field.name().equals("score")));
    assertEquals(
        Map.of("kim", 2, "lee", 3),
        table.choice(Leads.from("jo@acme.example", "price").lead(), Tables.score(1)));
    assertEquals(
        Map.of(), table.choice(Leads.from("jo@acme.example", "demo").lead(), Tables.score(1)));
  }
}
