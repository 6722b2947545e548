// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.pipeline.Settler.Answer;
import dev.leadkit.pipeline.Settler.Plan;
import dev.leadkit.pipeline.Settler.Proposal;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a group of entries in one commit of the store and answers their callers.
 *
 * <p>If another process was faster, the store answers {@code Stale} or {@code Taken}, and all entries of that lead are settled again on the
 * longer history. An observed fact is never dropped because of that, and only what the store has confirmed is cached.
 *
 * <p>A group that fails is repeated in halves, so that an entry which cannot be written fails alone. Callers of a failed entry have not been
 * told "accepted". The result of a task that cannot be written is recorded as a failure of the task; if that is not possible either, the
 * lease runs out and the task is performed again under the same id.
 *
 * <p>Used by one thread at a time.
 */
final class GroupCommit {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private static final String STORE = "store";

  /** How often the store may refuse an entry although the lead has not changed: then it contradicts itself. */
  private static final int MAX_REFUSALS = 3;

  private final LeadStore store;
  private final LeadLoader leads;
  private final Settler settler;
  private final EngineClock clock;
  private final LongSupplier nanos;
  private final Faults faults;
  private final List<Entry> followUps = new ArrayList<>();
  private CommitListener listener = CommitListener.NONE;
  private Listeners listeners = Listeners.NONE;

  GroupCommit(
      LeadStore store,
      LeadLoader leads,
      Settler settler,
      EngineClock clock,
      LongSupplier nanos,
      Faults faults) {
    this.store = store;
    this.leads = leads;
    this.settler = settler;
    this.clock = clock;
    this.nanos = nanos;
    this.faults = faults;
  }

  /** Sets the engine that is told about commits; before the first entry. */
  void listener(CommitListener engine) {
    listener = engine;
  }

  /** Sets the listeners of the host; before the first entry. */
  void tell(Listeners told) {
    listeners = told;
  }

  /** Writes the entries and answers each of them; returns entries that have to be written after them. */
  List<Entry> write(List<Entry> group) {
    followUps.clear();
    record(group, new IsolationBudget(nanos));
    return List.copyOf(followUps);
  }

  private void record(List<Entry> group, IsolationBudget budget) {
    List<Entry> open = group;
    try {
      while (!open.isEmpty()) {
        open = attempt(open);
      }
    } catch (Throwable e) {
      List<Entry> rest = open.stream().filter(entry -> !entry.isDone()).toList();
      rest.forEach(GroupCommit::doubtLease);
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
    if (entry.session != null && entry.last) {
      entry.session.doubtLease();
    }
  }

  /** Records the result of a task that cannot be written as a failure, so that its effect is not repeated endlessly. */
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

  /** Answers an entry that was not written. */
  void fail(Entry entry, RuntimeException cause) {
    if (entry.lead != null) {
      leads.forget(entry.lead);
    }
    entry.receipt.completeExceptionally(cause);
    LeaseSession session = entry.session;
    if (session != null && entry.last) {
      tell("closed", () -> listener.closed(session));
    }
  }

  /** Tries to commit the entries as one group; returns those that must be settled again, in order. */
  private List<Entry> attempt(List<Entry> group) {
    Plan plan = settler.settle(group);
    List<Proposal> proposals = plan.proposals();
    List<LeadStore.Result> results = proposals.isEmpty()
        ? List.of()
        : store.commit(proposals.stream().map(Proposal::commit).toList());
    if (!proposals.isEmpty()) {
      faults.works(STORE);
    }
    plan.done().forEach(GroupCommit::complete);
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
    proposal.answers().forEach(GroupCommit::complete);
    LeaseSession session = proposal.ending();
    if (session == null) {
      return;
    }
    if (!proposal.tasks().isEmpty()) {
      tell("proceed", () -> listener.proceed(session, proposal.after(), proposal.tasks()));
    } else if (session.end(proposal.commit().lease())) {
      tell("closed", () -> listener.closed(session));
    } else {
      followUps.add(Entry.of(session, List.of(), true)); // another lease was given meanwhile
    }
  }

  /** Returns the entries that must be settled again; fails those for which that would not help. */
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
    ReadMessage readMessage = answer.entry().readMessage;
    String event = readMessage == null ? "" : readMessage.message().id();
    answer.entry().receipt.complete(new Receipt(event, answer.lead(), answer.status()));
  }

  /** A failure of the engine must not harm the entries that are not yet answered. */
  private static void tell(String what, Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      LOG.error("the engine failed when it was told '{}'", what, Faults.printable(e));
    }
  }
}
