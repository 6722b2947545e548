// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Lead;
import dev.leadkit.Score.Contribution;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.field.FieldOverride;
import org.jspecify.annotations.Nullable;

/** A component of every score: a rule, or the model. */
sealed interface ScoreComponent permits Rule, ModelContribution {

  /** The name of its contribution in every explanation. */
  String id();

  /** The group whose cap limits its points, {@code ""} for none. */
  String group();

  /** The condition under which it gives points. */
  Condition when();

  /** The minimum of points if the condition is true. */
  int least();

  /** The maximum of points if the condition is true. */
  int most();

  /** The points if the condition is true, before any decay. */
  int fresh();

  /** The points for a lead for which it is true under the given assumptions; null for none. */
  int points(Lead lead, @Nullable FieldOverride supposition);

  /** The contribution to the score of this lead: points if the condition is true, and a reason in any case. */
  Contribution apply(EvaluationContext view, Lead lead);
}
