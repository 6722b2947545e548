// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Lease;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A leased lead while its tasks are in progress. The last result ends the lease.
 *
 * <p>Its monitor orders the results: the last one is also the last in the queue of the recorder. The remaining time of the lease is checked
 * with two clocks: the time of day, which other processes use and which may be changed, and a stopwatch.
 */
final class LeaseSession {

  /** A call of {@code run}: the number of its sessions, and of those that were put off. */
  static final class Tally {
    int visits;
    int putOff;
  }

  private final @Nullable Tally run;
  private Lease lease;
  private long endNanos;
  private boolean isLeaseDoubtful;
  private int outstanding;
  private boolean over;
  private @Nullable Duration pause;

  /**
   * @param endNanos the end of the lease, by the stopwatch of the engine
   * @param run the call that waits for this session, null for a session in the background
   */
  LeaseSession(Lease lease, long endNanos, @Nullable Tally run) {
    this.lease = lease;
    this.endNanos = endNanos;
    this.run = run;
  }

  LeadId lead() {
    return lease().lead();
  }

  @Nullable
  Tally run() {
    return run;
  }

  synchronized Lease lease() {
    return lease;
  }

  /**
   * Continues under a new lease, because the old one has expired in the store or has just been returned. Returns false if the session is over, so
   * that another one must begin.
   */
  synchronized boolean renew(Lease newer, long newerEndNanos) {
    if (over) {
      return false;
    }
    lease = newer;
    endNanos = newerEndNanos;
    isLeaseDoubtful = false;
    return true;
  }

  /** Ends the session if this returned lease is its current one; returns false if it continues under a newer one. */
  synchronized boolean end(@Nullable Lease givenBack) {
    over = lease.equals(givenBack);
    return over;
  }

  /** Records that the commit that ends the lease has failed: it may have been written, and another process may have the lead. */
  synchronized void doubtLease() {
    isLeaseDoubtful = true;
  }

  /** Whether work of this duration ends before the lease, even by a clock that is ahead by the same duration. */
  synchronized boolean hasTimeFor(Duration work, Instant now, long nanos) {
    Duration reserve = work.multipliedBy(2);
    return !isLeaseDoubtful
        && !now.plus(reserve).isAfter(lease.until())
        && nanos + reserve.toNanos() - endNanos <= 0;
  }

  /** Records that a task was not begun: the lead is paused for this long, or longer if another task needs it. */
  synchronized void putOff(Duration longer) {
    if (pause == null || longer.compareTo(pause) > 0) {
      pause = longer;
    }
  }

  /** How long to pause the lead if its tasks are still due; null for not at all. */
  synchronized @Nullable Duration pause() {
    return pause;
  }

  synchronized void begin(int things) {
    outstanding += things;
  }

  /** Ends a number of tasks; returns whether they were the last ones. */
  synchronized boolean finish(int things) {
    outstanding -= things;
    return outstanding == 0;
  }
}
