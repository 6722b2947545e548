// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment.Passed;
import dev.leadkit.Score.Contribution;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Reasons are computed when they are first read, and must match the announced number and sum. */
class LazyListTest {

  private static final Passed PASSED = new Passed("sales", Verdict.FALSE, "score 3 of 50");
  private static final Contribution FIVE =
      new Contribution("r", Verdict.TRUE, 5, "asked", List.of());

  @Test
  void reasons_are_made_once_and_only_when_they_are_read() {
    var made = new AtomicInteger();
    List<Passed> reasons = Passed.lazily(2, () -> {
      made.incrementAndGet();
      return List.of(PASSED, PASSED);
    });
    assertEquals(2, reasons.size());
    assertEquals(0, made.get(), "no reason has been read yet");
    assertEquals(PASSED, reasons.get(1));
    assertEquals(List.of(PASSED, PASSED), reasons);
    assertEquals(1, made.get(), "how often the reasons were made");
  }

  @Test
  void no_reasons_are_nothing_to_make() {
    assertTrue(Passed.lazily(0, () -> {
          throw new AssertionError("made without need");
        })
        .isEmpty());
  }

  @Test
  void another_number_of_reasons_than_announced_is_an_error() {
    List<Passed> reasons = Passed.lazily(2, () -> List.of(PASSED));
    var error = assertThrows(IllegalStateException.class, () -> reasons.get(0));
    assertEquals("a list made lazily: promised 2 entries, got 1", error.getMessage());
  }

  @Test
  void lines_that_do_not_add_up_to_what_was_announced_are_an_error() {
    Score score = Score.lazily(10, 2, 10, () -> List.of(FIVE, FIVE), List.of());
    assertEquals(20, score.value());
    assertEquals(List.of(FIVE, FIVE), score.contributions());
    Score wrong = Score.lazily(10, 2, 11, () -> List.of(FIVE, FIVE), List.of());
    assertEquals(21, wrong.value(), "the sum is known before the lines are");
    assertEquals(
        "contributions: promised 2 lines that add up to 11, got 2 that add up to 10",
        assertThrows(IllegalStateException.class, () -> wrong.contributions().get(0))
            .getMessage());
    Score few = Score.lazily(10, 1, 10, () -> List.of(FIVE, FIVE), List.of());
    assertEquals(
        "contributions: promised 1 lines that add up to 10, got 2 that add up to 10",
        assertThrows(IllegalStateException.class, () -> few.contributions().get(0))
            .getMessage());
  }
}
