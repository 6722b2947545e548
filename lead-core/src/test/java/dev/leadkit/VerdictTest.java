// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static dev.leadkit.Verdict.FALSE;
import static dev.leadkit.Verdict.TRUE;
import static dev.leadkit.Verdict.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Kleene's strong three-valued logic: the order FALSE, UNKNOWN, TRUE; and is the lesser, or the greater. */
class VerdictTest {

  private static final Verdict[] ASCENDING = {FALSE, UNKNOWN, TRUE};

  @Test
  void a_known_answer_is_true_or_false() {
    assertEquals(TRUE, Verdict.of(true));
    assertEquals(FALSE, Verdict.of(false));
  }

  @Test
  void and_is_the_lesser_or_the_greater_not_the_mirror() {
    for (int i = 0; i < 3; i++) {
      assertEquals(ASCENDING[2 - i], ASCENDING[i].not());
      for (int j = 0; j < 3; j++) {
        assertEquals(ASCENDING[Math.min(i, j)], ASCENDING[i].and(ASCENDING[j]));
        assertEquals(ASCENDING[Math.max(i, j)], ASCENDING[i].or(ASCENDING[j]));
      }
    }
  }
}
