// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.scoring.LogisticRegression.Example;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  private static final double PENALTY = 1;

  /** Feature 0 is there in every second example, feature 1 in every third, feature 3 in none. */
  private static List<Example> examples(int number) {
    var examples = new ArrayList<Example>();
    for (int i = 0; i < number; i++) {
      boolean first = i % 2 == 0;
      boolean second = i % 3 == 0;
      int[] indexes = IntStream.of(first ? 0 : -1, second ? 1 : -1, 2)
          .filter(index -> index >= 0)
          .toArray();
      // four of five with the first feature alone have the label, one of five without it
      examples.add(new Example(indexes, first == i / 6 % 5 > 0));
    }
    return examples;
  }

  @Test
  void the_odds_are_those_of_the_examples() {
    var regression = LogisticRegression.train(examples(3_000), 4, PENALTY);
    for (int[] indexes : new int[][] {{0, 2}, {0, 1, 2}, {2}, {1, 2}}) {
      double share = examples(3_000).stream()
          .filter(example -> Arrays.equals(example.indexes(), indexes))
          .mapToInt(example -> example.label() ? 1 : 0)
          .average()
          .orElseThrow();
      assertEquals(
          share,
          LogisticRegression.probability(regression.logit(indexes)),
          0.05,
          "features " + Arrays.toString(indexes));
    }
    assertEquals(0, regression.weight(3), "a feature that no example has weighs nothing");
  }

  @Test
  void a_higher_penalty_makes_smaller_weights() {
    double weak = LogisticRegression.train(examples(300), 4, 1).weight(0);
    double strong = LogisticRegression.train(examples(300), 4, 1_000).weight(0);
    assertTrue(weak > 1.5 && strong < weak / 2, weak + ", " + strong);
  }

  /**
   * The passes take the examples in different orders, each of them once: none is forgotten and none counts twice, whatever their number.
   */
  @Test
  void every_example_counts_whatever_their_number() {
    for (int number : new int[] {1, 2, 3, 12, 50, 97, 210}) {
      for (int odd = 0; odd < number; odd += 1 + number / 5) {
        var examples = new ArrayList<Example>();
        for (int i = 0; i < number; i++) {
          examples.add(new Example(new int[] {i}, i == odd));
        }
        var regression = LogisticRegression.train(examples, number, PENALTY);
        for (int i = 0; i < number; i++) {
          assertTrue(
              i == odd ? regression.weight(i) > 0 : regression.weight(i) < 0,
              "example " + i + " of " + number + " weighs " + regression.weight(i));
        }
      }
    }
  }

  /** Models must be the same on every machine and in every release: a change here is one that the changelog tells. */
  @Test
  void the_numbers_of_a_training_never_change() {
    var regression = LogisticRegression.train(examples(30), 4, PENALTY);
    assertEquals(1.4100149076939805, regression.weight(0));
    assertEquals(-0.11302210052637293, regression.weight(1));
    assertEquals(-0.28858123085492116, regression.weight(2));
    assertEquals(-0.30493089921606303, regression.intercept());
  }
}
