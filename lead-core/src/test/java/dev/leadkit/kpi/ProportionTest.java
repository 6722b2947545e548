// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProportionTest {

  /** Worked by hand from the formula: 8 of 10, and 0 of 20. */
  @Test
  void it_is_wilsons() {
    Proportion eight = Proportion.of(8, 10);
    assertEquals(0.4902, eight.low(), 5e-5);
    assertEquals(0.9433, eight.high(), 5e-5);
    Proportion none = Proportion.of(0, 20);
    assertEquals(0, none.low(), 1e-12);
    assertEquals(0.1611, none.high(), 5e-5);
  }

  @Test
  void it_holds_the_share_and_narrows_with_the_sample() {
    for (int total = 1; total < 400; total++) {
      for (int hits = 0; hits <= total; hits += 1 + total / 7) {
        Proportion interval = Proportion.of(hits, total);
        String which = hits + " of " + total;
        assertTrue(
            interval.low() <= interval.share() + 1e-9 && interval.share() <= interval.high() + 1e-9,
            which);
        Proportion tenfold = Proportion.of(10L * hits, 10L * total);
        assertTrue(tenfold.high() - tenfold.low() < interval.high() - interval.low(), which);
      }
    }
  }

  @Test
  void without_a_sample_anything_is_possible() {
    Proportion unknown = Proportion.of(0, 0);
    assertEquals(0, unknown.low());
    assertEquals(1, unknown.high());
    assertTrue(Double.isNaN(unknown.share()));
  }

  @Test
  void more_hits_than_samples_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> Proportion.of(3, 2));
  }
}
