// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sound store to which a subclass does one thing wrong. */
class PassingStore implements LeadStore {

  final InMemoryStore sound;

  PassingStore(InMemoryStore sound) {
    this.sound = sound;
  }

  @Override
  public List<Result> commit(List<Commit> commits) {
    return sound.commit(commits);
  }

  @Override
  public Map<Key, Holder> holders(Collection<Key> keys) {
    return sound.holders(keys);
  }

  @Override
  public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
    return sound.threads(tenant, messageIds);
  }

  @Override
  public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    return sound.histories(leads);
  }

  @Override
  public List<Lease> lease(Instant now, Instant until, int max) {
    return sound.lease(now, until, max);
  }

  @Override
  public @Nullable Instant nextWake() {
    return sound.nextWake();
  }

  @Override
  public Page events(long position, int max) {
    return sound.events(position, max);
  }

  @Override
  public LeadPage leads(long position, int max) {
    return sound.leads(position, max);
  }

  @Override
  public long end() {
    return sound.end();
  }

  @Override
  public long ticket(String line, LeadId lead) {
    return sound.ticket(line, lead);
  }

  @Override
  public void close() {
    sound.close();
  }
}
