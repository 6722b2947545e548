// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Lease;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a task may still begin under a lease. */
class VisitTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration TASK = Duration.ofSeconds(10);
  private static final Duration CLOCKS_DIFFER = TASK;
  private static final long NANOS = Long.MAX_VALUE - 1;

  private static Visit endingAfter(Duration onTheClock, Duration onTheStopwatch) {
    var lease = new Lease(LeadId.openedBy("evt"), 1, "token", NOW.plus(onTheClock));
    return new Visit(lease, NANOS + onTheStopwatch.toNanos(), null);
  }

  @Test
  void a_task_begins_if_its_lease_outlasts_it_on_a_clock_that_is_ahead_by_one_task_timeout() {
    Duration needed = TASK.plus(CLOCKS_DIFFER);
    assertTrue(endingAfter(needed, needed).hasTimeFor(TASK, NOW, NANOS));
    assertFalse(
        endingAfter(needed.minusNanos(1), needed).hasTimeFor(TASK, NOW, NANOS),
        "Another process could take the lease for ended while the task is performed");
  }

  @Test
  void a_task_does_not_begin_if_only_the_time_of_day_was_set_back() {
    Duration needed = TASK.plus(CLOCKS_DIFFER);
    assertFalse(
        endingAfter(Duration.ofHours(1), needed.minusNanos(1)).hasTimeFor(TASK, NOW, NANOS),
        "The stopwatch says that the lease ends too early");
  }
}
