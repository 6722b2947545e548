// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.spi.LeadStore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A position of the store's events after which everything stands that was committed here and not yet handed to the listeners.
 *
 * <p>The end of the store is such a position if it is read while no commit is under way and every commit before was handed over, and if none
 * has begun by the time it is known. It is read seldom, and by a listener's thread that has nothing else to do.
 */
final class Position {

  private static final Logger LOG = LoggerFactory.getLogger(Position.class);

  /** How many commits are worth asking the store again. */
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

  /** A call of {@link LeadStore#commit} begins. */
  void begin() {
    begun.incrementAndGet();
  }

  /** It has ended, and wrote so many of its commits that have events. */
  void end(int written) {
    confirmed.addAndGet(written);
    ended.incrementAndGet();
  }

  /** The listeners have the events of one commit. */
  void handedOver() {
    handedOver.incrementAndGet();
  }

  long get() {
    return position;
  }

  /** Reads the end of the store, if that is a valid position and worth it. */
  void refresh() {
    long calls = begun.get();
    if (ended.get() != calls) {
      return;
    }
    long commits = confirmed.get(); // read after ended, so that it counts all of these calls
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
