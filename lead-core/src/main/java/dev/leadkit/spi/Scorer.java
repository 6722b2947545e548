// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.List;

/**
 * Scores a lead and explains the score.
 *
 * <ol>
 *   <li>Pure: the same lead has the same score on every machine and at any time. The only clock is {@link Lead#asOf()}.
 *   <li>It never throws because of the content of a message.
 *   <li>It can be called by many threads at once.
 *   <li>The score is never null. A lead whose scorer returns null or throws stays undecided and is tried again later.
 *   <li>{@link #scores()} is in ascending order, without duplicates. Unless it is empty, it contains the value of every score.
 * </ol>
 */
@FunctionalInterface
public interface Scorer {

  /** The score of the lead. */
  Score score(Lead lead);

  /** Every possible score in ascending order, so that routes for impossible scores are reported; empty if this is not known. */
  default List<Integer> scores() {
    return List.of();
  }
}
