// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;

/** Who does the work of an engine and which stopwatch times it: threads, or in a simulation events in virtual time. */
interface Execution {

  /** Threads and the stopwatch of this machine. */
  Execution THREADS = new ThreadExecution();

  /** The stopwatch: nanoseconds since some origin, never set back. */
  long nanos();

  /** Workers of their own for one kind of job; at most {@code number} of them work at the same time. */
  Workers workers(String name, int number);

  /** A timer of its own. */
  Timer timer(String name);

  /**
   * Waits on a monitor, which the caller holds, until it is notified, the time is up, or for no reason at all, as {@link Object#wait(long)}
   * does.
   *
   * @param millis how long at most; 0 for no limit
   */
  void await(Object monitor, long millis) throws InterruptedException;

  /** Runs something after a while. */
  interface Timer {

    /**
     * Runs the action once, after the delay, unless it is cancelled before.
     *
     * @return cancels it; does nothing once it has begun
     */
    Runnable schedule(Runnable action, Duration delay);

    /** Drops everything that has not begun, and takes nothing more. */
    void stop();

    /** Waits until what has begun has ended, or time is up. */
    void join(Deadline deadline);
  }
}
