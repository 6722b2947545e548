// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.memory;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A lead store in memory, for tests and simulations.
 *
 * <p>It follows every rule of {@link LeadStore} except the first: when the process ends, all leads are lost. It is not shared between processes,
 * and its size is not limited. Do not use it in production.
 *
 * <p>Thread-safe; guarded by one lock.
 */
public final class InMemoryStore implements LeadStore {

  private final Contents contents;
  private volatile boolean closed;

  public InMemoryStore() {
    this(new Contents());
  }

  private InMemoryStore(Contents contents) {
    this.contents = contents;
  }

  /** Simulates a restart: closes this store and returns a new one with the same content. */
  public InMemoryStore reopen() {
    close();
    return new InMemoryStore(contents);
  }

  @Override
  public List<Result> commit(List<Commit> commits) {
    synchronized (open()) {
      var results = new ArrayList<Result>(commits.size());
      var refused = new HashSet<LeadId>();
      for (Commit commit : commits) {
        Result result = contents.commit(commit, refused.contains(commit.lead()));
        if (!(result instanceof Committed)) {
          refused.add(commit.lead());
        }
        results.add(result);
      }
      return List.copyOf(results);
    }
  }

  @Override
  public Map<Key, Holder> holders(Collection<Key> keys) {
    synchronized (open()) {
      return known(contents.holders, keys);
    }
  }

  @Override
  public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
    synchronized (open()) {
      var found = new LinkedHashMap<String, LeadId>();
      for (String messageId : messageIds) {
        LeadId lead = contents.threads.get(new ThreadId(tenant, messageId));
        if (lead != null) {
          found.put(messageId, lead);
        }
      }
      return found;
    }
  }

  private static <K, V> Map<K, V> known(Map<K, V> all, Collection<K> keys) {
    var found = new LinkedHashMap<K, V>();
    for (K key : keys) {
      V value = all.get(key);
      if (value != null) {
        found.put(key, value);
      }
    }
    return found;
  }

  @Override
  public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    synchronized (open()) {
      var found = new LinkedHashMap<LeadId, List<LeadEvent>>();
      for (LeadId lead : leads) {
        Entry entry = contents.entries.get(lead);
        found.put(lead, entry == null ? List.of() : List.copyOf(entry.history));
      }
      return found;
    }
  }

  @Override
  public List<Lease> lease(Instant now, Instant until, int max) {
    atLeastNone(max);
    synchronized (open()) {
      return contents.lease(now, until, max);
    }
  }

  @Override
  public @Nullable Instant nextWake() {
    synchronized (open()) {
      return contents.awaited.isEmpty() ? null : contents.awaited.first().wakeAt;
    }
  }

  @Override
  public Page events(long position, int max) {
    atLeastNone(max);
    synchronized (open()) {
      int from = (int) Math.min(position, contents.log.size());
      int to = (int) Math.min((long) from + max, contents.log.size());
      return new Page(contents.log.subList(from, to), from == to ? position : to);
    }
  }

  @Override
  public long end() {
    synchronized (open()) {
      return contents.log.size();
    }
  }

  @Override
  public long ticket(String line, LeadId lead) {
    synchronized (open()) {
      Map<LeadId, Long> tickets = contents.tickets.computeIfAbsent(line, empty -> new HashMap<>());
      return tickets.computeIfAbsent(lead, last -> (long) tickets.size());
    }
  }

  private static void atLeastNone(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("max: expected 0 or more, got " + max);
    }
  }

  /** Closes the store: every later call throws {@link StoreException}. */
  @Override
  public void close() {
    closed = true;
  }

  private Contents open() {
    if (closed) {
      throw new StoreException("the store is closed");
    }
    return contents;
  }

  /** The content of a store, guarded by its monitor. */
  private static final class Contents {

    final Map<LeadId, Entry> entries = new HashMap<>();
    final Map<Key, Holder> holders = new HashMap<>();
    final Map<ThreadId, LeadId> threads = new HashMap<>();
    final List<LeadEvent> log = new ArrayList<>();

    /** The numbers of leads, by line. */
    final Map<String, Map<LeadId, Long>> tickets = new HashMap<>();

    /** The leads with a wake-up time. */
    final TreeSet<Entry> awaited = new TreeSet<>(Entry.BY_WAKE);

    /** The leads with a wake-up time that are not leased. */
    final TreeSet<Entry> free = new TreeSet<>(Entry.BY_WAKE);

    /** The leads with a wake-up time that were leased at the last call, ordered by the end of their lease. */
    final TreeSet<Entry> leased = new TreeSet<>(Entry.BY_UNTIL);

    private long tokens;

    /** Writes the commit, unless it does not follow the history of the lead. */
    Result commit(Commit commit, boolean followsRefused) {
      Entry known = entries.get(commit.lead());
      long lastSeq = known == null ? 0 : known.history.size();
      if (followsRefused || commit.after() != lastSeq) {
        return new Stale(lastSeq);
      }
      for (Key key : commit.keys().keySet()) {
        Holder holder = holders.get(key);
        if (holder != null) {
          return new Taken(key, holder);
        }
      }
      write(commit, entries.computeIfAbsent(commit.lead(), Entry::new));
      return new Committed();
    }

    private void write(Commit commit, Entry entry) {
      commit
          .keys()
          .forEach((key, event) -> holders.putIfAbsent(key, new Holder(commit.lead(), event)));
      commit.threads().forEach(thread -> threads.putIfAbsent(thread, commit.lead()));
      entry.history.addAll(commit.events());
      log.addAll(commit.events());
      forget(entry);
      Lease lease = commit.lease();
      if (lease != null && lease.token().equals(entry.token)) {
        entry.token = "";
        entry.until = Instant.MIN;
        entry.wakeAt = commit.wakeAt();
      } else {
        entry.wakeAt = earlier(entry.wakeAt, commit.wakeAt());
      }
      remember(entry);
    }

    List<Lease> lease(Instant now, Instant until, int max) {
      while (!leased.isEmpty() && !leased.first().until.isAfter(now)) {
        Entry ended = leased.first();
        leased.remove(ended);
        free.add(ended);
      }
      var due = new ArrayList<Entry>();
      for (Entry entry : free) {
        if (due.size() == max || isAfter(entry.wakeAt, now)) {
          break;
        }
        if (!entry.until.isAfter(now)) {
          due.add(entry);
        }
      }
      var leases = new ArrayList<Lease>(due.size());
      for (Entry entry : due) {
        forget(entry);
        entry.token = Long.toString(++tokens);
        entry.until = until;
        remember(entry);
        leases.add(new Lease(entry.lead, entry.history.size(), entry.token, until));
      }
      return List.copyOf(leases);
    }

    /** Removes the entry from the sets, which are ordered by its times. */
    private void forget(Entry entry) {
      awaited.remove(entry);
      free.remove(entry);
      leased.remove(entry);
    }

    private void remember(Entry entry) {
      if (entry.wakeAt != null) {
        awaited.add(entry);
        (entry.token.isEmpty() ? free : leased).add(entry);
      }
    }

    private static boolean isAfter(@Nullable Instant wakeAt, Instant now) {
      return wakeAt == null || wakeAt.isAfter(now);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return other.isBefore(one) ? other : one;
    }
  }

  /** The entry of a lead. */
  private static final class Entry {

    static final Comparator<Entry> BY_WAKE = Comparator.<Entry, Instant>comparing(
            entry -> entry.wakeAt == null ? Instant.MAX : entry.wakeAt)
        .thenComparing(entry -> entry.lead);

    static final Comparator<Entry> BY_UNTIL = Comparator.<Entry, Instant>comparing(
            entry -> entry.until)
        .thenComparing(entry -> entry.lead);

    final LeadId lead;
    final List<LeadEvent> history = new ArrayList<>(4);

    @Nullable
    Instant wakeAt;

    String token = "";
    Instant until = Instant.MIN;

    Entry(LeadId lead) {
      this.lead = lead;
    }
  }
}
