// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Task;
import dev.leadkit.pipeline.Settler.Answer;
import dev.leadkit.pipeline.Settler.Plan;
import dev.leadkit.pipeline.Settler.Proposal;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
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
 * Writes down what happened.
 *
 * <p>Whatever has come in since it last looked, from callers and from workers alike, is settled and committed as one group: the more there is
 * to do, the more each forced write carries. One group is written at a time, so histories grow without contention inside a process. Only
 * another process can be faster; then the store says {@code Stale} or {@code Taken}, and all entries of that lead are settled again on the
 * longer history. What happened is never dropped because of it, and only what the store has confirmed is cached.
 *
 * <p>A group that fails is repeated in halves, so that an entry which cannot be written fails alone. Callers of a failed entry have not been
 * told "accepted". The result of a task that cannot be written is recorded as a failure of the task; if that is not possible either, the
 * lease runs out and the task is performed again under the same id.
 *
 * <p>It has no thread of its own: while there are entries it occupies one of the executor, which may be replaced at any time.
 */
final class Recorder {

  /** What the recorder tells the engine after a commit. */
  interface Listener {

    /** The lead is still leased and there is work to do for it at once. */
    void proceed(LeaseSession visit, Lead lead, List<? extends Task> tasks);

    /** The visit is over, the lease given back or left to run out. */
    void closed(LeaseSession visit);

    /** A lead may want to be looked at before the next poll. */
    void awake();

    /** While nobody is there to listen. */
    Listener NONE = new Listener() {
      @Override
      public void proceed(LeaseSession visit, Lead lead, List<? extends Task> tasks) {}

      @Override
      public void closed(LeaseSession visit) {}

      @Override
      public void awake() {}
    };
  }

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private static final String STORE = "store";
  private static final int MAX_GROUP_SIZE = 512;

  /** How often the store may refuse an entry although the lead has not changed since: it contradicts itself. */
  private static final int MAX_REFUSALS = 3;

  private final LeadStore store;
  private final LeadLoader leads;
  private final Settler settler;
  private final EngineClock clock;
  private final LongSupplier nanos;
  private final Faults faults;
  private final Executor executor;
  private Listener listener = Listener.NONE;
  private Listeners listeners = Listeners.NONE;

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
    this.store = store;
    this.leads = leads;
    this.settler = settler;
    this.clock = clock;
    this.nanos = nanos;
    this.faults = faults;
    this.executor = executor;
  }

  /** Before the first entry. */
  void listener(Listener engine) {
    listener = engine;
  }

  /** From now on these are told of what was committed. */
  void tell(Listeners told) {
    listeners = told;
  }

  /** A message, to become part of some lead. */
  CompletableFuture<Receipt> arrived(ReadMessage arrival) {
    return submit(Entry.of(arrival));
  }

  /** Facts that somebody outside observed. */
  CompletableFuture<Receipt> observed(LeadId lead, List<? extends Fact> facts) {
    return submit(Entry.of(lead, facts));
  }

  /** Something happened after nobody waited for it any more. */
  void late(LeadId lead, Fact fact) {
    submit(Entry.of(lead, List.of(fact)));
  }

  /** One thing that a visit had begun is finished; without facts, nothing came of it. */
  void finished(LeaseSession visit, List<? extends Fact> facts) {
    finished(visit, 1, facts);
  }

  /** This number of things that a visit had begun are finished, with these facts together. */
  void finished(LeaseSession visit, int things, List<? extends Fact> facts) {
    synchronized (visit) {
      boolean last = visit.finish(things);
      if (last || !facts.isEmpty()) {
        submit(Entry.of(visit, facts, last));
      }
    }
  }

  private CompletableFuture<Receipt> submit(Entry entry) {
    RuntimeException refusal = null;
    synchronized (lock) {
      boolean isEndOfVisit = entry.visit != null && busy;
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
      fail(entry, refusal);
    }
    return entry.receipt;
  }

  /** Writes one group after the other until there is nothing left. */
  private void drain() {
    boolean isDone = false;
    while (!isDone) {
      try {
        isDone = !writeNext();
      } catch (Throwable e) {
        LOG.error("{} entries were not written", writing.size(), Faults.printable(e));
        writing.stream()
            .filter(entry -> !entry.isDone())
            .forEach(entry ->
                fail(entry, new StoreException("the entry was not written", Faults.printable(e))));
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
    record(group, new IsolationBudget(nanos));
    return true;
  }

  private void record(List<Entry> group, IsolationBudget budget) {
    List<Entry> open = group;
    try {
      while (!open.isEmpty()) {
        open = attempt(open);
      }
    } catch (Throwable e) {
      List<Entry> rest = open.stream().filter(entry -> !entry.isDone()).toList();
      rest.forEach(Recorder::doubtLease);
      if (rest.size() == 1 && !budget.isSpent()) {
        recordFailure(rest.get(0), e);
      } else if (rest.size() <= 1 || budget.isSpent()) {
        unwritten(rest, e);
      } else {
        record(rest.subList(0, rest.size() / 2), budget);
        record(rest.subList(rest.size() / 2, rest.size()), budget);
      }
    }
  }

  private static void doubtLease(Entry entry) {
    if (entry.visit != null && entry.last) {
      entry.visit.doubtLease();
    }
  }

  /** The last resort for the result of a task, so that an effect whose result cannot be written is not repeated without end. */
  private void recordFailure(Entry entry, Throwable cause) {
    Entry failure = entry.failed(cause);
    if (failure == null) {
      unwritten(List.of(entry), cause);
      return;
    }
    LOG.error("the result of a task of {} cannot be written", entry.lead, Faults.printable(cause));
    try {
      List<Entry> open = List.of(failure);
      while (!open.isEmpty()) {
        open = attempt(open);
      }
    } catch (Throwable e) {
      unwritten(List.of(failure), e);
    }
  }

  private void unwritten(List<Entry> entries, Throwable cause) {
    if (faults.failed(STORE, cause)) {
      LOG.error(
          "the store failed, {} entries were not written", entries.size(), Faults.printable(cause));
    } else {
      LOG.error("the store fails still, {} entries were not written", entries.size());
    }
    RuntimeException refusal = cause instanceof StoreException known
        ? known
        : new StoreException("the entry was not written", Faults.printable(cause));
    entries.forEach(entry -> fail(entry, refusal));
  }

  private void fail(Entry entry, RuntimeException cause) {
    if (entry.lead != null) {
      leads.forget(entry.lead);
    }
    entry.receipt.completeExceptionally(cause);
    LeaseSession visit = entry.visit;
    if (visit != null && entry.last) {
      tell("closed", () -> listener.closed(visit));
    }
  }

  /** Tries to commit the entries as one group; the answer is those that must be settled again, in order. */
  private List<Entry> attempt(List<Entry> group) {
    Plan plan = settler.settle(group);
    List<Proposal> proposals = plan.proposals();
    List<LeadStore.Result> results = proposals.isEmpty()
        ? List.of()
        : store.commit(proposals.stream().map(Proposal::commit).toList());
    if (!proposals.isEmpty()) {
      faults.works(STORE);
    }
    plan.done().forEach(Recorder::complete);
    plan.failed().forEach(this::fail);
    var again = new ArrayList<Entry>();
    boolean awake = false;
    Instant now = clock.instant();
    for (int i = 0; i < results.size(); i++) {
      Proposal proposal = proposals.get(i);
      if (results.get(i) instanceof LeadStore.Committed) {
        committed(proposal);
        Instant wake = proposal.commit().wakeAt();
        awake |= proposal.tasks().isEmpty() && wake != null && !wake.isAfter(now);
      } else {
        again.addAll(refused(proposal, results.get(i)));
      }
    }
    if (awake) {
      tell("awake", listener::awake);
    }
    again.addAll(plan.later());
    return again;
  }

  private void committed(Proposal proposal) {
    leads.confirm(proposal.after());
    listeners.committed(proposal.after(), proposal.commit().events());
    proposal.answers().forEach(Recorder::complete);
    LeaseSession visit = proposal.ending();
    if (visit == null) {
      return;
    }
    if (!proposal.tasks().isEmpty()) {
      tell("proceed", () -> listener.proceed(visit, proposal.after(), proposal.tasks()));
    } else if (visit.end(proposal.commit().lease())) {
      tell("closed", () -> listener.closed(visit));
    } else {
      submit(Entry.of(visit, List.of(), true)); // another lease was given meanwhile
    }
  }

  /** The entries that are to be settled again, unless that cannot help. */
  private List<Entry> refused(Proposal proposal, LeadStore.Result result) {
    leads.forget(proposal.commit().lead());
    long seq = proposal.commit().after();
    var again = new ArrayList<Entry>();
    for (Answer answer : proposal.answers()) {
      Entry entry = answer.entry();
      entry.refusals = entry.settledAt == seq ? entry.refusals + 1 : 1;
      entry.settledAt = seq;
      if (entry.refusals < MAX_REFUSALS) {
        again.add(entry);
      } else {
        LOG.error("the store answers {} to an entry of {} without end", result, answer.lead());
        fail(
            entry,
            new StoreException("the store refuses an entry of " + answer.lead()
                + " although the lead has not changed"));
      }
    }
    return again;
  }

  private static void complete(Answer answer) {
    ReadMessage arrival = answer.entry().arrival;
    String event = arrival == null ? "" : arrival.message().id();
    answer.entry().receipt.complete(new Receipt(event, answer.lead(), answer.status()));
  }

  /** Whatever the engine makes of it must not harm the entries that are still to be answered. */
  private static void tell(String what, Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      LOG.error("the engine failed when it was told '{}'", what, Faults.printable(e));
    }
  }

  /**
   * Refuses new entries, but not those with which visits end, and waits until all are written; those that are not when time is up fail.
   */
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
        .forEach(entry -> fail(
            entry,
            new StoreException(
                "the pipeline was closed before the store had answered: send again")));
  }
}
