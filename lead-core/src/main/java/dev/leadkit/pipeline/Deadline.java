// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * By when the pipeline is closed, for all its parts together. An interruption does not end the waiting for what has to be written, it only cuts
 * short the waiting for work in progress; {@link #restoreInterrupt} hands it on in the end.
 */
final class Deadline {

  private final Execution execution;
  private long end;
  private boolean interrupted;

  Deadline(Execution execution, Duration from) {
    this.execution = execution;
    end = execution.nanos() + from.toNanos();
  }

  /** Starts again: time is up this long after now. */
  void extend(Duration from) {
    end = execution.nanos() + from.toNanos();
  }

  boolean wasInterrupted() {
    return interrupted;
  }

  private long leftMillis() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - execution.nanos() + 999_999));
  }

  /** Waits on the monitor, which the caller holds, until the condition is true or time is up; whether it is true. */
  boolean await(Object monitor, BooleanSupplier condition) {
    long left = leftMillis();
    while (!condition.getAsBoolean() && left > 0) {
      try {
        execution.await(monitor, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = leftMillis();
    }
    return condition.getAsBoolean();
  }

  /** Waits until the thread has ended or time is up. */
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
