// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import dev.leadkit.Score.Contribution;
import java.util.List;
import java.util.function.Supplier;

/** Contributions to a score that are computed on first access; their sum is known before. */
final class ContributionList extends LazyList<Contribution> {

  private final int points;

  /**
   * Contributions that are computed on first access.
   *
   * @param count their number
   * @param points their sum
   */
  ContributionList(int count, int points, Supplier<List<Contribution>> make) {
    super(count, make);
    this.points = points;
  }

  int points() {
    return points;
  }

  @Override
  void check(List<Contribution> lines) {
    int sum = lines.stream().mapToInt(Contribution::points).sum();
    if (lines.size() != size() || sum != points) {
      throw new IllegalStateException("contributions: promised " + size() + " lines that add up to "
          + points + ", got " + lines.size() + " that add up to " + sum);
    }
  }
}
