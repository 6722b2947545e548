// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Automation;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Score.Adjustment;
import dev.leadkit.Source;
import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;
import dev.leadkit.tck.Leads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesetTest {

  private static final Lead LEAD =
      Leads.from("jo@acme.example", "One two three").lead();

  @Test
  void a_group_gives_at_most_its_cap_and_a_score_stays_within_its_clamp() {
    Score score = Rulesets.of("""
            score: { base: 5, clamp: [0, 50], groups: { one: { cap: 30 }, two: {}, three: { cap: 10 } } }
            rules:
              - { id: a, group: one, add: 25, when: always }
              - { id: b, group: one, add: 25, when: always }
              - { id: c, group: two, add: 60, when: always }
              - { id: d, group: three, add: 5, when: always }
              - { id: e, add: 1, when: { text: { phrase: four } } }
            """).score(LEAD);
    assertEquals(50, score.value());
    assertEquals(
        List.of(
            new Adjustment("group one gives at most 30", -20),
            new Adjustment("a score is at most 50", -50)),
        score.adjustments());
    assertEquals(
        List.of(25, 25, 60, 5, 0),
        score.contributions().stream().map(Score.Contribution::points).toList());
  }

  @Test
  void scores_at_the_limits_of_cap_and_clamp_are_not_adjusted() {
    for (int clamp : new int[] {30, 31}) {
      Score score = Rulesets.of("""
          score: { clamp: [%d, %d], groups: { one: { cap: 30 } } }
          rules:
            - { id: a, group: one, add: 20, when: always }
            - { id: b, group: one, add: 10, when: { text: { phrase: two } } }
            - { id: c, group: one, add: 1, when: { text: { phrase: four } } }
          """.formatted(61 - clamp - 1, clamp)).score(LEAD);
      assertEquals(30, score.value());
      assertEquals(List.of(), score.adjustments());
    }
  }

  @Test
  void a_score_below_the_clamp_is_lifted() {
    Score score = Rulesets.of("rules: [{ id: a, add: -30, when: always }]").score(LEAD);
    assertEquals(0, score.value());
    assertEquals(List.of(new Adjustment("a score is at least 0", 30)), score.adjustments());
  }

  @Test
  void a_reason_without_words_is_that_of_the_condition() {
    Score score = Rulesets.of("""
            rules:
              - { id: a, add: 1, when: { text: { phrase: [two, three] } } }
              - { id: b, add: 1, when: { text: { phrase: [two, three] } }, why: "says {match}, {company.name} of {sender.domain}" }
            """).score(LEAD);
    assertEquals("text says \"two\"", score.contributions().get(0).why());
    assertEquals(
        "says two, unknown of acme.example", score.contributions().get(1).why());
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    assertEquals(
        List.of(
            "test:1:17: score.clamp: expected the lowest first, then the highest",
            "test:1:49: score.groups.fit.cap: set to 'much'; expected a whole number",
            "test:1:55: score.groups.fit.cup: unknown key; did you mean 'cap'?",
            "test:3:11: rules[0].id: set to 'Work Email'; expected small letters, digits, - and _",
            "test:3:30: rules[0].group: set to 'fti', which is not in score.groups; did you mean 'fit'?",
            "test:3:40: rules[0].add: set to 'ten'; expected a whole number",
            "test:4:5: rules[1].add: not set; expected a value",
            "test:4:5: rules[1].when: not set; expected always, or a condition",
            "test:5:11: rules[2].id: 'b' occurs twice; expected another id for each rule",
            "test:5:19: rules[2].add: set to 10001; expected -10000 to 10000",
            "test:5:45: rules[2].why: {sender.domian} is not a field; did you mean 'sender.domain'?",
            "test:6:41: rules[3].why: {sender.email} may name a person; expected a field that does not",
            "test:7:41: rules[4].why: set to 'open {match'; expected } after {"),
        Rulesets.problems("""
            score: { clamp: [100, 0], groups: { fit: { cap: much, cup: 1 } } }
            rules:
              - { id: Work Email, group: fti, add: ten, when: always }
              - { id: b }
              - { id: b, add: 10001, when: always, why: "{sender.domian}" }
              - { id: c, add: 1, when: always, why: "{sender.email}" }
              - { id: d, add: 1, when: always, why: "open {match" }
            """));
    assertEquals(
        List.of("test:1:1: rules: not set; expected a value"), Rulesets.problems("score: {}"));
  }

  @Test
  void it_is_found_by_its_name() {
    Settings settings = Settings.of("test", Map.of("rules", List.of()));
    assertInstanceOf(Ruleset.class, Provider.create(Scorer.class, "rules", settings));
    assertEquals(List.of(), settings.problems());
  }

  private static final String FADING = """
      score: { clamp: [-100, 100], groups: { a: { cap: 50 } } }
      rules:
        - { id: half, group: a, add: 40, decay: { halfLife: 14d }, when: { text: { phrase: price } } }
        - { id: even, add: -30, decay: { linear: 30d }, when: always }
      """;

  private static List<Integer> faded(int days) {
    Lead lead = Leads.from("ada@acme.example", "A price, please").lead();
    Instant later = lead.asOf().plus(Duration.ofDays(days));
    Lead reopened = lead.apply(
        new LeadEvent(lead.id(), lead.seq() + 1, later, new Fact.Reopened("kim", "asked again")));
    return Rulesets.of(FADING).score(reopened).contributions().stream()
        .map(Score.Contribution::points)
        .toList();
  }

  @Test
  void points_fade_with_the_age_of_the_newest_message() {
    assertEquals(List.of(40, -30), faded(0));
    assertEquals(List.of(28, -23), faded(7));
    assertEquals(List.of(20, -16), faded(14));
    assertEquals(List.of(10, -2), faded(28));
    assertEquals(List.of(9, 0), faded(30));
    assertEquals(List.of(0, 0), faded(300));
  }

  @Test
  void the_possible_scores_are_known() {
    Ruleset rules = Rulesets.of("""
        score: { base: 5, clamp: [0, 100], groups: { fit: { cap: 25 } } }
        rules:
          - { id: a, group: fit, add: 20, when: { company.size: { gt: 200 } } }
          - { id: b, group: fit, add: 10, when: { company.country: { is: DE } } }
          - { id: c, add: -40, when: { auth.dmarc: { is: fail } } }
          - { id: d, add: 1, when: always }
        """);
    assertEquals(List.of(0, 6, 16, 26, 31), rules.scores());
  }

  @Test
  void points_beyond_the_range_are_not_taken_for_none() {
    Settings settings = Settings.yaml("test", "rules:\n  - { id: a, add: 100000, when: always }\n");
    Ruleset.read(settings);
    assertEquals(
        List.of("test:2:19: value: rules[0].add: set to 100000; expected -10000 to 10000"),
        settings.findings().stream().map(Diagnostic::text).toList());
  }

  @Test
  void settings_without_effect_are_found() {
    Settings settings = Settings.yaml("test", """
        score: { groups: { fit: { cap: 40 }, idle: {} } }
        rules:
          - { id: a, group: fit, add: 20, when: { company.size: { gt: 200 } } }
          - { id: b, group: fit, add: 20, when: { company.size: { gt: 200.0 } } }
          - { id: c, add: 0, when: { company.size: { gt: 3, lt: 3 } } }
        """);
    Ruleset.read(settings);
    assertEquals(
        List.of(
            "test:1:32: idle-cap: score.groups.fit.cap: set to 40, but all rules of the group"
                + " together give 40",
            "test:1:44: unused-group: score.groups.idle: no rule belongs to it; expected one that"
                + " does",
            "test:4:41: same-condition: rules[1].when: the same as that of rule 'a'",
            "test:5:19: idle-rule: rules[2].add: set to 0; expected points, or no rule",
            "test:5:28: never-true: rules[2].when: no lead can meet it: company.size is above 3 and"
                + " company.size is below 3"),
        settings.findings().stream().map(Diagnostic::text).toList());
  }

  /** Each rule of the sections with a policy that just keeps it, and one that just breaks it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "score: { clamp: [-1000000, 1000000] }|-",
        "score: { clamp: [5, 5] }|-",
        "score: { clamp: [6, 5] }|score.clamp: expected the lowest first, then the highest",
        "score: { clamp: [5] }|score.clamp: expected [lowest, highest]",
        "score: { clamp: [1, 2, 3] }|score.clamp: expected [lowest, highest]",
        "score: { clamp: [-1000001, 0] }|set to -1000001; expected -1000000 to 1000000",
        "score: { clamp: [0, 1000001] }|set to 1000001; expected -1000000 to 1000000",
        "score: { clamp: [0, -2147483648] }|set to -2147483648; expected -1000000 to 1000000",
        "score: { base: 10000 }|-",
        "score: { base: -10000 }|-",
        "score: { base: 10001 }|base: set to 10001; expected -10000 to 10000",
        "score: { groups: { g: { cap: 1 } } }|unused-group: score.groups.g: no rule belongs to it",
        "score: { groups: { g: { cap: 0 } } }; group: g, add: 1|-",
        "score: { groups: { g: { cap: 10000 } } }; group: g, add: 10000|idle-cap: score.groups.g.cap: set to 10000, but all rules of the group together give 10000",
        "score: { groups: { g: { cap: 9999 } } }; group: g, add: 10000|-",
        "score: { groups: { g: { cap: -1 } } }; group: g, add: 1|cap: set to -1; expected 0 to 10000",
        "score: { groups: { g: { cap: 10001 } } }; group: g, add: 1|cap: set to 10001; expected 0 to 10000",
        "score: {}; group: g, add: 1|set to 'g', which is not in score.groups",
        "score: {}; add: 1, why: 'says {match}'|-",
        "score: {}; add: 0|idle-rule: rules[0].add: set to 0; expected points, or no rule",
        "score: {}; add: 1, decay: { halfLife: 1s }|-",
        "score: {}; add: 1, decay: { linear: 36500d }|-",
        "score: {}; add: 1, decay: { linear: 36501d }|linear: set to",
        "score: {}; add: 1, decay: { halfLife: 999ms }|halfLife: set to",
        "score: {}; add: 1, decay: {}|decay: expected either halfLife or linear",
        "score: {}; add: 1, decay: { halfLife: 1d, linear: 1d }|decay: expected either halfLife or linear",
      })
  void settings_of_a_rule_set_are_valid_or_reported(String policy, String said) {
    String[] parts = policy.split("; ", 2);
    Settings settings = Settings.yaml(
        "test",
        parts[0] + "\nrules: [{ id: a, when: { text: { phrase: demo } }, "
            + (parts.length > 1 ? parts[1] : "add: 1") + " }]");
    Ruleset.read(settings);
    List<String> findings = settings.findings().stream().map(Diagnostic::text).toList();
    if (said.equals("-")) {
      assertEquals(List.of(), findings);
    } else {
      assertTrue(findings.stream().anyMatch(one -> one.contains(said)), findings.toString());
    }
  }

  @Test
  void a_reason_can_name_the_words_only_where_the_condition_finds_some() {
    String rule = "rules: [{ id: a, add: 1, when: %s, why: 'says {match}' }]";
    for (String words : List.of(
        "{ text: { phrase: demo } }",
        "{ text: { regex: 'demo+' } }",
        "{ any: [{ company.size: { gt: 5 } }, { text: { phrase: demo } }] }",
        "{ not: { not: { text: { phrase: demo } } } }",
        "{ text: { phrase: demo, ifMissing: false } }")) {
      assertEquals(List.of(), Rulesets.problems(rule.formatted(words)), words);
    }
    for (String none :
        List.of("always", "{ company.size: { gt: 5 } }", "{ not: { text: { phrase: demo } } }")) {
      List<String> problems = Rulesets.problems(rule.formatted(none));
      assertEquals(1, problems.size(), none);
      assertTrue(
          problems.get(0).contains("but the condition finds no words that {match} could stand for"),
          problems.get(0));
    }
  }

  @Test
  void a_machine_does_not_make_points_fresh_again() {
    Ruleset rules =
        Rulesets.of("rules: [{ id: a, add: 40, decay: { halfLife: 1d }, when: always }]");
    Instant later = Leads.NOON.plus(Duration.ofDays(1));
    assertEquals(40, points(rules, Automation.NONE, Automation.NONE, later));
    assertEquals(40, points(rules, Automation.NONE, Automation.GENERATED, later));
    assertEquals(20, points(rules, Automation.NONE, Automation.AUTO_REPLY, later));
    assertEquals(40, points(rules, Automation.AUTO_REPLY, Automation.NONE, later));
    assertEquals(40, points(rules, Automation.AUTO_REPLY, Automation.AUTO_REPLY, later));
  }

  private static int points(Ruleset rules, Automation first, Automation second, Instant later) {
    Lead one = Leads.from(message -> message.automation(first)).lead();
    Message more = Message.builder("evt_2", later).automation(second).build();
    Lead two = one.apply(new LeadEvent(
        one.id(),
        one.seq() + 1,
        later,
        new Fact.Received(more, Source.of("sales", "sales@leadkit.example"), Key.of(more), "")));
    return rules.score(two).contributions().get(0).points();
  }

  @Test
  void the_reason_of_decayed_points_says_so() {
    Lead lead = Leads.from("ada@acme.example", "A price, please").lead();
    Instant later = lead.asOf().plus(Duration.ofDays(14));
    Lead old = lead.apply(
        new LeadEvent(lead.id(), lead.seq() + 1, later, new Fact.Reopened("kim", "asked again")));
    Score fresh = Rulesets.of(FADING).score(lead);
    Score faded = Rulesets.of(FADING).score(old);
    assertEquals("text says \"price\"", fresh.contributions().get(0).why());
    assertEquals(
        "text says \"price\", 20 of 40 points after 14 days",
        faded.contributions().get(0).why());
  }

  @Test
  void points_that_fade_can_be_any_of_those_on_the_way() {
    Ruleset rules = Rulesets.of("""
        score: { base: 5, clamp: [-100, 100] }
        rules:
          - { id: a, add: 2, decay: { halfLife: 14d }, when: { text: { phrase: price } } }
          - { id: b, add: -3, decay: { linear: 14d }, when: { text: { phrase: casino } } }
        """);
    assertEquals(List.of(2, 3, 4, 5, 6, 7), rules.scores());
    assertEquals(List.of("a", "b"), rules.rules());
  }

  /** The rules that are true for a lead, with the positions of their matches. */
  @Test
  void a_trace_has_the_rules_that_are_true() {
    Ruleset rules = Rulesets.of("""
        rules:
          - { id: a, add: 2, when: { text: { phrase: nothing } } }
          - { id: b, add: 3, when: { text: { phrase: two } } }
          - { id: c, add: 4, when: always }
        """);
    Trace trace = rules.trace(LEAD);
    assertEquals(2, trace.size());
    assertEquals(1, trace.number(0));
    assertEquals("b", trace.rule(0));
    assertEquals(3, trace.points(0));
    assertEquals(4, trace.start(0));
    assertEquals(7, trace.end(0));
    assertEquals("two", String.valueOf(Objects.requireNonNull(trace.words(0)).value()));
    assertEquals("c", trace.rule(1));
    assertEquals(4, trace.points(1));
    assertEquals(-1, trace.start(1));
    assertEquals(-1, trace.end(1));
    assertNull(trace.words(1));
  }
}
