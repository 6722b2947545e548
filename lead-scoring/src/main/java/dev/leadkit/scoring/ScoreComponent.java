// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Lead;
import dev.leadkit.Score.Contribution;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.field.FieldOverride;
import org.jspecify.annotations.Nullable;

/** What has a line in every score: a rule, or the model. */
sealed interface ScoreComponent permits Rule, ModelContribution {

  /** Names the line in every explanation. */
  String id();

  /** To which its points count, {@code ""} for none. */
  String group();

  /** Of which leads it is true; of others it gives nothing. */
  Condition when();

  /** The least that it gives where it is true. */
  int least();

  /** The most that it gives where it is true. */
  int most();

  /** What it gives where it is true and nothing has faded yet. */
  int fresh();

  /** What it gives to a lead of which it is true, if what is supposed holds; null for nothing. */
  int points(Lead lead, @Nullable FieldOverride supposition);

  /** The line in the score of this lead: points if the condition is true, and always the reason. */
  Contribution apply(EvaluationContext view, Lead lead);
}
