// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Assignment;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.List;
import java.util.Map;

/**
 * Assigns a lead to a queue and owner, with a deadline and a reason.
 *
 * <ol>
 *   <li>Pure and total: every lead has an assignment, the same on every machine and at any time. The only clock is {@link Lead#asOf()}.
 *   <li>It never throws because of the content of a message.
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
   * The line in which the lead must draw a number before it can be routed, because people take turns or have a limited capacity; {@code ""} if
   * there is none. The number is drawn once, by {@link LeadStore#ticket}, and then in {@link Lead#tickets()}. If the lead needs several numbers,
   * this method returns one line after the other.
   */
  default String line(Lead lead, Score score) {
    return "";
  }

  /** Whether some lead may have to draw a number in a line. */
  default boolean hasLines() {
    return false;
  }

  /**
   * The people who are available as owner of this lead, with their weights. Empty if there is no choice, for example because the lead has an
   * owner already, or if the router does not support this.
   */
  default Map<String, Integer> choice(Lead lead, Score score) {
    return Map.of();
  }

  /** The queues that this router may assign leads to, as far as they are known in advance. */
  default List<String> queues() {
    return List.of();
  }

  /** The connectors that this router may deliver to, so that a missing one is reported at start. */
  default List<String> connectors() {
    return List.of();
  }
}
