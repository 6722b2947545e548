// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes every call on to another store; a subclass does one thing differently. */
public class StoreAround implements LeadStore {

  final LeadStore store;

  public StoreAround(LeadStore store) {
    this.store = store;
  }

  @Override
  public List<Result> commit(List<Commit> commits) {
    return store.commit(commits);
  }

  @Override
  public Map<Key, Holder> holders(Collection<Key> keys) {
    return store.holders(keys);
  }

  @Override
  public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
    return store.threads(tenant, messageIds);
  }

  @Override
  public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    return store.histories(leads);
  }

  @Override
  public List<Lease> lease(Instant now, Instant until, int max) {
    return store.lease(now, until, max);
  }

  @Override
  public @Nullable Instant nextWake() {
    return store.nextWake();
  }

  @Override
  public Page events(long position, int max) {
    return store.events(position, max);
  }

  @Override
  public long ticket(String line, LeadId lead) {
    return store.ticket(line, lead);
  }
}
