// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Score;
import dev.leadkit.Score.Adjustment;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the examples of a policy are read, run and counted. */
class ExamplesTest {

  /** Gives 40 points, with one rule true, one false and one unknown, and 5 more for all; routes to Ada in queue inbox. */
  private static final Policy POLICY = Policy.of(
      "v",
      lead -> Score.of(
          10,
          List.of(
              new Contribution("sso", Verdict.TRUE, 40, "text says \"sso\"", List.of()),
              new Contribution("large", Verdict.FALSE, 0, "company.size is 3", List.of()),
              new Contribution("german", Verdict.UNKNOWN, 0, "no country", List.of())),
          List.of(new Adjustment("cap", -5))),
      (lead, score) -> Assignment.builder("all", Disposition.LEAD)
          .queue("inbox")
          .owner("ada")
          .sla(Duration.ofHours(2))
          .due(lead.asOf().plus(Duration.ofHours(2)))
          .connectors(List.of("crm"))
          .reason("always")
          .build());

  private static Settings root(String example) {
    return Settings.yaml("p.yaml", "examples: [{ name: it, " + example + " }]\n");
  }

  private static List<String> problems(String example) {
    Settings root = root(example);
    Examples.read(root);
    return root.problems().stream()
        .map(problem -> problem.replaceFirst("^p.yaml:\\d+:\\d+: (\\w+: )?examples\\[0]\\.", ""))
        .toList();
  }

  private static List<String> differences(String expect) {
    Settings root = root("given: { text: hello }, expect: { " + expect + " }");
    Examples examples = Examples.read(root);
    assertEquals(List.of(), root.problems());
    return examples.run(POLICY).get(0).differences();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          score: 5               | score: follows from the rules; expected the fields that they ask for, and the score under expect
          text: ""               | text: empty; expected a value, or the field left out where it is missing
          text: "  "             | text: empty; expected a value, or the field left out where it is missing
          company.name: ""       | company.name: empty; expected a value, or the field left out where it is missing
          company.size: -1       | company.size: set to -1; expected a whole number from 0 to 2147483647
          company.size: 1.5      | company.size: set to 1.5; expected a whole number from 0 to 2147483647
          company.size: 2147483648 | company.size: set to 2147483648; expected a whole number from 0 to 2147483647
          lead.messages: 1001    | lead.messages: set to 1001; expected a whole number from 0 to 1000
          spam.score: 1.01       | spam.score: set to 1.01; expected a number from 0 to 1
          spam.score: -0.1       | spam.score: set to -0.1; expected a number from 0 to 1
          lead.received: noon    | lead.received: set to 'noon'; expected an instant such as 2026-03-02T12:00:00Z
          auth.spf: maybe        | auth.spf: set to 'maybe'; expected one of none, pass, fail, softfail, neutral
          """)
  void a_value_that_a_field_never_holds_is_a_problem(String given, String problem) {
    List<String> problems = problems("given: { " + given + " }, expect: { score: 1 }");
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(
        problems.get(0).startsWith("given." + problem)
            || problem.startsWith("auth") && problems.get(0).startsWith("given.auth.spf: set to"),
        problems.get(0));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          company.size: 0
          company.size: 2147483647
          company.size: 3.0
          lead.messages: 1000
          spam.score: 0
          spam.score: 1
          spam.score: 0.25
          message.defects: address_in_name
          spam.flags: "A, B"
          source.known: true
          lead.received: 2026-03-02T13:00:00+01:00
          """)
  void a_value_that_a_field_can_hold_is_held_by_the_lead(String given) {
    assertEquals(List.of(), problems("given: { " + given + " }, expect: { score: 1 }"));
  }

  @Test
  void a_defect_that_does_not_exist_is_told_with_all_that_do() {
    List<String> problems =
        problems("given: { message.defects: \"address_in_name, late\" }, expect: { score: 1 }");
    assertEquals(1, problems.size());
    assertTrue(
        problems
            .get(0)
            .startsWith(
                "given.message.defects: set to 'late', which is not a defect; expected some of "),
        problems.get(0));
    assertTrue(problems.get(0).contains(", address_in_name"), problems.get(0));
  }

  @Test
  void fields_that_exclude_each_other_are_told() {
    assertEquals(
        List.of("given.sender.tld: set to 'de', but the lead that the other fields make has"
            + " 'example'; expected fields that do not exclude each other"),
        problems("given: { sender.domain: acme.example, sender.tld: de }, expect: { score: 1 }"));
    assertEquals(
        List.of(
            "given.sender.domain: set to 'acme.example', but the lead that the other fields make"
                + " has 'other.example'; expected fields that do not exclude each other"),
        problems("given: { sender.domain: acme.example, sender.email: ada@other.example },"
            + " expect: { score: 1 }"));
  }

  @Test
  void an_example_needs_given_and_expect_and_something_to_compare() {
    assertEquals(
        List.of("expect: empty; expected a score, a route or something else to compare"),
        problems("given: { text: hello }, expect: { points: {} }"));
    assertEquals(2, problems("at: noon, given: { text: hello }").size());
    assertEquals(
        "at: set to 'noon'; expected an instant such as 2026-03-02T12:00:00Z",
        problems("at: noon, given: { text: hello }, expect: { score: 1 }").get(0));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          score: 44            | score: expected 44, got 45 (base 10, sso +40, cap -5)
          fired: []            | fired: not expected sso (text says "sso")
          fired: [sso, large]  | fired: expected large, which is false (company.size is 3)
          unknown: []          | unknown: not expected german (no country)
          unknown: [german, sso] | unknown: expected sso, which is true (text says "sso")
          unknown: [germany, german] | unknown: no rule is called 'germany'; did you mean 'german'?
          points: { sso: 41 }  | points: expected +41 of sso, got +40 (true (text says "sso"))
          points: { large: 1 } | points: expected +1 of large, got +0 (false (company.size is 3))
          route: other         | route: expected other, got all (always)
          disposition: automatic | disposition: expected automatic, got lead (always)
          queue: other         | queue: expected other, got inbox (always)
          owner: kim           | owner: expected kim, got ada
          sla: 1h              | sla: expected PT1H, got PT2H (always)
          connectors: [erp]    | connectors: expected [erp], got [crm] (always)
          """)
  void what_differs_from_the_expectation_is_reported(String expect, String difference) {
    assertEquals(List.of(difference), differences(expect));
  }

  @Test
  void what_meets_the_expectation_is_not_reported() {
    assertEquals(
        List.of(),
        differences("score: 45, fired: [sso], unknown: [german], points: { sso: 40, large: 0 },"
            + " route: all, disposition: lead, queue: inbox, owner: ada, sla: 2h,"
            + " connectors: [crm]"));
    Settings root = root("given: { text: hello }, expect: { score: 1 }");
    Example example = Examples.read(root).all().get(0);
    assertEquals("it", example.name());
    assertEquals("p.yaml:1:12", example.place());
    assertEquals("Example[it]", example.toString());
    assertEquals(
        List.of("p.yaml:1:12: it: score: expected 1, got 45 (base 10, sso +40, cap -5)"),
        Examples.read(root).problems(POLICY));
    assertEquals(
        List.of("p.yaml:1:12: it: score: expected 1, got 45 (base 10, sso +40, cap -5)"),
        PolicyCheck.examples().problems(POLICY, root));
  }

  private static List<String> checked(String yaml) {
    Settings root = Settings.yaml("p.yaml", yaml);
    Examples.read(root).check(POLICY, root);
    return root.findings().stream().map(Diagnostic::text).toList();
  }

  @Test
  void rules_that_no_example_makes_true_are_found() {
    String rules = "rules: [{ id: sso }, { id: large }, {}]\n";
    String example = "examples: [{ name: it, given: { text: a }, expect: { score: 45 } }]\n";
    assertEquals(
        List.of("p.yaml:1:22: untested-rule: rules[1]: no example makes it true"),
        checked(rules + example));
    assertTrue(
        checked(rules)
            .contains("p.yaml:1:1: no-examples: has no examples; expected leads and how the"
                + " policy decides on them"),
        checked(rules).toString());
    assertEquals(
        List.of("p.yaml:1:12: failing-example: examples[0]: score: expected 44, got 45"
            + " (base 10, sso +40, cap -5)"),
        checked(example.replace("45", "44")));
  }

  @Test
  void the_verdicts_of_each_rule_are_counted() {
    String example = "{ name: %s, given: { text: a }, expect: { score: 45 } }";
    Settings root = Settings.yaml(
        "p.yaml", "examples: [" + example.formatted("a") + ", " + example.formatted("b") + "]\n");
    Map<String, Map<Verdict, Integer>> coverage = Examples.read(root).coverage(POLICY);
    assertEquals(
        Map.of(
            "sso", Map.of(Verdict.TRUE, 2),
            "large", Map.of(Verdict.FALSE, 2),
            "german", Map.of(Verdict.UNKNOWN, 2)),
        coverage);
    assertEquals(List.of("sso", "large", "german"), List.copyOf(coverage.keySet()));
  }

  @Test
  void a_policy_that_does_not_tell_its_conditions_has_no_near_misses() {
    Example example =
        Examples.read(root("given: { text: a }, expect: { score: 1 }")).all().get(0);
    assertEquals(new NearMisses(List.of(), List.of()), NearMisses.of(POLICY, example.lead()));
  }

  private static List<String> changes(String yaml, Integer... scores) {
    return Mutant.of(Settings.yaml("p.yaml", yaml), List.of(scores)).stream()
        .map(mutant -> mutant.place().path() + " " + mutant.change())
        .toList();
  }

  @Test
  void a_limit_of_the_score_is_moved_to_the_next_scores_and_other_numbers_by_one_step() {
    assertEquals(
        List.of(
            "rules[0].add 5 changed to 6",
            "rules[0].add 5 changed to 4",
            "rules[0].when.spam.score.gt 0.50 changed to 0.51",
            "rules[0].when.spam.score.gt 0.50 changed to 0.49",
            "routes[0].when.score.gte 70 changed to 80",
            "routes[0].when.score.gte 70 changed to 60"),
        changes(
            "rules: [{ id: a, add: 5, when: { spam.score: { gt: 0.50 } } }]\n"
                + "routes: [{ id: b, when: { score: { gte: 70 } } }]\n",
            50,
            60,
            70,
            80,
            90));
    assertEquals(
        List.of("routes[0].when.score.gte 90 changed to 80"),
        changes("routes: [{ id: b, when: { score: { gte: 90 } } }]\n", 50, 80, 90),
        "there is no greater score");
    assertEquals(
        List.of(
            "routes[0].when.score.gte 90 changed to 91",
            "routes[0].when.score.gte 90 changed to 89"),
        changes("routes: [{ id: b, when: { score: { gte: 90 } } }]\n"),
        "the scores are not known");
  }

  @Test
  void one_of_several_is_left_out_and_the_only_one_is_not() {
    assertEquals(
        List.of(
            "lists.a[0] left out 'x'",
            "lists.a[0] 'x' changed to 'mutant'",
            "lists.a[1] left out 'y'",
            "lists.a[1] 'y' changed to 'mutant'",
            "lists.b[0] 'z' changed to 'mutant'"),
        changes("lists: { a: [x, y], b: [z] }\n"));
  }
}
