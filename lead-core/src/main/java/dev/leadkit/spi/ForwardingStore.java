// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A store that passes every call on to another store. Extend it to measure, trace or change some calls.
 *
 * <p>Calls are independent: overriding one method does not change another. As thread-safe as the other store.
 */
public class ForwardingStore implements LeadStore {

  /** The store that gets the calls. */
  protected final LeadStore store;

  /** Passes calls on to this store. */
  public ForwardingStore(LeadStore store) {
    this.store = Objects.requireNonNull(store, "store");
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
  public LeadPage leads(long position, int max) {
    return store.leads(position, max);
  }

  @Override
  public Matches find(LeadQuery query, LeadQuery.Cursor cursor, int max) {
    return store.find(query, cursor, max);
  }

  @Override
  public long end() {
    return store.end();
  }

  @Override
  public long ticket(String line, LeadId lead) {
    return store.ticket(line, lead);
  }

  @Override
  public @Nullable Chain chain(LeadId lead) {
    return store.chain(lead);
  }

  @Override
  public Inspection inspect() {
    return store.inspect();
  }

  @Override
  public Inspection inspect(LeadId lead) {
    return store.inspect(lead);
  }

  /** Closes the other store. */
  @Override
  public void close() {
    store.close();
  }
}
