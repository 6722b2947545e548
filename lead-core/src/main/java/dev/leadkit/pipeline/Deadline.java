// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The time by which the pipeline has to be closed, shared by all its parts. An interruption shortens the wait for work in progress, but not
 * the wait for what has to be written; {@link #restoreInterrupt} restores it at the end.
 */
final class Deadline {

  private final Stopwatch stopwatch;
  private long end;
  private boolean interrupted;

  Deadline(Stopwatch stopwatch, Duration from) {
    this.stopwatch = stopwatch;
    end = stopwatch.nanos() + from.toNanos();
  }

  /** Sets the deadline to this long after now. */
  void extend(Duration from) {
    end = stopwatch.nanos() + from.toNanos();
  }

  boolean wasInterrupted() {
    return interrupted;
  }

  private long leftMillis() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - stopwatch.nanos() + 999_999));
  }

  /** Waits on a monitor that the caller holds until the condition is true or the time is up; returns the condition. */
  boolean await(Object monitor, BooleanSupplier condition) {
    long left = leftMillis();
    while (!condition.getAsBoolean() && left > 0) {
      try {
        stopwatch.await(monitor, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = leftMillis();
    }
    return condition.getAsBoolean();
  }

  /** Waits until the thread has ended or the time is up. */
  void join(Thread thread) {
    long left = leftMillis();
    while (thread.isAlive() && left > 0) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = leftMillis();
    }
  }

  void restoreInterrupt() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
