// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Assignment;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.List;
import java.util.Map;

/**
 * Says who takes a lead, by when, and why.
 *
 * <ol>
 *   <li>Pure and total: every lead has an assignment, the same on every machine and at any time. Time is {@link Lead#asOf()}.
 *   <li>It never throws for what a stranger wrote.
 *   <li>It can be called by many threads at once.
 *   <li>No method returns null.
 *   <li>{@link #connectors()} contains every connector of every assignment. What an assignment names beyond it may be missing from a pipeline,
 *       and is then a failed delivery.
 *   <li>A router that names a {@link #line} for some lead says so by {@link #hasLines()}.
 *   <li>The weights of a {@link #choice} are 1 or more.
 * </ol>
 */
@FunctionalInterface
public interface Router {

  /** The assignment of a lead that has this score. */
  Assignment route(Lead lead, Score score);

  /**
   * The line in which this lead has to take its next place before it is routed, {@code ""} for none: people who take turns, or who can take so
   * many. The place is asked for once, of {@link LeadStore#ticket}, and is then a finding of the lead; so one place after the other.
   */
  default String line(Lead lead, Score score) {
    return "";
  }

  /** Whether some lead may have to take a place in some line. */
  default boolean hasLines() {
    return false;
  }

  /**
   * The people among whom the owner of this lead is chosen, with their weights: everyone who is available for it, whoever gets it. Empty
   * where there is no choice, as for a lead that somebody has already, and where the router does not tell.
   */
  default Map<String, Integer> choice(Lead lead, Score score) {
    return Map.of();
  }

  /** Every queue that an assignment of this router can name, as far as that is known before there are leads. */
  default List<String> queues() {
    return List.of();
  }

  /** Every connector that an assignment of this router can name, so that a host who lacks one learns of it at start. */
  default List<String> connectors() {
    return List.of();
  }
}
