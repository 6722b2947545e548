// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadQuery;
import dev.leadkit.spi.LeadQuery.Cursor;
import dev.leadkit.spi.LeadQuery.Position;
import dev.leadkit.spi.LeadStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores whose queries break a rule, as those over hand-written SQL might. */
final class FaultyStoreQueries {

  private FaultyStoreQueries() {}

  /** Forgets {@code DESC}. */
  static class Rule20_the_oldest_come_first extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Matches find(LeadQuery query, Cursor cursor, int max) {
          Matches found = super.find(query, cursor, max);
          var turned = new ArrayList<>(found.leads());
          Collections.reverse(turned);
          return new Matches(turned, found.next());
        }
      };
    }
  }

  /** Pages with {@code OFFSET}. */
  static class Rule20_a_cursor_is_a_number_of_leads extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Matches find(LeadQuery query, Cursor cursor, int max) {
          List<LeadId> all = super.find(query, Cursor.START, Integer.MAX_VALUE).leads();
          int skipped = cursor.equals(Cursor.START) ? 0 : Integer.parseInt(cursor.value());
          int from = Math.min(skipped, all.size());
          int to = from + Math.min(max, all.size() - from);
          return new Matches(all.subList(from, to), new Cursor(Integer.toString(to)));
        }
      };
    }
  }

  /** Goes on after the time of the last lead, and so leaves out others of that time. */
  static class Rule20_a_cursor_is_a_time extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Matches find(LeadQuery query, Cursor cursor, int max) {
          Position last = cursor.position();
          return last == null
              ? super.find(query, cursor, max)
              : super.find(
                  query,
                  Cursor.after(
                      new Position(last.receivedAt(), new LeadId("lead_" + "0".repeat(32)))),
                  max);
        }
      };
    }
  }

  /** Uses {@code BETWEEN}. */
  static class Rule20_the_end_of_a_span_of_time_counts extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return asking(
          sound, query -> with(query, query.owner(), later(query.firstBefore()), query.lastFrom()));
    }
  }

  /** Compares with {@code >} where it should with {@code >=}. */
  static class Rule20_the_beginning_of_a_span_of_time_does_not_count extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return asking(
          sound,
          query -> query.lastFrom() == null
              ? query
              : with(query, query.owner(), query.firstBefore(), query.lastFrom().plusNanos(1)));
    }
  }

  /** Has no filter for the owner. */
  static class Rule20_a_filter_is_ignored extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return asking(sound, query -> with(query, null, query.firstBefore(), query.lastFrom()));
    }
  }

  /** Reads the queue of the decision, although a person chose another. */
  static class Rule20_a_reassignment_is_not_seen extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Matches find(LeadQuery query, Cursor cursor, int max) {
          Matches found = super.find(query, cursor, max);
          List<LeadId> decided = found.leads().stream()
              .filter(lead -> query.queue() == null || query.queue().equals(queue(lead)))
              .toList();
          return new Matches(decided, found.next());
        }

        private String queue(LeadId lead) {
          Fact.Qualified decision = Lead.of(
                  lead, sound.histories(List.of(lead)).getOrDefault(lead, List.of()))
              .decision();
          return decision == null ? "" : decision.assignment().queue();
        }
      };
    }
  }

  /** Passes the number to a database that takes a negative one as unlimited. */
  static class Rule20_a_negative_number_is_unlimited extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Matches find(LeadQuery query, Cursor cursor, int max) {
          return super.find(query, cursor, max < 0 ? Integer.MAX_VALUE : max);
        }
      };
    }
  }

  private static @Nullable Instant later(@Nullable Instant time) {
    return time == null ? null : time.plusNanos(1);
  }

  private static LeadQuery with(
      LeadQuery query,
      @Nullable String owner,
      @Nullable Instant firstBefore,
      @Nullable Instant lastFrom) {
    return new LeadQuery(
        query.tenant(),
        query.statuses(),
        query.queue(),
        owner,
        query.dispositions(),
        query.address(),
        query.firstFrom(),
        firstBefore,
        lastFrom,
        query.lastBefore());
  }

  private static LeadStore asking(InMemoryStore sound, UnaryOperator<LeadQuery> change) {
    return new PassingStore(sound) {
      @Override
      public Matches find(LeadQuery query, Cursor cursor, int max) {
        return super.find(change.apply(query), cursor, max);
      }
    };
  }
}
