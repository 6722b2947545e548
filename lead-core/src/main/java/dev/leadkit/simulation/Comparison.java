// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.LeadId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/**
 * A recorded decision and that of the candidate on the same facts.
 *
 * @param lead the lead
 * @param seq the position of the recorded decision in the history
 * @param at when it was made
 * @param recorded the recorded decision
 * @param candidate the decision of the candidate
 */
public record Comparison(
    LeadId lead, long seq, Instant at, Qualified recorded, Qualified candidate) {
  public Comparison {
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(recorded, "recorded");
    Objects.requireNonNull(candidate, "candidate");
  }

  /** Orders by the size of the change: moved leads first, then by the difference of the scores, then by id. */
  static final Comparator<Comparison> LARGEST_MOVE_FIRST = Comparator.comparing(Comparison::isMoved)
      .reversed()
      .thenComparing(comparison -> -Math.abs(comparison.shift()))
      .thenComparing(comparison -> comparison.lead().value())
      .thenComparing(Comparison::seq);

  /** Whether outcome, score or explanation differ. */
  public boolean isChanged() {
    return isOutcomeChanged() || isScoreChanged() || isExplanationChanged();
  }

  /**
   * Whether the outcome differs: disposition, route, queue, owner, deadline, escalations or connectors. Scores and reasons may differ while
   * the outcome does not.
   */
  public boolean isOutcomeChanged() {
    Assignment was = recorded.assignment();
    Assignment is = candidate.assignment();
    return was.disposition() != is.disposition()
        || !was.route().equals(is.route())
        || !was.queue().equals(is.queue())
        || !was.owner().equals(is.owner())
        || !Objects.equals(was.sla(), is.sla())
        || !Objects.equals(was.due(), is.due())
        || !was.connectors().equals(is.connectors())
        || !was.escalations().equals(is.escalations());
  }

  /** Whether the value of the score differs. */
  public boolean isScoreChanged() {
    return shift() != 0;
  }

  /**
   * Whether the explanation differs: contributions, adjustments, or the reasons for route, queue or owner. A new rule changes the explanation of
   * every lead, because each lead has one more contribution.
   */
  public boolean isExplanationChanged() {
    Assignment was = recorded.assignment();
    Assignment is = candidate.assignment();
    // the contributions come last: they are computed to be compared
    return !was.reason().equals(is.reason())
        || !was.evidence().equals(is.evidence())
        || !was.passed().equals(is.passed())
        || !was.calendar().equals(is.calendar())
        || !was.ownership().equals(is.ownership())
        || !recorded.score().equals(candidate.score());
  }

  /** Whether the lead would go to another queue or owner. */
  public boolean isMoved() {
    return !from().equals(to());
  }

  /** The destination of the recorded decision: a queue, {@code [automatic]} or {@code [quarantined]}. */
  public String from() {
    return place(recorded.assignment());
  }

  /** The destination of the candidate's decision, likewise. */
  public String to() {
    return place(candidate.assignment());
  }

  /** The number of points by which the score of the candidate is higher. */
  public int shift() {
    return candidate.score().value() - recorded.score().value();
  }

  static String place(Assignment assignment) {
    return assignment.disposition() == Disposition.LEAD
        ? assignment.queue()
        : "[" + assignment.disposition().name().toLowerCase(Locale.ROOT) + "]";
  }
}
