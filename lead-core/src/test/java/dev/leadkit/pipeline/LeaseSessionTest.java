// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Lease;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * A task is begun only if its lease lasts until it has ended, by the time of day and by the stopwatch, and as long again: the clock of another
 * process may be ahead by one task timeout.
 */
class LeaseSessionTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration NEEDED = MINUTE.multipliedBy(2);

  /** Near the end of the range of {@code System.nanoTime}, which may overflow. */
  private static final long START = Long.MAX_VALUE - MINUTE.toNanos();

  private final LeaseSession session =
      new LeaseSession(lease(NOON.plus(NEEDED)), START + NEEDED.toNanos(), null);

  private static Lease lease(Instant until) {
    return new Lease(LeadId.openedBy("evt_1"), 1, "1", until);
  }

  @Test
  void work_that_ends_within_its_lease_on_a_clock_that_is_ahead_by_one_task_timeout_is_begun() {
    assertTrue(session.hasTimeFor(MINUTE, NOON, START));
  }

  @Test
  void work_that_would_end_after_its_lease_is_not_begun_whichever_clock_says_so() {
    Instant later = NOON.plusNanos(1);
    assertFalse(
        session.hasTimeFor(MINUTE, later, START),
        "Another process could take the lease for ended while the task is performed");
    assertFalse(
        session.hasTimeFor(MINUTE, NOON, START + 1),
        "a clock that was set back does not make a lease longer");
    assertFalse(session.hasTimeFor(MINUTE.plusNanos(1), NOON, START));
  }

  @Test
  void a_renewed_lease_counts_from_then_on() {
    session.renew(lease(NOON.plus(NEEDED).plusNanos(1)), START + NEEDED.toNanos() + 1);
    assertTrue(session.hasTimeFor(MINUTE, NOON.plusNanos(1), START + 1));
    assertFalse(session.hasTimeFor(MINUTE, NOON.plusNanos(2), START + 1));
    assertFalse(session.hasTimeFor(MINUTE, NOON.plusNanos(1), START + 2));
  }

  @Test
  void the_longest_pause_that_a_task_asks_for_counts() {
    assertNull(session.pause());
    session.putOff(Duration.ZERO);
    assertEquals(Duration.ZERO, session.pause());
    session.putOff(MINUTE);
    session.putOff(Duration.ofSeconds(1));
    assertEquals(MINUTE, session.pause());
  }

  @Test
  void it_is_over_when_all_that_was_begun_has_ended() {
    session.begin(3);
    assertFalse(session.finish(1));
    session.begin(1);
    assertFalse(session.finish(2));
    assertTrue(session.finish(1));
  }

  @Test
  void nothing_is_begun_under_a_lease_that_a_lost_answer_may_have_ended() {
    session.doubtLease();
    assertFalse(session.hasTimeFor(MINUTE, NOON, START));
    assertTrue(session.renew(lease(NOON.plus(NEEDED)), START + NEEDED.toNanos()));
    assertTrue(session.hasTimeFor(MINUTE, NOON, START), "a newer lease is beyond doubt");
  }

  @Test
  void it_ends_with_its_own_lease_and_is_not_renewed_afterwards() {
    assertFalse(session.end(null), "the lease was not given back");
    assertFalse(session.end(lease(NOON)), "another lease");
    assertTrue(session.end(session.lease()));
    assertFalse(session.renew(lease(NOON.plus(NEEDED)), START));
  }
}
