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

/** A listener with its queue of events. Its thread starts with the first event. */
final class ListenerQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

  /** An event for the listener; or, without an event, a number of skipped events. */
  private record Notice(@Nullable LeadEvent event, @Nullable Lead lead, long skipped, long after) {}

  private final LeadListener listener;
  private final Position position;

  /** The monitor of this object guards the fields below; notified when there is an event or the queue has ended. */
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

  /** If no thread can be started, the next event tries again. */
  private void start() {
    try {
      Thread teller = new Threads("lead-listener").newThread(this::run);
      teller.start();
      thread = teller;
    } catch (OutOfMemoryError e) {
      LOG.warn("no thread for a listener, {} events wait", waiting.size(), e);
    }
  }

  /** Adds a notice of skipped events in their place. */
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

  /** If the thread has died, the next event starts another one. */
  private synchronized void ended(Thread teller) {
    if (thread == teller) {
      thread = null;
    }
  }

  /** The next notice; null at the end. */
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
      position.refresh(); // outside of the monitor: it calls the store
    }
  }

  /** Waits until there may be a notice. */
  private void await() {
    try {
      wait();
    } catch (InterruptedException e) {
      LOG.debug("interrupted while waiting for events"); // the caller checks whether it is the end
    }
  }

  private void tell(Notice notice) {
    try {
      LeadEvent event = notice.event();
      Lead lead = notice.lead();
      if (event == null || lead == null) {
        LOG.warn(
            "a listener is too slow, {} events were skipped; they follow position {}",
            notice.skipped(),
            notice.after());
        listener.missed(notice.skipped(), notice.after());
      } else {
        listener.on(event, lead);
      }
    } catch (Exception | Error e) {
      logFailure(notice, e);
    }
    Thread.interrupted(); // an interruption by the listener must not end our thread
  }

  private static void logFailure(Notice notice, Throwable failure) {
    LeadEvent event = notice.event();
    Object what = event == null ? "missed events" : event.lead() + " " + event.seq();
    LOG.warn("a listener failed on {}", what, Faults.printable(failure));
  }

  /** Accepts no more events; the listener still gets those in the queue. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits until the queue is empty or the time is up. */
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
        LOG.warn("a listener did not finish in time, {} events were skipped", waiting.size());
        waiting.clear();
      }
      teller.interrupt();
    }
  }
}
