// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.integrity.StoreVerifier;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.LeadPage;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.LeadStore.Page;
import dev.leadkit.spi.LeadStore.Result;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The store under test, and commits to write to it. */
abstract class LeadStoreFixture {

  /** In microseconds, the precision that every store has for wake-up times. */
  static final Instant NOW = Samples.START.truncatedTo(ChronoUnit.MICROS);

  static final Instant SOON = NOW.plusSeconds(60);
  static final Instant LATER = NOW.plusSeconds(3600);
  static final int THREADS = 8;

  LeadStore store;

  /** A new, empty store. */
  protected abstract LeadStore create() throws Exception;

  /**
   * The store as the next process finds it after a restart. A store in memory passes its contents on to a new one.
   *
   * @param store may be open, closed, or unable to answer
   */
  protected abstract LeadStore reopen(LeadStore store) throws Exception;

  /** The same contents as a concurrent process sees them. The default, for stores that are not shared, is the store itself. */
  protected LeadStore share(LeadStore store) throws Exception {
    return store;
  }

  /** Makes the store unable to answer until {@link #reopen}. The default closes it. */
  protected void fail(LeadStore store) throws Exception {
    store.close();
  }

  @BeforeEach
  final void openStore() throws Exception {
    store = create();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  final Result result(Commit commit) {
    List<Result> results = store.commit(List.of(commit));
    assertEquals(1, results.size(), "A batch of one commit must have one result");
    return results.get(0);
  }

  final void assertChained(int number) {
    LeadId lead = Samples.lead(number);
    LeadStore.Chain chain = store.chain(lead);
    assertEquals(
        List.of(),
        StoreVerifier.problems(lead, history(number), chain),
        "The chain must be that of the history");
    if (chain != null) {
      int events = history(number).size();
      assertEquals(events, chain.length(), "The chain must count the events");
      assertEquals(events, chain.links().size(), "The chain must have a link for each event");
    }
  }

  final void commit(Commit... commits) {
    List<Result> results = store.commit(List.of(commits));
    assertEquals(commits.length, results.size(), "Every commit must have a result");
    results.forEach(result -> assertEquals(new Committed(), result, "The commit must be accepted"));
  }

  final List<LeadEvent> history(int number) {
    LeadId lead = Samples.lead(number);
    return store.histories(List.of(lead)).getOrDefault(lead, List.of());
  }

  final Map<String, LeadId> threads(String... messageIds) {
    return store.threads("acme", List.of(messageIds));
  }

  final Lease onlyLease(Instant now, Instant until) {
    List<Lease> leases = store.lease(now, until, 10);
    assertEquals(1, leases.size(), "Exactly one lead must be due");
    return leases.get(0);
  }

  final void assertUntouched(int number) {
    assertEquals(List.of(), history(number), "A refused commit must not write events");
    assertEquals(
        Map.of(),
        store.holders(List.of(Samples.key(number))),
        "A refused commit must not hold a key");
    assertEquals(
        Map.of(),
        threads(Samples.messageId(number)),
        "A refused commit must not claim a thread id");
  }

  final void release(LeadStore other) {
    if (other != store) {
      other.close();
    }
  }

  static List<LeadId> leads(LeadStore store, int size) {
    var all = new ArrayList<LeadId>();
    LeadPage page = store.leads(0, size);
    while (!page.leads().isEmpty()) {
      assertTrue(page.leads().size() <= size, "A page must not be longer than requested");
      all.addAll(page.leads());
      assertTrue(all.size() <= 1_000_000, "Paging must end");
      page = store.leads(page.position(), size);
    }
    return all;
  }

  static List<LeadEvent> page(LeadStore store, int size) {
    var all = new ArrayList<LeadEvent>();
    Page page = store.events(0, size);
    while (!page.events().isEmpty()) {
      assertTrue(page.events().size() <= size, "A page must not be longer than requested");
      all.addAll(page.events());
      assertTrue(all.size() <= 1_000_000, "Paging must end");
      page = store.events(page.position(), size);
    }
    return all;
  }

  static void assertInOrderOfSeq(List<LeadEvent> events) {
    var last = new LinkedHashMap<LeadId, Long>();
    for (LeadEvent event : events) {
      assertEquals(
          last.getOrDefault(event.lead(), 0L) + 1,
          event.seq(),
          "The events of a lead must be in the order of seq");
      last.put(event.lead(), event.seq());
    }
  }

  static List<LeadEvent> eventsOf(List<LeadEvent> events, LeadId lead) {
    return events.stream().filter(event -> event.lead().equals(lead)).toList();
  }

  /** The first commit of a lead, with its key and thread id. */
  static Commit opening(int number, @Nullable Instant wakeAt) {
    LeadId lead = Samples.lead(number);
    return new Commit(
        lead,
        0,
        Samples.events(lead, 0, List.of(Samples.received(number))),
        keys(event(number), Samples.key(number)),
        List.of(new ThreadId("acme", Samples.messageId(number))),
        wakeAt,
        null);
  }

  /** The first commit of a lead with these keys, to be woken soon. */
  static Commit taking(int number, Key... keys) {
    LeadId lead = Samples.lead(number);
    return new Commit(
        lead,
        0,
        Samples.events(lead, 0, List.of(Samples.received(number))),
        keys(event(number), keys),
        List.of(new ThreadId("acme", Samples.messageId(number))),
        SOON,
        null);
  }

  /** A commit of an unknown lead, as if it had a history. */
  static Commit afterSeq(int number, long after) {
    LeadId lead = Samples.lead(number);
    return new Commit(
        lead,
        after,
        labelled(number, after),
        keys(event(number), Samples.key(number)),
        List.of(new ThreadId("acme", Samples.messageId(number))),
        SOON,
        null);
  }

  /** One more event, without keys or lease. */
  static Commit follow(int number, long after, @Nullable Instant wakeAt) {
    return new Commit(
        Samples.lead(number), after, labelled(number, after), Map.of(), List.of(), wakeAt, null);
  }

  /** One more message, with its key and thread id. */
  static Commit continuing(int number, long after, int message) {
    LeadId lead = Samples.lead(number);
    return new Commit(
        lead,
        after,
        Samples.events(lead, after, List.of(Samples.received(message))),
        keys(event(message), Samples.key(message)),
        List.of(new ThreadId("acme", Samples.messageId(message))),
        null,
        null);
  }

  /** No event, only a wake-up time. */
  static Commit moving(int number, long after, @Nullable Instant wakeAt, @Nullable Lease lease) {
    return new Commit(Samples.lead(number), after, List.of(), Map.of(), List.of(), wakeAt, lease);
  }

  static List<LeadEvent> labelled(int number, long after) {
    return Samples.events(
        Samples.lead(number), after, List.of(new Fact.Labelled("label-" + after, "noor")));
  }

  static Map<Key, String> keys(String event, Key... keys) {
    var map = new LinkedHashMap<Key, String>();
    for (Key key : keys) {
      map.put(key, event);
    }
    return map;
  }

  static String event(int number) {
    return Samples.raw(number).eventId();
  }

  static Holder holder(int number) {
    return new Holder(Samples.lead(number), event(number));
  }

  static LeadId lead(Map<Key, Holder> holders, Key key) {
    Holder holder = holders.get(key);
    return holder == null ? Samples.lead(-1) : holder.lead();
  }

  static int indexOf(LeadId lead, int base) {
    return IntStream.range(base, base + THREADS)
        .filter(n -> Samples.lead(n).equals(lead))
        .findFirst()
        .orElse(-1);
  }

  static List<LeadId> leads(List<Lease> leases) {
    return leases.stream().map(Lease::lead).toList();
  }
}
