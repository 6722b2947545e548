// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.List;

/**
 * Says what a lead is worth, and why.
 *
 * <ol>
 *   <li>Pure: the same lead gives an equal score, on every machine and at any time. Time is {@link Lead#asOf()}.
 *   <li>It never throws for what a stranger wrote.
 *   <li>It can be called by many threads at once.
 *   <li>The score is never null. A lead whose scorer returns null or throws stays undecided and is tried again later.
 *   <li>{@link #scores()} is in ascending order, without duplicates. Unless it is empty, it contains the value of every score.
 * </ol>
 */
@FunctionalInterface
public interface Scorer {

  /** The score of the lead as it is. */
  Score score(Lead lead);

  /** Every score that it can give, ascending, so that a route for another one is found out; empty where that is not known. */
  default List<Integer> scores() {
    return List.of();
  }
}
