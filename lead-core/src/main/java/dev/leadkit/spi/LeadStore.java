// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the histories of leads, who holds which key, and when each lead wants to be looked at again.
 *
 * <ol>
 *   <li>When {@code commit} returns, what it says is committed survives a crash of process and machine (a store in memory says that it does
 *       not).
 *   <li>Each commit is all or nothing: events, keys, thread ids and wake-up time together, and independent of the commits of other leads in
 *       its batch, as if they were committed one after the other in their order.
 *   <li>A commit whose {@code after} is not the seq of the lead's last event is {@link Stale}, whatever its keys; nothing of it is written.
 *   <li>A commit with a key that is held already, by another lead or by this one, is {@link Taken}, with the first such key in the order of
 *       the commit; nothing of it is written: somebody else brought the same message meanwhile.
 *   <li>A thread id belongs to the first lead that names it; naming one that another lead has is no conflict and changes nothing.
 *   <li>{@code histories} gives what was committed, equal and in the order of seq; a lead that nobody knows has none.
 *   <li>{@code lease} gives leads whose wake-up time is not after {@code now} and that nobody has leased beyond {@code now}, earliest
 *       first, each to one caller only.
 *   <li>A commit with the current lease of its lead ends that lease; one without it, or with an old one, leaves it as it is. The current
 *       lease is the last one given that no commit has ended, even if its time has run out.
 *   <li>A commit sets the wake-up time; null clears it, and the lead rests. A commit that does not hold the current lease only brings a
 *       wake-up time forward, never clears or delays it.
 *   <li>{@code events} gives all events in one order that never changes, each lead's in the order of seq, and every committed event
 *       exactly once to who pages through it.
 *   <li>It can be called by many threads and, if it is shared, by many processes at once.
 *   <li>When the store cannot answer it throws {@link StoreException}, and nothing of the call was written. A closed store cannot answer.
 *   <li>{@code ticket} numbers the leads of a line 0, 1, 2, … in the order in which they are first asked for, without a gap, each once; asked
 *       again for the same lead it gives the same number, after a crash too.
 *   <li>{@code leads} gives every lead of which an event was committed exactly once to who pages through it, in the order of their first
 *       events; {@code end} is the position after the last event.
 *   <li>A commit that follows a refused commit of the same lead in one batch is {@link Stale} as well, even if its {@code after} happens to be
 *       the seq of the lead's last event: it was computed from a commit that does not exist.
 *   <li>A store that keeps a chain gives for every committed event the link of {@code EventChain}, in the order of seq, and the length and
 *       the last link, which it keeps apart from the events. {@code inspect} finds no problem in a store that only the library has written.
 *   <li>What a commit wrote is seen by every call that begins after the commit has returned, in every process that shares the store: no
 *       answer comes from a cache or a replica that lags behind.
 *   <li>Keys, thread ids, tenants and lines are compared character by character: case, accents, blanks at the end and every character of a
 *       long text count. Any text that the model allows is kept as it is, U+0000 included.
 *   <li>A call of an interrupted thread is carried out, or throws {@link StoreException} and has written nothing. It harms no later call.
 * </ol>
 *
 * Wake-up times are exact to the microsecond; a store may round finer ones up, never down.
 */
public interface LeadStore extends AutoCloseable {

  /** Writes each commit or says why not; one result for each, in their order. */
  List<Result> commit(List<Commit> commits);

  /** The lead that holds each of these keys, and the message that brought it; keys that nobody holds are left out. */
  Map<Key, Holder> holders(Collection<Key> keys);

  /** The lead to which each of these thread ids belongs; ids that nobody named are left out. */
  Map<String, LeadId> threads(String tenant, Collection<String> messageIds);

  /** The histories of these leads; a lead that nobody knows has an empty one. */
  Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads);

  /**
   * At most {@code max} leads that want to be looked at, reserved for the caller until {@code until}.
   *
   * @throws IllegalArgumentException if {@code max} is negative
   */
  List<Lease> lease(Instant now, Instant until, int max);

  /** The earliest wake-up time of all leads, leased or not; null if all rest. */
  @Nullable
  Instant nextWake();

  /**
   * At most {@code max} events after that position; 0 is the beginning. A page without events, where {@code max} is not 0, is the end for
   * now.
   *
   * @throws IllegalArgumentException if {@code max} is negative
   */
  Page events(long position, int max);

  /**
   * At most {@code max} leads of which the first event stands after that position; 0 is the beginning. A page without leads, where
   * {@code max} is not 0, is the end for now. A store overrides it where it can tell them without reading the events.
   *
   * @throws IllegalArgumentException if {@code max} is negative
   */
  default LeadPage leads(long position, int max) {
    if (max < 0) {
      throw new IllegalArgumentException("max: expected 0 or more, got " + max);
    }
    var leads = new ArrayList<LeadId>();
    long at = position;
    while (leads.size() < max) {
      Page page = events(at, Math.min(max - leads.size(), Page.USUAL));
      if (page.events().isEmpty()) {
        break;
      }
      page.events().stream()
          .filter(event -> event.seq() == 1)
          .forEach(event -> leads.add(event.lead()));
      at = page.position();
    }
    return new LeadPage(leads, at);
  }

  /**
   * Passes the ids of all leads to the reader, in the order of their first events, at most {@code max} at a time.
   *
   * @throws IllegalArgumentException if {@code max} is less than 1
   * @throws StoreException if the store cannot answer
   */
  default void forEachPage(int max, Consumer<List<LeadId>> reader) {
    if (max < 1) {
      throw new IllegalArgumentException("max: expected 1 or more, got " + max);
    }
    LeadPage page = leads(0, max);
    while (!page.leads().isEmpty()) {
      reader.accept(page.leads());
      page = leads(page.position(), max);
    }
  }

  /**
   * Passes every lead with its history to the reader, in the order of their first events. At most {@code max} histories are loaded at the
   * same time.
   *
   * @throws IllegalArgumentException if {@code max} is less than 1
   * @throws StoreException if the store cannot answer
   */
  default void forEachHistory(int max, BiConsumer<LeadId, List<LeadEvent>> reader) {
    forEachPage(max, leads -> {
      Map<LeadId, List<LeadEvent>> histories = histories(leads);
      leads.forEach(lead -> reader.accept(lead, histories.getOrDefault(lead, List.of())));
    });
  }

  /** The position after the last event, 0 where there is none. A store overrides it where it knows. */
  default long end() {
    Page page = events(0, Page.USUAL);
    while (!page.events().isEmpty()) {
      page = events(page.position(), Page.USUAL);
    }
    return page.position();
  }

  /**
   * The place of a lead in a line, which it takes now if it has none yet: one atomic step.
   *
   * @param line in which people take turns, by name
   */
  long ticket(String line, LeadId lead);

  /** The hash chain of a lead, which shows whether its events are those that were committed; null if the store keeps none. */
  default @Nullable Chain chain(LeadId lead) {
    return null;
  }

  /** Checks what the store keeps beside the histories, its projections for example: everything, however long it takes. */
  default Inspection inspect() {
    return Inspection.NONE;
  }

  /** Checks what the store keeps of one lead beside its history. */
  default Inspection inspect(LeadId lead) {
    return Inspection.NONE;
  }

  @Override
  default void close() {}

  /**
   * The hash chain of one lead.
   *
   * @param links one for each event, in the order of seq
   * @param length how many events were committed, as it is kept apart from the events
   * @param head the last link, as it is kept apart from the events: 64 lower-case hexadecimal digits
   */
  record Chain(List<Link> links, long length, String head) {
    public Chain {
      links = List.copyOf(Objects.requireNonNull(links, "links"));
      Objects.requireNonNull(head, "head");
    }
  }

  /**
   * What is kept with one event.
   *
   * @param hash 64 lower-case hexadecimal digits; {@code ""} if nothing is kept with it
   */
  record Link(long seq, String hash) {
    public Link {
      Objects.requireNonNull(hash, "hash");
    }
  }

  /**
   * What a store found in itself.
   *
   * @param problems what is wrong, one sentence each, without personal data
   * @param remarks what could not be checked, and why
   */
  record Inspection(List<String> problems, List<String> remarks) {

    /** Nothing is wrong. */
    public static final Inspection NONE = new Inspection(List.of(), List.of());

    public Inspection {
      problems = List.copyOf(Objects.requireNonNull(problems, "problems"));
      remarks = List.copyOf(Objects.requireNonNull(remarks, "remarks"));
    }
  }

  /**
   * What happened to one lead.
   *
   * @param lead whose history grows
   * @param after the seq of the event before the first of these, 0 for a new lead
   * @param events with the seqs that follow; none to end a lease or to move a wake-up time only
   * @param keys from now on held by this lead, with the id of the message that brings them
   * @param threads message ids that from now on belong to this lead
   * @param wakeAt when to look at the lead again, null for never
   * @param lease the lease under which this is written, null for none
   */
  record Commit(
      LeadId lead,
      long after,
      List<LeadEvent> events,
      Map<Key, String> keys,
      List<ThreadId> threads,
      @Nullable Instant wakeAt,
      @Nullable Lease lease) {

    public Commit {
      Objects.requireNonNull(lead, "lead");
      events = List.copyOf(Objects.requireNonNull(events, "events"));
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(keys, "keys")));
      keys.forEach((key, event) -> {
        Objects.requireNonNull(key, "keys: expected no null key");
        Unicode.check(event, "keys");
      });
      threads = List.copyOf(Objects.requireNonNull(threads, "threads"));
      if (after < 0) {
        throw new IllegalArgumentException("after: expected 0 or more, got " + after);
      }
      long seq = after;
      for (LeadEvent event : events) {
        seq++;
        if (!event.lead().equals(lead) || event.seq() != seq) {
          throw new IllegalArgumentException(
              "events: expected " + lead + " " + seq + ", got " + event.lead() + " " + event.seq());
        }
      }
    }
  }

  /**
   * A message id in the name space of a tenant.
   *
   * <p>Throws {@link IllegalArgumentException} if one of them holds an unpaired surrogate, which UTF-8 cannot hold, so that it could not
   * be found again.
   */
  record ThreadId(String tenant, String messageId) {
    public ThreadId {
      Unicode.check(tenant, "tenant");
      Unicode.check(messageId, "messageId");
    }
  }

  /** Who holds a key, and which message brought it. */
  record Holder(LeadId lead, String event) {
    public Holder {
      Objects.requireNonNull(lead, "lead");
      Unicode.check(event, "event");
    }
  }

  /**
   * A lead reserved for one worker.
   *
   * @param seq of its last event when it was leased
   * @param token tells this lease from every other of the lead, also from those that were given before a restart
   */
  record Lease(LeadId lead, long seq, String token, Instant until) {
    public Lease {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(until, "until");
    }
  }

  /** Some events and the position after the last of them; without events the position is the one asked for. */
  record Page(List<LeadEvent> events, long position) {

    /** How many events are worth a page: enough to be quick, few enough to be held with all their texts. */
    public static final int USUAL = 500;

    public Page {
      events = List.copyOf(Objects.requireNonNull(events, "events"));
    }
  }

  /** Some leads and the position after the last of their first events; without leads one from which none is missed. */
  record LeadPage(List<LeadId> leads, long position) {
    public LeadPage {
      leads = List.copyOf(Objects.requireNonNull(leads, "leads"));
    }
  }

  /** What became of a commit. */
  sealed interface Result {}

  /** It is written. */
  record Committed() implements Result {}

  /**
   * The commit was not computed from the lead's history: load it and settle again.
   *
   * @param lastSeq the seq of the lead's last event
   */
  record Stale(long lastSeq) implements Result {}

  /** One of the keys is held already: it is a copy. */
  record Taken(Key key, Holder holder) implements Result {
    public Taken {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(holder, "holder");
    }
  }
}
