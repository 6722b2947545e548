// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.spi.LeadListener;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener with what waits for it. Its thread starts with the first event. */
final class ListenerQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  /** An event to tell; without an event, a number of events that were skipped. */
  private record Notice(@Nullable LeadEvent event, @Nullable Lead lead, long skipped, long after) {}

  private final LeadListener listener;
  private final Position position;

  /** The monitor of this object guards the fields below; notified when there is something to tell or the queue has ended. */
  private final Queue<Notice> waiting = new ArrayDeque<>();

  private @Nullable Thread thread;
  private boolean ended;
  private long skipped;
  private long skippedAfter;

  ListenerQueue(LeadListener listener, Position position) {
    this.listener = listener;
    this.position = position;
  }

  synchronized void add(Lead lead, List<LeadEvent> events) {
    if (ended || events.isEmpty()) {
      return;
    }
    for (LeadEvent event : events) {
      if (waiting.size() < LeadListener.CAPACITY) {
        flushSkipped();
        waiting.add(new Notice(event, lead, 0, 0));
      } else {
        skippedAfter = skipped == 0 ? position.get() : skippedAfter;
        skipped++;
      }
    }
    if (thread == null) {
      start();
    }
    notifyAll();
  }

  /** Where the machine has no thread left, the next event tries again. */
  private void start() {
    try {
      Thread teller = new Threads("lead-listener").newThread(this::run);
      teller.start();
      thread = teller;
    } catch (OutOfMemoryError e) {
      LOG.warn("no thread for a listener, {} events wait", waiting.size(), e);
    }
  }

  /** So that the listener learns where in the order of events the gap is. */
  private void flushSkipped() {
    if (skipped > 0) {
      waiting.add(new Notice(null, null, skipped, skippedAfter));
      skipped = 0;
    }
  }

  private void run() {
    try {
      for (Notice next = next(); next != null; next = next()) {
        tell(next);
      }
    } finally {
      ended(Thread.currentThread());
    }
  }

  /** If the thread has died of something, the next event starts another. */
  private synchronized void ended(Thread teller) {
    if (thread == teller) {
      thread = null;
    }
  }

  /** What is to be told next, null at the end. */
  private @Nullable Notice next() {
    boolean idle = true;
    while (true) {
      synchronized (this) {
        Notice next = waiting.poll();
        if (next == null) {
          flushSkipped();
          next = waiting.poll();
        }
        if (next != null || ended) {
          return next;
        }
        if (!idle) {
          await();
          continue;
        }
      }
      idle = false;
      position.refresh(); // outside of the monitor: it asks the store
    }
  }

  /** Releases the monitor until something may be to be told. */
  private void await() {
    try {
      wait();
    } catch (InterruptedException e) {
      LOG.debug(
          "interrupted while nothing was to be told"); // the caller looks whether it is the end
    }
  }

  private void tell(Notice notice) {
    try {
      LeadEvent event = notice.event();
      Lead lead = notice.lead();
      if (event == null || lead == null) {
        LOG.warn(
            "a listener is too slow, {} events were not told; they stand after position {}",
            notice.skipped(),
            notice.after());
        listener.missed(notice.skipped(), notice.after());
      } else {
        listener.on(event, lead);
      }
    } catch (Exception | Error e) {
      logFailure(notice, e);
    }
    Thread.interrupted(); // the thread is ours: what a listener does to it must not end it
  }

  private static void logFailure(Notice notice, Throwable failure) {
    LeadEvent event = notice.event();
    Object what = event == null ? "missed events" : event.lead() + " " + event.seq();
    LOG.warn("a listener failed on {}", what, Faults.printable(failure));
  }

  /** No more is taken; what waits is still told. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits until everything was told or time is up. */
  void join(Deadline deadline) {
    Thread teller;
    synchronized (this) {
      teller = thread;
    }
    if (teller == null || teller == Thread.currentThread()) {
      return;
    }
    deadline.join(teller);
    if (teller.isAlive()) {
      synchronized (this) {
        LOG.warn("a listener did not finish in time, {} events were not told", waiting.size());
        waiting.clear();
      }
      teller.interrupt();
    }
  }
}
