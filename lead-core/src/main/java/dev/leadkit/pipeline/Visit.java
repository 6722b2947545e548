// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.spi.LeadStore.Lease;

/**
 * A leased lead while something is being done for it; whoever finishes last gives the lease back.
 *
 * <p>Its monitor orders the results: the last one is also the last in the recorder's queue.
 */
final class Visit {

  private final Lease lease;
  private int outstanding;

  Visit(Lease lease) {
    this.lease = lease;
  }

  Lease lease() {
    return lease;
  }

  synchronized void begin(int things) {
    outstanding += things;
  }

  /** Whether nothing is outstanding after this. */
  boolean finish() {
    return finish(1);
  }

  /** Whether nothing is outstanding after these. */
  synchronized boolean finish(int things) {
    outstanding -= things;
    return outstanding == 0;
  }
}
