// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.tck.Leads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerAssignmentTest {

  private static final String PEOPLE = """
      lists: { free_mail: { words: [mail.example], as: domain } }
      people:
        kim: { skills: [de, api] }
        alex: { skills: [fr, api] }
        sam: { away: [2026-07-01/2026-07-14], zone: Asia/Tokyo }
        noor: {}
        lee: { active: false }
      accounts:
        unless: { sender.domain: { inList: free_mail } }
        of:
          - { owner: noor, domains: [acme.example], aliases: [acme-labs.example, mail.example], contacts: [ada@mail.example] }
          - { owner: lee, domains: [globex.example] }
          - { owner: sam, domains: [initech.example] }
      pools:
        team: { members: { kim: 3, alex: 1, sam: 1, lee: 5 } }
        small: { members: [lee] }
      """;

  private final RouteTable table = Tables.of(PEOPLE + """
      routes:
        - { id: skilled, when: { subject: { phrase: skilled } }, to: { queue: ae, pool: team, skills: ["{sender.language}", api] } }
        - { id: alone, when: { subject: { phrase: alone } }, to: { queue: ae, pool: small } }
        - { id: all, when: always, to: { queue: ae, pool: team } }
      """);

  private static final Instant JUNE = Instant.parse("2026-06-15T12:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-05T12:00:00Z");

  private Assignment assign(Leads leads, String event) {
    return table.route(leads.lead(event), Tables.score(0));
  }

  private static Leads stranger(Instant at) {
    return Leads.at(at, "jo@stranger.example", "Hello");
  }

  private Map<Integer, String> owners(Instant at, int leads) {
    return IntStream.range(0, leads)
        .parallel()
        .boxed()
        .collect(Collectors.toMap(
            number -> number,
            number -> assign(stranger(at), "evt_" + number).owner(),
            (one, other) -> one,
            TreeMap::new));
  }

  private Map<String, Long> shares(Map<Integer, String> owners) {
    return owners.values().stream()
        .collect(Collectors.groupingBy(owner -> owner, TreeMap::new, Collectors.counting()));
  }

  private void assertShare(double expected, Map<String, Long> shares, String owner) {
    long all = shares.values().stream().mapToLong(Long::longValue).sum();
    double deviation = Math.sqrt(all * expected * (1 - expected));
    long got = shares.getOrDefault(owner, 0L);
    assertTrue(
        Math.abs(got - all * expected) < 4 * deviation,
        owner + " has " + got + " of " + shares + ", expected about " + all * expected);
  }

  @Test
  void a_pool_shares_leads_by_weight_and_skips_inactive_members() {
    Map<String, Long> shares = shares(owners(JUNE, 4_000));
    assertEquals(List.of("alex", "kim", "sam"), List.copyOf(shares.keySet()));
    assertShare(0.6, shares, "kim");
    assertShare(0.2, shares, "alex");
    assertShare(0.2, shares, "sam");
  }

  @Test
  void the_same_lead_has_the_same_owner_in_every_thread_and_every_replay() {
    assertEquals(owners(JUNE, 2_000), owners(JUNE, 2_000));
    assertEquals(
        List.of("kim", "sam", "kim", "sam", "alex", "kim"),
        List.copyOf(owners(JUNE, 6).values()),
        "the same on every machine: the owners of leads that exist must not change with a release");
  }

  @Test
  void an_absence_moves_only_the_leads_of_that_person_to_all_others_by_weight() {
    Map<Integer, String> june = owners(JUNE, 4_000);
    Map<Integer, String> july = owners(JULY, 4_000);
    var inherited = new TreeMap<Integer, String>();
    june.forEach((lead, owner) -> {
      if (owner.equals("sam")) {
        inherited.put(lead, july.getOrDefault(lead, ""));
      } else {
        assertEquals(owner, july.get(lead), "lead " + lead);
      }
    });
    assertShare(0.75, shares(inherited), "kim");
    assertShare(0.25, shares(inherited), "alex");
    assertEquals(
        "pool: kim of team; sam is away, lee is not active",
        assign(stranger(JULY), "evt_3").ownership());
  }

  @Test
  void a_returning_member_gets_only_new_leads() {
    for (int number = 0; number < 500; number++) {
      String event = "evt_" + number;
      Assignment july = assign(stranger(JULY), event);
      var decided = new Fact.Qualified(Tables.score(0), july, "v1");
      Lead later = stranger(JULY).then(decided).lead(event);
      Lead august = later.apply(new LeadEvent(
          later.id(),
          later.seq() + 1,
          Instant.parse("2026-08-01T12:00:00Z"),
          new Fact.Reopened("again", "ops")));
      Assignment again = table.route(august, Tables.score(0));
      assertEquals(july.owner(), again.owner(), event);
      assertTrue(again.ownership().startsWith("thread: "), again.ownership());
    }
  }

  @Test
  void a_day_away_is_a_day_in_the_zone_of_the_person() {
    // the first of July begins in Tokyo nine hours before it does in Greenwich
    assertEquals(
        "pool: nobody of small can take it; lee is not active",
        assign(subject("alone", Instant.parse("2026-06-30T14:59:59Z")), "evt_1").ownership());
    Leads before = account("jo@initech.example", Instant.parse("2026-06-30T14:59:59Z"));
    Leads after = account("jo@initech.example", Instant.parse("2026-06-30T15:00:00Z"));
    assertEquals("sam", assign(before, "evt_1").owner());
    assertTrue(assign(after, "evt_1").ownership().endsWith("; sam is away, lee is not active"));
  }

  private static Leads account(String sender, Instant at) {
    return Leads.at(at, sender, "Hello");
  }

  private static Leads subject(String subject, Instant at) {
    return Leads.at(at, message -> message.subject(subject));
  }

  @ParameterizedTest
  @CsvSource({
    "ada@mail.example, noor, contact: the prospect belongs to noor",
    "ADA@Mail.example, noor, contact: the prospect belongs to noor",
    "jo@acme.example, noor, domain: acme.example belongs to noor",
    "jo@eu.acme.example, noor, domain: acme.example belongs to noor",
    "jo@acme-labs.example, noor, alias: acme-labs.example belongs to noor",
    "jo@initech.example, sam, domain: initech.example belongs to sam"
  })
  void an_account_goes_to_its_owner_regardless_of_the_pool(
      String sender, String owner, String why) {
    Assignment assignment = assign(account(sender, JUNE), "evt_1");
    assertEquals(owner, assignment.owner());
    assertEquals(why, assignment.ownership());
  }

  @ParameterizedTest
  @CsvSource({
    "jo@mail.example, pool: sam of team; lee is not active",
    "jo@notacme.example, pool: sam of team; lee is not active",
    "jo@example, pool: sam of team; lee is not active",
    "jo@globex.example, pool: sam of team; lee is not active"
  })
  void free_mail_identifies_no_account_and_an_absent_owner_leaves_the_lead_to_the_pool(
      String sender, String why) {
    assertEquals(why, assign(account(sender, JUNE), "evt_1").ownership());
  }

  @Test
  void an_enricher_can_name_the_owner_but_only_one_of_ours() {
    Leads known = stranger(JUNE).found("owner", "alex");
    assertEquals("found: crm names alex", assign(known, "evt_1").ownership());
    Leads unknown = stranger(JUNE).found("owner", "mallory");
    assertEquals(
        "pool: sam of team; lee is not active", assign(unknown, "evt_1").ownership());
  }

  @Test
  void an_owner_by_account_keeps_the_lead_when_the_account_is_removed() {
    Assignment before = assign(account("jo@acme.example", JUNE), "evt_1");
    Leads forgotten = stranger(JUNE).then(new Fact.Qualified(Tables.score(0), before, "v1"));
    assertEquals("thread: noor has it already", assign(forgotten, "evt_1").ownership());
    Assignment fixed = Assignment.builder(before.route(), before.disposition())
        .queue(before.queue())
        .owner("noor")
        .reason(before.reason())
        .build();
    Leads other = stranger(JUNE).then(new Fact.Qualified(Tables.score(0), fixed, "v1"));
    assertEquals(
        "pool: sam of team; lee is not active",
        assign(other, "evt_1").ownership(),
        "an owner from outside the pool whom only a route named is not kept");
  }

  @Test
  void a_decision_by_a_person_is_kept() {
    var given = new Fact.Reassigned("ae", "lee", "knows them", "kim");
    Assignment assignment = assign(account("jo@acme.example", JUNE).then(given), "evt_1");
    assertEquals("lee", assignment.owner());
    assertEquals("reassigned: a person gave it to lee", assignment.ownership());
    assertThrows(
        IllegalArgumentException.class, () -> new Fact.Reassigned("ae", "lee", " ", "kim"));
  }

  @Test
  void the_owner_has_the_skills_that_the_lead_needs() {
    for (int number = 0; number < 50; number++) {
      Leads french = subject("skilled", JUNE).found("language", "FR");
      assertEquals("alex", assign(french, "evt_" + number).owner());
      Leads any = subject("skilled", JUNE);
      assertTrue(List.of("kim", "alex").contains(assign(any, "evt_" + number).owner()));
    }
    Leads italian = subject("skilled", JUNE).found("language", "it");
    assertEquals("", assign(italian, "evt_1").owner());
    assertEquals(
        "pool: nobody of team can take it; kim has no it, alex has no it, sam has no it, sam has no"
            + " api, lee is not active",
        assign(italian, "evt_1").ownership());
  }

  @Test
  void the_owner_of_a_route_is_one_of_the_people_if_the_policy_has_any() {
    String route = "routes: [{ id: all, when: always, to: { queue: ae, owner: jim } }]\n";
    assertEquals(List.of(), Tables.problems(route));
    assertEquals(
        List.of("test:1:59: routes[0].to.owner: 'jim' is not in people; did you mean 'kim'?"),
        Tables.problems(route + "people: { kim: {}, lee: {} }\n"));
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    assertEquals(
        List.of(
            "test:2:17: people.kim.away[0]: set to 'tomorrow'; expected a day, or the first and last as 2026-12-24/2027-01-02",
            "test:2:27: people.kim.away[1]: set to '2026-07-02/2026-07-01'; expected a day, or the first and last as 2026-12-24/2027-01-02",
            "test:2:57: people.kim.zone: set to 'Moon', which is not a time zone; expected for example Europe/Berlin",
            "test:5:16: accounts.of[0].owner: 'jim' is not in people; did you mean 'kim'?",
            "test:5:45: accounts.of[0].domains[1]: set to 'acme'; expected for example acme.example",
            "test:6:31: accounts.of[1].domains[0]: 'acme.example' occurs twice; expected one owner for each",
            "test:7:7: accounts.of[2].owner: not set; expected a value",
            "test:9:25: pools.one.members[1]: 'kim' occurs twice; expected each member once",
            "test:9:30: pools.one.members[2]: 'jim' is not in people; did you mean 'kim'?",
            "test:10:26: pools.two.members.kim: set to 0; expected a weight from 1 to 1000",
            "test:11:21: pools.three.members: empty; expected the names of people",
            "test:12:9: pools.four.members: not set; expected a value",
            "test:14:66: routes[0].to.pool: set to 'on', which is not in pools; did you mean 'one'?",
            "test:15:78: routes[1].to.owner: given together with pool; expected one of them",
            "test:16:68: routes[2].to.skills: needs people to choose from; expected pool beside it",
            "test:17:65: routes[3].to.skills[0]: {sender.emial} is not a field; did you mean 'sender.email'?",
            "test:17:83: routes[3].to.skills[1]: {sender.email} may name a person; expected a field that does not"),
        Tables.problems("""
            people:
              kim: { away: [tomorrow, 2026-07-02/2026-07-01], zone: Moon }
            accounts:
              of:
                - { owner: jim, domains: [acme.example, acme], contacts: [jo@acme.example] }
                - { owner: kim, domains: [ACME.example] }
                - { domains: [globex.example] }
            pools:
              one: { members: [kim, kim, jim] }
              two: { members: { kim: 0 } }
              three: { members: [] }
              four: {}
            routes:
              - { id: a, when: { score: { gte: 3 } }, to: { queue: ae, pool: on } }
              - { id: b, when: { score: { gte: 2 } }, to: { queue: ae, pool: one, owner: kim } }
              - { id: c, when: { score: { gte: 1 } }, to: { queue: ae, skills: [api] } }
              - { id: d, when: always, to: { queue: ae, pool: one, skills: ["{sender.emial}", "{sender.email}"] } }
            """));
  }
}
