// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.integrity.EventChain;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stores that each break one rule, as a real one might. */
final class FaultyStores {

  private FaultyStores() {}

  abstract static class Planted extends LeadStoreContract {

    abstract LeadStore around(InMemoryStore sound);

    @Override
    protected LeadStore create() {
      return around(new InMemoryStore());
    }

    @Override
    protected LeadStore reopen(LeadStore store) {
      return around(((PassingStore) store).sound.reopen());
    }
  }

  static class Rule1_it_forgets_when_it_is_closed extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound);
    }

    @Override
    protected LeadStore reopen(LeadStore store) {
      store.close();
      return create();
    }
  }

  static class Rule16_a_refused_commit_is_chained_too extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private final List<LeadEvent> seen = new ArrayList<>();

        @Override
        public List<Result> commit(List<Commit> commits) {
          commits.forEach(commit -> seen.addAll(commit.events()));
          return super.commit(commits);
        }

        @Override
        public Chain chain(LeadId lead) {
          byte[] link = EventChain.start(lead);
          var links = new ArrayList<Link>();
          for (LeadEvent event : seen) {
            if (event.lead().equals(lead)) {
              link = EventChain.link(link, EventChain.commitment(event));
              links.add(new Link(links.size() + 1L, HexFormat.of().formatHex(link)));
            }
          }
          return new Chain(links, links.size(), HexFormat.of().formatHex(link));
        }
      };
    }
  }

  static class Rule16_it_finds_fault_with_itself extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Inspection inspect() {
          return new Inspection(List.of("a row is missing"), List.of());
        }
      };
    }
  }

  static class Rule2_a_refused_commit_leaves_its_keys_and_threads extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          Result result = super.one(commit);
          if (!(result instanceof Committed)) {
            long last = lastSeq(commit.lead());
            sound.commit(List.of(new Commit(
                commit.lead(),
                last,
                List.of(),
                Map.of(),
                commit.threads(),
                commit.wakeAt(),
                null)));
            commit
                .keys()
                .forEach((key, event) -> sound.commit(List.of(new Commit(
                    commit.lead(), last, List.of(), Map.of(key, event), List.of(), null, null))));
          }
          return result;
        }
      };
    }
  }

  static class Rule2_a_refused_commit_takes_its_whole_batch_with_it extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          for (Commit commit : commits) {
            for (Holder holder : sound.holders(commit.keys().keySet()).values()) {
              if (!holder.lead().equals(commit.lead())) {
                return Collections.nCopies(commits.size(), new Stale(0));
              }
            }
          }
          return super.commit(commits);
        }
      };
    }
  }

  /** One statement claims the keys of all commits before their seqs are checked. */
  static class Rule2_the_keys_of_a_whole_batch_are_claimed_first extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public synchronized List<Result> commit(List<Commit> commits) {
          var claimed = new HashMap<Key, Commit>();
          for (Commit commit : commits) {
            commit.keys().keySet().forEach(key -> claimed.putIfAbsent(key, commit));
          }
          var results = new ArrayList<Result>();
          for (Commit commit : commits) {
            Key lost = commit.keys().keySet().stream()
                .filter(key -> claimed.get(key) != commit)
                .findFirst()
                .orElse(null);
            results.add(
                lost == null
                    ? sound.commit(List.of(commit)).get(0)
                    : new Taken(
                        lost, new Holder(claimed.getOrDefault(lost, commit).lead(), "evt_lost")));
          }
          return results;
        }
      };
    }
  }

  static class Rule2_commits_of_a_batch_are_written_in_another_order extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          var turned = new ArrayList<>(commits);
          Collections.reverse(turned);
          var results = new ArrayList<>(super.commit(turned));
          Collections.reverse(results);
          return results;
        }
      };
    }
  }

  static class Rule2_a_batch_without_commits_is_refused extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          if (commits.isEmpty()) {
            throw new IllegalArgumentException("commits: expected some, got none");
          }
          return super.commit(commits);
        }
      };
    }
  }

  static class Rule3_the_last_writer_wins extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          long last = lastSeq(commit.lead());
          var moved = new ArrayList<LeadEvent>();
          for (LeadEvent event : commit.events()) {
            moved.add(
                new LeadEvent(event.lead(), last + 1 + moved.size(), event.at(), event.fact()));
          }
          return super.one(new Commit(
              commit.lead(),
              last,
              moved,
              commit.keys(),
              commit.threads(),
              commit.wakeAt(),
              commit.lease()));
        }
      };
    }
  }

  static class Rule3_the_keys_are_checked_first extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          for (var held : sound.holders(commit.keys().keySet()).entrySet()) {
            return new Taken(held.getKey(), held.getValue());
          }
          return super.one(commit);
        }
      };
    }
  }

  static class Rule4_any_lead_may_take_any_key extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          return super.one(withKeys(commit, unheld(commit.keys())));
        }
      };
    }
  }

  static class Rule4_a_lead_may_bring_its_own_keys_again extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          var keys = new LinkedHashMap<>(commit.keys());
          sound.holders(commit.keys().keySet()).forEach((key, holder) -> {
            if (holder.lead().equals(commit.lead())) {
              keys.remove(key);
            }
          });
          return super.one(withKeys(commit, keys));
        }
      };
    }
  }

  static class Rule4_the_last_taken_key_is_named extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          var turned = new ArrayList<>(commit.keys().entrySet());
          Collections.reverse(turned);
          var keys = new LinkedHashMap<Key, String>();
          turned.forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
          return super.one(withKeys(commit, keys));
        }
      };
    }
  }

  static class Rule4_the_layer_is_not_part_of_the_key extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          var keys = new LinkedHashMap<Key, String>();
          commit.keys().forEach((key, event) -> keys.put(flat(key), event));
          return super.one(withKeys(commit, keys));
        }

        @Override
        public Map<Key, Holder> holders(Collection<Key> keys) {
          var found = new LinkedHashMap<Key, Holder>();
          for (Key key : keys) {
            sound.holders(List.of(flat(key))).forEach((flat, holder) -> found.put(key, holder));
          }
          return found;
        }

        private Key flat(Key key) {
          return new Key(Key.Layer.EVENT, key.value());
        }
      };
    }
  }

  static class Rule4_unknown_keys_have_a_holder_too extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<Key, Holder> holders(Collection<Key> keys) {
          var found = new LinkedHashMap<Key, Holder>();
          keys.forEach(key -> found.put(key, new Holder(Samples.lead(0), "")));
          found.putAll(super.holders(keys));
          return found;
        }
      };
    }
  }

  static class Rule5_the_last_lead_that_names_a_thread_id_has_it extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      var last = new HashMap<String, LeadId>();
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          commit.threads().forEach(thread -> last.put(thread.messageId(), commit.lead()));
          return super.one(commit);
        }

        @Override
        public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
          var found = new LinkedHashMap<String, LeadId>();
          super.threads(tenant, messageIds)
              .forEach((id, lead) -> found.put(id, last.getOrDefault(id, lead)));
          return found;
        }
      };
    }
  }

  static class Rule5_tenants_share_their_thread_ids extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
          return super.threads("acme", messageIds);
        }
      };
    }
  }

  static class Rule5_unknown_thread_ids_have_a_lead_too extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
          var found = new LinkedHashMap<String, LeadId>();
          messageIds.forEach(id -> found.put(id, Samples.lead(0)));
          found.putAll(super.threads(tenant, messageIds));
          return found;
        }
      };
    }
  }

  static class Rule6_times_lose_their_nanoseconds extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
          var found = new LinkedHashMap<LeadId, List<LeadEvent>>();
          super.histories(leads)
              .forEach((lead, events) -> found.put(
                  lead,
                  events.stream()
                      .map(event -> new LeadEvent(
                          event.lead(),
                          event.seq(),
                          Instant.ofEpochMilli(event.at().toEpochMilli()),
                          event.fact()))
                      .toList()));
          return found;
        }
      };
    }
  }

  static class Rule6_a_history_comes_newest_first extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
          var found = new LinkedHashMap<LeadId, List<LeadEvent>>();
          super.histories(leads).forEach((lead, events) -> {
            var turned = new ArrayList<>(events);
            Collections.reverse(turned);
            found.put(lead, turned);
          });
          return found;
        }
      };
    }
  }

  static class Rule6_an_unknown_lead_is_left_out extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
          var found = new LinkedHashMap<>(super.histories(leads));
          found.values().removeIf(List::isEmpty);
          return found;
        }
      };
    }
  }

  static class Rule6_a_thousand_leads_are_too_many extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
          return super.histories(leads.stream().limit(1_000).toList());
        }
      };
    }
  }

  static class Rule7_a_lead_is_leased_before_its_time extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          return super.lease(now.plusSeconds(1), until, max);
        }
      };
    }
  }

  static class Rule7_a_lead_at_rest_is_woken extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          return super.one(
              withWake(commit, commit.wakeAt() == null ? Samples.START : commit.wakeAt()));
        }
      };
    }
  }

  static class Rule7_the_latest_come_first extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          var turned = new ArrayList<>(super.lease(now, until, max));
          Collections.reverse(turned);
          return turned;
        }
      };
    }
  }

  /** Each lease is taken back at once: every caller gets the same leads. */
  static class Rule7_leases_reserve_nothing extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private final Map<LeadId, Instant> given = new ConcurrentHashMap<>();

        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          List<Lease> leases = super.lease(now, until, max);
          if (!leases.isEmpty()) {
            leases.forEach(lease -> given.put(lease.lead(), until));
            return leases;
          }
          var again = new ArrayList<Lease>();
          given.forEach((lead, end) -> again.add(new Lease(lead, 1, "again", end)));
          given.clear();
          return again;
        }
      };
    }
  }

  static class Rule7_the_next_wake_up_time_leaves_out_leased_leads extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private boolean leased;

        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          leased = true;
          return super.lease(now, until, max);
        }

        @Override
        public @Nullable Instant nextWake() {
          return leased ? null : super.nextWake();
        }
      };
    }
  }

  static class Rule8_no_commit_ends_a_lease extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          return super.one(withLease(commit, null));
        }
      };
    }
  }

  static class Rule8_any_commit_ends_a_lease extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      var current = new HashMap<LeadId, LeadStore.Lease>();
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          return super.one(withLease(commit, current.get(commit.lead())));
        }

        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          List<Lease> leases = super.lease(now, until, max);
          leases.forEach(lease -> current.put(lease.lead(), lease));
          return leases;
        }
      };
    }
  }

  static class Rule8_a_lease_counts_for_ever extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          Result result = super.one(commit);
          Instant wake = sound.nextWake();
          if (result instanceof Committed && commit.lease() != null && wake != null) {
            sound
                .lease(wake, wake.plusSeconds(60), 1)
                .forEach(lease -> sound.commit(List.of(new Commit(
                    lease.lead(),
                    lease.seq(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    commit.wakeAt(),
                    lease))));
          }
          return result;
        }
      };
    }
  }

  static class Rule8_a_lease_whose_time_has_run_out_counts_no_longer extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        private Instant latest = Instant.MIN;

        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          latest = now.isAfter(latest) ? now : latest;
          return super.lease(now, until, max);
        }

        @Override
        Result one(Commit commit) {
          Lease lease = commit.lease();
          boolean over = lease != null && !lease.until().isAfter(latest);
          return super.one(over ? withLease(commit, null) : commit);
        }
      };
    }
  }

  static class Rule8_a_refused_commit_ends_the_lease extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          Result result = super.one(commit);
          if (!(result instanceof Committed) && commit.lease() != null) {
            super.one(new Commit(
                commit.lead(),
                lastSeq(commit.lead()),
                List.of(),
                Map.of(),
                List.of(),
                commit.wakeAt(),
                commit.lease()));
          }
          return result;
        }
      };
    }
  }

  static class Rule9_a_new_wake_up_time_is_ignored extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          return super.one(commit.after() == 0 ? commit : withWake(commit, null));
        }
      };
    }
  }

  static class Rule9_any_commit_sets_the_wake_up_time extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      var wakes = new HashMap<LeadId, Instant>();
      return new Each(sound) {
        @Override
        Result one(Commit commit) {
          Result result = super.one(commit);
          if (result instanceof Committed) {
            wakes.remove(commit.lead());
            if (commit.wakeAt() != null) {
              wakes.put(commit.lead(), commit.wakeAt());
            }
          }
          return result;
        }

        @Override
        public @Nullable Instant nextWake() {
          return wakes.values().stream().min(Comparator.naturalOrder()).orElse(null);
        }
      };
    }
  }

  static class Rule10_a_page_begins_with_the_last_event_of_the_one_before extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Page events(long position, int max) {
          Page page = super.events(Math.max(0, position - 1), max);
          return page.events().size() == 1 ? super.events(position, max) : page;
        }
      };
    }
  }

  static class Rule10_events_come_in_the_order_of_their_leads extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Page events(long position, int max) {
          List<LeadEvent> all = sound.events(0, Integer.MAX_VALUE).events().stream()
              .sorted(Comparator.comparing(LeadEvent::lead).thenComparing(LeadEvent::seq))
              .toList();
          int from = (int) Math.min(position, all.size());
          int to = (int) Math.min((long) from + max, all.size());
          return new Page(all.subList(from, to), from == to ? position : to);
        }
      };
    }
  }

  static class Rule10_the_end_is_the_beginning extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Page events(long position, int max) {
          Page page = super.events(position, max);
          return page.events().isEmpty() ? new Page(List.of(), 0) : page;
        }
      };
    }
  }

  /** What one thread wrote, the keys of others do not see: a cache for each thread. */
  static class Rule11_threads_do_not_see_the_keys_of_others extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new Each(sound) {
        private final Map<Key, Thread> writers = new ConcurrentHashMap<>();

        @Override
        Result one(Commit commit) {
          var keys = new LinkedHashMap<>(commit.keys());
          keys.keySet()
              .removeIf(key -> writers.computeIfAbsent(key, any -> Thread.currentThread())
                  != Thread.currentThread());
          return super.one(withKeys(commit, keys));
        }
      };
    }
  }

  /** A caller that comes while another writes is told that all is well, and nothing is written. */
  static class Rule11_all_but_one_thread_write_nothing extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private final Thread first = Thread.currentThread();
        private @Nullable Thread other;

        @Override
        public List<Result> commit(List<Commit> commits) {
          synchronized (this) {
            Thread caller = Thread.currentThread();
            if (other == null && caller != first) {
              other = caller;
            }
            if (caller != first && caller != other) {
              return Collections.nCopies(commits.size(), new Committed());
            }
          }
          return super.commit(commits);
        }
      };
    }
  }

  static class Rule12_a_closed_store_throws_whatever_comes extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
          try {
            return super.histories(leads);
          } catch (StoreException e) {
            throw new IllegalStateException(e);
          }
        }
      };
    }
  }

  static class Rule12_a_closed_store_answers_from_its_cache extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public @Nullable Instant nextWake() {
          try {
            return super.nextWake();
          } catch (StoreException e) {
            return null;
          }
        }
      };
    }
  }

  static class Rule12_what_failed_is_written_later extends Planted {
    private final List<LeadStore.Commit> pending = new ArrayList<>();

    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public List<Result> commit(List<Commit> commits) {
          try {
            return super.commit(commits);
          } catch (StoreException e) {
            pending.addAll(commits);
            throw e;
          }
        }
      };
    }

    @Override
    protected LeadStore reopen(LeadStore store) {
      LeadStore opened = super.reopen(store);
      opened.commit(List.copyOf(pending));
      return opened;
    }
  }

  /** Takes the commits of a batch one by one. */
  static class Rule13_a_ticket_is_drawn_again_at_each_call extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private int calls;

        @Override
        public synchronized long ticket(String line, LeadId lead) {
          return sound.ticket(line, new LeadId(lead.value() + calls++));
        }
      };
    }
  }

  static class Rule13_all_lines_are_one extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public long ticket(String line, LeadId lead) {
          return sound.ticket("one", lead);
        }
      };
    }
  }

  static class Rule13_it_looks_first_and_writes_later extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private final Map<LeadId, Long> tickets = new ConcurrentHashMap<>();

        @Override
        public long ticket(String line, LeadId lead) {
          Long known = tickets.get(lead);
          if (known != null || !line.equals("team")) {
            return known == null ? sound.ticket(line, lead) : known;
          }
          long next = tickets.size();
          Thread.yield();
          tickets.put(lead, next);
          return next;
        }
      };
    }
  }

  static class Rule14_leads_come_by_name extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public LeadPage leads(long position, int max) {
          List<LeadId> all =
              sound.leads(0, Integer.MAX_VALUE).leads().stream().sorted().toList();
          int from = (int) Math.min(position, all.size());
          int to = (int) Math.min((long) from + max, all.size());
          return new LeadPage(all.subList(from, to), to);
        }
      };
    }
  }

  static class Rule14_a_lead_comes_with_each_of_its_events extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public LeadPage leads(long position, int max) {
          Page page = sound.events(position, max);
          return new LeadPage(
              page.events().stream().map(LeadEvent::lead).distinct().toList(), page.position());
        }
      };
    }
  }

  static class Rule14_a_page_of_leads_ends_where_the_log_does extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public LeadPage leads(long position, int max) {
          return new LeadPage(sound.leads(position, max).leads(), sound.end());
        }
      };
    }
  }

  static class Rule14_the_end_is_the_number_of_leads extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public long end() {
          return sound.leads(0, Integer.MAX_VALUE).leads().size();
        }
      };
    }
  }

  /** Checks the last seq alone. */
  static class Rule15_a_commit_is_judged_by_its_seq_alone extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public synchronized List<Result> commit(List<Commit> commits) {
          var results = new ArrayList<Result>();
          commits.forEach(commit -> results.addAll(sound.commit(List.of(commit))));
          return results;
        }
      };
    }
  }

  /** Refuses what follows a stale commit, but not what follows one whose key was taken. */
  static class Rule15_only_stale_commits_are_followed_by_stale_ones extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        @Override
        public synchronized List<Result> commit(List<Commit> commits) {
          var stale = new HashMap<LeadId, Result>();
          var results = new ArrayList<Result>();
          for (Commit commit : commits) {
            Result known = stale.get(commit.lead());
            Result result = known == null ? sound.commit(List.of(commit)).get(0) : known;
            if (result instanceof Stale) {
              stale.put(commit.lead(), result);
            }
            results.add(result);
          }
          return results;
        }
      };
    }
  }

  /** Remembers a refusal for longer than the batch. */
  static class Rule15_a_lead_that_was_refused_once_is_refused_for_good extends Planted {
    @Override
    LeadStore around(InMemoryStore sound) {
      return new PassingStore(sound) {
        private final Set<LeadId> refused = new HashSet<>();

        @Override
        public synchronized List<Result> commit(List<Commit> commits) {
          var results = new ArrayList<Result>();
          for (Commit commit : commits) {
            Result result = refused.contains(commit.lead())
                ? new Stale(commit.after())
                : sound.commit(List.of(commit)).get(0);
            if (!(result instanceof Committed)) {
              refused.add(commit.lead());
            }
            results.add(result);
          }
          return results;
        }
      };
    }
  }

  static class Each extends PassingStore {

    Each(InMemoryStore sound) {
      super(sound);
    }

    @Override
    public synchronized List<Result> commit(List<Commit> commits) {
      var refused = new HashSet<LeadId>();
      var results = new ArrayList<Result>();
      for (Commit commit : commits) {
        boolean followsRefused = refused.contains(commit.lead());
        Result result = followsRefused ? new Stale(lastSeq(commit.lead())) : one(commit);
        if (!(result instanceof Committed)) {
          refused.add(commit.lead());
        }
        results.add(result);
      }
      return List.copyOf(results);
    }

    Result one(Commit commit) {
      return sound.commit(List.of(commit)).get(0);
    }

    long lastSeq(LeadId lead) {
      return sound.histories(List.of(lead)).getOrDefault(lead, List.of()).size();
    }

    Map<Key, String> unheld(Map<Key, String> keys) {
      Set<Key> held = sound.holders(keys.keySet()).keySet();
      var rest = new LinkedHashMap<>(keys);
      rest.keySet().removeAll(held);
      return rest;
    }

    static Commit withKeys(Commit commit, Map<Key, String> keys) {
      return new Commit(
          commit.lead(),
          commit.after(),
          commit.events(),
          keys,
          commit.threads(),
          commit.wakeAt(),
          commit.lease());
    }

    static Commit withWake(Commit commit, @Nullable Instant wakeAt) {
      return new Commit(
          commit.lead(),
          commit.after(),
          commit.events(),
          commit.keys(),
          commit.threads(),
          wakeAt,
          commit.lease());
    }

    static Commit withLease(Commit commit, @Nullable Lease lease) {
      return new Commit(
          commit.lead(),
          commit.after(),
          commit.events(),
          commit.keys(),
          commit.threads(),
          commit.wakeAt(),
          lease);
    }
  }
}
