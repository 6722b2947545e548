// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.EventContext;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores whose leases and reads break a rule, as those over a database, a cache or a replica might. */
final class FaultyStoreReads {

  private FaultyStoreReads() {}

  static class Rule6_a_history_is_a_view_of_what_is_stored extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
          var views = new HashMap<LeadId, List<LeadEvent>>();
          leads.forEach(lead -> views.put(lead, new AbstractList<>() {
            private List<LeadEvent> now() {
              return sound.histories(List.of(lead)).getOrDefault(lead, List.of());
            }

            @Override
            public LeadEvent get(int index) {
              return now().get(index);
            }

            @Override
            public int size() {
              return now().size();
            }
          }));
          sound.end(); // fails if the store cannot answer
          return views;
        }
      };
    }
  }

  /** Keeps lead, seq, time and fact of an event only. */
  static class Rule6_the_context_of_an_event_is_lost extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return contextOf(sound, context -> EventContext.NONE);
    }
  }

  /** Has a column for the actor, but not for the trace. */
  static class Rule6_the_trace_of_an_event_is_lost extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return contextOf(sound, context -> EventContext.by(context.actor()));
    }
  }

  private static LeadStore contextOf(InMemoryStore sound, UnaryOperator<EventContext> kept) {
    return new PassingStore(sound) {
      @Override
      public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
        var found = new HashMap<>(super.histories(leads));
        found.replaceAll((lead, events) -> events.stream()
            .map(event -> event.withContext(kept.apply(event.context())))
            .toList());
        return found;
      }
    };
  }

  /** Keeps a time as a database does that knows no nanoseconds. */
  static class Rule7_times_are_cut_to_microseconds extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new FaultyStores.Each(sound) {
        @Override
        Result one(Commit commit) {
          Instant wake = commit.wakeAt();
          return super.one(
              wake == null ? commit : withWake(commit, wake.truncatedTo(ChronoUnit.MICROS)));
        }
      };
    }
  }

  /** Asks for one more than was requested, to know whether there is more. */
  static class Rule7_the_largest_number_overflows extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          if (max < 0) {
            return super.lease(now, until, max);
          }
          return max + 1 < 0 ? List.of() : super.lease(now, until, max);
        }
      };
    }
  }

  /** Goes on after the time of the last lead that it gave, and forgets the others of that time. */
  static class Rule7_of_leads_with_the_same_time_the_first_page_is_given
      extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private @Nullable Instant given;

        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          if (now.equals(given)) {
            return List.of();
          }
          List<Lease> leases = super.lease(now, until, max);
          given = leases.size() == max && max > 2 ? now : given;
          return leases;
        }
      };
    }
  }

  /** Counts its leases in memory. */
  static class Rule7_tokens_begin_again_at_a_restart extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new FaultyStores.Each(sound) {
        private final Map<String, Lease> leases = new HashMap<>();

        @Override
        public synchronized List<Lease> lease(Instant now, Instant until, int max) {
          var renumbered = new ArrayList<Lease>();
          for (Lease lease : super.lease(now, until, max)) {
            String token = "lease-" + (leases.size() + 1);
            leases.put(token, lease);
            renumbered.add(new Lease(lease.lead(), lease.seq(), token, lease.until()));
          }
          return List.copyOf(renumbered);
        }

        @Override
        Result one(Commit commit) {
          Lease lease = commit.lease();
          return super.one(withLease(commit, lease == null ? null : leases.get(lease.token())));
        }
      };
    }
  }

  /** Numbers the events before they are committed, so that a later number can be visible first. */
  static class Rule10_an_event_appears_before_an_earlier_one extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Page events(long position, int max) {
          Page page = super.events(position, max);
          int size = page.events().size();
          boolean isUnderWay = size > 0 && page.position() == sound.end() && sound.end() % 2 == 0;
          // The last but one is not visible yet; anyone who reads now never sees it.
          if (isUnderWay && size > 1) {
            var visible = new ArrayList<>(page.events());
            visible.remove(size - 2);
            return new Page(visible, page.position());
          }
          return page;
        }
      };
    }
  }

  /** Reads from a copy that has everything but the last commit. */
  static class Rule17_reads_come_from_a_replica_that_lags_behind extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new FaultyStores.Each(sound) {
        private final InMemoryStore replica = new InMemoryStore();
        private @Nullable Commit last;

        @Override
        Result one(Commit commit) {
          Result result = super.one(commit);
          if (result instanceof Committed) {
            if (last != null) {
              replica.commit(List.of(withLease(last, null)));
            }
            last = commit;
          }
          return result;
        }

        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
          sound.end();
          return replica.histories(leads);
        }
      };
    }
  }

  /** Remembers that no one holds a key. */
  static class Rule17_that_no_one_holds_a_key_is_cached extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private final Set<Key> free = new HashSet<>();

        @Override
        public synchronized Map<Key, Holder> holders(Collection<Key> keys) {
          var found = new HashMap<>(super.holders(keys));
          found.keySet().removeAll(free);
          keys.stream().filter(key -> !found.containsKey(key)).forEach(free::add);
          return found;
        }
      };
    }
  }

  /** Knows the next wake-up time until it gives a lease. */
  static class Rule17_the_next_wake_up_time_is_cached extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private @Nullable Instant next;

        @Override
        public @Nullable Instant nextWake() {
          Instant now = super.nextWake();
          next = next == null ? now : next;
          return next;
        }

        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          next = null;
          return super.lease(now, until, max);
        }
      };
    }
  }

  /** Writes through a channel that an interruption closes. */
  static class Rule19_an_interruption_closes_the_file extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          if (Thread.currentThread().isInterrupted()) {
            close();
            throw new StoreException("closed by an interruption");
          }
          return super.commit(commits);
        }
      };
    }
  }

  static class Rule19_an_interrupted_call_says_that_it_failed_and_has_written
      extends FaultyStores.Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          List<Result> results = super.commit(commits);
          if (Thread.currentThread().isInterrupted()) {
            throw new StoreException("interrupted while the answer was read");
          }
          return results;
        }
      };
    }
  }
}
