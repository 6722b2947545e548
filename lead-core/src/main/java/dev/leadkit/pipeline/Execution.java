// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;

/** Runs the work of an engine: in threads, or in a simulation as events in virtual time. */
interface Execution extends Stopwatch {

  /** New workers for one kind of job; at most {@code number} of them work at the same time. */
  Workers workers(String name, int number);

  /** A new timer. */
  Timer timer(String name);

  /** Runs actions after a delay. */
  interface Timer {

    /**
     * Runs the action once, after the delay, unless it is cancelled before.
     *
     * @return cancels it; does nothing once it has begun
     */
    Runnable schedule(Runnable action, Duration delay);

    /** Drops every action that has not begun, and accepts no more. */
    void stop();

    /** Waits until the actions that have begun have ended, or time is up. */
    void join(Deadline deadline);
  }
}
