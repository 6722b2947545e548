// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A cache of recently used leads, as the store has confirmed them. Thread-safe.
 *
 * <p>The weight of a lead is the length of its texts, and the total weight is bounded. A lead with a very long thread would fill such a cache or
 * not fit, and be read from the store for each of its messages, although that is most expensive for it. Leads of more than an eighth of the
 * bound are therefore cached separately: the latest ones whose total weight is within the bound, and the very latest one whatever its weight,
 * because it is in memory anyway while it is being decided.
 */
final class LeadCache {

  /** The weight of a lead without its texts, in characters. */
  private static final int OVERHEAD = 1_000;

  private final long bound;
  private final Cache<LeadId, Lead> ordinary;

  /** Latest first; guarded by itself. */
  private final Deque<Lead> heavy = new ArrayDeque<>();

  /** @param bound the total weight of ordinary leads, and that of heavy ones, in characters */
  LeadCache(long bound) {
    this.bound = bound;
    this.ordinary = Caffeine.newBuilder()
        .maximumWeight(bound)
        .<LeadId, Lead>weigher((id, lead) -> (int) Math.min(weight(lead), Integer.MAX_VALUE))
        .executor(Runnable::run)
        .build();
  }

  private static long weight(Lead lead) {
    return OVERHEAD + lead.characters();
  }

  @Nullable
  Lead getIfPresent(LeadId id) {
    Lead lead = ordinary.getIfPresent(id);
    return lead == null ? heavy(id) : lead;
  }

  private @Nullable Lead heavy(LeadId id) {
    synchronized (heavy) {
      for (Lead lead : heavy) {
        if (lead.id().equals(id)) {
          return lead;
        }
      }
      return null;
    }
  }

  void put(Lead lead) {
    if (weight(lead) <= bound / 8) {
      ordinary.put(lead.id(), lead);
      return;
    }
    ordinary.invalidate(lead.id());
    synchronized (heavy) {
      heavy.removeIf(other -> other.id().equals(lead.id()));
      heavy.addFirst(lead);
      long weight = heavy.stream().mapToLong(LeadCache::weight).sum();
      while (heavy.size() > 1 && weight > bound) {
        weight -= weight(heavy.removeLast());
      }
    }
  }

  void invalidate(LeadId id) {
    ordinary.invalidate(id);
    synchronized (heavy) {
      heavy.removeIf(lead -> lead.id().equals(id));
    }
  }
}
