// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.PolicyException;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Diagnostic.Level;
import dev.leadkit.spi.Settings;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a policy, accepted or refused, each with a finding at its place. */
class PolicyWarningsTest {

  /** A policy that uses everything it defines and has no findings. */
  private static final String SOUND = """
      schema: lead-policy/1
      enrich: { ask: [companies] }
      retry: { per: { companies: { attempts: 3 }, crm: { attempts: 4 } } }
      phrases: { security: [sso] }
      flags: { bonus: { default: "off" } }
      experiments: { pricing: { salt: s, arms: { a: 60, b: 40 } } }
      rules:
        - { id: large, add: 20, when: { company.size: { gt: 200 } } }
        - { id: asks, add: 20, when: { text: { phrases: security } }, why: "asks for {match}" }
        - { id: bonus, add: 5, when: { flag.bonus: { is: "on" } } }
        - { id: cheap, add: 5, when: { experiment.pricing: { is: b } } }
      calendars:
        berlin: { zone: Europe/Berlin, week: { mon-fri: [09:00-12:00, 12:00-17:00], sat: 22:00-06:00 } }
        austin: { zone: America/Chicago, week: { mon-fri: 09:00-17:00 } }
        sun: { union: [berlin, austin] }
      queues:
        desk: { hours: sun, whenClosed: night }
        night: {}
        boss: {}
        late: {}
      people:
        kim: { skills: [de], away: [2026-12-24/2026-12-31, 2027-01-01], zone: Europe/Berlin }
        alex: { skills: [de, fr] }
      pools: { team: { members: [kim, alex] } }
      accounts: { of: [{ owner: kim, domains: [acme.example] }] }
      routes:
        - id: hot
          when: { score: { gte: 20 } }
          to: { queue: desk, pool: team, skills: [de], overflow: late, sla: 15m, escalate: [{ after: 80%, to: boss }] }
        - { id: all, when: always, to: { queue: desk, connectors: [crm] } }
      """;

  private static List<Diagnostic> findings(String policy) {
    Settings tree = Settings.yaml("policy.yaml", policy).withFiles(name -> {
      String file = Map.of(
              "accounts.csv", "acme.example,kim\nkim@other.example,alex\n",
              "broken.csv", "# owners\nacme.example,kim\nother.example\nacme,alex\nx.example,sam\n",
              "domains.txt", "acme.example\n\nacme\n")
          .get(name);
      if (file == null) {
        throw new FileNotFoundException(name);
      }
      return file;
    });
    try {
      PolicyReader.read(tree);
    } catch (PolicyException e) {
      assertTrue(
          tree.findings().stream().anyMatch(finding -> finding.level() == Level.ERROR),
          "a policy is refused for an error: " + e.problems());
    }
    Set<String> order = Set.of("unproved", "overlapping-routes", "uncovered-hours");
    return tree.findings().stream()
        .filter(finding -> !order.contains(finding.code().text()))
        .toList();
  }

  @Test
  void a_policy_that_uses_what_it_defines_has_no_findings() {
    assertEquals(List.of(), findings(SOUND));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
      crm: { attempts: 4 }             ; crn: { attempts: 4 }             ; unused-retry         ; retry.per.crn
      flag.bonus: { is: "on" }         ; lead.messages: { gt: 1 }         ; unused-flag          ; flags.bonus
      experiment.pricing: { is: b }    ; lead.messages: { gt: 1 }         ; unused-experiment    ; experiments.pricing
      { text: { phrases: security } }, why ; { text: { phrases: security } }, x-why ; none      ; none
      a: 60, b: 40                     ; a: 60, b: 40, c: 0               ; empty-arm            ; experiments.pricing.arms.c
      union: [berlin, austin]          ; union: [berlin]                  ; unused-calendar      ; calendars.austin
      hours: sun, whenClosed: night    ; hours: sun                       ; unused-queue         ; queues.night
      to: boss                         ; to: late                         ; unused-queue         ; queues.boss
      overflow: late,                  ; overflow: boss,                  ; unused-queue         ; queues.late
      skills: [de], overflow           ; skills: [es], overflow           ; unknown-skill        ; routes[0].to.skills[0]
      zone: America/Chicago            ; zone: "-06:00"                   ; fixed-zone           ; calendars.austin.zone
      zone: America/Chicago            ; zone: UTC-6                      ; fixed-zone           ; calendars.austin.zone
      zone: America/Chicago            ; zone: Etc/GMT+6                  ; fixed-zone           ; calendars.austin.zone
      zone: America/Chicago            ; zone: UTC                        ; none                 ; none
      12:00-17:00                      ; 11:59-17:00                      ; overlapping-hours    ; calendars.berlin.week.mon-fri
      sat: 22:00-06:00                 ; sat: 22:00-06:00, sun: 05:00-07:00 ; overlapping-hours  ; calendars.berlin.week.sun
      sat: 22:00-06:00                 ; sun: 22:00-10:00                 ; overlapping-hours    ; calendars.berlin.week.mon-fri
      2027-01-01]                      ; 2026-12-31]                      ; overlapping-hours    ; people.kim.away[1]
      { text: { phrases: security } }, why ; { company.size: { gt: 5 } }, why ; value            ; rules[1].why
      { text: { phrases: security } }, why ; { not: { text: { phrases: security } } }, why ; value ; rules[1].why
      { text: { phrases: security } }, why ; { any: [{ text: { regex: sso } }, { company.size: { gt: 5 } }] }, why ; unused-list ; phrases.security
      sla: 15m                         ; sla: 0m                          ; value                ; routes[0].to.sla
      sla: 15m                         ; sla: 15ms                        ; value                ; routes[0].to.sla
      company.size: { gt: 200 }        ; sender.tld: { is: .de }          ; value                ; rules[0].when.sender.tld.is
      company.size: { gt: 200 }        ; sender.calling_code: { in: ["49"] } ; value             ; rules[0].when.sender.calling_code.in[0]
      company.size: { gt: 200 }        ; sender.domain: { is: "@acme.com" } ; value              ; rules[0].when.sender.domain.is
      company.size: { gt: 200 }        ; message.received: { dayOf: { in: [sat], zone: "+02:00" } } ; fixed-zone ; rules[0].when.message.received.dayOf.zone
      domains: [acme.example]          ; domains: { file: domains.txt }   ; value                ; accounts.of[0].domains.file[1]
      """)
  void a_mistake_is_found_at_its_place(String sound, String slip, String code, String path) {
    assertTrue(SOUND.contains(sound), "not in the policy: " + sound);
    List<String> found = findings(SOUND.replace(sound, slip)).stream()
        .map(finding -> finding.code().text() + " " + finding.path())
        .collect(Collectors.toList());
    if (code.equals("none")) {
      found.removeIf(line -> line.startsWith("unused-"));
      assertEquals(List.of(), found);
    } else {
      assertTrue(found.contains(code + " " + path), found.toString());
    }
  }

  @Test
  void people_pools_and_accounts_that_no_route_needs_are_found() {
    String policy = """
        schema: lead-policy/1
        rules: []
        people: { kim: {}, sam: {} }
        pools: { team: { members: [kim] } }
        accounts: { of: [{ owner: kim, domains: [acme.example] }] }
        queues: [inbox, spare]
        routes: [{ id: all, when: always, to: { queue: inbox } }]
        """;
    assertEquals(
        List.of(
            "policy.yaml:3:25: unused-person: people.sam: is used nowhere; expected a pool, an account"
                + " or a route that names this person",
            "policy.yaml:4:16: unused-pool: pools.team: is used nowhere; expected a route that names it",
            "policy.yaml:5:11: unused-accounts: accounts: are used nowhere, for no route names a pool;"
                + " expected a route that does",
            "policy.yaml:6:17: unused-queue: queues[1]: is used nowhere; expected a route that names it"),
        findings(policy).stream().map(Diagnostic::text).toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      lead.messages: { gt: 1 }         ; policy.yaml:2:16: unused-enricher
      company.size: { gt: 1 }          ; ''
      sender.language: { is: de }      ; ''
      sender.consent: { is: granted }  ; ''
      """)
  void enrichers_whose_findings_nothing_uses_are_found(String condition, String expected) {
    String policy = """
        schema: lead-policy/1
        enrich: { ask: [companies] }
        rules: [{ id: one, add: 1, when: { CONDITION } }]
        routes: [{ id: all, when: always, to: { queue: inbox } }]
        """.replace("CONDITION", condition);
    List<String> found = findings(policy).stream().map(Diagnostic::text).toList();
    assertEquals(
        expected.isEmpty() ? 0 : 1,
        found.stream()
            .filter(line -> line.startsWith("policy.yaml:2:16: unused-enricher"))
            .count(),
        found.toString());
  }

  @Test
  void a_queue_that_is_named_after_a_field_without_known_values_may_be_any() {
    String policy = """
        schema: lead-policy/1
        rules: []
        queues: [inbox, partner_a]
        routes: [{ id: all, when: always, to: { queue: "partner_{source.partner}", fallback: inbox } }]
        """;
    assertEquals(List.of(), findings(policy));
  }

  @Test
  void accounts_come_from_a_file_with_the_places_of_its_lines() {
    String accounts = "of: [{ owner: kim, domains: [acme.example] }]";
    assertEquals(List.of(), findings(SOUND.replace(accounts, "file: accounts.csv")));
    assertEquals(
        List.of(
            "broken.csv:3:1: value: accounts.file[1]: set to 'other.example'; expected a key and a value"
                + " with ',' between them, as in the first line",
            "broken.csv:4:1: value: accounts.file[2]: set to 'acme'; expected for example acme.example",
            "broken.csv:5:1: value: accounts.file[3]: 'sam' is not in people; known: kim, alex"),
        findings(SOUND.replace(accounts, "file: broken.csv")).stream()
            .map(Diagnostic::text)
            .toList());
  }
}
