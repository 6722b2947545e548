// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.text.Domains;
import dev.leadkit.text.Folding;
import java.math.BigDecimal;

/** The normalized forms under which values are compared: two values are equal if their keys are. */
public final class ComparisonKey {

  private ComparisonKey() {}

  /** The key of a text as a value of this type, ignoring case; {@code ""} for blank text. */
  public static String of(Field.Type type, String text) {
    return switch (type) {
      case DOMAIN -> Domains.normal(text);
      case NUMBER -> canonical(new BigDecimal(text));
      case WORD, FLAG, TEXT, INSTANT -> Folding.fold(text.strip());
    };
  }

  /** The key of a text whose case counts. */
  public static String exact(String text) {
    return Folding.compose(text.strip());
  }

  /** The key of a number: equal for equal numbers, whatever their scale. */
  static String canonical(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
  }
}
