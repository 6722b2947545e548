// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import java.util.Objects;

/**
 * A move of a lead from one queue to another. If only the owner changes, both queues are the same.
 *
 * @param from a queue, {@code [automatic]} or {@code [quarantined]}
 * @param to likewise
 */
public record QueueMove(String from, String to) implements Comparable<QueueMove> {
  public QueueMove {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }

  @Override
  public int compareTo(QueueMove other) {
    int order = from.compareTo(other.from);
    return order != 0 ? order : to.compareTo(other.to);
  }
}
