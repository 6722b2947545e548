// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.spi.LeadStore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A position in the event log after which all events follow that this pipeline has committed and not yet passed to the listeners.
 *
 * <p>The end of the store is such a position if it is read while no commit is in progress, every earlier commit was passed on, and none has
 * begun meanwhile. It is read rarely, by an idle thread of a listener.
 */
final class Position {

  private static final Logger LOG = LoggerFactory.getLogger(Position.class);

  /** The number of commits after which the position is read again. */
  private static final long STEP = 1_000;

  private final LeadStore store;
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicLong handedOver = new AtomicLong();
  private final AtomicLong lastRead = new AtomicLong(-STEP);
  private volatile long position;

  Position(LeadStore store) {
    this.store = store;
  }

  /** Records that a call of {@link LeadStore#commit} begins. */
  void begin() {
    begun.incrementAndGet();
  }

  /** Records that the call has ended and written this number of commits with events. */
  void end(int written) {
    confirmed.addAndGet(written);
    ended.incrementAndGet();
  }

  /** Records that the listeners have the events of a commit. */
  void handedOver() {
    handedOver.incrementAndGet();
  }

  long get() {
    return position;
  }

  /** Reads the end of the store if it is a valid position and worth the call. */
  void refresh() {
    long calls = begun.get();
    if (ended.get() != calls) {
      return;
    }
    long commits = confirmed.get(); // read after ended, so that it includes all these calls
    if (handedOver.get() != commits || commits - lastRead.get() < STEP) {
      return;
    }
    lastRead.set(commits);
    try {
      long end = store.end();
      if (begun.get() == calls) {
        position = Math.max(position, end);
      }
    } catch (Throwable e) { // whatever the store throws, the listener's thread goes on
      LOG.debug(
          "the end of the store is not known, the last position stays valid", Faults.printable(e));
    }
  }
}
