// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DecimalsTest {

  private static final long SEED = 20261124;

  @Test
  @Tag("slow")
  void decimals_are_what_java_makes_of_them() {
    assertDecimals(12_000, 100_000);
  }

  @Test
  void a_few_decimals_are_what_java_makes_of_them() {
    assertDecimals(120, 500);
  }

  private static void assertDecimals(int most, int rounds) {
    for (int scale = 1; scale <= 6; scale++) {
      for (int digits = 0; digits <= most; digits++) {
        double number = digits / Math.pow(10, scale);
        assertEquals(BigDecimal.valueOf(number), Decimals.of(number));
      }
    }
    var random = new Random(SEED);
    for (int round = 0; round < rounds; round++) {
      double number = (random.nextDouble() - 0.1) * Math.pow(10, random.nextInt(12) - 3);
      assertEquals(BigDecimal.valueOf(number), Decimals.of(number));
      assertEquals(BigDecimal.valueOf((float) number), Decimals.of((float) number));
    }
  }
}
