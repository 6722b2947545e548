// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The value of a flag, or the arm of an experiment, that a decision read.
 *
 * @param field its name in the policy, such as {@code flag.sso_bonus} or {@code experiment.pricing}
 * @param value its value at the time of the decision
 * @param why where the value comes from, in words, without personal data
 */
public record Input(String field, String value, String why) {

  public Input {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(why, "why");
  }
}
