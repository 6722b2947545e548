// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A score with its explanation. The constructor verifies that {@code base + contributions + adjustments = value}.
 *
 * @param value the score
 * @param base the points that every lead starts with
 * @param contributions one for each rule, whatever its verdict, in the order of the rules
 * @param adjustments caps and clamps, in the order in which they were applied
 */
public record Score(
    int value, int base, List<Contribution> contributions, List<Adjustment> adjustments) {

  /**
   * The points that a rule gave, and why.
   *
   * @param rule its id
   * @param verdict of its condition; only {@link Verdict#TRUE} gives points
   * @param points positive or negative
   * @param why the reason, in words
   * @param evidence what made the condition true or false
   */
  public record Contribution(
      String rule, Verdict verdict, int points, String why, List<Evidence> evidence) {

    public Contribution {
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(why, "why");
      evidence = Checks.list(evidence, "evidence");
      if (verdict != Verdict.TRUE && points != 0) {
        throw new IllegalArgumentException(
            "rule " + rule + ": a verdict of " + verdict + " cannot give " + points + " points");
      }
    }

    /** Without the reason, which may contain personal data. */
    @Override
    public String toString() {
      return "Contribution[" + rule + ", " + verdict + ", " + points + "]";
    }
  }

  /**
   * The points that a cap or clamp added or removed.
   *
   * @param reason the cap or clamp, in words
   * @param points positive or negative
   */
  public record Adjustment(String reason, int points) {

    public Adjustment {
      Objects.requireNonNull(reason, "reason");
    }
  }

  public Score {
    contributions = contributions instanceof ContributionList
        ? contributions
        : Checks.list(contributions, "contributions");
    adjustments = Checks.list(adjustments, "adjustments");
    int sum = sum(base, contributions, adjustments);
    if (sum != value) {
      throw new IllegalArgumentException("value: the lines add up to " + sum + ", got " + value);
    }
  }

  /** The score that is the sum of these. */
  public static Score of(int base, List<Contribution> contributions, List<Adjustment> adjustments) {
    Objects.requireNonNull(contributions, "contributions");
    Objects.requireNonNull(adjustments, "adjustments");
    return new Score(sum(base, contributions, adjustments), base, contributions, adjustments);
  }

  /**
   * The same, with contributions that are computed on first access.
   *
   * @param count the number of contributions
   * @param points their sum; if number or sum differ, access throws {@link IllegalStateException}
   * @param contributions computes them, once; must be pure
   */
  public static Score lazily(
      int base,
      int count,
      int points,
      Supplier<List<Contribution>> contributions,
      List<Adjustment> adjustments) {
    Objects.requireNonNull(contributions, "contributions");
    return of(base, new ContributionList(count, points, contributions), adjustments);
  }

  private static int sum(int base, List<Contribution> contributions, List<Adjustment> adjustments) {
    int sum = base;
    if (contributions instanceof ContributionList lines) {
      sum = Math.addExact(sum, lines.points());
    } else {
      for (Contribution contribution : contributions) {
        sum = Math.addExact(sum, contribution.points());
      }
    }
    for (Adjustment adjustment : adjustments) {
      sum = Math.addExact(sum, adjustment.points());
    }
    return sum;
  }
}
