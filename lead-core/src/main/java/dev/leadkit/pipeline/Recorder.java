// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Step;
import dev.leadkit.Task;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.policy.Turn;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.LeadStore.ThreadId;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what happened.
 *
 * <p>One thread takes whatever has come in since it last looked, from accepting callers and from workers alike, finds out whose it is,
 * settles it and commits it as one group: the more there is to do, the more each fsync carries. Because nobody else in the process
 * settles, histories grow without contention; only another process can be faster, and then the store says {@code Stale} or {@code
 * Taken} and the same facts are settled anew on the longer history. What happened is never dropped because of it.
 *
 * <p>A policy that throws cannot lose a message: its facts are committed without a decision, and the lead is looked at again later. A
 * store that throws fails the callers of the group, who have not been told "accepted"; results of workers are then not written, the
 * lease runs out, and the same task is performed again under the same id.
 */
final class Recorder {

  /** What the recorder tells the engine after a commit. */
  interface Listener {

    /** The lead is still leased and there is work to do for it at once. */
    void proceed(Visit visit, Lead lead, List<? extends Task> tasks);

    /** The visit is over, the lease given back or left to run out. */
    void closed(Visit visit);

    /** A lead may want to be looked at before the next poll. */
    void awake();
  }

  /** Something that is to be written down. */
  private static final class Entry {
    final @Nullable Arrival arrival;
    final List<? extends Fact> facts;
    final @Nullable Visit visit;
    final boolean last;
    final @Nullable Duration pause;
    final CompletableFuture<Receipt> receipt = new CompletableFuture<>();

    @Nullable
    LeadId lead;

    Entry(
        @Nullable Arrival arrival,
        @Nullable LeadId lead,
        List<? extends Fact> facts,
        @Nullable Visit visit,
        boolean last,
        @Nullable Duration pause) {
      this.arrival = arrival;
      this.lead = lead;
      this.facts = facts;
      this.visit = visit;
      this.last = last;
      this.pause = pause;
    }
  }

  /** An entry with its place in a history: what to commit, and what to do once it is committed. */
  private record Proposal(
      Entry entry,
      Commit commit,
      Lead after,
      Status status,
      @Nullable Step proceed) {}

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private static final int LARGEST_GROUP = 512;

  /** How long a lead rests on which the policy threw. */
  private static final Duration POISON_PAUSE = Duration.ofMinutes(1);

  private static final long CACHED_CHARACTERS = 32_000_000;

  private final LeadStore store;
  private final PolicySource policies;
  private final InstantSource clock;
  private final Duration leaseReserve;
  private final Listener listener;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final LeadCache leads = new LeadCache(CACHED_CHARACTERS);
  private final Entry end = new Entry(null, null, List.of(), null, false, null);
  private final Thread thread;

  /** Whether the thread has looked into the queue for the last time. */
  private volatile boolean ended;

  Recorder(
      LeadStore store,
      PolicySource policies,
      InstantSource clock,
      Duration leaseReserve,
      Listener listener) {
    this.store = store;
    this.policies = policies;
    this.clock = clock;
    this.leaseReserve = leaseReserve;
    this.listener = listener;
    thread = new Threads("lead-recorder").newThread(this::run);
    thread.start();
  }

  /** An arrival, to become a message of some lead. */
  CompletableFuture<Receipt> arrived(Arrival arrival) {
    var entry = new Entry(arrival, null, List.of(), null, false, null);
    submit(entry);
    return entry.receipt;
  }

  /** Facts that somebody outside observed. */
  CompletableFuture<Receipt> observed(LeadId lead, List<? extends Fact> facts) {
    var entry = new Entry(null, lead, facts, null, false, null);
    submit(entry);
    return entry.receipt;
  }

  /** Something happened after nobody waited for it any more. */
  void late(LeadId lead, Fact fact) {
    submit(new Entry(null, lead, List.of(fact), null, false, null));
  }

  /** One thing that a visit had begun is finished; without facts, nothing came of it. */
  void finished(Visit visit, List<? extends Fact> facts) {
    synchronized (visit) {
      submit(new Entry(null, visit.lease().lead(), facts, visit, visit.finish(), null));
    }
  }

  /** The visit is over, and the lead is to be left alone for so long at least. */
  void release(Visit visit, Duration pause) {
    submit(new Entry(null, visit.lease().lead(), List.of(), visit, true, pause));
  }

  private void submit(Entry entry) {
    queue.add(entry);
    if (ended && queue.remove(entry)) {
      fail(entry, new IllegalStateException("the pipeline is closed"));
    }
  }

  /** These leads as they are: from memory where that is not older than what is asked for. */
  Map<LeadId, Lead> leads(Collection<Lease> leases) {
    var found = new HashMap<LeadId, Lead>();
    var missing = new ArrayList<LeadId>();
    for (Lease lease : leases) {
      Lead lead = leads.getIfPresent(lease.lead());
      if (lead != null && lead.seq() >= lease.seq()) {
        found.put(lease.lead(), lead);
      } else {
        missing.add(lease.lead());
      }
    }
    load(missing, found);
    return found;
  }

  private void load(List<LeadId> ids, Map<LeadId, Lead> found) {
    if (!ids.isEmpty()) {
      store.histories(ids).forEach((id, history) -> found.put(id, Lead.of(id, history)));
    }
  }

  private void run() {
    boolean stopped = false;
    while (!stopped || !queue.isEmpty()) {
      var group = new ArrayList<Entry>();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        continue; // nobody has a reason to interrupt us: only the end mark ends the recorder
      }
      queue.drainTo(group, LARGEST_GROUP - 1);
      stopped |= group.remove(end);
      try {
        record(group);
      } catch (Error e) {
        LOG.error("{} entries were not written", group.size(), e);
        group.stream()
            .filter(entry -> !entry.receipt.isDone())
            .forEach(entry -> fail(entry, new StoreException("not written", e)));
      }
    }
  }

  private void record(List<Entry> group) {
    List<Entry> open = group;
    try {
      while (!open.isEmpty()) {
        open = attempt(open);
      }
    } catch (StoreException e) {
      LOG.error("store failed, {} entries were not written", open.size(), e);
      open.stream().filter(entry -> !entry.receipt.isDone()).forEach(entry -> fail(entry, e));
    } catch (RuntimeException e) {
      List<Entry> rest = open.stream().filter(entry -> !entry.receipt.isDone()).toList();
      if (group.size() == 1) {
        LOG.error("an entry could not be written", e);
        rest.forEach(entry -> fail(entry, e));
      } else {
        rest.forEach(entry -> record(List.of(entry)));
      }
    }
  }

  private void fail(Entry entry, RuntimeException cause) {
    if (entry.lead != null) {
      leads.invalidate(entry.lead);
    }
    entry.receipt.completeExceptionally(cause);
    if (entry.visit != null && entry.last) {
      listener.closed(entry.visit);
    }
  }

  /** Tries to commit the entries as one group; the answer is those that must be settled anew. */
  private List<Entry> attempt(List<Entry> group) {
    List<Proposal> proposals = settle(group);
    List<LeadStore.Result> results =
        store.commit(proposals.stream().map(Proposal::commit).toList());
    var again = new ArrayList<Entry>();
    boolean awake = false;
    Instant now = clock.instant();
    for (int i = 0; i < results.size(); i++) {
      Proposal proposal = proposals.get(i);
      if (results.get(i) instanceof LeadStore.Committed) {
        committed(proposal);
        Instant wake = proposal.commit().wakeAt();
        awake |= proposal.proceed() == null && wake != null && !wake.isAfter(now);
      } else {
        leads.invalidate(proposal.commit().lead());
        again.add(proposal.entry());
      }
    }
    if (awake) {
      listener.awake();
    }
    return again;
  }

  private void committed(Proposal proposal) {
    Entry entry = proposal.entry();
    Lead after = proposal.after();
    leads.put(after);
    String event = entry.arrival == null ? "" : entry.arrival.message().id();
    entry.receipt.complete(new Receipt(event, after.id(), proposal.status()));
    if (entry.visit == null) {
      return;
    }
    if (proposal.proceed() instanceof Step.Perform perform) {
      listener.proceed(entry.visit, after, perform.tasks());
    } else if (entry.last) {
      listener.closed(entry.visit);
    }
  }

  /** Finds out whose each entry is and what follows from it, in order, each on what the ones before it left. */
  private List<Proposal> settle(List<Entry> group) {
    var owners = new Owners(store, group.stream().map(entry -> entry.arrival).toList());
    var known = new HashMap<LeadId, Lead>();
    var missing = new ArrayList<LeadId>();
    Set<LeadId> concerned = new LinkedHashSet<>();
    for (Entry entry : group) {
      LeadId id = entry.arrival == null ? entry.lead : owners.existing(entry.arrival);
      if (id != null) {
        concerned.add(id);
      }
    }
    for (LeadId id : concerned) {
      Lead lead = leads.getIfPresent(id);
      if (lead == null) {
        missing.add(id);
      } else {
        known.put(id, lead);
      }
    }
    load(missing, known);
    Policy policy = policies.policy();
    Instant now = clock.instant();
    var proposals = new ArrayList<Proposal>(group.size());
    for (Entry entry : group) {
      Proposal proposal = entry.arrival == null
          ? settle(entry, known, policy, now)
          : admit(entry, owners, known, policy, now);
      if (proposal != null) {
        known.put(proposal.after().id(), proposal.after());
        proposals.add(proposal);
      }
    }
    return proposals;
  }

  /** A message: a copy of one that some lead has, a continuation of some lead's thread, or a new lead. */
  private Proposal admit(
      Entry entry, Owners owners, Map<LeadId, Lead> known, Policy policy, Instant now) {
    Arrival arrival = java.util.Objects.requireNonNull(entry.arrival);
    Message message = arrival.message();
    Owners.Found found = owners.find(arrival);
    entry.lead = found.lead();
    Lead before = known.computeIfAbsent(found.lead(), Lead::of);
    var threads = new ArrayList<ThreadId>();
    Fact fact;
    Holder original = found.original();
    if (original != null) {
      fact = new Fact.Duplicated(
          message.id(), message.raw(), arrival.source(), found.key(), original.event());
    } else {
      fact = new Fact.Received(message, arrival.source(), arrival.keys(), found.thread());
      if (!message.thread().messageId().isEmpty()) {
        threads.add(new ThreadId(message.tenant(), message.thread().messageId()));
      }
    }
    owners.claim(arrival, found.lead());
    Turn turn;
    Instant wake;
    try {
      turn = policy.settle(before, List.of(fact), now);
      wake = wake(policy.next(turn.after(), now), now);
    } catch (RuntimeException e) {
      LOG.error("policy {} failed on {}, kept undecided", policy.version(), found.lead(), e);
      turn = Policy.remember(before, List.of(fact), now);
      wake = now.plus(POISON_PAUSE);
    }
    var keys = new LinkedHashMap<Key, String>();
    found.unheld().forEach(key -> keys.put(key, message.id()));
    var commit = new Commit(found.lead(), before.seq(), turn.events(), keys, threads, wake, null);
    return new Proposal(entry, commit, turn.after(), found.status(), null);
  }

  /** A result of a worker or an observation of the host; null where there is nothing to write. */
  private @Nullable Proposal settle(
      Entry entry, Map<LeadId, Lead> known, Policy policy, Instant now) {
    LeadId id = java.util.Objects.requireNonNull(entry.lead);
    Lead before = known.computeIfAbsent(id, Lead::of);
    if (before.seq() == 0) {
      fail(entry, new IllegalArgumentException("no lead is called " + id));
      return null;
    }
    Turn turn;
    Step next;
    try {
      turn = policy.settle(before, entry.facts, now);
      next = policy.next(turn.after(), now);
    } catch (RuntimeException e) {
      return poisoned(entry, before, policy, now, e);
    }
    Lease lease = null;
    Step proceed = null;
    Instant wake = wake(next, now);
    if (entry.visit != null && entry.last) {
      lease = entry.visit.lease();
      if (entry.pause != null) {
        wake = now.plus(entry.pause);
      } else if (next instanceof Step.Perform && lease.until().isAfter(now.plus(leaseReserve))) {
        proceed = next;
        lease = null; // kept: the same visit goes on
      }
    }
    if (turn.events().isEmpty() && lease == null && proceed == null) {
      entry.receipt.complete(new Receipt("", id, Status.CONTINUED));
      return null;
    }
    var commit = new Commit(id, before.seq(), turn.events(), Map.of(), List.of(), wake, lease);
    return new Proposal(entry, commit, turn.after(), Status.CONTINUED, proceed);
  }

  /** What was observed is written; the lease is kept until it runs out, so that a poisoned lead cannot spin. */
  private @Nullable Proposal poisoned(
      Entry entry, Lead before, Policy policy, Instant now, RuntimeException e) {
    LOG.error(
        "policy {} failed on {}, left alone until its lease ends",
        policy.version(),
        before.id(),
        e);
    if (entry.facts.isEmpty()) {
      entry.receipt.complete(new Receipt("", before.id(), Status.CONTINUED));
      if (entry.visit != null && entry.last) {
        listener.closed(entry.visit);
      }
      return null;
    }
    Turn turn = Policy.remember(before, entry.facts, now);
    var commit = new Commit(
        before.id(),
        before.seq(),
        turn.events(),
        Map.of(),
        List.of(),
        now.plus(POISON_PAUSE),
        null);
    return new Proposal(entry, commit, turn.after(), Status.CONTINUED, null);
  }

  private static @Nullable Instant wake(Step step, Instant now) {
    if (step instanceof Step.Wait wait) {
      return wait.until();
    }
    return step instanceof Step.Rest ? null : now;
  }

  /** Writes what is left, then ends. */
  void close() throws InterruptedException {
    queue.add(end);
    thread.join();
    ended = true;
    for (Entry late = queue.poll(); late != null; late = queue.poll()) {
      fail(late, new IllegalStateException("the pipeline is closed"));
    }
  }
}
