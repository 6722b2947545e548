// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scorer of the policy that is being read, for routes that read the score.
 *
 * <p>Immutable and thread-safe, as the scorer is.
 */
public final class Scoring {

  /** No scorer is known: a lead can have any score. */
  static final Scoring UNKNOWN = new Scoring(null);

  private final @Nullable Scorer scorer;

  private Scoring(@Nullable Scorer scorer) {
    this.scorer = scorer;
  }

  /** The scorer of a policy; one without a single rule counts as unknown, for then the routes are written first. */
  public static Scoring by(Scorer scorer) {
    return scorer instanceof ConditionalScorer conditional
            && conditional.model().components().isEmpty()
        ? UNKNOWN
        : new Scoring(scorer);
  }

  /** The scorer with which the policy is read; unknown where the routes are read alone. */
  public static Scoring of(Settings root) {
    return root.shared(Scoring.class, () -> UNKNOWN);
  }

  /** The score of this lead; null where no scorer is known. */
  @Nullable
  Score score(Lead lead) {
    return scorer == null ? null : scorer.score(lead);
  }

  /** What the scores are made of; null where the scorer does not tell. */
  @Nullable
  ScoreModel model() {
    return scorer instanceof ConditionalScorer conditional ? conditional.model() : null;
  }

  /** Every score that there can be, ascending; empty where that is not known. */
  List<Integer> scores() {
    return scorer == null ? List.of() : scorer.scores();
  }
}
