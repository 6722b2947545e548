// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import dev.leadkit.Score.Contribution;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a score, made when somebody reads the first of them: most scores are compared and stored as a number long before anybody asks
 * why. Immutable to who reads it, and thread-safe.
 */
final class Lines extends AbstractList<Contribution> {

  private final int count;
  private final int points;
  private volatile @Nullable Supplier<List<Contribution>> make;
  private volatile List<Contribution> made = List.of();

  /**
   * Lines to be.
   *
   * @param count how many there will be
   * @param points what they will add up to
   */
  Lines(int count, int points, Supplier<List<Contribution>> make) {
    this.count = count;
    this.points = points;
    this.make = make;
  }

  int points() {
    return points;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Contribution get(int index) {
    if (make != null) {
      make();
    }
    return made.get(index);
  }

  private synchronized void make() {
    Supplier<List<Contribution>> maker = make;
    if (maker == null) {
      return;
    }
    List<Contribution> lines = List.copyOf(maker.get());
    int sum = lines.stream().mapToInt(Contribution::points).sum();
    if (lines.size() != count || sum != points) {
      throw new IllegalStateException("contributions: promised " + count + " lines that add up to "
          + points + ", got " + lines.size() + " that add up to " + sum);
    }
    made = lines;
    make = null;
  }
}
