// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Key;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.Result;
import dev.leadkit.spi.LeadStore.Stale;
import dev.leadkit.spi.LeadStore.Taken;
import dev.leadkit.spi.StoreException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contract test of {@link LeadStore}: extend it, supply a store, and run it with JUnit.
 *
 * <p>The tests are nested by rule. The number in the name of a nested class is that of the rule in the documentation of {@link LeadStore}.
 */
public abstract class LeadStoreContract extends LeadStoreLeaseRules {

  @Nested
  class Rule11_many_callers_can_share_a_store {

    @Test
    void one_of_many_concurrent_claims_of_a_key_wins() throws Exception {
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
            assertEquals(
                won ? 1 : 0,
                history(base + i).size(),
                "Only the winner of a key may have written its event");
            assertEquals(
                won
                    ? new Committed()
                    : new Taken(key, new Holder(winner, event(indexOf(winner, base)))),
                results.get(i),
                "Every other caller must be told who holds the key");
          }
        }
      } finally {
        release(other);
      }
    }

    @Test
    void one_of_many_concurrent_commits_to_a_lead_wins() throws Exception {
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
          assertEquals(
              1,
              results.stream().filter(Committed.class::isInstance).count(),
              "Exactly one of several commits on the same seq must be accepted");
          assertEquals(
              THREADS - 1,
              results.stream().filter(new Stale(after + 1)::equals).count(),
              "All others must be Stale with the new seq");
        }
        assertEquals(21, history(1).size(), "The history must have one event for each round");
        assertInOrderOfSeq(history(1));
      } finally {
        release(other);
      }
    }

    @Test
    void concurrent_batches_lose_nothing() throws Exception {
      int each = 5;
      int size = 10;
      LeadStore other = share(store);
      try {
        Crowd.together(THREADS, i -> () -> {
          LeadStore mine = i % 2 == 0 ? store : other;
          for (int batch = 0; batch < each; batch++) {
            int base = (i * each + batch) * size;
            List<Commit> commits = IntStream.range(base, base + size)
                .mapToObj(n -> opening(n, SOON))
                .toList();
            mine.commit(commits).forEach(result -> assertEquals(new Committed(), result));
          }
          return i;
        });
        int all = THREADS * each * size;
        assertEquals(all, page(store, 500).size(), "Every event of every batch must be in the log");
        assertEquals(all, page(other, 500).size(), "Another process must see every event");
        assertEquals(
            all,
            store.lease(SOON, LATER, all + 1).size(),
            "Every wake-up time of every batch must count");
      } finally {
        release(other);
      }
    }
  }

  @Nested
  class Rule12_a_store_that_cannot_answer_throws {

    @Test
    void a_store_that_cannot_answer_throws_and_has_written_nothing() throws Exception {
      commit(opening(1, SOON));
      fail(store);
      assertThrows(
          StoreException.class, () -> store.commit(List.of(opening(2, NOW))), "commit must throw");
      assertThrows(
          StoreException.class,
          () -> store.commit(List.of(follow(1, 1, NOW))),
          "commit must throw for a known lead");
      assertThrows(
          StoreException.class, () -> store.holders(List.of(Samples.key(1))), "holders must throw");
      assertThrows(StoreException.class, () -> threads(Samples.messageId(1)), "threads must throw");
      assertThrows(StoreException.class, () -> history(1), "histories must throw");
      assertThrows(StoreException.class, () -> store.lease(SOON, LATER, 10), "lease must throw");
      assertThrows(StoreException.class, () -> store.nextWake(), "nextWake must throw");
      assertThrows(StoreException.class, () -> store.events(0, 10), "events must throw");
      assertThrows(StoreException.class, () -> store.leads(0, 10), "leads must throw");
      assertThrows(StoreException.class, () -> store.end(), "end must throw");
      assertThrows(
          StoreException.class, () -> store.ticket("team", Samples.lead(1)), "ticket must throw");
      store = reopen(store);
      assertUntouched(2);
      assertEquals(1, store.events(0, 10).events().size(), "A failed commit must not add events");
      assertEquals(SOON, store.nextWake(), "A failed commit must not change the wake-up time");
      assertEquals(1, store.lease(SOON, LATER, 10).size(), "A failed call must not lease a lead");
    }

    @Test
    void closing_twice_is_allowed() throws Exception {
      commit(opening(1, null));
      store.close();
      store.close();
      assertThrows(StoreException.class, () -> history(1), "A closed store must throw");
      store = reopen(store);
      assertEquals(1, history(1).size(), "Closing must not lose anything");
    }
  }

  @Nested
  class Rule13_tickets_count_without_a_gap {

    @Test
    void tickets_count_the_leads_of_each_line_and_stay() throws Exception {
      assertEquals(
          0, store.ticket("team", Samples.lead(7)), "The first ticket of a line must be 0");
      assertEquals(
          1, store.ticket("team", Samples.lead(3)), "The next lead must get the next ticket");
      assertEquals(0, store.ticket("others", Samples.lead(3)), "Each line must count for itself");
      store = reopen(store);
      assertEquals(2, store.ticket("team", Samples.lead(5)), "A line must go on after a restart");
      assertEquals(
          0, store.ticket("team", Samples.lead(7)), "A lead must keep its ticket after a restart");
      assertEquals(1, store.ticket("team", Samples.lead(3)), "Every lead must keep its own ticket");
      assertEquals(1, store.ticket("others", Samples.lead(9)), "The other line must go on as well");
      assertEquals(List.of(), store.events(0, 10).events(), "A ticket is not an event");
    }

    @Test
    void concurrent_callers_get_one_ticket_for_each_lead() throws Exception {
      int each = 25;
      LeadStore other = share(store);
      try {
        List<List<Long>> drawn = Crowd.together(
            THREADS,
            i -> () -> IntStream.range(0, each)
                .mapToObj(n ->
                    (i % 2 == 0 ? store : other).ticket("team", Samples.lead(i / 2 * each + n)))
                .toList());
        for (int i = 0; i < THREADS; i += 2) {
          assertEquals(
              drawn.get(i),
              drawn.get(i + 1),
              "The same leads must get the same tickets from every caller");
        }
        List<Long> all =
            drawn.stream().flatMap(List::stream).distinct().sorted().toList();
        assertEquals(
            LongStream.range(0, THREADS / 2 * each).boxed().toList(),
            all,
            "Tickets must count from 0 without a gap");
      } finally {
        release(other);
      }
    }
  }

  @Nested
  class Rule19_an_interrupted_call_does_no_harm {

    @Test
    void an_interrupted_call_does_no_harm() throws Exception {
      commit(opening(1, SOON));
      Thread.currentThread().interrupt();
      boolean written = false;
      try {
        written = store.commit(List.of(opening(2, NOW))).equals(List.of(new Committed()));
      } catch (StoreException e) {
        assertTrue(e.getMessage() != null, "An error must say what happened");
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
          assertTrue(e.getMessage() != null, "An error must say what happened");
        }
      }
      Thread.interrupted();
      assertEquals(
          written ? 1 : 0,
          history(2).size(),
          "The interrupted commit must be written completely or not at all");
      assertEquals(1, history(1).size(), "Other histories must not change");
      commit(opening(3, null));
      store = reopen(store);
      assertEquals(1, history(3).size(), "A later commit must survive a restart");
      assertEquals(
          written ? 1 : 0,
          history(2).size(),
          "The restart must not change what became of the interrupted commit");
      assertEquals(
          1,
          store.lease(SOON, LATER, 10).stream()
              .filter(lease -> lease.lead().equals(Samples.lead(1)))
              .count(),
          "The lead must be leased");
    }
  }
}
