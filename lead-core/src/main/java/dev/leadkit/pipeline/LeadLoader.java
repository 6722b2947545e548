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
 * Leads as the store has confirmed them: from memory if they are there, else folded from their histories.
 *
 * <p>A history that cannot be read fails for its own lead only. Thread-safe.
 */
final class LeadLoader {

  /**
   * What was asked for.
   *
   * @param found every lead that could be read; one without history has seq 0
   * @param unreadable the others, with the reason
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

  /** The store has committed the event that made the lead what it is. */
  void confirm(Lead lead) {
    confirmed.put(lead);
  }

  /** The store knows better. */
  void forget(LeadId lead) {
    confirmed.invalidate(lead);
  }

  /** Each of these leads, as old as its seq here at most. */
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

  /** Reads the histories in one call; if that fails, half of them at a time, down to the ones that cannot be read. */
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
