// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Evidence;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Value;

/** The place where a phrase or regular expression matches: a range of one passage, the end exclusive. */
record TextMatch(Value.Passage passage, int start, int end) {

  /** The text that matched. */
  String words() {
    return passage.text().substring(start, end);
  }

  /** The match as evidence for a condition on this field. */
  Evidence evidence(Field field) {
    return passage.message().isEmpty()
        ? Evidence.of(field.name(), words())
        : Evidence.of(passage.part(), words(), passage.message(), start, end);
  }
}
