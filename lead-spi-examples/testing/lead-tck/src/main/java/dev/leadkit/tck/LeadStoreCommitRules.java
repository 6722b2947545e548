// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.Result;
import dev.leadkit.spi.LeadStore.Stale;
import dev.leadkit.spi.LeadStore.Taken;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link LeadStore} about commits. */
abstract class LeadStoreCommitRules extends LeadStoreFixture {

  @Nested
  class Rule1_commits_survive_a_restart {

    @Test
    void what_was_committed_is_there_after_a_restart() throws Exception {
      Commit commit = opening(1, SOON);
      commit(commit);
      store = reopen(store);
      assertEquals(commit.events(), history(1), "A restart must keep the history");
      assertEquals(
          Map.of(Samples.key(1), holder(1)),
          store.holders(List.of(Samples.key(1))),
          "A restart must keep who holds a key");
      assertEquals(
          Map.of(Samples.messageId(1), Samples.lead(1)),
          threads(Samples.messageId(1)),
          "A restart must keep the lead of a thread id");
      assertEquals(SOON, store.nextWake(), "A restart must keep the wake-up time");
      assertEquals(
          commit.events(), store.events(0, 10).events(), "A restart must keep the order of events");
      assertEquals(
          List.of(new Stale(1)),
          store.commit(List.of(commit)),
          "A restart must keep the seq of the last event");
    }

    @Test
    void a_reopened_store_can_be_written() throws Exception {
      commit(opening(1, SOON));
      store = reopen(store);
      commit(follow(1, 1, null));
      store = reopen(store);
      assertEquals(2, history(1).size(), "A history must go on after a restart");
      assertEquals(
          history(1),
          store.events(0, 10).events(),
          "Events before and after a restart must be in one order");
    }
  }

  @Nested
  class Rule2_a_commit_is_all_or_nothing {

    @Test
    void a_refused_commit_writes_nothing() {
      commit(opening(1, null));
      assertInstanceOf(Taken.class, result(taking(2, Samples.key(2), Samples.key(1))));
      assertUntouched(2);
      assertInstanceOf(Stale.class, result(afterSeq(3, 1)));
      assertUntouched(3);
      assertNull(store.nextWake(), "A refused commit must not set a wake-up time");
    }

    @Test
    void a_refused_commit_does_not_affect_other_leads_of_its_batch() {
      commit(opening(1, null));
      List<Result> results = store.commit(
          List.of(opening(2, SOON), taking(3, Samples.key(1)), afterSeq(4, 7), opening(5, SOON)));
      assertInstanceOf(Committed.class, results.get(0));
      assertInstanceOf(Taken.class, results.get(1));
      assertInstanceOf(Stale.class, results.get(2));
      assertInstanceOf(Committed.class, results.get(3));
      assertEquals(1, history(2).size(), "The commit before a refused one must be written");
      assertUntouched(3);
      assertUntouched(4);
      assertEquals(1, history(5).size(), "The commit after a refused one must be written");
      assertEquals(
          3,
          store.events(0, 10).events().size(),
          "Only the events of accepted commits must be in the log");
    }

    @Test
    void a_commit_sees_those_before_it_in_its_batch() {
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
          results,
          "A batch must have the same results as its commits one after the other");
      assertEquals(3, history(1).size(), "Every accepted commit of a batch must be in the history");
      assertEquals(SOON, store.nextWake(), "The last accepted wake-up time must count");
    }

    @Test
    void the_keys_of_a_refused_commit_are_free_for_the_next_in_its_batch() {
      commit(opening(1, null));
      assertEquals(
          List.of(
              new Taken(Samples.key(1), holder(1)), new Committed(), new Stale(0), new Committed()),
          store.commit(List.of(
              taking(2, Samples.key(5), Samples.key(1)),
              taking(3, Samples.key(5)),
              afterSeq(4, 1),
              taking(6, Samples.key(4)))),
          "A refused commit must not hold any key");
      assertEquals(
          holder(3),
          store.holders(List.of(Samples.key(5))).get(Samples.key(5)),
          "The next commit must hold the key that a Taken commit wanted");
      assertEquals(
          holder(6),
          store.holders(List.of(Samples.key(4))).get(Samples.key(4)),
          "The next commit must hold the key that a Stale commit wanted");
    }

    @Test
    void an_empty_batch_has_no_results() {
      assertEquals(List.of(), store.commit(List.of()), "An empty batch must have no results");
    }
  }

  @Nested
  class Rule3_a_commit_must_follow_the_last_event {

    @Test
    void a_commit_on_an_old_seq_is_stale_and_writes_nothing() {
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
      assertEquals(
          new Stale(2), result(stale), "A commit on an old seq must be Stale with the last seq");
      assertEquals(before, history(1), "A stale commit must not change the history");
      assertEquals(
          Map.of(), store.holders(List.of(Samples.key(9))), "A stale commit must not hold a key");
      assertEquals(
          Map.of(), threads(Samples.messageId(9)), "A stale commit must not claim a thread id");
      assertEquals(LATER, store.nextWake(), "A stale commit must not change the wake-up time");
    }

    @Test
    void a_commit_ahead_of_the_history_is_stale() {
      commit(opening(1, null));
      assertEquals(
          new Stale(1), result(follow(1, 2, SOON)), "A commit that skips a seq must be Stale");
      assertEquals(
          new Stale(0),
          result(afterSeq(2, 1)),
          "A commit that continues an unknown lead must be Stale with seq 0");
      assertUntouched(2);
    }

    @Test
    void an_existing_lead_cannot_be_opened_again() {
      commit(opening(1, null));
      assertEquals(
          new Stale(1), result(opening(1, SOON)), "The second opening of a lead must be Stale");
      assertEquals(1, history(1).size(), "The second opening must not add events");
      assertNull(store.nextWake(), "The second opening must not set a wake-up time");
    }

    @Test
    void a_commit_without_events_can_be_stale() {
      commit(opening(1, null));
      assertEquals(
          new Stale(1),
          result(moving(1, 0, SOON, null)),
          "A commit without events must be checked against the last seq");
      assertNull(store.nextWake(), "A stale commit must not set a wake-up time");
      assertEquals(
          new Committed(),
          result(moving(1, 1, SOON, null)),
          "A commit without events on the last seq must be accepted");
      assertEquals(SOON, store.nextWake(), "It must set the wake-up time");
    }

    @Test
    void stale_comes_before_taken() {
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
      assertEquals(
          new Stale(1), result(both), "A commit that is stale and whose key is held must be Stale");
    }
  }

  @Nested
  class Rule4_a_held_key_is_taken {

    @Test
    void a_key_of_another_lead_is_taken_and_names_its_holder() {
      commit(opening(1, null));
      assertEquals(
          new Taken(Samples.key(1), holder(1)),
          result(taking(2, Samples.key(2), Samples.key(1))),
          "A commit with a held key must be Taken with the holder");
      assertUntouched(2);
      assertEquals(
          Map.of(Samples.key(1), holder(1)),
          store.holders(List.of(Samples.key(1))),
          "The holder of a key must not change");
    }

    @Test
    void the_first_of_several_taken_keys_is_named() {
      commit(opening(1, null));
      commit(opening(2, null));
      assertEquals(
          new Taken(Samples.key(2), holder(2)),
          result(taking(3, Samples.key(3), Samples.key(2), Samples.key(1))),
          "Taken must name the first held key in the order of the commit");
      assertEquals(
          new Taken(Samples.key(1), holder(1)),
          result(taking(3, Samples.key(3), Samples.key(1), Samples.key(2))),
          "The order of the commit must count, not the order of claims");
    }

    @Test
    void a_key_that_the_lead_itself_holds_is_taken_too() {
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
      assertEquals(
          new Taken(Samples.key(1), holder(1)),
          result(again),
          "A key that the same lead holds must be Taken: the message is a duplicate");
      assertEquals(1, history(1).size(), "A taken commit must not add events");
      assertUntouched(2);
      assertNull(store.nextWake(), "A taken commit must not set a wake-up time");
    }

    @Test
    void keys_of_different_layers_are_different_keys() {
      Key event = new Key(Key.Layer.EVENT, "same");
      Key message = new Key(Key.Layer.MESSAGE, "same");
      commit(taking(1, event));
      commit(taking(2, message));
      Map<Key, Holder> holders = store.holders(List.of(event, message));
      assertEquals(
          Samples.lead(1),
          lead(holders, event),
          "The key of layer EVENT must belong to the lead that claimed it");
      assertEquals(
          Samples.lead(2),
          lead(holders, message),
          "The key of layer MESSAGE must belong to the lead that claimed it");
    }

    @Test
    void free_keys_are_left_out() {
      commit(opening(1, null));
      assertEquals(
          List.of(Samples.key(1)),
          List.copyOf(store
              .holders(List.of(Samples.key(7), Samples.key(1), Samples.key(8)))
              .keySet()),
          "Only keys with a holder must be in the answer");
      assertEquals(Map.of(), store.holders(List.of()), "No keys must have no holders");
    }
  }

  @Nested
  class Rule5_a_thread_id_belongs_to_its_first_lead {

    @Test
    void a_thread_id_belongs_to_the_first_lead_that_names_it() {
      commit(opening(1, null));
      LeadId second = Samples.lead(2);
      Commit naming = new Commit(
          second,
          0,
          Samples.events(second, 0, List.of(Samples.received(2))),
          keys("evt_2", Samples.key(2)),
          List.of(
              new ThreadId("acme", Samples.messageId(1)),
              new ThreadId("acme", Samples.messageId(2))),
          null,
          null);
      assertEquals(
          new Committed(), result(naming), "A thread id of another lead must not refuse a commit");
      assertEquals(
          Map.of(Samples.messageId(1), Samples.lead(1), Samples.messageId(2), second),
          threads(Samples.messageId(1), Samples.messageId(2)),
          "A thread id must stay with the first lead that named it");
    }

    @Test
    void tenants_do_not_share_thread_ids() {
      commit(opening(1, null));
      assertEquals(
          Map.of(),
          store.threads("other", List.of(Samples.messageId(1))),
          "A thread id of another tenant must not be found");
      assertEquals(Map.of(), store.threads("acme", List.of()), "No thread ids must find no leads");
    }

    @Test
    void unknown_thread_ids_are_left_out() {
      commit(opening(1, null));
      assertEquals(
          Map.of(Samples.messageId(1), Samples.lead(1)),
          threads(Samples.messageId(8), Samples.messageId(1)),
          "Only known thread ids must be in the answer");
    }
  }

  @Nested
  class Rule15_a_commit_on_a_refused_one_is_stale {

    @Test
    void a_commit_on_a_refused_one_is_stale_even_if_its_seq_fits() throws Exception {
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
    void a_commit_on_a_taken_one_is_stale() {
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
    void a_refusal_does_not_outlive_its_batch() {
      commit(opening(1, null));
      assertEquals(
          List.of(new Stale(1), new Stale(1)),
          store.commit(List.of(follow(1, 7, null), follow(1, 1, null))),
          "Every commit on a refused one in the same batch must be Stale");
      assertEquals(
          new Committed(), result(follow(1, 1, null)), "In the next batch the lead must be free");
    }
  }
}
