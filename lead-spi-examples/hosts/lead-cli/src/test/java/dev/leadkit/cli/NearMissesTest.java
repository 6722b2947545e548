// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.policy.check.NearMisses;
import dev.leadkit.policy.check.NearMisses.Miss;
import dev.leadkit.policy.check.NearMisses.Open;
import dev.leadkit.policy.reload.PolicyReader;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decisions on a lead if one fact had been different. */
class NearMissesTest {

  private static final String POLICY = """
      schema: lead-policy/1
      derive:
        region: { of: company.country, map: { DE: emea, US: amer }, else: global }
      rules:
        - { id: known, add: 10, when: { company.size: { exists: true } } }
        - { id: middle, add: 20, when: { company.size: { gte: 50, lt: 500 } } }
        - { id: large, add: 40, when: { company.size: { gte: 200 } } }
        - { id: sso, add: 25, when: { text: { phrase: sso } } }
      routes:
        - { id: ae, when: { score: { gte: 70 } }, to: { queue: ae } }
        - { id: both, when: { company.size: { gt: 9000 }, company.country: { is: US } }, to: { queue: both } }
        - { id: emea, when: { region: { is: emea } }, to: { queue: emea } }
        - { id: good, when: { score: { gte: 30 } }, to: { queue: good } }
        - { id: rest, when: always, to: { queue: rest } }
      """;

  private static NearMisses of(String given) {
    Settings settings = Settings.yaml(
        "p.yaml",
        POLICY + "examples:\n  - { name: it, given: { " + given
            + " }, expect: { route: rest } }\n");
    Policy policy = PolicyReader.read(settings);
    Lead lead = Examples.read(settings).all().get(0).lead();
    return NearMisses.of(policy, lead);
  }

  private static List<String> facts(NearMisses near) {
    return near.misses().stream()
        .map(miss ->
            miss.fact() + ": " + miss.assignment().route() + ", " + miss.score().value())
        .toList();
  }

  /** One size makes three rules true: 10 + 20 + 40, not 40 alone. */
  @Test
  void a_fact_is_varied_with_all_rules_that_read_it() {
    assertEquals(
        List.of(
            "company.size is not known; with company.size 200: ae, 70",
            "company.size is not known; with company.size 50: good, 30",
            "company.country is not known; with region emea by company.country: emea, 0"),
        facts(of("text: hello")).stream()
            .sorted((a, b) -> a.compareTo(b) == 0 ? 0 : Integer.compare(order(a), order(b)))
            .toList());
  }

  private static int order(String fact) {
    return fact.contains(" ae,") ? 0 : fact.contains(" good,") ? 1 : 2;
  }

  @Test
  void a_fact_that_is_known_is_varied_too_to_the_nearest_value() {
    List<String> facts = facts(of("company.size: 150, text: hello, company.country: FR"));
    assertTrue(
        facts.contains("company.size is 150; with company.size <= 49: rest, 10"), facts::toString);
    assertTrue(
        facts.contains("company.size is 150; with company.size 200: ae, 70"), facts::toString);
    assertTrue(
        facts.contains("company.country is FR; with region emea by company.country: emea, 30"),
        facts::toString);
  }

  @Test
  void a_phrase_is_a_fact() {
    List<String> facts = facts(of("company.size: 500, text: hello, company.country: FR"));
    assertTrue(facts.contains("with text says one of \"sso\": ae, 75"), facts::toString);
  }

  @Test
  void a_route_that_needs_several_facts_is_named_with_the_missing_fields() {
    NearMisses near = of("text: hello");
    assertEquals(
        List.of(new Open("both", List.of("company.size", "company.country"))), near.open());
    assertEquals(List.of(), of("company.size: 3, company.country: FR").open());
  }

  /** Every near miss that is made a fact is decided as predicted. */
  @Test
  void a_near_miss_that_becomes_a_fact_is_decided_as_predicted() {
    for (String size :
        List.of("", "company.size: 10, ", "company.size: 199, ", "company.size: 600, ")) {
      for (String country : List.of("", "company.country: DE, ", "company.country: FR, ")) {
        for (Miss miss : of(size + country + "text: hello").misses()) {
          String fact = miss.supposition().description();
          String given = fact.startsWith("company.size")
              ? country + "company.size: " + fact.replaceAll("\\D", "")
              : fact.startsWith("company.country")
                  ? size + "company.country: " + fact.replaceAll(".* ", "")
                  : fact.startsWith("region")
                      ? size + "company.country: " + (fact.contains("emea") ? "DE" : "US")
                      : size + country;
          String text = fact.startsWith("text") ? "sso" : "hello";
          if (fact.startsWith("any other")) {
            given = size + "company.country: XX";
          }
          Settings settings = Settings.yaml(
              "p.yaml",
              POLICY + "examples:\n  - { name: it, given: { " + given.replaceAll("^, |, $", "")
                  + ", text: " + text + " }, expect: { route: "
                  + miss.assignment().route()
                  + ", score: " + miss.score().value() + " } }\n");
          Policy policy = PolicyReader.read(settings);
          assertEquals(List.of(), Examples.read(settings).problems(policy), size + country + fact);
        }
      }
    }
  }

  private static final String DOMAINS = """
      schema: lead-policy/1
      derive:
        market: { of: sender.domain, suffix: { de: dach, co.uk: uk } }
        partner: { of: sender.domain, map: { acme.example: gold } }
        band: { of: company.industry, map: { Banking: money } }
      rules: [{ id: any, add: 1, when: always }]
      routes:
        - { id: dach, when: { market: { is: dach } }, to: { queue: a } }
        - { id: gold, when: { partner: { is: gold } }, to: { queue: b } }
        - { id: money, when: { band: { is: money } }, to: { queue: c } }
        - id: three
          when: { company.size: { gt: 9000 }, company.country: { is: US }, company.name: { is: Acme } }
          to: { queue: d }
        - { id: rest, when: always, to: { queue: e } }
      """;

  private static NearMisses near(String given) {
    Settings settings = Settings.yaml(
        "p.yaml",
        DOMAINS + "examples: [{ name: it, given: { " + given + " }, expect: { score: 1 } }]\n");
    Policy policy = PolicyReader.read(settings);
    return NearMisses.of(policy, Examples.read(settings).all().get(0).lead());
  }

  @Test
  void a_derived_fact_is_varied_by_the_field_that_it_comes_from() {
    assertEquals(
        List.of(
            "company.industry is not known; with band money by company.industry: money, 1",
            "sender.domain is other.example; with market dach by sender.domain: dach, 1",
            "sender.domain is other.example; with partner gold by sender.domain: gold, 1"),
        facts(near("text: hello, sender.domain: other.example")).stream()
            .sorted()
            .toList());
  }

  @Test
  void only_the_fields_that_are_not_known_are_missing() {
    assertEquals(
        List.of("company.country", "company.name"),
        near("text: hello, company.size: 9500").open().stream()
            .filter(open -> open.route().equals("three"))
            .findFirst()
            .orElseThrow()
            .fields());
    assertEquals(
        List.of(),
        near("text: hello, company.size: 9500, company.country: US").open().stream()
            .filter(open -> open.route().equals("three"))
            .toList(),
        "one fact decides: the name of the company");
  }

  private static final String KINDS = """
      schema: lead-policy/1
      lists:
        free: { words: [free.example], as: domain }
        markets: [banking, insurance]
      derive: { zone: { of: company.country, map: { DE: inner } } }
      rules: [{ id: any, add: 1, when: always }]
      routes:
        - { id: failed, when: { auth.spf: { is: fail } }, to: { queue: a } }
        - { id: free, when: { sender.domain: { inList: free } }, to: { queue: b } }
        - { id: market, when: { company.industry: { inList: markets } }, to: { queue: c } }
        - { id: order, when: { text: { regex: "order-[0-9]" } }, to: { queue: d } }
        - { id: small, when: { company.size: { lt: 10 } }, to: { queue: e } }
        - { id: middle, when: { company.size: { gte: 30, lt: 40 } }, to: { queue: f } }
        - { id: abroad, when: { company.country: { isNot: DE } }, to: { queue: g } }
        - { id: rest, when: always, to: { queue: h } }
      """;

  /** What is not known comes first, then what is known, each in the order in which the policy asks for it. */
  @Test
  void every_kind_of_fact_is_varied_and_what_is_not_known_comes_first() {
    Settings settings = Settings.yaml(
        "p.yaml",
        KINDS + "examples: [{ name: it, given: { text: hello, sender.domain: a.example,"
            + " company.size: 20, company.country: DE }, expect: { score: 1 } }]\n");
    Policy policy = PolicyReader.read(settings);
    List<String> facts =
        facts(NearMisses.of(policy, Examples.read(settings).all().get(0).lead()));
    assertEquals(
        List.of(
            "company.industry is not known; with company.industry in markets: market, 1",
            "auth.spf is none; with auth.spf fail: failed, 1",
            "sender.domain is a.example; with sender.domain in free: free, 1",
            "with text matches order-[0-9]: order, 1",
            "company.size is 20; with company.size 30: middle, 1",
            "company.size is 20; with company.size <= 9: small, 1",
            "company.country is DE; with any other company.country: abroad, 1"),
        facts);
  }
}
