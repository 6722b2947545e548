// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Lease;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A leased lead while something is being done for it; the result that comes last ends the lease.
 *
 * <p>Its monitor orders the results: the last one is also the last in the recorder's queue. Whether the lease still has time is asked of two
 * clocks, because other processes judge it by the time of day, which may be set, and this one can do better with a stopwatch.
 */
final class LeaseSession {

  /** The call of {@code run} to which a visit belongs: how many visits it made, and how many of them were put off. */
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
   * @param endNanos when the lease ends, on the engine's stopwatch
   * @param run the call that waits for this visit, null for one in the background
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
   * Goes on under a lease that was given while this visit was under way: the store's time had passed the end of the old one, or the old one
   * has just been given back. False if the visit is over, so that another one must begin.
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

  /** The visit is over if this is its lease, which was given back; false if it goes on under a newer one. */
  synchronized boolean end(@Nullable Lease givenBack) {
    over = lease.equals(givenBack);
    return over;
  }

  /** A commit that ends the lease has failed: it may have been written, so that another process may have the lead. */
  synchronized void doubtLease() {
    isLeaseDoubtful = true;
  }

  /** Whether work that takes this long ends before the lease does, even for a process whose clock is ahead by as much. */
  synchronized boolean hasTimeFor(Duration work, Instant now, long nanos) {
    Duration reserve = work.multipliedBy(2);
    return !isLeaseDoubtful
        && !now.plus(reserve).isAfter(lease.until())
        && nanos + reserve.toNanos() - endNanos <= 0;
  }

  /** Some of its tasks were not begun: the lead is to be left alone this long, or longer if another task asks for it. */
  synchronized void putOff(Duration longer) {
    if (pause == null || longer.compareTo(pause) > 0) {
      pause = longer;
    }
  }

  /** How long the lead is to be left alone if its tasks are still owed; null to go on at once. */
  synchronized @Nullable Duration pause() {
    return pause;
  }

  synchronized void begin(int things) {
    outstanding += things;
  }

  /** Whether nothing is outstanding after these. */
  synchronized boolean finish(int things) {
    outstanding -= things;
    return outstanding == 0;
  }
}
