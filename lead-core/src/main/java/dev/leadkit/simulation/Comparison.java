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
 * One recorded decision beside that of the candidate, on the same facts.
 *
 * @param seq the place of the recorded decision in the history
 * @param at when it was made
 */
public record Comparison(
    LeadId lead, long seq, Instant at, Qualified recorded, Qualified candidate) {
  public Comparison {
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(recorded, "recorded");
    Objects.requireNonNull(candidate, "candidate");
  }

  /** The farthest first: another place before the same, then by the points between them, then by name. */
  static final Comparator<Comparison> LARGEST_MOVE_FIRST = Comparator.comparing(Comparison::isMoved)
      .reversed()
      .thenComparing(comparison -> -Math.abs(comparison.shift()))
      .thenComparing(comparison -> comparison.lead().value())
      .thenComparing(Comparison::seq);

  /** Whether anything but the name of the policy differs: the outcome, the score or the explanation. */
  public boolean isChanged() {
    return isOutcomeChanged() || isScoreChanged() || isExplanationChanged();
  }

  /**
   * Whether something else happens to the lead: another disposition, route, queue, owner, deadline, escalation or list of connectors. Scores
   * and reasons may differ without it.
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

  /** Whether the score has another value. */
  public boolean isScoreChanged() {
    return shift() != 0;
  }

  /**
   * Whether the decision is explained otherwise: other contributions or adjustments, other reasons for the route, the queue or the owner.
   * A rule that is added changes the explanation of every lead, for each lead then has one contribution more.
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

  /** Whether the lead would go to another place. */
  public boolean isMoved() {
    return !from().equals(to());
  }

  /** Where the recorded decision put the lead: a queue, or {@code [automatic]}, {@code [quarantined]}. */
  public String from() {
    return place(recorded.assignment());
  }

  /** Where the candidate would put it. */
  public String to() {
    return place(candidate.assignment());
  }

  /** How many points more the candidate gives. */
  public int shift() {
    return candidate.score().value() - recorded.score().value();
  }

  static String place(Assignment assignment) {
    return assignment.disposition() == Disposition.LEAD
        ? assignment.queue()
        : "[" + assignment.disposition().name().toLowerCase(Locale.ROOT) + "]";
  }
}
