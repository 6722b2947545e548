// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Loads leads as the store has confirmed them: from the cache, or else from their histories.
 *
 * <p>A history that cannot be read affects its own lead only. Thread-safe.
 */
final class LeadLoader {

  /**
   * The result of a load.
   *
   * @param found the leads that could be read; one without history has seq 0
   * @param unreadable the other leads, with the reason
   */
  record Loaded(Map<LeadId, Lead> found, Map<LeadId, StoreException> unreadable) {}

  private static final long CACHED_CHARACTERS = 32_000_000;

  private final LeadStore store;
  private final LongSupplier nanos;
  private final LeadCache confirmed = new LeadCache(CACHED_CHARACTERS);

  LeadLoader(LeadStore store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
  }

  /** Caches a lead whose last event has been committed. */
  void confirm(Lead lead) {
    confirmed.put(lead);
  }

  /** Removes a lead from the cache because the store has a newer state. */
  void forget(LeadId lead) {
    confirmed.invalidate(lead);
  }

  /** Loads these leads, each with at least the given seq. */
  Loaded load(Map<LeadId, Long> wanted) {
    var loaded = new Loaded(new HashMap<>(), new HashMap<>());
    var missing = new LinkedHashMap<LeadId, Long>();
    wanted.forEach((id, seq) -> {
      Lead lead = confirmed.getIfPresent(id);
      if (lead != null && lead.seq() >= seq) {
        loaded.found().put(id, lead);
      } else {
        missing.put(id, seq);
      }
    });
    if (!missing.isEmpty()) {
      var budget = new IsolationBudget(nanos);
      read(List.copyOf(missing.keySet()), loaded, budget);
    }
    return loaded;
  }

  /** Reads the histories in one call; if it fails, in halves, to isolate those that cannot be read. */
  private void read(List<LeadId> ids, Loaded loaded, IsolationBudget budget) {
    Map<LeadId, List<LeadEvent>> histories;
    try {
      histories = store.histories(ids);
    } catch (Throwable e) {
      if (ids.size() == 1 || budget.isSpent()) {
        ids.forEach(id -> loaded.unreadable().put(id, unreadable(id, e)));
      } else {
        int half = ids.size() / 2;
        read(ids.subList(0, half), loaded, budget);
        read(ids.subList(half, ids.size()), loaded, budget);
      }
      return;
    }
    for (LeadId id : ids) {
      try {
        loaded.found().put(id, Lead.of(id, histories.getOrDefault(id, List.of())));
      } catch (Throwable e) {
        loaded.unreadable().put(id, unreadable(id, e));
      }
    }
  }

  private static StoreException unreadable(LeadId id, Throwable cause) {
    return cause instanceof StoreException known
        ? known
        : new StoreException("the history of " + id + " cannot be read", Faults.printable(cause));
  }
}
