// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Assignment;
import dev.leadkit.Fact.Delivered;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Lead;
import dev.leadkit.Task;
import dev.leadkit.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The state of the deliveries of some leads, according to their last decisions.
 *
 * @param delivered confirmed by their connector
 * @param waiting neither confirmed nor given up
 * @param deadLettered given up
 * @param nextAttempt the earliest next attempt of a waiting one; null if none waits
 */
record DeliveryCounts(
    int delivered, int waiting, int deadLettered, @Nullable Instant nextAttempt) {

  boolean isFinished() {
    return waiting == 0 && deadLettered == 0;
  }

  /** The sheet, line by line. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(line(delivered, "delivered"));
    lines.add(line(waiting, "waiting"));
    lines.add(line(deadLettered, "dead-lettered"));
    return lines;
  }

  private static String line(int count, String what) {
    return String.format(Locale.ROOT, "  %,9d  %s", count, what);
  }

  Json json() {
    return new Json()
        .put("delivered", delivered)
        .put("waiting", waiting)
        .put("dead_lettered", deadLettered)
        .put("next_attempt", nextAttempt);
  }

  /** Counts the deliveries of leads, one lead at a time. */
  static final class Counting {

    private final Policy policy;
    private int delivered;
    private int waiting;
    private int deadLettered;
    private @Nullable Instant nextAttempt;

    Counting(Policy policy) {
      this.policy = policy;
    }

    void count(Lead lead) {
      Qualified decision = lead.decision();
      if (decision == null || decision.assignment().disposition() != Assignment.Disposition.LEAD) {
        return;
      }
      String revision = lead.revision();
      for (String connector : decision.assignment().connectors()) {
        Task task = Task.Deliver.of(lead.id(), connector, revision);
        Delivered confirmed = lead.deliveries().get(connector);
        if (lead.deadLetters().containsKey(task.id())) {
          deadLettered++;
        } else if (!lead.isStale() && confirmed != null && confirmed.task().equals(task.id())) {
          delivered++;
        } else {
          waiting++;
          Instant next = nextAttempt(lead, task);
          nextAttempt = nextAttempt == null || next.isBefore(nextAttempt) ? next : nextAttempt;
        }
      }
    }

    private Instant nextAttempt(Lead lead, Task task) {
      Lead.Effort effort = lead.efforts().get(task.id());
      if (effort == null) {
        return lead.asOf();
      }
      Duration asked = effort.failure().retryAfter();
      return effort
          .lastFailure()
          .plus(policy.retryOf(task.name()).pause(task.id(), effort.attempts(), asked));
    }

    DeliveryCounts sheet() {
      return new DeliveryCounts(delivered, waiting, deadLettered, nextAttempt);
    }
  }
}
