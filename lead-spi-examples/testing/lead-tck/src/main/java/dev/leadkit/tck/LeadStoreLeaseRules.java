// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.LeadStore.Stale;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link LeadStore} about wake-up times and leases. */
abstract class LeadStoreLeaseRules extends LeadStoreQueryRules {

  @Nested
  class Rule7_due_leads_are_leased_to_one_caller {

    @Test
    void a_lead_is_leased_at_its_wake_up_time_and_not_before() {
      commit(opening(1, SOON));
      assertEquals(
          List.of(),
          store.lease(SOON.minus(1, ChronoUnit.MICROS), LATER, 10),
          "A lead must not be leased before its wake-up time");
      List<Lease> leases = store.lease(SOON, LATER, 10);
      assertEquals(
          List.of(Samples.lead(1)), leads(leases), "A lead must be leased at its wake-up time");
      assertEquals(1, leases.get(0).seq(), "A lease must have the seq of the last event");
      assertEquals(LATER, leases.get(0).until(), "A lease must last as long as requested");
    }

    @Test
    void a_lead_without_a_wake_up_time_is_not_leased() {
      commit(opening(1, null));
      assertEquals(
          List.of(),
          store.lease(LATER, LATER.plusSeconds(1), 10),
          "A lead without a wake-up time must not be leased");
      assertNull(store.nextWake(), "Without a wake-up time there must be no next one");
    }

    @Test
    void the_earliest_come_first_and_no_more_than_requested() {
      commit(opening(1, NOW.plusSeconds(3)), opening(2, NOW.plusSeconds(1)));
      commit(opening(3, NOW.plusSeconds(2)), opening(4, NOW.plusSeconds(4)));
      assertEquals(List.of(), store.lease(SOON, LATER, 0), "A maximum of 0 must lease nothing");
      assertEquals(
          List.of(Samples.lead(2), Samples.lead(3)),
          leads(store.lease(SOON, LATER, 2)),
          "The earliest leads must come first, no more than requested");
      assertEquals(
          List.of(Samples.lead(1), Samples.lead(4)),
          leads(store.lease(SOON, LATER, 10)),
          "The next call must lease the others");
      assertThrows(
          IllegalArgumentException.class,
          () -> store.lease(SOON, LATER, -1),
          "A negative maximum must be rejected");
    }

    @Test
    void a_leased_lead_is_not_leased_again_before_its_lease_ends() {
      commit(opening(1, NOW));
      Lease first = onlyLease(NOW, SOON);
      assertEquals(
          List.of(),
          store.lease(SOON.minus(1, ChronoUnit.MICROS), LATER, 10),
          "A leased lead must not be leased again before its lease ends");
      Lease second = onlyLease(SOON, LATER);
      assertTrue(!first.token().equals(second.token()), "Two leases must have different tokens");
      assertEquals(List.of(), store.lease(SOON, LATER, 10), "The new lease must hold as well");
    }

    @Test
    void the_next_wake_up_time_is_the_earliest_leased_or_not() {
      assertNull(store.nextWake(), "An empty store must have no next wake-up time");
      commit(opening(1, SOON), opening(2, LATER));
      assertEquals(SOON, store.nextWake(), "The next wake-up time must be the earliest");
      store.lease(SOON, LATER, 1);
      assertEquals(SOON, store.nextWake(), "A lease must not hide a wake-up time");
    }

    @Test
    void a_time_finer_than_a_microsecond_is_never_rounded_down() {
      Instant wake = NOW.plusNanos(1);
      commit(opening(1, wake));
      assertEquals(
          List.of(), store.lease(NOW, LATER, 10), "A lead must not be leased before its time");
      Instant next = store.nextWake();
      assertTrue(
          next != null && !next.isBefore(wake) && !next.isAfter(NOW.plusNanos(1_000)),
          "expected " + wake + " or the next microsecond, got " + next);
      assertEquals(
          1,
          store.lease(NOW.plusNanos(1_000), LATER, 10).size(),
          "A lead must be leased from the next microsecond on");
    }

    @Test
    void any_maximum_can_be_requested() {
      commit(opening(1, NOW), opening(2, NOW));
      assertEquals(
          2,
          store.events(0, Integer.MAX_VALUE).events().size(),
          "A huge maximum must be accepted for events");
      assertEquals(
          2,
          store.leads(0, Integer.MAX_VALUE).leads().size(),
          "A huge maximum must be accepted for leads");
      assertEquals(
          2,
          store.lease(NOW, LATER, Integer.MAX_VALUE).size(),
          "A huge maximum must be accepted for leases");
    }

    @Test
    void all_leads_with_the_same_time_are_leased() {
      for (int n = 0; n < 20; n++) {
        commit(opening(n, NOW));
      }
      var given = new HashSet<LeadId>();
      for (int i = 0; i < 7; i++) {
        given.addAll(leads(store.lease(NOW, LATER, 3)));
      }
      assertEquals(20, given.size(), "No lead may be left out because others have the same time");
    }

    @Test
    void a_token_is_new_after_a_restart_too() throws Exception {
      commit(opening(1, NOW));
      Lease before = onlyLease(NOW, SOON);
      store = reopen(store);
      Lease after = onlyLease(SOON, LATER);
      assertTrue(
          !before.token().equals(after.token()), "A token must not be reused after a restart");
      commit(moving(1, 1, null, before));
      assertEquals(
          NOW, store.nextWake(), "A lease from before a restart must not end the current one");
    }

    @Test
    void concurrent_callers_lease_different_leads() throws Exception {
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
        assertEquals(leads, all.size(), "Every lead must be leased");
        assertEquals(leads, new HashSet<>(all).size(), "No lead may be leased twice");
      } finally {
        release(other);
      }
    }
  }

  @Nested
  class Rule8_a_commit_ends_the_current_lease_only {

    @Test
    void a_commit_with_the_current_lease_ends_it() {
      commit(opening(1, NOW));
      Lease lease = onlyLease(NOW, LATER);
      commit(new Commit(lease.lead(), 1, labelled(1, 1), Map.of(), List.of(), NOW, lease));
      Lease next = onlyLease(NOW, LATER);
      assertEquals(2, next.seq(), "A new lease must see the event that ended the old one");
    }

    @Test
    void a_commit_without_events_ends_a_lease_too() {
      commit(opening(1, NOW));
      Lease lease = onlyLease(NOW, LATER);
      commit(moving(1, 1, NOW, lease));
      assertEquals(1, onlyLease(NOW, LATER).seq(), "The lead must be free for the next lease");
      assertEquals(1, history(1).size(), "A commit without events must not add any");
    }

    @Test
    void a_commit_without_the_lease_does_not_end_it() {
      commit(opening(1, NOW));
      Lease lease = onlyLease(NOW, LATER);
      commit(follow(1, 1, NOW));
      assertEquals(List.of(), store.lease(NOW, LATER, 10), "The lead must stay leased");
      commit(moving(1, 2, NOW, lease));
      assertEquals(
          1,
          store.lease(NOW, LATER, 10).size(),
          "The lease must still be valid and end with its own commit");
    }

    @Test
    void a_commit_with_an_old_lease_does_not_end_the_current_one() {
      commit(opening(1, NOW));
      Lease old = onlyLease(NOW, SOON);
      Lease current = onlyLease(SOON, LATER);
      commit(moving(1, 1, NOW, old));
      assertEquals(
          List.of(), store.lease(SOON, LATER, 10), "An old lease must not end the current one");
      commit(moving(1, 1, NOW, current));
      assertEquals(1, store.lease(SOON, LATER, 10).size(), "The current lease must still be valid");
    }

    @Test
    void a_lease_that_was_ended_is_an_old_one() {
      commit(opening(1, NOW));
      Lease lease = onlyLease(NOW, LATER);
      commit(moving(1, 1, SOON, lease));
      commit(moving(1, 1, null, lease));
      assertEquals(
          SOON, store.nextWake(), "A lease must not clear a wake-up time after it was ended");
    }

    @Test
    void an_expired_lease_is_current_until_another_is_given() {
      commit(opening(1, NOW));
      Lease lease = onlyLease(NOW, SOON);
      commit(opening(2, NOW.minusSeconds(1)));
      assertEquals(
          List.of(Samples.lead(2)),
          leads(store.lease(SOON, LATER, 1)),
          "A due lead must be leased");
      commit(moving(1, 1, null, lease));
      assertEquals(
          List.of(Samples.lead(2)),
          leads(store.lease(LATER, LATER.plusSeconds(1), 10)),
          "An expired lease that was not replaced must still clear the wake-up time");
    }

    @Test
    void a_refused_commit_does_not_end_the_lease() {
      commit(opening(1, NOW), opening(2, null));
      Lease lease = onlyLease(NOW, LATER);
      assertEquals(
          new Stale(1),
          result(moving(1, 0, null, lease)),
          "A commit on an old seq must be Stale even with the lease");
      assertEquals(
          List.of(), store.lease(NOW, LATER, 10), "A refused commit must not end the lease");
      assertEquals(NOW, store.nextWake(), "A refused commit must not clear the wake-up time");
    }
  }

  @Nested
  class Rule9_a_commit_sets_the_wake_up_time {

    @Test
    void a_commit_sets_the_wake_up_time() {
      commit(opening(1, SOON));
      assertEquals(SOON, store.nextWake(), "An opening must set the wake-up time");
      commit(opening(2, null));
      commit(moving(2, 1, NOW, null));
      assertEquals(NOW, store.nextWake(), "A later commit must set the wake-up time");
    }

    @Test
    void with_the_lease_it_can_be_delayed_and_cleared() {
      commit(opening(1, NOW));
      commit(moving(1, 1, SOON, onlyLease(NOW, LATER)));
      assertEquals(
          SOON, store.nextWake(), "The holder of the lease must be able to delay the wake-up time");
      commit(moving(1, 1, null, onlyLease(SOON, LATER)));
      assertNull(
          store.nextWake(), "The holder of the lease must be able to clear the wake-up time");
      assertEquals(
          List.of(),
          store.lease(LATER, LATER.plusSeconds(1), 10),
          "A lead without a wake-up time must not be leased");
    }

    @Test
    void without_the_lease_it_is_only_brought_forward() {
      commit(opening(1, SOON));
      commit(follow(1, 1, LATER));
      assertEquals(SOON, store.nextWake(), "Without the lease a wake-up time must not be delayed");
      commit(follow(1, 2, null));
      assertEquals(SOON, store.nextWake(), "Without the lease a wake-up time must not be cleared");
      commit(follow(1, 3, NOW));
      assertEquals(
          NOW, store.nextWake(), "Without the lease a wake-up time must be brought forward");
    }

    @Test
    void a_time_brought_forward_under_a_lease_counts_when_the_lease_ends() {
      commit(opening(1, NOW.plusSeconds(10)));
      Lease lease = onlyLease(NOW.plusSeconds(10), SOON);
      commit(follow(1, 1, NOW));
      assertEquals(
          NOW, store.nextWake(), "A wake-up time must be brought forward under a lease as well");
      assertEquals(List.of(), store.lease(NOW.plusSeconds(10), LATER, 10), "The lease must stay");
      assertEquals(
          2, onlyLease(SOON, LATER).seq(), "The lead must be leased when the lease is over");
      commit(moving(1, 2, null, lease));
      assertEquals(
          NOW, store.nextWake(), "A lease that was replaced must not clear the wake-up time");
    }

    @Test
    void an_old_lease_counts_as_none() {
      commit(opening(1, NOW));
      Lease old = onlyLease(NOW, SOON);
      onlyLease(SOON, LATER);
      commit(moving(1, 1, null, old));
      commit(moving(1, 1, LATER, old));
      assertEquals(
          NOW, store.nextWake(), "An old lease must neither clear nor delay the wake-up time");
    }
  }
}
