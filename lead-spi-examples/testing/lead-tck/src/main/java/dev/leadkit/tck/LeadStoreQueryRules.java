// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.spi.LeadQuery;
import dev.leadkit.spi.LeadQuery.Cursor;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Matches;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rule of {@link LeadStore} about queries. */
abstract class LeadStoreQueryRules extends LeadStoreReadRules {

  /** Lead n is opened n seconds after this. */
  private static final Instant FIRST = Samples.START;

  @Nested
  class Rule20_a_query_finds_the_leads_that_match_newest_first {

    @Test
    void every_filter_counts_alone_and_together() {
      commitLeads();
      finds(LeadQuery.builder(), 6, 5, 4, 3, 2, 1);
      finds(LeadQuery.builder().tenant("acme"), 6, 4, 3, 2, 1);
      finds(LeadQuery.builder().tenant("other"), 5);
      finds(LeadQuery.builder().tenant(""));
      finds(LeadQuery.builder().statuses(Set.of(Lead.Status.NEW)), 5, 1);
      finds(
          LeadQuery.builder().statuses(Set.of(Lead.Status.ASSIGNED, Lead.Status.REPLIED)), 4, 3, 2);
      finds(LeadQuery.builder().statuses(Set.of(Lead.Status.QUARANTINED)), 6);
      finds(LeadQuery.builder().queue("sdr"), 2);
      finds(LeadQuery.builder().queue("ae"), 4, 3);
      finds(LeadQuery.builder().queue(""), 6);
      finds(LeadQuery.builder().owner("kim"), 4, 2);
      finds(LeadQuery.builder().owner("alex"), 3);
      finds(LeadQuery.builder().owner("KIM"));
      finds(LeadQuery.builder().dispositions(Set.of(Disposition.LEAD)), 4, 3, 2);
      finds(
          LeadQuery.builder().dispositions(Set.of(Disposition.LEAD, Disposition.QUARANTINED)),
          6,
          4,
          3,
          2);
      finds(LeadQuery.builder().address("Two@In.example"), 2);
      finds(LeadQuery.builder().queue("ae").owner("kim").statuses(Set.of(Lead.Status.REPLIED)), 4);
      finds(LeadQuery.builder().queue("sdr").owner("alex"));
    }

    @Test
    void a_span_of_time_has_its_beginning_and_not_its_end() {
      commitLeads();
      Instant third = FIRST.plusSeconds(3);
      finds(LeadQuery.builder().first(third, null), 6, 5, 4, 3);
      finds(LeadQuery.builder().first(third.plusNanos(1), null), 6, 5, 4);
      finds(LeadQuery.builder().first(null, third), 2, 1);
      finds(LeadQuery.builder().first(null, third.plusNanos(1)), 3, 2, 1);
      finds(LeadQuery.builder().first(third, third));
      Instant more = FIRST.plusSeconds(1_000);
      finds(LeadQuery.builder().last(more, null), 1);
      finds(LeadQuery.builder().last(more.plusNanos(1), null));
      finds(LeadQuery.builder().last(null, more), 6, 5, 4, 3, 2);
      finds(LeadQuery.builder().last(third, more).first(null, third.plusNanos(1)), 3);
    }

    @Test
    void a_later_fact_changes_what_matches_and_not_the_order() throws Exception {
      commitLeads();
      commit(with(2, 2, new Fact.Reassigned("ae", "", "by hand", "noor")));
      commit(with(3, 3, new Fact.Replied(Fact.Replied.Author.HUMAN, "alex")));
      commit(with(1, 2, qualified("ae", "", Disposition.LEAD)));
      store = reopen(store);
      finds(LeadQuery.builder().queue("ae"), 4, 3, 2, 1);
      finds(LeadQuery.builder().queue("sdr"));
      finds(LeadQuery.builder().owner(""), 6, 2, 1);
      finds(LeadQuery.builder().statuses(Set.of(Lead.Status.REPLIED)), 4, 3);
    }

    @Test
    void paging_returns_every_match_once_and_leads_of_one_moment_by_id() {
      for (int n = 0; n < 30; n++) {
        commit(opened(n, FIRST.plusNanos(n / 10), "acme", Samples.source()));
      }
      List<LeadId> expected = IntStream.range(0, 30)
          .boxed()
          .sorted(Comparator.<Integer, Integer>comparing(n -> n / 10)
              .thenComparing(n -> Samples.lead(n))
              .reversed())
          .map(Samples::lead)
          .toList();
      for (int size : List.of(1, 7, 10, 29, 30, 31, Integer.MAX_VALUE)) {
        assertEquals(expected, found(LeadQuery.ALL, size), "pages of " + size);
      }
    }

    @Test
    void a_cursor_stays_where_it_is_while_leads_are_added() throws Exception {
      for (int n = 10; n < 20; n++) {
        commit(opened(n, FIRST.plusSeconds(n), "acme", Samples.source()));
      }
      Matches page = store.find(LeadQuery.ALL, Cursor.START, 3);
      assertEquals(leads(19, 18, 17), page.leads(), "The first page has the newest leads");
      commit(opened(30, FIRST.plusSeconds(30), "acme", Samples.source()));
      commit(opened(5, FIRST.plusSeconds(5), "acme", Samples.source()));
      store = reopen(store);
      page = store.find(LeadQuery.ALL, new Cursor(page.next().value()), 3);
      assertEquals(
          leads(16, 15, 14),
          page.leads(),
          "The next page must neither repeat a lead nor leave one out");
      page = store.find(LeadQuery.ALL, page.next(), 100);
      assertEquals(leads(13, 12, 11, 10, 5), page.leads());
      page = store.find(LeadQuery.ALL, page.next(), 100);
      assertEquals(List.of(), page.leads(), "A page without leads is the end");
      assertEquals(
          List.of(), store.find(LeadQuery.ALL, page.next(), 100).leads(), "The end is the end");
    }

    @Test
    void what_cannot_be_answered_is_refused() throws Exception {
      commitLeads();
      assertThrows(
          IllegalArgumentException.class,
          () -> store.find(LeadQuery.ALL, Cursor.START, -1),
          "A negative number is refused");
      assertThrows(
          IllegalArgumentException.class,
          () -> store.find(LeadQuery.ALL, new Cursor("page 2"), 10),
          "A cursor that the store did not make is refused");
      Matches none = store.find(LeadQuery.ALL, Cursor.START, 0);
      assertEquals(List.of(), none.leads(), "A page of no leads must be empty");
      assertEquals(
          6, store.find(LeadQuery.ALL, none.next(), 10).leads().size(), "Nothing was skipped");
      fail(store);
      assertThrows(
          StoreException.class,
          () -> store.find(LeadQuery.ALL, Cursor.START, 10),
          "A store that cannot answer must throw");
    }
  }

  /**
   * Six leads: 1 has a second message and no decision, 2 is assigned, 3 is reassigned, 4 has its reply, 5 belongs to another tenant, 6 is
   * quarantined.
   */
  private void commitLeads() {
    commit(opened(1, FIRST.plusSeconds(1), "acme", Samples.source()));
    commit(with(1, 1, received(101, FIRST.plusSeconds(1_000), "acme", Samples.source())));
    commit(opened(2, FIRST.plusSeconds(2), "acme", Source.of("mail", "two@in.example")));
    commit(with(2, 1, qualified("sdr", "kim", Disposition.LEAD)));
    commit(opened(3, FIRST.plusSeconds(3), "acme", Samples.source()));
    commit(with(
        3,
        1,
        qualified("sdr", "kim", Disposition.LEAD),
        new Fact.Reassigned("ae", "alex", "by hand", "noor")));
    commit(opened(4, FIRST.plusSeconds(4), "acme", Samples.source()));
    commit(with(
        4,
        1,
        qualified("ae", "kim", Disposition.LEAD),
        new Fact.Replied(Fact.Replied.Author.HUMAN, "kim")));
    commit(opened(5, FIRST.plusSeconds(5), "other", Samples.source()));
    commit(opened(6, FIRST.plusSeconds(6), "acme", Samples.source()));
    commit(with(6, 1, qualified("", "", Disposition.QUARANTINED)));
  }

  private static Commit opened(int number, Instant at, String tenant, Source source) {
    return with(number, 0, received(number, at, tenant, source));
  }

  private static Commit with(int number, long after, Fact... facts) {
    LeadId lead = Samples.lead(number);
    return new Commit(
        lead,
        after,
        Samples.events(lead, after, List.of(facts)),
        keys(event(number)),
        List.of(),
        null,
        null);
  }

  private static Fact.Received received(int number, Instant at, String tenant, Source source) {
    Message sample = Samples.message(number);
    Message message = Message.builder(sample.id(), at)
        .tenant(tenant)
        .raw(sample.raw())
        .from(sample.from())
        .textBody(sample.textBody())
        .build();
    return new Fact.Received(message, source, Key.of(message), "");
  }

  private static Fact.Qualified qualified(String queue, String owner, Disposition disposition) {
    Assignment assignment =
        Assignment.builder("route", disposition).queue(queue).owner(owner).build();
    return new Fact.Qualified(Samples.score(10), assignment, "v1");
  }

  private static List<LeadId> leads(int... numbers) {
    return IntStream.of(numbers).mapToObj(Samples::lead).toList();
  }

  private void finds(LeadQuery.Builder query, int... numbers) {
    LeadQuery wanted = query.build();
    assertEquals(leads(numbers), found(wanted, 100), () -> "The leads that match " + wanted);
    assertEquals(leads(numbers), found(wanted, 1), () -> "The same, lead by lead: " + wanted);
  }

  private List<LeadId> found(LeadQuery query, int size) {
    var all = new ArrayList<LeadId>();
    Matches page = store.find(query, Cursor.START, size);
    while (!page.leads().isEmpty()) {
      assertTrue(page.leads().size() <= size, "A page must not be longer than requested");
      all.addAll(page.leads());
      assertTrue(all.size() <= 1_000, "Paging must end");
      page = store.find(query, page.next(), size);
    }
    return all;
  }
}
