// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Proof;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Reachable;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Unreachable;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Witness;
import dev.leadkit.policy.check.ScoreModel.Component;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Proofs over all leads, compared with every lead that a few conditions distinguish. */
class ReachabilityAnalyzerTest {

  private static final Fields FIELDS = Fields.ofLead();

  private static final List<Lead> LEADS = leads();

  private static final List<String> LEAVES = List.of(
      "company.size: { gte: # }",
      "company.size: { lt: # }",
      "company.size: { is: # }",
      "company.size: { gt: 1, lte: # }",
      "company.size: { gte: #, ifMissing: true }",
      "company.size: { exists: true }",
      "company.size: { missing: true }",
      "company.country: { is: DE }",
      "company.country: { isNot: FR }",
      "company.country: { in: [DE, FR] }",
      "company.country: { missing: true }",
      "text: { phrase: alpha }",
      "text: { phrase: alpha beta }",
      "text: { phrase: beta }");

  private static List<Lead> leads() {
    var leads = new ArrayList<Lead>();
    for (String text : List.of("", "other", "alpha", "beta", "alpha beta", "beta alpha")) {
      for (String country : List.of("", "DE", "FR", "AQ")) {
        for (int size = -1; size < 7; size++) {
          var given = new LinkedHashMap<String, String>();
          given.put("text", text);
          given.put("company.country", country);
          given.put("company.size", size < 0 ? "" : "" + size);
          given.values().removeIf(String::isEmpty);
          leads.add(new GivenLead(given, null).lead());
        }
      }
    }
    return leads;
  }

  private static String condition(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      String leaf = LEAVES.get(random.nextInt(LEAVES.size()));
      return "{ " + leaf.replace("#", "" + random.nextInt(6)) + " }";
    }
    String parts = condition(random, depth - 1) + ", " + condition(random, depth - 1);
    return switch (random.nextInt(3)) {
      case 0 -> "{ all: [" + parts + "] }";
      case 1 -> "{ any: [" + parts + "] }";
      default -> "{ not: " + condition(random, depth - 1) + " }";
    };
  }

  private static Condition read(String text) {
    Settings when = Settings.yaml("when.yaml", text);
    Definitions vocabulary = Definitions.read(Settings.yaml("policy.yaml", "{}"));
    Condition condition =
        ConditionLinter.check(ConditionReader.read(when, vocabulary, FIELDS.withScore()));
    assertEquals(List.of(), when.problems(), text);
    return condition;
  }

  /** What a model gives a lead, computed as its documentation says. */
  private static int points(ScoreModel model, Lead lead) {
    var groups = new HashMap<String, Integer>();
    int sum = model.base();
    for (Component component : model.components()) {
      if (meets(component.when(), lead, null)) {
        if (model.caps().containsKey(component.group())) {
          groups.merge(component.group(), component.most(), Integer::sum);
        } else {
          sum += component.most();
        }
      }
    }
    for (Map.Entry<String, Integer> group : groups.entrySet()) {
      sum += Math.min(model.caps().getOrDefault(group.getKey(), 0), group.getValue());
    }
    return Math.max(model.lowest(), Math.min(model.highest(), sum));
  }

  private static boolean meets(Condition condition, Lead lead, @Nullable Score score) {
    Conditions conditions = Conditions.of(FIELDS.withScore(), List.of(condition));
    return condition.verdict(conditions.view(lead, score)) == Verdict.TRUE;
  }

  private static ScoreModel model(Random random) {
    var components = new ArrayList<Component>();
    for (int n = 1 + random.nextInt(5); n > 0; n--) {
      int points = random.nextInt(21) - 8;
      components.add(new Component(
          read(condition(random, 1)),
          List.of("", "a", "b", "c").get(random.nextInt(4)),
          points,
          points,
          points));
    }
    int lowest = random.nextInt(3) == 0 ? -3 : -100;
    return new ScoreModel(
        random.nextInt(11),
        lowest,
        random.nextInt(3) == 0 ? 15 : 100,
        Map.of("a", 7, "b", 0),
        components);
  }

  private static Score score(int value) {
    return Score.of(0, List.of(), List.of(new Score.Adjustment("all", value)));
  }

  private record Fake(ScoreModel model) implements ConditionalScorer {

    @Override
    public Score score(Lead lead) {
      return ReachabilityAnalyzerTest.score(points(model, lead));
    }

    @Override
    public Score score(Lead lead, FieldOverride supposition) {
      return score(lead);
    }

    @Override
    public List<Integer> scores() {
      return model.scores();
    }
  }

  private static void assertProof(boolean expected, Proof proof, String say) {
    assertEquals(expected ? new Reachable() : new Unreachable(), proof, say);
  }

  @Test
  void the_scores_of_a_model_are_those_that_leads_can_have() {
    var random = new Random(11);
    for (int round = 0; round < 40; round++) {
      ScoreModel model = model(random);
      var scores = new TreeSet<Integer>();
      LEADS.forEach(lead -> scores.add(points(model, lead)));
      assertEquals(List.copyOf(scores), model.scores(), "round " + round + ": " + model);
    }
  }

  @Test
  void points_that_fade_may_be_any_number_between_their_limits() {
    Condition big = read("{ company.size: { gte: 5 } }");
    Condition small = read("{ company.size: { lt: 5 } }");
    Condition german = read("{ company.country: { is: DE } }");
    var fading = new Component(big, "", 2, 5, 5);
    var other = new Component(small, "", -3, -3, -3);
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5),
        new ScoreModel(0, -100, 100, Map.of(), List.of(fading)).scores(),
        "0 where the condition is not true; what is between is not excluded");
    assertEquals(
        List.of(0, 5),
        new ScoreModel(0, -100, 100, Map.of(), List.of(fading)).fresh().scores());
    assertEquals(
        List.of(-3, 0, 5),
        new ScoreModel(0, -100, 100, Map.of(), List.of(fading, other)).fresh().scores());
    var always = new Component(new Condition.Always(), "", 2, 4, 4);
    assertEquals(
        List.of(12, 13, 14),
        new ScoreModel(10, -100, 100, Map.of(), List.of(always)).scores(),
        "what is always true is never missing");
    var losing = new Component(german, "", -4, -2, -4);
    assertEquals(
        List.of(6, 7, 8, 9, 10), new ScoreModel(10, -100, 100, Map.of(), List.of(losing)).scores());
    assertEquals(
        List.of(),
        new ScoreModel(
                0, -1_000_000, 1_000_000, Map.of(), List.of(new Component(big, "", 0, 30_000, 0)))
            .scores(),
        "too many to list");
  }

  /** This many phrases are not distinguished: any number of them may be in a text, and each point is counted once. */
  @Test
  void many_phrases_add_up_to_any_number_of_their_points() {
    for (int points : new int[] {1, 3, -2}) {
      var components = new ArrayList<Component>();
      var expected = new TreeSet<Integer>();
      for (int i = 0; i < 133; i++) {
        components.add(
            new Component(read("{ text: { phrase: word" + i + " } }"), "", points, points, points));
        expected.add(7 + i * points);
      }
      expected.add(7 + 133 * points);
      var model = new ScoreModel(7, -1000, 1000, Map.of(), components);
      assertEquals(List.copyOf(expected), model.scores(), points + " points each");
    }
    var fading = new ArrayList<Component>();
    for (int i = 0; i < 133; i++) {
      fading.add(new Component(read("{ text: { phrase: word" + i + " } }"), "", 2, 3, 3));
    }
    List<Integer> scores = new ScoreModel(0, -1000, 1000, Map.of(), fading).scores();
    assertEquals(0, scores.get(0));
    assertEquals(3 * 133, scores.get(scores.size() - 1));
  }

  @Test
  void a_condition_is_reached_where_a_lead_meets_it_and_none_before() {
    var random = new Random(12);
    int unreachable = 0;
    for (int round = 0; round < 60; round++) {
      List<String> texts =
          IntStream.range(0, 4).mapToObj(any -> condition(random, 2)).toList();
      List<Condition> conditions =
          texts.stream().map(ReachabilityAnalyzerTest::read).toList();
      ReachabilityAnalyzer precedence = ReachabilityAnalyzer.of(conditions);
      List<List<Boolean>> met = LEADS.stream()
          .map(lead -> conditions.stream().map(one -> meets(one, lead, null)).toList())
          .toList();
      for (int i = 0; i < conditions.size(); i++) {
        int number = i;
        String say = "round " + round + ", " + i + " of " + texts;
        boolean isReached = met.stream().anyMatch(one -> one.indexOf(true) == number);
        assertProof(isReached, precedence.comingTo(i), say);
        assertProof(
            met.stream().anyMatch(one -> one.get(number) && one.get(0)),
            precedence.meetingBoth(i, 0),
            say);
        List<Integer> others = List.of((i + 1) % 4, (i + 3) % 4);
        assertProof(
            met.stream().anyMatch(one -> one.get(number) && others.stream().noneMatch(one::get)),
            precedence.meeting(i, others),
            say);
        assertWitness(isReached, precedence.witnessTo(i), conditions, i, say);
        unreachable += isReached ? 0 : 1;
      }
    }
    assertTrue(unreachable > 20, "too few conditions are out of reach: " + unreachable);
  }

  private static void assertWitness(
      boolean isReached,
      @Nullable Witness witness,
      List<Condition> conditions,
      int number,
      String say) {
    if (!isReached) {
      assertNull(witness, say);
      return;
    }
    assertNotNull(witness, say);
    for (int before = 0; before <= number; before++) {
      assertEquals(
          before == number, meets(conditions.get(before), witness.lead(), witness.score()), say);
    }
  }

  @Test
  void a_condition_on_the_score_is_met_where_a_lead_has_such_a_score() {
    var random = new Random(13);
    int unreachable = 0;
    for (int round = 0; round < 40; round++) {
      ScoreModel model = model(random);
      var texts = new ArrayList<String>();
      for (int i = 0; i < 3; i++) {
        int limit = random.nextInt(25) - 5;
        texts.add("{ all: [{ score: { " + (random.nextBoolean() ? "gte: " : "lt: ") + limit
            + " } }, " + condition(random, 1) + "] }");
      }
      List<Condition> conditions =
          texts.stream().map(ReachabilityAnalyzerTest::read).toList();
      ReachabilityAnalyzer precedence =
          ReachabilityAnalyzer.of(conditions, FIELDS.withScore(), Scoring.by(new Fake(model)));
      for (int i = 0; i < conditions.size(); i++) {
        int number = i;
        String say = "round " + round + ", " + i + " of " + texts + " with " + model;
        boolean isReached = LEADS.stream()
            .anyMatch(lead -> first(conditions, lead, score(points(model, lead))) == number);
        assertProof(isReached, precedence.comingTo(i), say);
        assertWitness(isReached, precedence.witnessTo(i), conditions, i, say);
        unreachable += isReached ? 0 : 1;
      }
    }
    assertTrue(unreachable > 20, "too few conditions are out of reach: " + unreachable);
  }

  private static int first(List<Condition> conditions, Lead lead, Score score) {
    return IntStream.range(0, conditions.size())
        .filter(i -> meets(conditions.get(i), lead, score))
        .findFirst()
        .orElse(-1);
  }

  /** A condition on a missing text is unknown, so that only a text that says something else meets its negation. */
  @Test
  void the_witness_of_what_a_text_must_not_say_has_another_text() {
    List<Condition> conditions = List.of(
        read("{ not: { text: { phrase: alpha } } }"),
        read("{ all: [{ text: { phrase: alpha } }, { not: { subject: { phrase: beta } } }] }"),
        read("{ text: { missing: true } }"));
    ReachabilityAnalyzer precedence = ReachabilityAnalyzer.of(conditions);
    assertEquals("{ text: zzz-other }", String.valueOf(precedence.witnessTo(0)));
    assertEquals("{ subject: zzz-other, text: alpha. }", String.valueOf(precedence.witnessTo(1)));
    assertEquals("{ text: missing }", String.valueOf(precedence.witnessTo(2)));
  }

  @Test
  void the_scores_beside_an_unreachable_condition_are_told() {
    Condition big = read("{ company.size: { gte: 5 } }");
    var model = new ScoreModel(
        10,
        0,
        100,
        Map.of(),
        List.of(
            new Component(big, "", 20, 20, 20),
            new Component(read("{ company.country: { is: DE } }"), "", 5, 5, 5)));
    List<Condition> routes = List.of(
        read("{ all: [{ score: { gte: 25 } }, { company.size: { lt: 5 } }] }"),
        read("{ score: { gte: 35 } }"),
        read("{ score: { gte: 36 } }"),
        read("{ score: { gte: 200 } }"));
    ReachabilityAnalyzer precedence =
        ReachabilityAnalyzer.of(routes, FIELDS.withScore(), Scoring.by(new Fake(model)));
    assertEquals(List.of(10, 15), precedence.scoresBeside(0), "small companies have no more");
    assertNull(precedence.scoresBeside(1), "a big German company has 35");
    assertEquals(List.of(10, 35), precedence.scoresBeside(2));
    assertEquals(List.of(10, 35), precedence.scoresBeside(3));
  }
}
