// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadQuery;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store of the host with checked results: a violation of its contract becomes a {@link StoreException}, because it is unknown what was
 * written.
 */
final class CheckedStore implements LeadStore {

  private final LeadStore store;
  private final Position position;

  CheckedStore(LeadStore store) {
    this.store = store;
    position = new Position(store);
  }

  /** The position of the events that the listeners do not yet have. */
  Position position() {
    return position;
  }

  @Override
  public List<Result> commit(List<Commit> commits) {
    position.begin();
    int written = 0;
    try {
      List<Result> results = elements("commit", store.commit(commits));
      if (results.size() != commits.size()) {
        throw violation("commit", results.size() + " results for " + commits.size() + " commits");
      }
      for (int i = 0; i < results.size(); i++) {
        boolean hasEvents = !commits.get(i).events().isEmpty();
        written += hasEvents && results.get(i) instanceof Committed ? 1 : 0;
      }
      return results;
    } finally {
      position.end(written);
    }
  }

  @Override
  public Map<Key, Holder> holders(Collection<Key> keys) {
    return entries("holders", store.holders(keys));
  }

  @Override
  public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
    return entries("threads", store.threads(tenant, messageIds));
  }

  @Override
  public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    Map<LeadId, List<LeadEvent>> histories = entries("histories", store.histories(leads));
    histories.values().forEach(history -> elements("histories", history));
    return histories;
  }

  @Override
  public List<Lease> lease(Instant now, Instant until, int max) {
    List<Lease> leases = elements("lease", store.lease(now, until, max));
    if (leases.size() > max) {
      throw violation("lease", leases.size() + " leases; expected at most " + max);
    }
    return leases;
  }

  @Override
  public @Nullable Instant nextWake() {
    return store.nextWake();
  }

  @Override
  public Page events(long after, int max) {
    return present("events", store.events(after, max));
  }

  @Override
  public LeadPage leads(long after, int max) {
    return present("leads", store.leads(after, max));
  }

  @Override
  public Matches find(LeadQuery query, LeadQuery.Cursor cursor, int max) {
    return present("find", store.find(query, cursor, max));
  }

  @Override
  public long end() {
    return store.end();
  }

  @Override
  public long ticket(String line, LeadId lead) {
    long number = store.ticket(line, lead);
    if (number < 0) {
      throw violation("ticket", number + "; expected 0 or more");
    }
    return number;
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> T present(String method, @Nullable T answer) {
    if (answer == null) {
      throw violation(method, "null");
    }
    return answer;
  }

  private <T> List<T> elements(String method, @Nullable List<T> answer) {
    for (T element : present(method, answer)) {
      if (element == null) {
        throw violation(method, "a list with null");
      }
    }
    return present(method, answer);
  }

  private <K, V> Map<K, V> entries(String method, @Nullable Map<K, V> answer) {
    present(method, answer).forEach((key, value) -> {
      if (key == null || value == null) {
        throw violation(method, "a map with null");
      }
    });
    return present(method, answer);
  }

  private StoreException violation(String method, String answer) {
    return new StoreException(
        store.getClass().getName() + "." + method + " breaks its contract: it returned " + answer);
  }
}
