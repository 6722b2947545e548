// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits how long a failed call of the store is repeated in smaller parts to isolate the part that fails. Long enough for a store that answers,
 * and bounded if each call runs into a timeout.
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
