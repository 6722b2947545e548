// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.spi.Scorer;

/** A scorer whose conditions can be analyzed. */
public interface ConditionalScorer extends Scorer {

  /** The parts of its scores. */
  ScoreModel model();

  /** The score that the lead would have if the supposition held; else as {@link #score(Lead)}. */
  Score score(Lead lead, FieldOverride supposition);
}
