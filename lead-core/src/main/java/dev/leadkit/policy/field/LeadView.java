// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a field is read from: one lead, its score once it is known, and the values of its other fields. */
public interface LeadView {

  /** The lead whose fields are read. */
  Lead lead();

  /** The score of the lead; null before it is scored. */
  @Nullable
  Score score();

  /** The value of a field; null if it is missing. */
  @Nullable
  Value value(String field);

  /** The evidence for the value of a field; empty if it may name a person. */
  List<Evidence> evidence(Field field);
}
