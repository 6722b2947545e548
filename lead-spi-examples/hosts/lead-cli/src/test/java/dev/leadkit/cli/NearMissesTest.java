// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.policy.Examples;
import dev.leadkit.policy.NearMisses;
import dev.leadkit.policy.NearMisses.Miss;
import dev.leadkit.policy.NearMisses.Open;
import dev.leadkit.policy.Policy;
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
    Policy policy = Policy.read(settings);
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
          Policy policy = Policy.read(settings);
          assertEquals(List.of(), Examples.read(settings).problems(policy), size + country + fact);
        }
      }
    }
  }
}
