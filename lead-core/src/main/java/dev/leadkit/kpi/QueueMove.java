// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import java.util.Objects;

/** From where to where a lead goes: queues, or {@code [automatic]}, {@code [quarantined]}; where only the owner is another, both are the same. */
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
