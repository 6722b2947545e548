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
