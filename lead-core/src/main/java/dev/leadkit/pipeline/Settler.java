// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Conclusion;
import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.NextAction;
import dev.leadkit.Source;
import dev.leadkit.Task;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.Settlement;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.LeadStore.ThreadId;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines the lead of each entry of a group and the decisions that follow.
 *
 * <p>All entries of a lead become <em>one</em> commit. Each entry is settled on the result of those before it; because the commit is atomic, no
 * entry can be written without those it depends on. A message that matches a key or thread id claimed by an earlier message of the group belongs
 * to the same lead and thus to the same commit. If a commit would depend on an unconfirmed claim of another lead, or name a lead that is not
 * yet opened, the group ends before it, and the rest waits until that commit is confirmed or refused.
 *
 * <p>A policy that throws, including {@code Error}s, cannot lose a message: the facts are committed without a decision, and the lead is
 * decided later.
 */
final class Settler {

  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  /**
   * The plan for a group.
   *
   * @param proposals what to commit, at most one for each lead
   * @param done entries without anything to write
   * @param failed entries that cannot be written, with the reason
   * @param later entries that must be settled after the proposals are confirmed or refused, in order
   */
  record Plan(
      List<Proposal> proposals,
      List<Answer> done,
      Map<Entry, RuntimeException> failed,
      List<Entry> later) {}

  /** The answer to the caller of an entry when it is durable. */
  record Answer(Entry entry, LeadId lead, Status status) {}

  /**
   * The settled entries of one lead.
   *
   * @param after the lead after the commit
   * @param ending the session that ends with the commit or continues with the tasks, null for none
   * @param tasks the tasks with which the session continues under the same lease
   */
  record Proposal(
      Commit commit,
      Lead after,
      List<Answer> answers,
      @Nullable LeaseSession ending,
      List<? extends Task> tasks) {}

  private final LeadStore store;
  private final LeadLoader leads;
  private final CurrentPolicy policies;
  private final EngineClock clock;
  private final LongSupplier nanos;
  private final Duration leaseReserve;
  private final Faults faults;

  /**
   * @param nanos the stopwatch of the engine
   * @param leaseReserve the remaining time that a lease needs for a session to continue
   */
  Settler(
      LeadStore store,
      LeadLoader leads,
      CurrentPolicy policies,
      EngineClock clock,
      LongSupplier nanos,
      Duration leaseReserve,
      Faults faults) {
    this.store = store;
    this.leads = leads;
    this.policies = policies;
    this.clock = clock;
    this.nanos = nanos;
    this.leaseReserve = leaseReserve;
    this.faults = faults;
  }

  /** @throws StoreException if the store cannot determine the leads of the messages */
  Plan settle(List<Entry> group) {
    var resolver =
        new LeadResolver(store, group.stream().map(entry -> entry.readMessage).toList());
    LeadLoader.Loaded known = leads.load(concerned(group, resolver));
    loadSeparated(known);
    var session = new Session(policies.get(), clock.instant(), resolver, known);
    for (int i = 0; i < group.size(); i++) {
      if (!session.take(group.get(i))) {
        return session.plan(group.subList(i, group.size()));
      }
    }
    return session.plan(List.of());
  }

  private static Map<LeadId, Long> concerned(List<Entry> group, LeadResolver resolver) {
    var concerned = new LinkedHashMap<LeadId, Long>();
    for (Entry entry : group) {
      if (entry.readMessage != null) {
        resolver.candidates(entry.readMessage).forEach(lead -> concerned.put(lead, 0L));
      }
      if (entry.lead != null) {
        concerned.put(entry.lead, 0L);
      }
    }
    return concerned;
  }

  /** Loads the leads that were separated from those that are loaded: a message that belonged to one may now belong to the other. */
  private void loadSeparated(LeadLoader.Loaded known) {
    var separated = new LinkedHashMap<LeadId, Long>();
    known
        .found()
        .values()
        .forEach(lead -> lead.separated().values().forEach(other -> separated.put(other, 0L)));
    separated.keySet().removeAll(known.found().keySet());
    if (!separated.isEmpty()) {
      LeadLoader.Loaded more = leads.load(separated);
      known.found().putAll(more.found());
      known.unreadable().putAll(more.unreadable());
    }
  }

  /** One group while it is being settled. */
  private final class Session {

    private final Policy policy;
    private final Instant now;
    private final LeadResolver resolver;
    private final LeadLoader.Loaded known;
    private final Map<LeadId, Draft> drafts = new LinkedHashMap<>();
    private final Map<Entry, RuntimeException> failed = new LinkedHashMap<>();

    Session(Policy policy, Instant now, LeadResolver resolver, LeadLoader.Loaded known) {
      this.policy = policy;
      this.now = now;
      this.resolver = resolver;
      this.known = known;
    }

    /** Settles an entry; returns false if it must wait until those before it are confirmed. */
    boolean take(Entry entry) {
      ReadMessage readMessage = entry.readMessage;
      try {
        LeadResolver.Found found =
            readMessage == null ? null : resolver.find(readMessage, this::lead);
        LeadId id = found == null ? Objects.requireNonNull(entry.lead) : found.lead();
        if (readMessage != null && resolver.isUncertain(readMessage, id)) {
          return false;
        }
        if (found != null && linksToUnconfirmed(found)) {
          return false;
        }
        entry.lead = id;
        Lead lead = lead(id);
        Draft draft = drafts.get(id);
        if (draft == null) {
          draft = new Draft(lead == null ? Lead.of(id) : lead);
        }
        if (readMessage == null) {
          observe(draft, entry);
        } else {
          admit(draft, entry, readMessage, Objects.requireNonNull(found));
        }
        drafts.put(id, draft);
      } catch (StoreException | IllegalArgumentException e) {
        failed.put(entry, e);
      } catch (Throwable e) {
        LOG.error("an entry of {} cannot be settled", entry.lead, Faults.printable(e));
        failed.put(entry, new StoreException("the entry cannot be settled", Faults.printable(e)));
      }
      return true;
    }

    /** Whether another lead that the message is linked with is opened by this group: if that commit is refused, there is no such lead. */
    private boolean linksToUnconfirmed(LeadResolver.Found found) {
      for (Fact.Linked link : found.links()) {
        Draft draft = link.lead().equals(found.lead()) ? null : drafts.get(link.lead());
        if (draft != null && draft.before.seq() == 0) {
          return true;
        }
      }
      return false;
    }

    /** The state of a lead after the entries so far; null if there is no such lead. */
    private @Nullable Lead lead(LeadId id) {
      Draft draft = drafts.get(id);
      if (draft != null) {
        return draft.after;
      }
      StoreException unreadable = known.unreadable().get(id);
      if (unreadable != null) {
        throw unreadable;
      }
      Lead lead = known.found().get(id);
      return lead == null || lead.seq() == 0 ? null : lead;
    }

    /** Adds a message: a copy, a continuation of a thread, or the opening of a lead. */
    private void admit(
        Draft draft, Entry entry, ReadMessage readMessage, LeadResolver.Found found) {
      List<Key> keys = entry.refusals > 1 ? withoutContact(found.unheld()) : found.unheld();
      List<ThreadId> threads =
          found.original() == null ? resolver.threadIds(readMessage) : List.of();
      draft.addAll(facts(readMessage, found, keys));
      keys.forEach(key -> draft.keys.put(key, readMessage.message().id()));
      draft.threads.addAll(threads);
      resolver.claim(readMessage, found.lead(), keys, threads);
      draft.answers.add(new Answer(entry, found.lead(), found.status()));
    }

    /** Keys that list leads by person are a help only: a message is not refused because others take them all the time. */
    private static List<Key> withoutContact(List<Key> keys) {
      return keys.stream().filter(key -> key.layer() != Key.Layer.CONTACT).toList();
    }

    private static List<Fact> facts(
        ReadMessage readMessage, LeadResolver.Found found, List<Key> claimed) {
      Message message = readMessage.message();
      Source source = readMessage.source();
      Holder original = found.original();
      if (original != null) {
        return List.of(new Fact.Duplicated(
            message.id(), message.raw(), source, found.key(), original.event()));
      }
      var facts = new ArrayList<Fact>();
      Conclusion reason = found.reason();
      if (reason != null) {
        facts.add(new Fact.Attached(message, source, readMessage.keys(), found.thread(), reason));
        if (found.role() == LeadResolver.Role.REPLY) {
          facts.add(new Fact.Replied(
              Fact.Replied.Author.HUMAN,
              message.from().email(),
              message.thread().messageId()));
        }
        return facts;
      }
      var keys = new ArrayList<Key>(readMessage.keys());
      claimed.stream().filter(key -> key.layer() == Key.Layer.CONTACT).forEach(keys::add);
      facts.add(new Fact.Received(message, source, keys, found.thread(), readMessage.prospect()));
      facts.addAll(found.links());
      return facts;
    }

    /** Adds the result of a task or an observation of the host. */
    private void observe(Draft draft, Entry entry) {
      boolean opens = entry.facts.size() == 1 && entry.facts.get(0) instanceof Fact.Received;
      if (draft.after.seq() == 0 && !opens) {
        throw new IllegalArgumentException("no such lead: " + entry.lead);
      }
      draft.addAll(entry.facts, entry.context);
      entry.facts.forEach(fact -> addSent(draft, fact));
      if (opens && entry.facts.get(0) instanceof Fact.Received separated) {
        separated.keys().forEach(key -> draft.keys.put(key, separated.message().id()));
      }
      draft.answers.add(new Answer(entry, draft.after.id(), Status.CONTINUED));
      if (entry.session != null && entry.last) {
        draft.ending = entry.session;
        draft.pause = entry.pause;
      }
    }

    /** A mail that was sent to the prospect belongs to the conversation: an answer to it finds the lead. */
    private void addSent(Draft draft, Fact fact) {
      String id = fact instanceof Fact.Replied replied
          ? replied.messageId()
          : fact instanceof Fact.Delivered delivered ? delivered.messageId() : "";
      Fact.Received opening = draft.after.opening();
      if (!id.isBlank() && opening != null) {
        draft.threads.add(new ThreadId(opening.message().tenant(), Conversation.sent(id)));
      }
    }

    Plan plan(List<Entry> later) {
      var proposals = new ArrayList<Proposal>(drafts.size());
      var done = new ArrayList<Answer>();
      for (Draft draft : drafts.values()) {
        Proposal proposal = draft.proposal();
        Commit commit = proposal.commit();
        boolean isEmpty = commit.events().isEmpty()
            && commit.lease() == null
            && proposal.tasks().isEmpty();
        if (isEmpty) {
          done.addAll(proposal.answers());
        } else {
          proposals.add(proposal);
        }
      }
      return new Plan(proposals, done, failed, List.copyOf(later));
    }

    /** The entries of a lead so far. */
    private final class Draft {

      private final Lead before;
      private final Instant at;
      private final List<LeadEvent> events = new ArrayList<>();
      private final Map<Key, String> keys = new LinkedHashMap<>();
      private final List<ThreadId> threads = new ArrayList<>();
      private final List<Answer> answers = new ArrayList<>();
      private Lead after;
      private @Nullable LeaseSession ending;
      private @Nullable Duration pause;
      private @Nullable Throwable fault;

      Draft(Lead before) {
        this.before = before;
        after = before;
        at = clock.notBefore(before, now);
      }

      void addAll(List<? extends Fact> facts) {
        addAll(facts, EventContext.NONE);
      }

      void addAll(List<? extends Fact> facts, EventContext context) {
        Settlement settlement;
        Throwable thrown = null;
        try {
          settlement = policy.settle(after, facts, at);
        } catch (Throwable e) {
          thrown = e;
          settlement = Policy.remember(after, facts, at);
        }
        fault = thrown;
        for (LeadEvent event : settlement.events()) {
          boolean isGiven = event.seq() <= after.seq() + facts.size();
          events.add(isGiven && !context.isEmpty() ? event.withContext(context) : event);
        }
        after = settlement.after();
      }

      Proposal proposal() {
        NextAction next = fault == null ? next() : null;
        Lease lease = ending == null ? null : ending.lease();
        Instant wake = next == null ? leftAlone() : wake(next);
        List<? extends Task> tasks = List.of();
        if (ending != null && next instanceof NextAction.Perform perform) {
          if (pause != null) {
            wake = now.plus(pause);
          } else if (ending.hasTimeFor(leaseReserve, now, nanos.getAsLong())) {
            tasks = perform.tasks();
            lease = null; // kept: the same session goes on
          }
        }
        var commit = new Commit(before.id(), before.seq(), events, keys, threads, wake, lease);
        return new Proposal(commit, after, answers, ending, tasks);
      }

      /** The next action; null if the policy fails. */
      private @Nullable NextAction next() {
        try {
          NextAction next = policy.next(after, at);
          if (next instanceof NextAction.Decide) {
            throw new IllegalStateException("a decision is due, but settle does not make it");
          }
          faults.works(before.id());
          return next;
        } catch (Throwable e) {
          fault = e;
          return null;
        }
      }

      private Instant leftAlone() {
        Duration rest = faults.failed(before.id());
        LOG.error(
            "policy {} failed on {}, left undecided for {}",
            policy.version(),
            before.id(),
            rest,
            fault == null ? "" : Faults.printable(fault));
        return now.plus(rest);
      }

      private @Nullable Instant wake(NextAction step) {
        if (step instanceof NextAction.Wait wait) {
          return wait.until();
        }
        return step instanceof NextAction.Rest ? null : now;
      }
    }
  }
}
