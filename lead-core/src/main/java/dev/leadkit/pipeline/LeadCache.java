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
 * The leads that were worked on lately, as the store has them. Thread-safe.
 *
 * <p>The texts of a lead are its weight, and the weight of all is bounded. A lead of a very long thread would fill such a cache or be too
 * heavy for it, and would be read from the store again for each of its messages: exactly the lead for which that is most expensive. Leads
 * of more than an eighth of the bound are therefore kept beside the others: the latest ones that weigh no more than the bound together,
 * and the very latest whatever it weighs, because it is in memory anyway while it is being decided.
 */
final class LeadCache {

  /** What a lead takes without its texts, in characters. */
  private static final int OVERHEAD = 1_000;

  private final long bound;
  private final Cache<LeadId, Lead> ordinary;

  /** Latest first; guarded by itself. */
  private final Deque<Lead> heavy = new ArrayDeque<>();

  /** @param bound the weight of the ordinary leads, and that of the heavy ones, in characters */
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
