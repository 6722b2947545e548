// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of everything that has to be recorded.
 *
 * <p>All entries that arrived while a group was being written, from callers and workers alike, are the next group: the more there is to do,
 * the more each forced write carries. One group is written at a time, so histories grow without contention inside a process.
 *
 * <p>It has no thread of its own: while there are entries, it occupies one thread of the executor.
 */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private static final int MAX_GROUP_SIZE = 512;

  private final GroupCommit commit;
  private final Executor executor;

  /** Guards the fields below; notified when the recorder becomes idle. */
  private final Object lock = new Object();

  private final Queue<Entry> queue = new ArrayDeque<>();
  private List<Entry> writing = List.of();
  private boolean busy;
  private boolean closed;

  Recorder(
      LeadStore store,
      LeadLoader leads,
      Settler settler,
      EngineClock clock,
      LongSupplier nanos,
      Faults faults,
      Executor executor) {
    this.executor = executor;
    commit = new GroupCommit(store, leads, settler, clock, nanos, faults);
  }

  /** Sets the engine that is told about commits; before the first entry. */
  void listener(CommitListener engine) {
    commit.listener(engine);
  }

  /** Sets the listeners of the host; before the first entry. */
  void tell(Listeners told) {
    commit.tell(told);
  }

  /** Records a message. */
  CompletableFuture<Receipt> arrived(ReadMessage readMessage) {
    return submit(Entry.of(readMessage));
  }

  /** Records facts that the host observed. */
  CompletableFuture<Receipt> observed(
      LeadId lead, List<? extends Fact> facts, EventContext context) {
    return submit(Entry.of(lead, facts, context));
  }

  /** Records the result of a task that had already been given up. */
  void late(LeadId lead, Fact fact, EventContext context) {
    submit(Entry.of(lead, List.of(fact), context));
  }

  /** Ends one task of a session; without facts it had no result. */
  void finished(LeaseSession session, List<? extends Fact> facts) {
    finished(session, 1, facts, EventContext.NONE);
  }

  /** Ends one task of a session with the answer of a plug-in. */
  void answered(LeaseSession session, Fact answer, EventContext context) {
    finished(session, 1, List.of(answer), context);
  }

  /** Ends a number of tasks of a session without a result. */
  void finished(LeaseSession session, int tasks) {
    finished(session, tasks, List.of(), EventContext.NONE);
  }

  private void finished(
      LeaseSession session, int tasks, List<? extends Fact> facts, EventContext context) {
    synchronized (session) {
      boolean last = session.finish(tasks);
      if (last || !facts.isEmpty()) {
        submit(Entry.of(session, facts, context, last));
      }
    }
  }

  private CompletableFuture<Receipt> submit(Entry entry) {
    RuntimeException refusal = null;
    synchronized (lock) {
      boolean isEndOfVisit = entry.session != null && busy;
      if (closed && !isEndOfVisit) {
        refusal = new IllegalStateException("the pipeline is closed");
      } else {
        queue.add(entry);
        if (!busy) {
          busy = true;
          try {
            executor.execute(this::drain);
          } catch (Throwable e) {
            busy = false;
            queue.remove(entry);
            refusal = new StoreException("no thread can be started", e);
          }
        }
      }
    }
    if (refusal != null) {
      commit.fail(entry, refusal);
    }
    return entry.receipt;
  }

  /** Writes one group after the other until the queue is empty. */
  private void drain() {
    boolean isDone = false;
    while (!isDone) {
      try {
        isDone = !writeNext();
      } catch (Throwable e) {
        LOG.error("{} entries were not written", writing.size(), Faults.printable(e));
        writing.stream()
            .filter(entry -> !entry.isDone())
            .forEach(entry -> commit.fail(
                entry, new StoreException("the entry was not written", Faults.printable(e))));
      }
    }
  }

  private boolean writeNext() {
    var group = new ArrayList<Entry>();
    synchronized (lock) {
      while (group.size() < MAX_GROUP_SIZE && !queue.isEmpty()) {
        group.add(queue.remove());
      }
      writing = group;
      if (group.isEmpty()) {
        busy = false;
        lock.notifyAll();
        return false;
      }
    }
    commit.write(group).forEach(this::submit);
    return true;
  }

  /** Refuses new entries, except those that end sessions, and waits until all are written. Entries that are not written by the deadline fail. */
  void close(Deadline deadline) {
    List<Entry> left = new ArrayList<>();
    synchronized (lock) {
      closed = true;
      deadline.await(lock, () -> !busy);
      left.addAll(writing);
      left.addAll(queue);
      queue.clear();
    }
    left.stream()
        .filter(entry -> !entry.isDone())
        .forEach(entry -> commit.fail(
            entry,
            new StoreException(
                "the pipeline was closed before the store had answered: send again")));
  }
}
