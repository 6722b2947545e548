// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import java.math.BigDecimal;

/** Numbers as people write them: what {@link BigDecimal#valueOf(double)} gives, without writing out those of few digits. */
public final class Decimals {

  private static final double[] POWERS = {10, 100, 1_000, 10_000, 100_000};
  private static final double MAX_VALUE = 1_000_000;

  private Decimals() {}

  static BigDecimal of(double number) {
    if (number >= 0.001 && number < MAX_VALUE) {
      for (int scale = 1; scale <= POWERS.length; scale++) {
        double power = POWERS[scale - 1];
        double digits = Math.rint(number * power);
        if (digits / power == number) {
          return BigDecimal.valueOf((long) digits, scale);
        }
      }
    }
    return BigDecimal.valueOf(number);
  }
}
