// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.integrity.StoreVerifier;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.LeadPage;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.LeadStore.Page;
import dev.leadkit.spi.LeadStore.Result;
import dev.leadkit.spi.LeadStore.Stale;
import dev.leadkit.spi.LeadStore.Taken;
import dev.leadkit.spi.LeadStore.ThreadId;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LeadStore} must do: extend this, supply a store, run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link LeadStore}.
 */
public abstract class LeadStoreContract {

  /** To the microsecond: what every store keeps of a wake-up time. */
  private static final Instant NOW = Samples.START.truncatedTo(ChronoUnit.MICROS);

  private static final Instant SOON = NOW.plusSeconds(60);
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final int THREADS = 8;

  private LeadStore store;

  /** A store without contents, not the one of any earlier call. */
  protected abstract LeadStore create() throws Exception;

  /** What the next process finds after the one that used this store is gone; a store in memory gives its contents to a new one. */
  protected abstract LeadStore reopen(LeadStore store) throws Exception;

  /** The same contents as another process sees them meanwhile; a store that is not shared gives itself. */
  protected LeadStore share(LeadStore store) throws Exception {
    return store;
  }

  /** Makes the store unable to answer, for good; {@link #reopen} comes next. */
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

  @Test
  final void rule1_what_was_committed_is_there_after_a_restart() throws Exception {
    Commit commit = opening(1, SOON);
    commit(commit);
    store = reopen(store);
    assertEquals(commit.events(), history(1));
    assertEquals(Map.of(Samples.key(1), holder(1)), store.holders(List.of(Samples.key(1))));
    assertEquals(Map.of(Samples.messageId(1), Samples.lead(1)), threads(Samples.messageId(1)));
    assertEquals(SOON, store.nextWake());
    assertEquals(commit.events(), store.events(0, 10).events());
    assertEquals(List.of(new Stale(1)), store.commit(List.of(commit)));
  }

  @Test
  final void rule1_a_restart_goes_on_where_the_store_was() throws Exception {
    commit(opening(1, SOON));
    store = reopen(store);
    commit(follow(1, 1, null));
    store = reopen(store);
    assertEquals(2, history(1).size());
    assertEquals(history(1), store.events(0, 10).events());
  }

  @Test
  final void rule2_a_refused_commit_writes_nothing_of_itself() {
    commit(opening(1, null));
    assertInstanceOf(Taken.class, result(taking(2, Samples.key(2), Samples.key(1))));
    assertUntouched(2);
    assertInstanceOf(Stale.class, result(afterSeq(3, 1)));
    assertUntouched(3);
    assertNull(store.nextWake());
  }

  @Test
  final void rule2_a_refused_commit_takes_no_other_of_its_batch_with_it() {
    commit(opening(1, null));
    List<Result> results = store.commit(
        List.of(opening(2, SOON), taking(3, Samples.key(1)), afterSeq(4, 7), opening(5, SOON)));
    assertInstanceOf(Committed.class, results.get(0));
    assertInstanceOf(Taken.class, results.get(1));
    assertInstanceOf(Stale.class, results.get(2));
    assertInstanceOf(Committed.class, results.get(3));
    assertEquals(1, history(2).size());
    assertUntouched(3);
    assertUntouched(4);
    assertEquals(1, history(5).size());
    assertEquals(3, store.events(0, 10).events().size());
  }

  @Test
  final void rule2_the_commits_of_a_batch_see_those_before_them() {
    List<Result> results = store.commit(List.of(
        opening(1, null),
        follow(1, 1, null),
        taking(2, Samples.key(1)),
        follow(1, 2, SOON),
        follow(1, 1, null)));
    assertEquals(
        List.of(
            new Committed(),
            new Committed(),
            new Taken(Samples.key(1), holder(1)),
            new Committed(),
            new Stale(3)),
        results);
    assertEquals(3, history(1).size());
    assertEquals(SOON, store.nextWake());
  }

  @Test
  final void rule2_what_a_refused_commit_wanted_is_free_for_the_next_of_its_batch() {
    commit(opening(1, null));
    assertEquals(
        List.of(
            new Taken(Samples.key(1), holder(1)), new Committed(), new Stale(0), new Committed()),
        store.commit(List.of(
            taking(2, Samples.key(5), Samples.key(1)),
            taking(3, Samples.key(5)),
            afterSeq(4, 1),
            taking(6, Samples.key(4)))));
    assertEquals(holder(3), store.holders(List.of(Samples.key(5))).get(Samples.key(5)));
    assertEquals(holder(6), store.holders(List.of(Samples.key(4))).get(Samples.key(4)));
  }

  @Test
  final void rule2_a_batch_without_commits_has_no_results() {
    assertEquals(List.of(), store.commit(List.of()));
  }

  @Test
  final void rule3_a_commit_on_an_old_seq_is_stale_and_writes_nothing() {
    commit(opening(1, LATER));
    commit(follow(1, 1, LATER));
    List<LeadEvent> before = history(1);
    Commit stale = new Commit(
        Samples.lead(1),
        1,
        Samples.events(Samples.lead(1), 1, List.of(new Fact.Labelled("lost", "noor"))),
        Map.of(Samples.key(9), "evt_9"),
        List.of(new ThreadId("acme", Samples.messageId(9))),
        SOON,
        null);
    assertEquals(new Stale(2), result(stale));
    assertEquals(before, history(1));
    assertEquals(Map.of(), store.holders(List.of(Samples.key(9))));
    assertEquals(Map.of(), threads(Samples.messageId(9)));
    assertEquals(LATER, store.nextWake());
  }

  @Test
  final void rule3_a_commit_ahead_of_the_history_is_stale() {
    commit(opening(1, null));
    assertEquals(new Stale(1), result(follow(1, 2, SOON)));
    assertEquals(new Stale(0), result(afterSeq(2, 1)));
    assertUntouched(2);
  }

  @Test
  final void rule3_a_lead_that_exists_cannot_be_opened_again() {
    commit(opening(1, null));
    assertEquals(new Stale(1), result(opening(1, SOON)));
    assertEquals(1, history(1).size());
    assertNull(store.nextWake());
  }

  @Test
  final void rule3_a_commit_without_events_is_stale_like_any_other() {
    commit(opening(1, null));
    assertEquals(new Stale(1), result(moving(1, 0, SOON, null)));
    assertNull(store.nextWake());
    assertEquals(new Committed(), result(moving(1, 1, SOON, null)));
    assertEquals(SOON, store.nextWake());
  }

  @Test
  final void rule3_a_stale_commit_is_stale_whatever_its_keys() {
    commit(opening(1, null));
    commit(opening(2, null));
    Commit both = new Commit(
        Samples.lead(2),
        0,
        Samples.events(Samples.lead(2), 0, List.of(Samples.received(2))),
        Map.of(Samples.key(1), "evt_2"),
        List.of(),
        null,
        null);
    assertEquals(new Stale(1), result(both));
  }

  @Test
  final void rule4_a_key_of_another_lead_is_taken_and_names_its_holder() {
    commit(opening(1, null));
    assertEquals(
        new Taken(Samples.key(1), holder(1)), result(taking(2, Samples.key(2), Samples.key(1))));
    assertUntouched(2);
    assertEquals(Map.of(Samples.key(1), holder(1)), store.holders(List.of(Samples.key(1))));
  }

  @Test
  final void rule4_of_several_taken_keys_the_first_is_named() {
    commit(opening(1, null));
    commit(opening(2, null));
    assertEquals(
        new Taken(Samples.key(2), holder(2)),
        result(taking(3, Samples.key(3), Samples.key(2), Samples.key(1))));
    assertEquals(
        new Taken(Samples.key(1), holder(1)),
        result(taking(3, Samples.key(3), Samples.key(1), Samples.key(2))));
  }

  @Test
  final void rule4_a_key_that_the_lead_itself_holds_is_taken_too() {
    commit(opening(1, null));
    LeadId lead = Samples.lead(1);
    Commit again = new Commit(
        lead,
        1,
        Samples.events(lead, 1, List.of(Samples.received(2))),
        keys("evt_other", Samples.key(2), Samples.key(1)),
        List.of(new ThreadId("acme", Samples.messageId(2))),
        SOON,
        null);
    assertEquals(new Taken(Samples.key(1), holder(1)), result(again));
    assertEquals(1, history(1).size());
    assertUntouched(2);
    assertNull(store.nextWake());
  }

  @Test
  final void rule4_keys_of_different_layers_are_different_keys() {
    Key event = new Key(Key.Layer.EVENT, "same");
    Key message = new Key(Key.Layer.MESSAGE, "same");
    commit(taking(1, event));
    commit(taking(2, message));
    Map<Key, Holder> holders = store.holders(List.of(event, message));
    assertEquals(Samples.lead(1), lead(holders, event));
    assertEquals(Samples.lead(2), lead(holders, message));
  }

  @Test
  final void rule4_keys_that_nobody_holds_are_left_out() {
    commit(opening(1, null));
    assertEquals(
        List.of(Samples.key(1)),
        List.copyOf(store
            .holders(List.of(Samples.key(7), Samples.key(1), Samples.key(8)))
            .keySet()));
    assertEquals(Map.of(), store.holders(List.of()));
  }

  @Test
  final void rule5_a_thread_id_belongs_to_the_first_lead_that_names_it() {
    commit(opening(1, null));
    LeadId second = Samples.lead(2);
    Commit naming = new Commit(
        second,
        0,
        Samples.events(second, 0, List.of(Samples.received(2))),
        keys("evt_2", Samples.key(2)),
        List.of(
            new ThreadId("acme", Samples.messageId(1)), new ThreadId("acme", Samples.messageId(2))),
        null,
        null);
    assertEquals(new Committed(), result(naming));
    assertEquals(
        Map.of(Samples.messageId(1), Samples.lead(1), Samples.messageId(2), second),
        threads(Samples.messageId(1), Samples.messageId(2)));
  }

  @Test
  final void rule5_thread_ids_are_those_of_one_tenant() {
    commit(opening(1, null));
    assertEquals(Map.of(), store.threads("other", List.of(Samples.messageId(1))));
    assertEquals(Map.of(), store.threads("acme", List.of()));
  }

  @Test
  final void rule5_thread_ids_that_nobody_named_are_left_out() {
    commit(opening(1, null));
    assertEquals(
        Map.of(Samples.messageId(1), Samples.lead(1)),
        threads(Samples.messageId(8), Samples.messageId(1)));
  }

  @Test
  final void rule6_every_kind_of_fact_comes_back_equal() throws Exception {
    List<Fact> facts = Samples.everyFact(1);
    assertEquals(
        Fact.Observation.class.getPermittedSubclasses().length
            + Fact.Decision.class.getPermittedSubclasses().length,
        facts.stream().map(Object::getClass).distinct().count());
    LeadId lead = Samples.lead(1);
    List<LeadEvent> events = Samples.events(lead, 0, facts);
    commit(new Commit(lead, 0, events, keys("evt_1", Samples.key(1)), List.of(), null, null));
    assertEquals(events, history(1));
    assertEquals(events, store.events(0, 100).events());
    store = reopen(store);
    assertEquals(events, history(1));
    assertEquals(events, store.events(0, 100).events());
  }

  @Test
  final void rule6_a_history_is_in_the_order_of_seq() {
    commit(opening(1, null));
    commit(opening(2, null));
    for (int seq = 1; seq < 30; seq++) {
      commit(follow(1, seq, null), follow(2, seq, null));
    }
    Map<LeadId, List<LeadEvent>> histories =
        store.histories(List.of(Samples.lead(2), Samples.lead(1)));
    assertEquals(2, histories.size());
    histories.forEach((lead, history) -> {
      assertEquals(30, history.size());
      for (int i = 0; i < history.size(); i++) {
        assertEquals(lead, history.get(i).lead());
        assertEquals(i + 1, history.get(i).seq());
      }
    });
  }

  @Test
  final void rule6_a_lead_that_nobody_knows_has_an_empty_history() {
    commit(opening(1, null));
    Map<LeadId, List<LeadEvent>> histories =
        store.histories(List.of(Samples.lead(1), Samples.lead(2)));
    assertEquals(List.of(), histories.get(Samples.lead(2)));
    assertEquals(2, histories.size());
    assertEquals(Map.of(), store.histories(List.of()));
  }

  @Test
  final void rule6_what_was_read_does_not_change_afterwards() {
    commit(opening(1, null));
    List<LeadEvent> before = history(1);
    Page page = store.events(0, 10);
    Map<Key, Holder> holders = store.holders(List.of(Samples.key(1), Samples.key(2)));
    commit(follow(1, 1, null), opening(2, null));
    assertEquals(1, before.size(), "a history that was read grows");
    assertEquals(1, page.events().size());
    assertEquals(1, holders.size());
  }

  @Test
  final void rule6_many_leads_are_read_in_one_call() {
    List<LeadId> leads = IntStream.range(0, 1_200).mapToObj(Samples::lead).toList();
    store.commit(IntStream.range(0, 1_200).mapToObj(n -> opening(n, null)).toList());
    Map<LeadId, List<LeadEvent>> histories = store.histories(leads);
    leads.forEach(
        lead -> assertEquals(1, histories.getOrDefault(lead, List.of()).size()));
    List<Key> keys = IntStream.range(0, 1_200).mapToObj(Samples::key).toList();
    assertEquals(1_200, store.holders(keys).size());
    List<String> ids = IntStream.range(0, 1_200).mapToObj(Samples::messageId).toList();
    assertEquals(1_200, store.threads("acme", ids).size());
  }

  @Test
  final void rule7_a_lead_is_leased_when_its_time_has_come_and_not_before() {
    commit(opening(1, SOON));
    assertEquals(List.of(), store.lease(SOON.minus(1, ChronoUnit.MICROS), LATER, 10));
    List<Lease> leases = store.lease(SOON, LATER, 10);
    assertEquals(List.of(Samples.lead(1)), leads(leases));
    assertEquals(1, leases.get(0).seq());
    assertEquals(LATER, leases.get(0).until());
  }

  @Test
  final void rule7_a_lead_at_rest_is_not_leased() {
    commit(opening(1, null));
    assertEquals(List.of(), store.lease(LATER, LATER.plusSeconds(1), 10));
    assertNull(store.nextWake());
  }

  @Test
  final void rule7_the_earliest_come_first_and_no_more_than_asked_for() {
    commit(opening(1, NOW.plusSeconds(3)), opening(2, NOW.plusSeconds(1)));
    commit(opening(3, NOW.plusSeconds(2)), opening(4, NOW.plusSeconds(4)));
    assertEquals(List.of(), store.lease(SOON, LATER, 0));
    assertEquals(List.of(Samples.lead(2), Samples.lead(3)), leads(store.lease(SOON, LATER, 2)));
    assertEquals(List.of(Samples.lead(1), Samples.lead(4)), leads(store.lease(SOON, LATER, 10)));
    assertThrows(IllegalArgumentException.class, () -> store.lease(SOON, LATER, -1));
  }

  @Test
  final void rule7_a_leased_lead_is_not_leased_again_before_its_lease_is_over() {
    commit(opening(1, NOW));
    Lease first = onlyLease(NOW, SOON);
    assertEquals(List.of(), store.lease(SOON.minus(1, ChronoUnit.MICROS), LATER, 10));
    Lease second = onlyLease(SOON, LATER);
    assertTrue(!first.token().equals(second.token()), "two leases share a token");
    assertEquals(List.of(), store.lease(SOON, LATER, 10));
  }

  @Test
  final void rule7_the_next_wake_up_time_is_the_earliest_leased_or_not() {
    assertNull(store.nextWake());
    commit(opening(1, SOON), opening(2, LATER));
    assertEquals(SOON, store.nextWake());
    store.lease(SOON, LATER, 1);
    assertEquals(SOON, store.nextWake());
  }

  @Test
  final void rule7_a_time_finer_than_a_microsecond_is_never_rounded_down() {
    Instant wake = NOW.plusNanos(1);
    commit(opening(1, wake));
    assertEquals(List.of(), store.lease(NOW, LATER, 10), "leased before its time");
    Instant next = store.nextWake();
    assertTrue(
        next != null && !next.isBefore(wake) && !next.isAfter(NOW.plusNanos(1_000)),
        "expected " + wake + " or the next microsecond, got " + next);
    assertEquals(1, store.lease(NOW.plusNanos(1_000), LATER, 10).size());
  }

  @Test
  final void rule7_any_number_can_be_asked_for() {
    commit(opening(1, NOW), opening(2, NOW));
    assertEquals(2, store.events(0, Integer.MAX_VALUE).events().size());
    assertEquals(2, store.leads(0, Integer.MAX_VALUE).leads().size());
    assertEquals(2, store.lease(NOW, LATER, Integer.MAX_VALUE).size());
  }

  @Test
  final void rule7_leads_with_the_same_time_are_all_given() {
    for (int n = 0; n < 20; n++) {
      commit(opening(n, NOW));
    }
    var given = new HashSet<LeadId>();
    for (int i = 0; i < 7; i++) {
      given.addAll(leads(store.lease(NOW, LATER, 3)));
    }
    assertEquals(20, given.size());
  }

  @Test
  final void rule7_a_token_is_new_after_a_restart_too() throws Exception {
    commit(opening(1, NOW));
    Lease before = onlyLease(NOW, SOON);
    store = reopen(store);
    Lease after = onlyLease(SOON, LATER);
    assertTrue(!before.token().equals(after.token()), "a token was given twice");
    commit(moving(1, 1, null, before));
    assertEquals(NOW, store.nextWake(), "a worker of before the restart ended the lease");
  }

  @Test
  final void rule7_many_callers_share_the_leads_out() throws Exception {
    int leads = 400;
    LeadStore other = share(store);
    try {
      store.commit(IntStream.range(0, leads).mapToObj(n -> opening(n, NOW)).toList());
      List<List<LeadId>> shares = Crowd.together(THREADS, i -> () -> {
        LeadStore mine = i % 2 == 0 ? store : other;
        var got = new ArrayList<LeadId>();
        for (List<Lease> leased = mine.lease(NOW, LATER, 7);
            !leased.isEmpty();
            leased = mine.lease(NOW, LATER, 7)) {
          got.addAll(leads(leased));
        }
        return got;
      });
      List<LeadId> all = shares.stream().flatMap(List::stream).toList();
      assertEquals(leads, all.size());
      assertEquals(leads, new HashSet<>(all).size());
    } finally {
      release(other);
    }
  }

  @Test
  final void rule8_a_commit_with_the_current_lease_ends_it() {
    commit(opening(1, NOW));
    Lease lease = onlyLease(NOW, LATER);
    commit(new Commit(lease.lead(), 1, labelled(1, 1), Map.of(), List.of(), NOW, lease));
    Lease next = onlyLease(NOW, LATER);
    assertEquals(2, next.seq());
  }

  @Test
  final void rule8_a_commit_without_events_ends_a_lease_too() {
    commit(opening(1, NOW));
    Lease lease = onlyLease(NOW, LATER);
    commit(moving(1, 1, NOW, lease));
    assertEquals(1, onlyLease(NOW, LATER).seq());
    assertEquals(1, history(1).size());
  }

  @Test
  final void rule8_a_commit_without_the_lease_leaves_it() {
    commit(opening(1, NOW));
    Lease lease = onlyLease(NOW, LATER);
    commit(follow(1, 1, NOW));
    assertEquals(List.of(), store.lease(NOW, LATER, 10));
    commit(moving(1, 2, NOW, lease));
    assertEquals(1, store.lease(NOW, LATER, 10).size());
  }

  @Test
  final void rule8_a_commit_with_an_old_lease_leaves_the_current_one() {
    commit(opening(1, NOW));
    Lease old = onlyLease(NOW, SOON);
    Lease current = onlyLease(SOON, LATER);
    commit(moving(1, 1, NOW, old));
    assertEquals(List.of(), store.lease(SOON, LATER, 10));
    commit(moving(1, 1, NOW, current));
    assertEquals(1, store.lease(SOON, LATER, 10).size());
  }

  @Test
  final void rule8_a_lease_that_was_ended_is_an_old_one() {
    commit(opening(1, NOW));
    Lease lease = onlyLease(NOW, LATER);
    commit(moving(1, 1, SOON, lease));
    commit(moving(1, 1, null, lease));
    assertEquals(SOON, store.nextWake());
  }

  @Test
  final void rule8_a_lease_whose_time_has_run_out_is_current_until_another_is_given() {
    commit(opening(1, NOW));
    Lease lease = onlyLease(NOW, SOON);
    commit(opening(2, NOW.minusSeconds(1)));
    assertEquals(List.of(Samples.lead(2)), leads(store.lease(SOON, LATER, 1)));
    commit(moving(1, 1, null, lease));
    assertEquals(List.of(Samples.lead(2)), leads(store.lease(LATER, LATER.plusSeconds(1), 10)));
  }

  @Test
  final void rule8_a_refused_commit_leaves_the_lease() {
    commit(opening(1, NOW), opening(2, null));
    Lease lease = onlyLease(NOW, LATER);
    assertEquals(new Stale(1), result(moving(1, 0, null, lease)));
    assertEquals(List.of(), store.lease(NOW, LATER, 10));
    assertEquals(NOW, store.nextWake());
  }

  @Test
  final void rule9_a_commit_sets_the_wake_up_time() {
    commit(opening(1, SOON));
    assertEquals(SOON, store.nextWake());
    commit(opening(2, null));
    commit(moving(2, 1, NOW, null));
    assertEquals(NOW, store.nextWake());
  }

  @Test
  final void rule9_with_the_lease_it_can_be_delayed_and_cleared() {
    commit(opening(1, NOW));
    commit(moving(1, 1, SOON, onlyLease(NOW, LATER)));
    assertEquals(SOON, store.nextWake());
    commit(moving(1, 1, null, onlyLease(SOON, LATER)));
    assertNull(store.nextWake());
    assertEquals(List.of(), store.lease(LATER, LATER.plusSeconds(1), 10));
  }

  @Test
  final void rule9_without_the_lease_it_is_only_brought_forward() {
    commit(opening(1, SOON));
    commit(follow(1, 1, LATER));
    assertEquals(SOON, store.nextWake());
    commit(follow(1, 2, null));
    assertEquals(SOON, store.nextWake());
    commit(follow(1, 3, NOW));
    assertEquals(NOW, store.nextWake());
  }

  @Test
  final void rule9_what_was_brought_forward_under_a_lease_comes_when_the_lease_is_over() {
    commit(opening(1, NOW.plusSeconds(10)));
    Lease lease = onlyLease(NOW.plusSeconds(10), SOON);
    commit(follow(1, 1, NOW));
    assertEquals(NOW, store.nextWake());
    assertEquals(List.of(), store.lease(NOW.plusSeconds(10), LATER, 10));
    assertEquals(2, onlyLease(SOON, LATER).seq());
    commit(moving(1, 2, null, lease));
    assertEquals(NOW, store.nextWake());
  }

  @Test
  final void rule9_an_old_lease_counts_as_none() {
    commit(opening(1, NOW));
    Lease old = onlyLease(NOW, SOON);
    onlyLease(SOON, LATER);
    commit(moving(1, 1, null, old));
    commit(moving(1, 1, LATER, old));
    assertEquals(NOW, store.nextWake());
  }

  @Test
  final void rule10_every_event_comes_once_whatever_the_size_of_the_pages() {
    for (int n = 0; n < 20; n++) {
      commit(opening(n, null), opening(100 + n, null));
      commit(follow(n, 1, null));
    }
    List<LeadEvent> all = store.events(0, 1_000).events();
    assertEquals(60, all.size());
    for (int size : List.of(1, 2, 7, 59, 60, 61)) {
      assertEquals(all, page(store, size), "pages of " + size);
    }
    assertInOrderOfSeq(all);
    for (int n = 0; n < 20; n++) {
      assertEquals(history(n), eventsOf(all, Samples.lead(n)));
    }
  }

  @Test
  final void rule10_the_order_never_changes() throws Exception {
    commit(opening(2, null), opening(1, null));
    List<LeadEvent> before = store.events(0, 100).events();
    commit(follow(2, 1, null), opening(3, null));
    assertEquals(before, store.events(0, 2).events());
    List<LeadEvent> all = store.events(0, 100).events();
    store = reopen(store);
    assertEquals(all, store.events(0, 100).events());
  }

  @Test
  final void rule10_at_the_end_the_position_is_the_one_asked_for() {
    assertEquals(new Page(List.of(), 0), store.events(0, 10));
    commit(opening(1, null));
    long end = store.events(0, 10).position();
    assertEquals(new Page(List.of(), end), store.events(end, 10));
    assertEquals(new Page(List.of(), 0), store.events(0, 0));
    commit(follow(1, 1, null));
    assertEquals(history(1).subList(1, 2), store.events(end, 10).events());
    assertThrows(IllegalArgumentException.class, () -> store.events(0, -1));
  }

  @Test
  final void rule10_who_pages_while_others_write_misses_nothing() throws Exception {
    int each = 60;
    LeadStore other = share(store);
    try {
      var writing = new AtomicInteger(THREADS - 1);
      List<List<LeadEvent>> results = Crowd.together(THREADS, i -> () -> {
        if (i > 0) {
          try {
            LeadStore mine = i % 2 == 0 ? store : other;
            for (int n = 0; n < each; n++) {
              mine.commit(List.of(opening(i * 1_000 + n, null)));
            }
          } finally {
            writing.decrementAndGet();
          }
          return List.of();
        }
        var seen = new ArrayList<LeadEvent>();
        long position = 0;
        while (true) {
          boolean last = writing.get() == 0;
          Page page = store.events(position, 13);
          seen.addAll(page.events());
          position = page.position();
          if (last && page.events().isEmpty()) {
            return seen;
          }
        }
      });
      assertEquals((THREADS - 1) * each, results.get(0).size());
      assertEquals(store.events(0, 10_000).events(), results.get(0));
    } finally {
      release(other);
    }
  }

  @Test
  final void rule11_of_many_who_want_a_key_at_once_one_gets_it() throws Exception {
    LeadStore other = share(store);
    try {
      for (int round = 0; round < 20; round++) {
        Key key = new Key(Key.Layer.MESSAGE, "wanted-" + round);
        int base = round * THREADS;
        List<Result> results = Crowd.together(
            THREADS,
            i -> () -> (i % 2 == 0 ? store : other)
                .commit(List.of(taking(base + i, key)))
                .get(0));
        LeadId winner = lead(store.holders(List.of(key)), key);
        for (int i = 0; i < THREADS; i++) {
          boolean won = winner.equals(Samples.lead(base + i));
          assertEquals(won ? 1 : 0, history(base + i).size());
          assertEquals(
              won
                  ? new Committed()
                  : new Taken(key, new Holder(winner, event(indexOf(winner, base)))),
              results.get(i));
        }
      }
    } finally {
      release(other);
    }
  }

  @Test
  final void rule11_of_many_who_continue_a_lead_at_once_one_does() throws Exception {
    commit(opening(1, null));
    LeadStore other = share(store);
    try {
      for (int seq = 1; seq <= 20; seq++) {
        long after = seq;
        List<Result> results = Crowd.together(
            THREADS,
            i -> () -> (i % 2 == 0 ? store : other)
                .commit(List.of(follow(1, after, null)))
                .get(0));
        assertEquals(1, results.stream().filter(Committed.class::isInstance).count());
        assertEquals(
            THREADS - 1, results.stream().filter(new Stale(after + 1)::equals).count());
      }
      assertEquals(21, history(1).size());
      assertInOrderOfSeq(history(1));
    } finally {
      release(other);
    }
  }

  @Test
  final void rule11_batches_of_many_lose_nothing() throws Exception {
    int each = 5;
    int size = 10;
    LeadStore other = share(store);
    try {
      Crowd.together(THREADS, i -> () -> {
        LeadStore mine = i % 2 == 0 ? store : other;
        for (int batch = 0; batch < each; batch++) {
          int base = (i * each + batch) * size;
          List<Commit> commits =
              IntStream.range(base, base + size).mapToObj(n -> opening(n, SOON)).toList();
          mine.commit(commits).forEach(result -> assertEquals(new Committed(), result));
        }
        return i;
      });
      int all = THREADS * each * size;
      assertEquals(all, page(store, 500).size());
      assertEquals(all, page(other, 500).size());
      assertEquals(all, store.lease(SOON, LATER, all + 1).size());
    } finally {
      release(other);
    }
  }

  @Test
  final void rule12_a_store_that_cannot_answer_says_so_and_has_written_nothing() throws Exception {
    commit(opening(1, SOON));
    fail(store);
    assertThrows(StoreException.class, () -> store.commit(List.of(opening(2, NOW))));
    assertThrows(StoreException.class, () -> store.commit(List.of(follow(1, 1, NOW))));
    assertThrows(StoreException.class, () -> store.holders(List.of(Samples.key(1))));
    assertThrows(StoreException.class, () -> threads(Samples.messageId(1)));
    assertThrows(StoreException.class, () -> history(1));
    assertThrows(StoreException.class, () -> store.lease(SOON, LATER, 10));
    assertThrows(StoreException.class, () -> store.nextWake());
    assertThrows(StoreException.class, () -> store.events(0, 10));
    assertThrows(StoreException.class, () -> store.leads(0, 10));
    assertThrows(StoreException.class, () -> store.end());
    assertThrows(StoreException.class, () -> store.ticket("team", Samples.lead(1)));
    store = reopen(store);
    assertUntouched(2);
    assertEquals(1, store.events(0, 10).events().size());
    assertEquals(SOON, store.nextWake());
    assertEquals(1, store.lease(SOON, LATER, 10).size());
  }

  @Test
  final void rule12_closing_twice_is_no_error() throws Exception {
    commit(opening(1, null));
    store.close();
    store.close();
    assertThrows(StoreException.class, () -> history(1));
    store = reopen(store);
    assertEquals(1, history(1).size());
  }

  @Test
  final void rule13_tickets_count_the_leads_of_each_line_and_stay() throws Exception {
    assertEquals(0, store.ticket("team", Samples.lead(7)));
    assertEquals(1, store.ticket("team", Samples.lead(3)));
    assertEquals(0, store.ticket("others", Samples.lead(3)));
    store = reopen(store);
    assertEquals(2, store.ticket("team", Samples.lead(5)));
    assertEquals(0, store.ticket("team", Samples.lead(7)));
    assertEquals(1, store.ticket("team", Samples.lead(3)));
    assertEquals(1, store.ticket("others", Samples.lead(9)));
    assertEquals(List.of(), store.events(0, 10).events());
  }

  @Test
  final void rule13_of_many_who_ask_at_once_each_gets_a_ticket_of_its_own() throws Exception {
    int each = 25;
    LeadStore other = share(store);
    try {
      List<List<Long>> drawn = Crowd.together(
          THREADS,
          i -> () -> IntStream.range(0, each)
              .mapToObj(
                  n -> (i % 2 == 0 ? store : other).ticket("team", Samples.lead(i / 2 * each + n)))
              .toList());
      for (int i = 0; i < THREADS; i += 2) {
        assertEquals(drawn.get(i), drawn.get(i + 1), "the same leads have the same tickets");
      }
      List<Long> all = drawn.stream().flatMap(List::stream).distinct().sorted().toList();
      assertEquals(LongStream.range(0, THREADS / 2 * each).boxed().toList(), all);
    } finally {
      release(other);
    }
  }

  @Test
  final void rule14_every_lead_is_given_once_in_the_order_in_which_they_were_opened()
      throws Exception {
    commit(opening(5, null), opening(2, null), follow(5, 1, null), follow(2, 1, null));
    commit(opening(9, null), opening(1, null), follow(5, 2, null));
    commit(opening(7, null), follow(7, 1, null));
    List<LeadId> opened = Stream.of(5, 2, 9, 1, 7).map(Samples::lead).toList();
    for (int size = 1; size <= 6; size++) {
      assertEquals(opened, leads(store, size), "in pages of " + size);
    }
    store = reopen(store);
    assertEquals(opened, leads(store, 2));
  }

  @Test
  final void rule14_who_has_had_all_leads_gets_the_new_ones() {
    assertEquals(List.of(), store.leads(0, 10).leads());
    assertEquals(0, store.leads(0, 10).position());
    commit(opening(1, null), follow(1, 1, null));
    LeadPage first = store.leads(0, 10);
    assertEquals(List.of(Samples.lead(1)), first.leads());
    LeadPage nothing = store.leads(first.position(), 10);
    assertEquals(List.of(), nothing.leads());
    commit(follow(1, 2, null), opening(2, null));
    assertEquals(List.of(Samples.lead(2)), store.leads(nothing.position(), 10).leads());
    assertEquals(new LeadPage(List.of(), 0), store.leads(0, 0));
    assertThrows(IllegalArgumentException.class, () -> store.leads(0, -1));
  }

  @Test
  final void rule14_the_end_is_behind_the_last_event() {
    assertEquals(0, store.end());
    commit(opening(1, null), follow(1, 1, null));
    assertEquals(store.events(0, 10).position(), store.end());
    commit(follow(1, 2, null));
    assertEquals(store.events(0, 10).position(), store.end());
  }

  @Test
  final void rule15_a_commit_on_a_refused_one_is_stale_although_its_seq_fits() throws Exception {
    commit(opening(1, null));
    LeadStore other = share(store);
    try {
      assertEquals(
          List.of(new Committed()),
          other.commit(List.of(follow(1, 1, null))),
          "Another process adds as many events as the first commit of the batch would have");
    } finally {
      release(other);
    }
    List<LeadEvent> before = history(1);
    assertEquals(
        List.of(new Stale(2), new Stale(2), new Stale(2), new Committed()),
        store.commit(List.of(
            follow(1, 1, SOON), continuing(1, 2, 9), follow(1, 2, SOON), opening(2, LATER))),
        "A commit must not be written on a history from which it was not computed");
    assertEquals(before, history(1), "Nothing of a refused commit is written");
    assertEquals(Map.of(), store.holders(List.of(Samples.key(9))), "Its keys are free");
    assertEquals(Map.of(), threads(Samples.messageId(9)), "Its thread ids belong to no lead");
    assertEquals(LATER, store.nextWake(), "Its wake-up time does not count");
    commit(continuing(1, 2, 9));
  }

  @Test
  final void rule15_a_commit_on_one_whose_key_was_taken_is_stale() {
    commit(opening(1, null));
    commit(opening(2, null));
    Commit copy = new Commit(
        Samples.lead(2),
        1,
        Samples.events(Samples.lead(2), 1, List.of(Samples.received(1))),
        keys(event(1), Samples.key(1)),
        List.of(),
        null,
        null);
    assertEquals(
        List.of(new Taken(Samples.key(1), holder(1)), new Stale(1)),
        store.commit(List.of(copy, continuing(2, 1, 9))),
        "What was settled on a copy was settled on a commit that does not exist");
    assertEquals(1, history(2).size(), "Nothing of the batch is written");
  }

  @Test
  final void rule15_a_refusal_does_not_outlive_its_batch() {
    commit(opening(1, null));
    assertEquals(
        List.of(new Stale(1), new Stale(1)),
        store.commit(List.of(follow(1, 7, null), follow(1, 1, null))));
    assertEquals(new Committed(), result(follow(1, 1, null)));
  }

  private Result result(Commit commit) {
    List<Result> results = store.commit(List.of(commit));
    assertEquals(1, results.size());
    return results.get(0);
  }

  @Test
  final void rule16_a_chain_that_is_kept_is_that_of_the_events() throws Exception {
    assertChained(1);
    commit(opening(1, SOON));
    commit(opening(2, null));
    commit(follow(1, 1, null));
    assertInstanceOf(Stale.class, result(follow(1, 1, null)));
    commit(follow(1, 2, null));
    assertChained(1);
    assertChained(2);
    store = reopen(store);
    commit(follow(1, 3, null));
    assertChained(1);
    assertChained(2);
    assertEquals(4, history(1).size());
    assertEquals(List.of(), store.inspect().problems());
  }

  @Test
  final void rule17_what_one_process_has_committed_is_seen_by_all_at_once() throws Exception {
    LeadStore other = share(store);
    try {
      for (int n = 1; n <= 3; n++) {
        LeadStore writer = n % 2 == 0 ? store : other;
        LeadStore reader = n % 2 == 0 ? other : store;
        Instant wake = NOW.minusSeconds(n);
        // The reader has asked for all of this before, so that it may have an answer at hand.
        assertEquals(List.of(), reader.histories(List.of(Samples.lead(n))).get(Samples.lead(n)));
        assertEquals(Map.of(), reader.holders(List.of(Samples.key(n))));
        assertEquals(Map.of(), reader.threads("acme", List.of(Samples.messageId(n))));
        assertEquals(n - 1, reader.events(0, 10).events().size());
        long end = reader.end();
        assertEquals(List.of(new Committed()), writer.commit(List.of(opening(n, wake))));
        assertEquals(
            1,
            reader
                .histories(List.of(Samples.lead(n)))
                .getOrDefault(Samples.lead(n), List.of())
                .size(),
            "an old history: what is settled on it is refused again and again");
        assertEquals(
            Map.of(Samples.key(n), holder(n)), reader.holders(List.of(Samples.key(n))), "holders");
        assertEquals(
            Map.of(Samples.messageId(n), Samples.lead(n)),
            reader.threads("acme", List.of(Samples.messageId(n))),
            "threads");
        assertEquals(n, reader.events(0, 10).events().size(), "events");
        assertEquals(n, reader.leads(0, 10).leads().size(), "leads");
        assertTrue(reader.end() > end, "end");
        assertEquals(wake, reader.nextWake(), "the next wake-up time");
        assertEquals(n, reader.events(0, 10).events().size(), "events");
        assertEquals(
            writer.ticket("team", Samples.lead(n)), reader.ticket("team", Samples.lead(n)));
      }
      assertEquals(3, store.lease(NOW, LATER, 10).size());
      assertEquals(List.of(), other.lease(NOW, LATER, 10), "leases");
    } finally {
      release(other);
    }
  }

  @Test
  final void rule17_a_wake_up_time_that_another_process_brings_forward_is_seen() throws Exception {
    LeadStore other = share(store);
    try {
      commit(opening(1, LATER));
      assertEquals(LATER, store.nextWake());
      assertEquals(List.of(new Committed()), other.commit(List.of(follow(1, 1, SOON))));
      assertEquals(SOON, store.nextWake());
      assertEquals(2, onlyLease(SOON, LATER).seq());
    } finally {
      release(other);
    }
  }

  @Test
  final void rule18_keys_and_names_are_compared_character_by_character() {
    List<String> alike = List.of(
        "order 1",
        "Order 1",
        "order 1 ",
        " order 1",
        "order  1",
        "\u00f6rder 1",
        "o\u0308rder 1",
        "order 1\u200b",
        "order\u00a01",
        "\ud83d\ude42rder 1",
        "o".repeat(999) + "1",
        "o".repeat(999) + "2");
    for (int n = 0; n < alike.size(); n++) {
      commit(taking(n, new Key(Key.Layer.MESSAGE, alike.get(n))));
      assertEquals(0, store.ticket(alike.get(n), Samples.lead(n)), "a line of its own");
    }
    for (int n = 0; n < alike.size(); n++) {
      Key key = new Key(Key.Layer.MESSAGE, alike.get(n));
      assertEquals(Map.of(key, holder(n)), store.holders(List.of(key)), alike.get(n));
      assertEquals(0, store.ticket(alike.get(n), Samples.lead(n)), alike.get(n));
    }
  }

  @Test
  final void rule18_thread_ids_and_tenants_of_any_text_stay_apart() throws Exception {
    List<String> alike = List.of(
        "<a@x.example>",
        "<A@x.example>",
        "<a@x.example> ",
        "<\u00e4@x.example>",
        "<a\u0308@x.example>",
        "<a\u0000@x.example>",
        "<a\u0000@y.example>",
        "<\ud83d\ude42@x.example>",
        "%",
        "_",
        "'; --",
        "<" + "a".repeat(9_000) + "@x.example>",
        "<" + "a".repeat(9_000) + "@y.example>");
    for (int n = 0; n < alike.size(); n++) {
      LeadId lead = Samples.lead(n);
      List<ThreadId> named =
          List.of(new ThreadId("acme", alike.get(n)), new ThreadId(alike.get(n), "<1@x.example>"));
      commit(new Commit(
          lead,
          0,
          Samples.events(lead, 0, List.of(Samples.received(n))),
          Map.of(),
          named,
          null,
          null));
    }
    store = reopen(store);
    for (int n = 0; n < alike.size(); n++) {
      assertEquals(Map.of(alike.get(n), Samples.lead(n)), threads(alike.get(n)));
      assertEquals(
          Map.of("<1@x.example>", Samples.lead(n)),
          store.threads(alike.get(n), List.of("<1@x.example>")));
    }
  }

  @Test
  final void rule18_texts_of_any_length_and_character_come_back() throws Exception {
    LeadId lead = Samples.lead(1);
    String odd = "\u0000\u0001\u007f\u0085\u2028\ufeff\ufffe\ud800 \udc00 \ud83d\ude42 '\"\\%_\r\n";
    Message message = Samples.message(1).toBuilder()
        .subject(odd)
        .textBody(odd + "x".repeat(300_000))
        .htmlBody("<p>" + "\u00e4".repeat(70_000))
        .build();
    var received = new Fact.Received(message, Samples.source(), List.of(Samples.key(1)), "");
    List<LeadEvent> events =
        Samples.events(lead, 0, List.of(received, new Fact.Labelled(odd, odd)));
    commit(new Commit(lead, 0, events, Map.of(), List.of(), null, null));
    store = reopen(store);
    assertEquals(events, history(1));
  }

  @Test
  final void rule19_an_interrupted_caller_harms_nobody() throws Exception {
    commit(opening(1, SOON));
    Thread.currentThread().interrupt();
    boolean written = false;
    try {
      written = store.commit(List.of(opening(2, NOW))).equals(List.of(new Committed()));
    } catch (StoreException e) {
      assertTrue(e.getMessage() != null, "an error must say what happened");
    }
    for (Callable<?> call : List.<Callable<?>>of(
        () -> history(1),
        () -> store.holders(List.of(Samples.key(1))),
        () -> store.lease(NOW.minusSeconds(1), SOON, 1),
        () -> store.events(0, 10),
        () -> store.end())) {
      Thread.currentThread().interrupt();
      try {
        call.call();
      } catch (StoreException e) {
        assertTrue(e.getMessage() != null, "an error must say what happened");
      }
    }
    Thread.interrupted();
    assertEquals(written ? 1 : 0, history(2).size(), "carried out, or nothing was written");
    assertEquals(1, history(1).size());
    commit(opening(3, null));
    store = reopen(store);
    assertEquals(1, history(3).size());
    assertEquals(written ? 1 : 0, history(2).size());
    assertEquals(
        1,
        store.lease(SOON, LATER, 10).stream()
            .filter(lease -> lease.lead().equals(Samples.lead(1)))
            .count());
  }

  private void assertChained(int number) {
    LeadId lead = Samples.lead(number);
    LeadStore.Chain chain = store.chain(lead);
    assertEquals(List.of(), StoreVerifier.problems(lead, history(number), chain));
    if (chain != null) {
      assertEquals(history(number).size(), chain.length());
      assertEquals(history(number).size(), chain.links().size());
    }
  }

  private void commit(Commit... commits) {
    List<Result> results = store.commit(List.of(commits));
    assertEquals(commits.length, results.size());
    results.forEach(result -> assertEquals(new Committed(), result));
  }

  private List<LeadEvent> history(int number) {
    LeadId lead = Samples.lead(number);
    return store.histories(List.of(lead)).getOrDefault(lead, List.of());
  }

  private Map<String, LeadId> threads(String... messageIds) {
    return store.threads("acme", List.of(messageIds));
  }

  private Lease onlyLease(Instant now, Instant until) {
    List<Lease> leases = store.lease(now, until, 10);
    assertEquals(1, leases.size(), "leases");
    return leases.get(0);
  }

  private void assertUntouched(int number) {
    assertEquals(List.of(), history(number));
    assertEquals(Map.of(), store.holders(List.of(Samples.key(number))));
    assertEquals(Map.of(), threads(Samples.messageId(number)));
  }

  private void release(LeadStore other) {
    if (other != store) {
      other.close();
    }
  }

  private static List<LeadId> leads(LeadStore store, int size) {
    var all = new ArrayList<LeadId>();
    LeadPage page = store.leads(0, size);
    while (!page.leads().isEmpty()) {
      assertTrue(page.leads().size() <= size, "a page is longer than asked for");
      all.addAll(page.leads());
      assertTrue(all.size() <= 1_000_000, "the pages do not end");
      page = store.leads(page.position(), size);
    }
    return all;
  }

  private static List<LeadEvent> page(LeadStore store, int size) {
    var all = new ArrayList<LeadEvent>();
    Page page = store.events(0, size);
    while (!page.events().isEmpty()) {
      assertTrue(page.events().size() <= size, "a page is longer than asked for");
      all.addAll(page.events());
      assertTrue(all.size() <= 1_000_000, "the pages do not end");
      page = store.events(page.position(), size);
    }
    return all;
  }

  private static void assertInOrderOfSeq(List<LeadEvent> events) {
    var last = new LinkedHashMap<LeadId, Long>();
    for (LeadEvent event : events) {
      assertEquals(last.getOrDefault(event.lead(), 0L) + 1, event.seq());
      last.put(event.lead(), event.seq());
    }
  }

  private static List<LeadEvent> eventsOf(List<LeadEvent> events, LeadId lead) {
    return events.stream().filter(event -> event.lead().equals(lead)).toList();
  }

  /** The first commit of a lead, with its key and thread id. */
  private static Commit opening(int number, @Nullable Instant wakeAt) {
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

  /** The first commit of a lead that wants these keys and to be woken soon. */
  private static Commit taking(int number, Key... keys) {
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

  /** A commit of a lead that nobody knows, as if it had a history. */
  private static Commit afterSeq(int number, long after) {
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
  private static Commit follow(int number, long after, @Nullable Instant wakeAt) {
    return new Commit(
        Samples.lead(number), after, labelled(number, after), Map.of(), List.of(), wakeAt, null);
  }

  /** One more message, with its key and thread id. */
  private static Commit continuing(int number, long after, int message) {
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
  private static Commit moving(
      int number, long after, @Nullable Instant wakeAt, @Nullable Lease lease) {
    return new Commit(Samples.lead(number), after, List.of(), Map.of(), List.of(), wakeAt, lease);
  }

  private static List<LeadEvent> labelled(int number, long after) {
    return Samples.events(
        Samples.lead(number), after, List.of(new Fact.Labelled("label-" + after, "noor")));
  }

  private static Map<Key, String> keys(String event, Key... keys) {
    var map = new LinkedHashMap<Key, String>();
    for (Key key : keys) {
      map.put(key, event);
    }
    return map;
  }

  private static String event(int number) {
    return Samples.raw(number).eventId();
  }

  private static Holder holder(int number) {
    return new Holder(Samples.lead(number), event(number));
  }

  private static LeadId lead(Map<Key, Holder> holders, Key key) {
    Holder holder = holders.get(key);
    return holder == null ? Samples.lead(-1) : holder.lead();
  }

  private static int indexOf(LeadId lead, int base) {
    return IntStream.range(base, base + THREADS)
        .filter(n -> Samples.lead(n).equals(lead))
        .findFirst()
        .orElse(-1);
  }

  private static List<LeadId> leads(List<Lease> leases) {
    return leases.stream().map(Lease::lead).toList();
  }
}
