// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Score.Adjustment;
import dev.leadkit.Score.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExplainSumTest {

  @Test
  void a_score_is_the_sum_of_its_lines_or_cannot_be_made() {
    for (long seed = 0; seed < 10_000; seed++) {
      var random = new Random(seed);
      var contributions = new ArrayList<Contribution>();
      var adjustments = new ArrayList<Adjustment>();
      int base = random.nextInt(100) - 50;
      int sum = base;
      for (int i = random.nextInt(8); i > 0; i--) {
        Verdict verdict = Verdict.values()[random.nextInt(3)];
        int points = verdict == Verdict.TRUE ? random.nextInt(200) - 100 : 0;
        contributions.add(new Contribution("r" + i, verdict, points, "", List.of()));
        sum += points;
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        int points = random.nextInt(40) - 20;
        adjustments.add(new Adjustment("cap", points));
        sum += points;
      }
      int value = sum;
      assertEquals(value, Score.of(base, contributions, adjustments).value(), "seed " + seed);
      int start = base;
      assertThrows(
          IllegalArgumentException.class,
          () -> new Score(value + 1, start, contributions, adjustments),
          "seed " + seed);
    }
  }

  @Test
  void what_is_not_true_gives_no_points() {
    for (Verdict verdict : List.of(Verdict.FALSE, Verdict.UNKNOWN)) {
      assertThrows(
          IllegalArgumentException.class, () -> new Contribution("r", verdict, 1, "", List.of()));
    }
  }

  @Test
  void points_that_no_integer_can_hold_are_refused_and_do_not_wrap() {
    var huge = new Contribution("r", Verdict.TRUE, Integer.MAX_VALUE, "", List.of());
    assertThrows(ArithmeticException.class, () -> Score.of(1, List.of(huge), List.of()));
  }
}
