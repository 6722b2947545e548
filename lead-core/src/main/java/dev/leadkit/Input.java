// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * Something that a decision read although no mail and no enricher says it: the value of a flag, the arm of an experiment.
 *
 * @param field its name in the policy: {@code flag.sso_bonus}, {@code experiment.pricing}
 * @param value what stood there when the lead was decided
 * @param why where the value comes from, in words; never names a person
 */
public record Input(String field, String value, String why) {

  public Input {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(why, "why");
  }
}
