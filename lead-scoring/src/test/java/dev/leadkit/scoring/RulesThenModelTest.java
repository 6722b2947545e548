// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.spi.Settings;
import dev.leadkit.tck.Leads;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesThenModelTest {

  private static final String RULES = """
      score: { base: 10, clamp: [-100, 100] }
      rules:
        - { id: asks, add: 20, when: { text: { phrase: demo } } }
      """;
  private static final Model MODEL = Models.model();

  private static Settings settings(String model, String file) {
    return Settings.yaml("policy.yaml", RULES + model).withFiles(name -> file);
  }

  private static Ruleset rules(String model) {
    Settings settings = settings(model, MODEL.json());
    Ruleset rules = Ruleset.read(settings);
    assertEquals(List.of(), settings.problems());
    return rules;
  }

  private static Ruleset modelled(int cap) {
    return rules("model: { file: model.json, perDoubling: -10, cap: " + cap + " }");
  }

  private static Contribution line(Score score) {
    List<Contribution> lines = score.contributions().stream()
        .filter(line -> line.rule().equals("model"))
        .toList();
    assertEquals(1, lines.size());
    return lines.get(0);
  }

  @Test
  void the_model_has_one_contribution_after_those_of_the_rules() {
    Lead lead =
        Leads.from("jo@acme.example", "Demo of the casino, casino and lottery").lead();
    Score score = modelled(30).score(lead);
    assertEquals(
        List.of("asks", "model"),
        score.contributions().stream().map(Contribution::rule).toList());
    Contribution line = line(score);
    assertEquals(Verdict.TRUE, line.verdict());
    assertTrue(line.points() < 0, line.why());
    assertEquals(score.value(), 10 + 20 + line.points());
    assertTrue(
        line.evidence().stream().anyMatch(evidence -> evidence.value().equals("casino")),
        line.evidence().toString());
    assertTrue(line.why().startsWith("model " + MODEL.hash().substring(7, 15)), line.why());
    assertTrue(!line.why().contains("casino"), "the reason must not contain words of the sender");
  }

  @Test
  @Tag("slow")
  void its_points_never_exceed_the_cap_and_the_contributions_add_up() {
    var random = new Random(5);
    boolean isReached = false;
    for (int i = 0; i < 300; i++) {
      int cap = random.nextInt(20);
      Lead lead = Models.lead(random.nextBoolean(), random);
      Score score = modelled(cap).score(lead);
      int points = line(score).points();
      assertTrue(Math.abs(points) <= cap, points + " of " + cap);
      isReached |= Math.abs(points) == cap;
      int lines = score.contributions().stream().mapToInt(Contribution::points).sum();
      int adjusted =
          score.adjustments().stream().mapToInt(Score.Adjustment::points).sum();
      assertEquals(score.value(), 10 + lines + adjusted);
    }
    assertTrue(isReached);
  }

  @Test
  void ten_points_a_doubling_are_ten_points_for_twice_the_odds() {
    Ruleset rules = modelled(10_000);
    Lead empty = Leads.from("jo@acme.example", "").lead();
    Lead worse = Leads.from("jo@acme.example", "casino").lead();
    double doublings = (MODEL.logit(Models.FEATURES, worse) - MODEL.logit(Models.FEATURES, empty))
        / 1000.0
        / Math.log(2);
    int difference =
        line(rules.score(worse)).points() - line(rules.score(empty)).points();
    assertEquals(-10 * doublings, difference, 1);
  }

  private static Ruleset of(int word, int intercept, int perDoubling, int cap) {
    int[] weights = new int[1 << 18];
    for (String each : List.of("demo", "casino", "loan", "price", "seats", "audit", "pills")) {
      weights[Model.index(FeatureHash.word(each.toCharArray(), each.length()), 18)] =
          each.equals("casino") ? word : each.length();
    }
    // as many of the one kind as of the other: usual is a logit of 0
    Model model = new Model(
        18, weights, intercept, new Model.Provenance("spam", "ham", "", 100, 50, List.of()));
    Settings settings = settings(
        "model: { file: m, perDoubling: " + perDoubling + ", cap: " + cap + " }", model.json());
    Ruleset rules = Ruleset.read(settings);
    assertEquals(List.of(), settings.problems());
    return rules;
  }

  /** A doubling of the odds is a logit of ln 2, which is 693 thousandths. */
  @ParameterizedTest
  @CsvSource({
    "693, 0, 10, 100, 10",
    "693, 0, -10, 100, -10",
    "-693, 0, 10, 100, -10",
    "-693, 0, -10, 100, 10",
    "1386, 0, 10, 100, 20",
    "500, 193, 10, 100, 10",
    "0, 693, 10, 100, 10",
    "0, 0, 10, 100, 0",
    // the nearest whole number of points
    "103, 0, 10, 100, 1",
    "104, 0, 10, 100, 2",
    "-103, 0, 10, 100, -1",
    "-104, 0, 10, 100, -2",
    "34, 0, 10, 100, 0",
    "35, 0, 10, 100, 1",
    // at most the cap, either way
    "693, 0, 10, 9, 9",
    "693, 0, -10, 9, -9",
    "30000, 100000, 10000, 10000, 10000",
    "-30000, -100000, 10000, 10000, -10000"
  })
  void points_are_the_doublings_of_the_odds(
      int weight, int intercept, int perDoubling, int cap, int points) {
    Lead lead = Leads.from("jo@acme.example", "casino").lead();
    Ruleset rules = of(weight, intercept, perDoubling, cap);
    assertEquals(points, line(rules.score(lead)).points());
    assertEquals(10 + points, rules.score(lead).base() + line(rules.score(lead)).points());
  }

  @Test
  void its_reason_is_the_sum_in_numbers() {
    Lead lead = Leads.from("jo@acme.example", "Casino loan price seats audit pills demo")
        .lead();
    Contribution line = line(of(1_500, -20, 10, 30).score(lead));
    String model = line.why().substring(0, "model 12345678".length());
    assertEquals(
        model + ": logit of spam +1.508, usual +0.000; intercept -0.020, evidence +1.500 +0.005"
            + " +0.005 +0.005 +0.005, 2 others +0.008; at most 30 points",
        line.why());
    assertEquals(
        List.of("Casino", "price", "seats", "audit", "pills"),
        line.evidence().stream().map(one -> one.value()).toList());
    Contribution none =
        line(of(-1_500, -20, 10, 30).score(Leads.from("jo@acme.example", "hm").lead()));
    assertEquals(
        model.length(),
        none.why()
            .indexOf(": logit of spam -0.020, usual +0.000; intercept -0.020; at most 30 points"));
  }

  @Test
  void a_rare_label_is_compared_with_how_rare_it_is() {
    // one of 100 leads is spam: the odds of a lead taken at random are 1.5 to 99.5, a logit of
    // -4.195
    Model model = new Model(
        18,
        new int[1 << 18],
        -4_195 + 693,
        new Model.Provenance("spam", "ham", "", 100, 1, List.of()));
    Settings settings = settings("model: { file: m, perDoubling: 10, cap: 30 }", model.json());
    Contribution line =
        line(Ruleset.read(settings).score(Leads.from("jo@acme.example", "hm").lead()));
    assertEquals(10, line.points());
    assertTrue(line.why().contains("usual -4.195"), line.why());
  }

  @Test
  void its_points_are_not_learnt_with_those_of_the_rules() {
    var learner = new WeightLearner(modelled(30));
    for (int i = 0; i < 100; i++) {
      boolean asks = i % 3 > 0;
      learner.add(
          Leads.from("jo@acme.example", asks ? "demo" : "casino").lead(), asks != (i % 10 == 0));
    }
    assertEquals(
        List.of("asks"),
        learner.learn().proposals().stream().map(WeightLearner.Proposal::rule).toList());
  }

  @Test
  void switched_off_it_leaves_the_rules_as_they_are_without_it() {
    Ruleset alone = rules("");
    Ruleset off = rules("model: { file: model.json, perDoubling: -10, cap: 30, enabled: false }");
    var random = new Random(7);
    for (int i = 0; i < 100; i++) {
      Lead lead = Models.lead(random.nextBoolean(), random);
      assertEquals(alone.score(lead), off.score(lead));
    }
    assertEquals(alone.scores(), off.scores());
  }

  @Test
  void a_condition_restricts_the_leads_that_it_scores() {
    Ruleset rules = rules("model: { file: model.json, perDoubling: -10, cap: 30,"
        + " when: { company.size: { lt: 100 } } }");
    Lead lead = Leads.from("jo@acme.example", "casino").lead();
    assertEquals(Verdict.UNKNOWN, line(rules.score(lead)).verdict());
    assertEquals(0, line(rules.score(lead)).points());
  }

  @Test
  void the_possible_scores_include_its_points() {
    assertEquals(List.of(8, 9, 10, 11, 12, 28, 29, 30, 31, 32), modelled(2).scores());
  }

  @Test
  void the_weights_are_part_of_what_the_policy_is() {
    String section = "model: { file: model.json, perDoubling: 5, cap: 30 }";
    Settings one = settings(section, MODEL.json());
    Settings other = settings(section, Models.trainer(9, 600).train().model().json());
    Ruleset.read(one);
    Ruleset.read(other);
    assertTrue(!one.fingerprint().equals(other.fingerprint()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ perDoubling: 5, cap: 3 }|policy.yaml:4:8: model.file: not set; expected a text",
        "{ file: m.json, cap: 3 }|model.perDoubling: not set; expected a value",
        "{ file: m.json, perDoubling: 5, cap: -3 }|model.cap: set to -3; expected 0 to 10000",
        "{ file: m.json, perDoubling: 5, cap: 3, cup: 4 }|model.cup: unknown key; did you mean 'cap'?",
      })
  void mistakes_in_its_section_are_reported(String section, String problem) {
    Settings settings = settings("model: " + section, MODEL.json());
    Ruleset.read(settings);
    List<String> problems = settings.problems();
    assertTrue(problems.stream().anyMatch(one -> one.contains(problem)), problems.toString());
  }

  @Test
  void an_invalid_model_file_is_a_problem_of_the_policy() {
    Settings settings =
        settings("model: { file: m.json, perDoubling: 5, cap: 3 }", "{\"schema\": \"x\"}");
    Ruleset.read(settings);
    List<String> problems = settings.problems();
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(
        problems
            .get(0)
            .startsWith("policy.yaml:4:16: model.file: not a model: m.json:1:12: schema"),
        problems.toString());
  }

  @Test
  void no_rule_can_have_its_name() {
    Settings settings = Settings.yaml(
            "policy.yaml",
            RULES.replace("asks", "model") + "model: { file: m.json, perDoubling: 5, cap: 3 }")
        .withFiles(name -> MODEL.json());
    Ruleset.read(settings);
    assertEquals(1, settings.problems().size(), settings.problems().toString());
  }
}
