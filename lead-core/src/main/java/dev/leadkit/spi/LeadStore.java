// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadQuery.Cursor;
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
 * Stores the histories of leads, the keys that they hold, and when each lead is due again.
 *
 * <ol>
 *   <li>When {@code commit} returns, the commits that it reports as committed survive a crash of process and machine (a store in memory
 *       documents that they do not).
 *   <li>Each commit is all or nothing: events, keys, thread ids and wake-up time together, and independent of the commits of other leads in
 *       its batch, as if they were committed one after the other in their order.
 *   <li>A commit whose {@code after} is not the seq of the lead's last event is {@link Stale}, whatever its keys, and nothing of it is written.
 *   <li>A commit with a key that is held already, by another lead or by this one, is {@link Taken}, with the first such key in the order of
 *       the commit, and nothing of it is written: the same message was committed meanwhile.
 *   <li>A thread id belongs to the first lead that names it; naming one that another lead has is not a conflict and changes nothing.
 *   <li>{@code histories} returns the committed events, equal with their contexts and in the order of seq; an unknown lead has none.
 *   <li>{@code lease} returns leads whose wake-up time is not after {@code now} and that are not leased beyond {@code now}, earliest first,
 *       each to one caller only.
 *   <li>A commit with the current lease of its lead ends that lease; one without it, or with an old one, leaves it as it is. The current
 *       lease is the last one given that no commit has ended, even if its time has run out.
 *   <li>A commit sets the wake-up time; null clears it, and the lead rests. A commit that does not hold the current lease only brings a
 *       wake-up time forward, never clears or delays it.
 *   <li>{@code events} returns all events in one order that never changes, those of a lead in the order of seq. Paging returns every committed
 *       event exactly once.
 *   <li>It can be called by many threads and, if it is shared, by many processes at once.
 *   <li>If the store cannot answer, it throws {@link StoreException}, and nothing of the call was written. A closed store cannot answer.
 *   <li>{@code ticket} numbers the leads of a line 0, 1, 2, … in the order of their first calls, without gaps. For the same lead it returns the
 *       same number again, even after a crash.
 *   <li>Paging through {@code leads} returns every lead with a committed event exactly once, in the order of their first events; {@code end}
 *       is the position after the last event.
 *   <li>A commit that follows a refused commit of the same lead in one batch is {@link Stale} as well, even if its {@code after} happens to be
 *       the seq of the lead's last event: it was computed from a commit that does not exist.
 *   <li>A store with a hash chain returns the link of {@code EventChain} for every committed event, in the order of seq, and the length and the
 *       last link, which it stores apart from the events. {@code inspect} finds no problem in a store that only the library has written.
 *   <li>Every call that begins after a commit has returned sees what it wrote, in every process that shares the store: no result comes from a
 *       stale cache or replica.
 *   <li>Keys, thread ids, tenants and lines are compared character by character: case, accents, trailing blanks and every character of a
 *       long text count. Any text that the model allows is stored as it is, including U+0000.
 *   <li>A call by an interrupted thread completes, or throws {@link StoreException} and has written nothing. It does not affect later calls.
 *   <li>{@code find} returns the leads that match the query, newest first: by the time of their first message, and by id where that is equal.
 *       Paging returns every lead that matches all the time exactly once, whatever is committed meanwhile.
 * </ol>
 *
 * Wake-up times are exact to the microsecond; a store may round finer ones up, never down.
 */
public interface LeadStore extends AutoCloseable {

  /** Writes the commits; returns one result for each, in their order. */
  List<Result> commit(List<Commit> commits);

  /** The lead that holds each of these keys, and the message that brought it; without keys that no lead holds. */
  Map<Key, Holder> holders(Collection<Key> keys);

  /** The lead that each of these thread ids belongs to; without unknown ids. */
  Map<String, LeadId> threads(String tenant, Collection<String> messageIds);

  /** The histories of these leads; an unknown lead has an empty one. */
  Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads);

  /**
   * At most {@code max} leads that are due, reserved for the caller until {@code until}.
   *
   * @throws IllegalArgumentException if {@code max} is negative
   */
  List<Lease> lease(Instant now, Instant until, int max);

  /** The earliest wake-up time of all leads, leased or not; null if no lead has one. */
  @Nullable
  Instant nextWake();

  /**
   * At most {@code max} events after this position; 0 is the beginning. If {@code max} is not 0, a page without events is the end for now.
   *
   * @throws IllegalArgumentException if {@code max} is negative
   */
  Page events(long position, int max);

  /**
   * At most {@code max} leads whose first event is after this position; 0 is the beginning. If {@code max} is not 0, a page without leads is the
   * end for now. A store should override this if it can list leads without reading events.
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
   * At most {@code max} of the leads that match, newest first. If {@code max} is not 0, a page without leads is the end for now.
   *
   * <p>By default every page reads all histories. A store should override this if it can answer from an index.
   *
   * @param cursor {@link Cursor#START}, or that of the previous page of the same query, in this process or another one
   * @throws IllegalArgumentException if {@code max} is negative, or the cursor is not one that this store returns
   */
  default Matches find(LeadQuery query, Cursor cursor, int max) {
    return HistorySearch.find(this, query, cursor, max);
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

  /** The position after the last event; 0 if there is none. A store should override this if it knows the position. */
  default long end() {
    Page page = events(0, Page.USUAL);
    while (!page.events().isEmpty()) {
      page = events(page.position(), Page.USUAL);
    }
    return page.position();
  }

  /**
   * The number of a lead in a line of people who take turns; drawn in this call, atomically, if it has none yet.
   *
   * @param line the name of the line
   */
  long ticket(String line, LeadId lead);

  /** The hash chain of a lead, which proves that its events are those that were committed; null if the store has none. */
  default @Nullable Chain chain(LeadId lead) {
    return null;
  }

  /** Checks everything that the store keeps beside the histories, such as projections. May take long. */
  default Inspection inspect() {
    return Inspection.NONE;
  }

  /** Checks what the store keeps about one lead beside its history. */
  default Inspection inspect(LeadId lead) {
    return Inspection.NONE;
  }

  @Override
  default void close() {}

  /**
   * The hash chain of one lead.
   *
   * @param links one for each event, in the order of seq
   * @param length the number of committed events, stored apart from the events
   * @param head the last link, stored apart from the events: 64 lower-case hexadecimal digits
   */
  record Chain(List<Link> links, long length, String head) {
    public Chain {
      links = List.copyOf(Objects.requireNonNull(links, "links"));
      Objects.requireNonNull(head, "head");
    }
  }

  /**
   * The link of one event.
   *
   * @param seq of the event
   * @param hash 64 lower-case hexadecimal digits; {@code ""} if the event has no link
   */
  record Link(long seq, String hash) {
    public Link {
      Objects.requireNonNull(hash, "hash");
    }
  }

  /**
   * The result of a check of a store.
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
   * New events of one lead.
   *
   * @param lead the lead
   * @param after the seq of the last event before these, 0 for a new lead
   * @param events the events with the seqs that follow; none to end a lease or change a wake-up time only
   * @param keys the keys that the lead holds from now on, with the id of the message that brings each
   * @param threads the message ids that belong to this lead from now on
   * @param wakeAt when the lead is due again, null for never
   * @param lease the lease that this commit ends, null for none
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
   * <p>The constructor throws {@link IllegalArgumentException} if one of them has an unpaired surrogate, which UTF-8 cannot encode.
   */
  record ThreadId(String tenant, String messageId) {
    public ThreadId {
      Unicode.check(tenant, "tenant");
      Unicode.check(messageId, "messageId");
    }
  }

  /** The lead that holds a key, and the id of the message that brought it. */
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
   * @param token distinguishes this lease from all others of the lead, including those from before a restart
   */
  record Lease(LeadId lead, long seq, String token, Instant until) {
    public Lease {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(until, "until");
    }
  }

  /** Some events and the position after the last of them; without events, the requested position. */
  record Page(List<LeadEvent> events, long position) {

    /** The usual number of events in a page: enough to be fast, and few enough to hold all their texts in memory. */
    public static final int USUAL = 500;

    public Page {
      events = List.copyOf(Objects.requireNonNull(events, "events"));
    }
  }

  /** Some leads and the position after the last of their first events; without leads, a position that skips none. */
  record LeadPage(List<LeadId> leads, long position) {
    public LeadPage {
      leads = List.copyOf(Objects.requireNonNull(leads, "leads"));
    }
  }

  /** Some leads that match a query, newest first, and the place after the last of them; without leads, the requested place. */
  record Matches(List<LeadId> leads, Cursor next) {
    public Matches {
      leads = List.copyOf(Objects.requireNonNull(leads, "leads"));
      Objects.requireNonNull(next, "next");
    }

    /** The page after this cursor that has the leads at these positions, newest first, for a store that uses {@link Cursor#after}. */
    public static Matches of(List<LeadQuery.Position> found, Cursor cursor) {
      return new Matches(
          found.stream().map(LeadQuery.Position::lead).toList(),
          found.isEmpty() ? cursor : Cursor.after(found.get(found.size() - 1)));
    }
  }

  /** The result of a commit. */
  sealed interface Result {}

  /** The commit is written. */
  record Committed() implements Result {}

  /**
   * The commit does not follow the history of the lead: load the history and settle again.
   *
   * @param lastSeq the seq of the lead's last event
   */
  record Stale(long lastSeq) implements Result {}

  /**
   * One of the keys is held already: the message is a copy.
   *
   * @param key the first such key
   * @param holder the lead that holds it
   */
  record Taken(Key key, Holder holder) implements Result {
    public Taken {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(holder, "holder");
    }
  }
}
