// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.LeadPage;
import dev.leadkit.spi.LeadStore.Page;
import dev.leadkit.spi.LeadStore.Stale;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of {@link LeadStore} about what it returns. */
abstract class LeadStoreReadRules extends LeadStoreCommitRules {

  @Nested
  class Rule6_histories_come_back_as_committed {

    @Test
    void every_kind_of_fact_comes_back_equal() throws Exception {
      List<Fact> facts = Samples.everyFact(1);
      assertEquals(
          Fact.Observation.class.getPermittedSubclasses().length
              + Fact.Decision.class.getPermittedSubclasses().length,
          facts.stream().map(Object::getClass).distinct().count(),
          "The samples must have every kind of fact");
      LeadId lead = Samples.lead(1);
      List<LeadEvent> events = Samples.events(lead, 0, facts);
      commit(new Commit(lead, 0, events, keys("evt_1", Samples.key(1)), List.of(), null, null));
      assertEquals(events, history(1), "A history must be equal to what was committed");
      assertEquals(
          events, store.events(0, 100).events(), "The log must be equal to what was committed");
      store = reopen(store);
      assertEquals(events, history(1), "A history must be equal after a restart");
      assertEquals(events, store.events(0, 100).events(), "The log must be equal after a restart");
    }

    @Test
    void the_context_of_an_event_comes_back_equal() throws Exception {
      String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
      List<EventContext> contexts = List.of(
          EventContext.NONE,
          EventContext.by("noor \u2013 \"sales\""),
          new EventContext("", trace),
          new EventContext(EventContext.ofConnector("crm").actor(), trace));
      LeadId lead = Samples.lead(1);
      var events = new ArrayList<LeadEvent>();
      for (LeadEvent event : Samples.events(lead, 0, Samples.everyFact(1))) {
        events.add(event.withContext(contexts.get((int) event.seq() % contexts.size())));
      }
      commit(new Commit(lead, 0, events, keys("evt_1", Samples.key(1)), List.of(), null, null));
      store = reopen(store);
      assertEquals(events, history(1), "Every event must have the context it was committed with");
      assertEquals(
          events, store.events(0, 100).events(), "The log must have the context of every event");
      assertChained(1);
      assertEquals(
          List.of(), store.inspect().problems(), "A context must not look like a changed event");
    }

    @Test
    void a_history_is_in_the_order_of_seq() {
      commit(opening(1, null));
      commit(opening(2, null));
      for (int seq = 1; seq < 30; seq++) {
        commit(follow(1, seq, null), follow(2, seq, null));
      }
      Map<LeadId, List<LeadEvent>> histories =
          store.histories(List.of(Samples.lead(2), Samples.lead(1)));
      assertEquals(2, histories.size(), "Every requested lead must have a history");
      histories.forEach((lead, history) -> {
        assertEquals(30, history.size(), "A history must be complete");
        for (int i = 0; i < history.size(); i++) {
          assertEquals(lead, history.get(i).lead(), "A history must hold events of its lead only");
          assertEquals(i + 1, history.get(i).seq(), "Events must be in the order of seq");
        }
      });
    }

    @Test
    void an_unknown_lead_has_an_empty_history() {
      commit(opening(1, null));
      Map<LeadId, List<LeadEvent>> histories =
          store.histories(List.of(Samples.lead(1), Samples.lead(2)));
      assertEquals(
          List.of(), histories.get(Samples.lead(2)), "An unknown lead must have an empty history");
      assertEquals(2, histories.size(), "Every requested lead must be in the answer");
      assertEquals(Map.of(), store.histories(List.of()), "No leads must have no histories");
    }

    @Test
    void an_answer_does_not_change_after_a_later_commit() {
      commit(opening(1, null));
      List<LeadEvent> before = history(1);
      Page page = store.events(0, 10);
      Map<Key, Holder> holders = store.holders(List.of(Samples.key(1), Samples.key(2)));
      commit(follow(1, 1, null), opening(2, null));
      assertEquals(1, before.size(), "A history that was read must not grow");
      assertEquals(1, page.events().size(), "A page that was read must not grow");
      assertEquals(1, holders.size(), "Holders that were read must not grow");
    }

    @Test
    void many_leads_are_read_in_one_call() {
      List<LeadId> leads = IntStream.range(0, 1_200).mapToObj(Samples::lead).toList();
      store.commit(IntStream.range(0, 1_200).mapToObj(n -> opening(n, null)).toList());
      Map<LeadId, List<LeadEvent>> histories = store.histories(leads);
      leads.forEach(lead -> assertEquals(
          1, histories.getOrDefault(lead, List.of()).size(), "Every lead must have its history"));
      List<Key> keys = IntStream.range(0, 1_200).mapToObj(Samples::key).toList();
      assertEquals(1_200, store.holders(keys).size(), "Every key must have its holder");
      List<String> ids = IntStream.range(0, 1_200).mapToObj(Samples::messageId).toList();
      assertEquals(1_200, store.threads("acme", ids).size(), "Every thread id must have its lead");
    }
  }

  @Nested
  class Rule10_every_event_comes_once_in_one_order {

    @Test
    void every_event_comes_once_whatever_the_page_size() {
      for (int n = 0; n < 20; n++) {
        commit(opening(n, null), opening(100 + n, null));
        commit(follow(n, 1, null));
      }
      List<LeadEvent> all = store.events(0, 1_000).events();
      assertEquals(60, all.size(), "Every committed event must be in the log");
      for (int size : List.of(1, 2, 7, 59, 60, 61)) {
        assertEquals(all, page(store, size), "pages of " + size);
      }
      assertInOrderOfSeq(all);
      for (int n = 0; n < 20; n++) {
        assertEquals(
            history(n),
            eventsOf(all, Samples.lead(n)),
            "The log must have the events of a lead as its history has them");
      }
    }

    @Test
    void the_order_never_changes() throws Exception {
      commit(opening(2, null), opening(1, null));
      List<LeadEvent> before = store.events(0, 100).events();
      commit(follow(2, 1, null), opening(3, null));
      assertEquals(before, store.events(0, 2).events(), "Later commits must not change the order");
      List<LeadEvent> all = store.events(0, 100).events();
      store = reopen(store);
      assertEquals(all, store.events(0, 100).events(), "A restart must not change the order");
    }

    @Test
    void an_empty_page_has_the_requested_position() {
      assertEquals(
          new Page(List.of(), 0),
          store.events(0, 10),
          "A read of an empty store must return no events and position 0");
      commit(opening(1, null));
      long end = store.events(0, 10).position();
      assertEquals(
          new Page(List.of(), end),
          store.events(end, 10),
          "A page after the last event must be empty and keep its position");
      assertEquals(
          new Page(List.of(), 0),
          store.events(0, 0),
          "A maximum of 0 must return no events and keep the position");
      commit(follow(1, 1, null));
      assertEquals(
          history(1).subList(1, 2),
          store.events(end, 10).events(),
          "Paging must go on from the position of the empty page");
      assertThrows(
          IllegalArgumentException.class,
          () -> store.events(0, -1),
          "A negative maximum must be rejected");
    }

    @Test
    void a_reader_that_pages_during_writes_misses_nothing() throws Exception {
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
        assertEquals(
            (THREADS - 1) * each,
            results.get(0).size(),
            "A reader must get every event that was written in the meantime");
        assertEquals(
            store.events(0, 10_000).events(),
            results.get(0),
            "A reader must get the events in the order of the log");
      } finally {
        release(other);
      }
    }
  }

  @Nested
  class Rule14_every_lead_comes_once {

    @Test
    void every_lead_comes_once_in_the_order_of_opening() throws Exception {
      commit(opening(5, null), opening(2, null), follow(5, 1, null), follow(2, 1, null));
      commit(opening(9, null), opening(1, null), follow(5, 2, null));
      commit(opening(7, null), follow(7, 1, null));
      List<LeadId> opened = Stream.of(5, 2, 9, 1, 7).map(Samples::lead).toList();
      for (int size = 1; size <= 6; size++) {
        assertEquals(opened, leads(store, size), "in pages of " + size);
      }
      store = reopen(store);
      assertEquals(opened, leads(store, 2), "A restart must not change the leads");
    }

    @Test
    void paging_goes_on_with_new_leads() {
      assertEquals(List.of(), store.leads(0, 10).leads(), "An empty store must have no leads");
      assertEquals(0, store.leads(0, 10).position(), "An empty page must keep its position");
      commit(opening(1, null), follow(1, 1, null));
      LeadPage first = store.leads(0, 10);
      assertEquals(
          List.of(Samples.lead(1)),
          first.leads(),
          "A lead must come once, however many events it has");
      LeadPage nothing = store.leads(first.position(), 10);
      assertEquals(List.of(), nothing.leads(), "A page after the last lead must be empty");
      commit(follow(1, 2, null), opening(2, null));
      assertEquals(
          List.of(Samples.lead(2)),
          store.leads(nothing.position(), 10).leads(),
          "Paging must go on with the lead that was opened since");
      assertEquals(
          new LeadPage(List.of(), 0),
          store.leads(0, 0),
          "A maximum of 0 must return no leads and keep the position");
      assertThrows(
          IllegalArgumentException.class,
          () -> store.leads(0, -1),
          "A negative maximum must be rejected");
    }

    @Test
    void the_end_is_the_position_of_the_last_event() {
      assertEquals(0, store.end(), "The end of an empty store must be 0");
      commit(opening(1, null), follow(1, 1, null));
      assertEquals(
          store.events(0, 10).position(),
          store.end(),
          "The end must be the position of the last event");
      commit(follow(1, 2, null));
      assertEquals(
          store.events(0, 10).position(), store.end(), "The end must move with every event");
    }
  }

  @Nested
  class Rule16_the_chain_fits_the_events {

    @Test
    void the_chain_is_that_of_the_committed_events() throws Exception {
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
      assertEquals(4, history(1).size(), "Only committed events may be in the history");
      assertEquals(
          List.of(),
          store.inspect().problems(),
          "A store that only the library wrote must have no problems");
    }
  }

  @Nested
  class Rule17_a_commit_is_visible_at_once {

    @Test
    void a_commit_of_one_process_is_visible_to_all() throws Exception {
      LeadStore other = share(store);
      try {
        for (int n = 1; n <= 3; n++) {
          LeadStore writer = n % 2 == 0 ? store : other;
          LeadStore reader = n % 2 == 0 ? other : store;
          Instant wake = NOW.minusSeconds(n);
          // The reader has read all of this before, so that it may have cached the results.
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
              Map.of(Samples.key(n), holder(n)),
              reader.holders(List.of(Samples.key(n))),
              "holders");
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
    void a_wake_up_time_that_another_process_brings_forward_is_visible() throws Exception {
      LeadStore other = share(store);
      try {
        commit(opening(1, LATER));
        assertEquals(LATER, store.nextWake(), "The wake-up time must be that of the opening");
        assertEquals(
            List.of(new Committed()),
            other.commit(List.of(follow(1, 1, SOON))),
            "The other process must be able to continue the lead");
        assertEquals(SOON, store.nextWake(), "The earlier wake-up time must be visible at once");
        assertEquals(
            2, onlyLease(SOON, LATER).seq(), "The lease must see the event of the other process");
      } finally {
        release(other);
      }
    }
  }

  @Nested
  class Rule18_texts_are_compared_exactly {

    @Test
    void keys_and_lines_are_compared_character_by_character() {
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
        assertEquals(
            0, store.ticket(alike.get(n), Samples.lead(n)), "Each name must be a line of its own");
      }
      for (int n = 0; n < alike.size(); n++) {
        Key key = new Key(Key.Layer.MESSAGE, alike.get(n));
        assertEquals(Map.of(key, holder(n)), store.holders(List.of(key)), alike.get(n));
        assertEquals(0, store.ticket(alike.get(n), Samples.lead(n)), alike.get(n));
      }
    }

    @Test
    void thread_ids_and_tenants_of_any_text_are_different() throws Exception {
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
        List<ThreadId> named = List.of(
            new ThreadId("acme", alike.get(n)), new ThreadId(alike.get(n), "<1@x.example>"));
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
        assertEquals(
            Map.of(alike.get(n), Samples.lead(n)),
            threads(alike.get(n)),
            "Similar thread ids must have different leads");
        assertEquals(
            Map.of("<1@x.example>", Samples.lead(n)),
            store.threads(alike.get(n), List.of("<1@x.example>")),
            "Similar tenants must be different");
      }
    }

    @Test
    void texts_of_any_length_and_character_come_back() throws Exception {
      LeadId lead = Samples.lead(1);
      String odd =
          "\u0000\u0001\u007f\u0085\u2028\ufeff\ufffe\ud800 \udc00 \ud83d\ude42 '\"\\%_\r\n";
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
      assertEquals(events, history(1), "Every text must come back as it was committed");
    }
  }
}
