// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.spi.Scorer;

/** A scorer whose points depend on conditions that can be looked at, so that its scores can be reasoned about. */
public interface ConditionalScorer extends Scorer {

  /** What its scores are made of. */
  ScoreModel model();

  /** The score that the lead would have if the supposition held; otherwise as {@link #score(Lead)}. */
  Score score(Lead lead, FieldOverride supposition);
}
