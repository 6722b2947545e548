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
  static final Comparator<Comparison> FARTHEST = Comparator.comparing(Comparison::isMoved)
      .reversed()
      .thenComparing(comparison -> -Math.abs(comparison.shift()))
      .thenComparing(comparison -> comparison.lead().value())
      .thenComparing(Comparison::seq);

  /** Whether anything but the name of the policy is different: score, lines, route, times or reasons. */
  public boolean isChanged() {
    // the lines of a score come last: they are made to be compared
    return recorded.score().value() != candidate.score().value()
        || !recorded.assignment().equals(candidate.assignment())
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
