// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

/** Measures how much time has passed, and waits: real or, in a simulation, virtual time. */
interface Stopwatch {

  /** Nanoseconds since some origin; never decreases. */
  long nanos();

  /**
   * Waits on a monitor that the caller holds until it is notified, the time is up, or for no reason at all, as {@link Object#wait(long)}
   * does.
   *
   * @param millis the longest wait; 0 for no limit
   */
  void await(Object monitor, long millis) throws InterruptedException;
}
