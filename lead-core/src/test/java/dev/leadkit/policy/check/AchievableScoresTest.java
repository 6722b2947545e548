// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Reachable;
import dev.leadkit.policy.check.ReachabilityAnalyzer.Unreachable;
import dev.leadkit.policy.check.ScoreModel.Component;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which scores are possible where the effort of a proof is limited: perhaps more than there are, never fewer. */
class AchievableScoresTest {

  private static Condition read(String text) {
    Settings when = Settings.yaml("when.yaml", text);
    Definitions vocabulary = Definitions.read(Settings.yaml("policy.yaml", "{}"));
    Condition condition = ConditionLinter.check(
        ConditionReader.read(when, vocabulary, vocabulary.fields().withScore()));
    assertEquals(List.of(), when.problems(), text);
    return condition;
  }

  private static Component points(String when, int points) {
    return points(when, "", points);
  }

  private static Component points(String when, String group, int points) {
    return new Component(read(when), group, points, points, points);
  }

  private static Component fading(String when, int least, int most) {
    return new Component(read(when), "", least, most, most);
  }

  private static ScoreModel model(int base, Component... components) {
    return new ScoreModel(
        base, -1_000_000, 1_000_000, Map.of("capped", 100_000), List.of(components));
  }

  private static List<Integer> scores(Component... components) {
    return model(0, components).scores();
  }

  private static String phrase(String word) {
    return "{ text: { phrase: " + word + " } }";
  }

  /** A scorer whose model alone matters. */
  private record Fake(ScoreModel model) implements ConditionalScorer {

    @Override
    public Score score(Lead lead) {
      return Score.of(model.base(), List.of(), List.of());
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

  private static ReachabilityAnalyzer.Proof meeting(ScoreModel model, String condition) {
    Fields fields =
        Definitions.read(Settings.yaml("policy.yaml", "{}")).fields().withScore();
    return ReachabilityAnalyzer.of(List.of(read(condition)), fields, Scoring.by(new Fake(model)))
        .comingTo(0);
  }

  @Test
  void a_condition_that_names_too_many_values_may_be_true_or_not() {
    String many = IntStream.range(0, Cells.MAX_CANDIDATES)
        .mapToObj(i -> "w" + i)
        .collect(Collectors.joining(", ", "[", "]"));
    assertEquals(List.of(0, 5), scores(points("{ company.name: { in: " + many + " } }", 5)));
  }

  @Test
  void twenty_thousand_scores_are_listed_wherever_they_lie() {
    assertEquals(List.of(15_000, 15_005), model(15_000, points(phrase("a"), 5)).scores());
    assertEquals(20_001, scores(fading(phrase("a"), 0, 20_000)).size());
    assertEquals(List.of(), scores(fading(phrase("a"), 0, 20_001)));
  }

  @Test
  void a_condition_with_a_part_that_is_always_true_is_as_its_other_parts() {
    assertEquals(
        List.of(0, 5), scores(points("{ all: [always, { company.size: { gte: 5 } }] }", 5)));
    assertEquals(List.of(5), scores(points("{ any: [always, { company.size: { gte: 5 } }] }", 5)));
  }

  @Test
  void conditions_on_few_fields_are_examined_together_and_on_many_fields_each_by_itself() {
    for (int fields : new int[] {3, 12}) {
      String all = IntStream.range(0, fields)
          .mapToObj(i -> phrase("word" + i))
          .collect(Collectors.joining(", ", "{ all: [", "] }"));
      List<Integer> expected = fields == 3 ? List.of(0, 1, 2) : List.of(0, 1, 2, 3);
      assertEquals(
          expected,
          scores(points(all, 1), points("{ not: " + all + " }", 2)),
          "both at once are excluded by proof only where there are few combinations");
    }
  }

  /** The points of both groups outweigh each other, as far as 256 combinations of them are kept. */
  @Test
  void points_in_two_groups_belong_together_until_there_are_too_many_combinations() {
    assertEquals(List.of(0), scores(pairs(8)));
    assertEquals(List.of(-256, 0, 256), scores(pairs(9)));
  }

  private static Component[] pairs(int number) {
    var components = new ArrayList<Component>();
    for (int i = 0; i < number; i++) {
      components.add(points(phrase("word" + i), "capped", 1 << i));
      components.add(points(phrase("word" + i), "", -(1 << i)));
    }
    return components.toArray(Component[]::new);
  }

  @Test
  void points_that_fade_count_where_their_condition_can_be_true() {
    ScoreModel model = model(0, fading("{ company.size: { gte: 5 } }", 2, 5));
    assertInstanceOf(
        Unreachable.class,
        meeting(model, "{ all: [{ score: { gte: 3 } }, { company.size: { lt: 5 } }] }"),
        "small companies have none of them");
    assertInstanceOf(
        Reachable.class,
        meeting(model, "{ all: [{ score: { gte: 3 } }, { company.size: { gte: 5 } }] }"));
    assertInstanceOf(
        Unreachable.class,
        meeting(model, "{ all: [{ score: { lt: 2 } }, { company.size: { gte: 5 } }] }"),
        "large companies have two of them at least");
    assertInstanceOf(
        Reachable.class,
        meeting(model, "{ all: [{ score: { lt: 2 } }, { company.size: { gte: 1 } }] }"),
        "of others it is not known");
  }

  /** Eleven choices between two phrases are 2048 combinations, which are too many to be judged one by one. */
  @Test
  void a_condition_with_too_many_ways_to_be_true_may_be_true() {
    String condition = IntStream.range(0, 11)
        .mapToObj(i -> "{ any: [" + phrase("one" + i) + ", " + phrase("two" + i) + "] }")
        .collect(Collectors.joining(", ", "{ all: [", "] }"));
    assertEquals(List.of(0, 1, 2, 3), scores(fading(condition, 1, 3)));
    ScoreModel model = model(0, fading(condition, 1, 3));
    assertInstanceOf(
        Reachable.class,
        meeting(model, "{ all: [{ score: { gte: 3 } }, { company.size: { gte: 5 } }] }"));
    assertInstanceOf(
        Reachable.class,
        meeting(model, "{ all: [{ score: { lt: 1 } }, { company.size: { gte: 5 } }] }"));
    assertNotNull(model.fresh());
  }

  @Test
  void scores_beside_a_condition_that_a_lead_meets_or_none_ever_would_are_not_told() {
    ScoreModel model = model(0, points("{ company.size: { gte: 5 } }", 10));
    Fields fields =
        Definitions.read(Settings.yaml("policy.yaml", "{}")).fields().withScore();
    ReachabilityAnalyzer precedence = ReachabilityAnalyzer.of(
        List.of(
            read("{ company.size: { gte: 5 } }"),
            read("{ company.size: { gte: 5, lt: 5 } }"),
            read("{ all: [{ score: { gte: 10 } }, { company.size: { lt: 5 } }] }"),
            read("{ all: [{ score: { gte: 99 } }, { company.size: { lt: 5 } }] }")),
        fields,
        Scoring.by(new Fake(model)));
    assertEquals(null, precedence.scoresBeside(0));
    assertEquals(null, precedence.scoresBeside(1));
    assertEquals(List.of(0, 0), precedence.scoresBeside(2));
    assertEquals(List.of(0, 10), precedence.scoresBeside(3), "no lead has 99 points");
  }
}
