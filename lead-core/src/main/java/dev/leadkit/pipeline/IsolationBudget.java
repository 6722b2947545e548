// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a failed call of the store may be repeated in smaller parts to find the part that fails: long enough if the store answers, and an end
 * if each call runs into a timeout because it does not.
 */
final class IsolationBudget {

  private static final Duration MAX = Duration.ofSeconds(10);

  private final LongSupplier nanos;
  private final long start;

  IsolationBudget(LongSupplier nanos) {
    this.nanos = nanos;
    start = nanos.getAsLong();
  }

  boolean isSpent() {
    return nanos.getAsLong() - start > MAX.toNanos();
  }
}
