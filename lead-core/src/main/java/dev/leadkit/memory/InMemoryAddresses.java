// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.memory;

import dev.leadkit.Address;
import dev.leadkit.Source;
import dev.leadkit.spi.AddressBook;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An address book in memory, for tests and for hosts whose addresses are in their code or configuration.
 *
 * <p>It is neither durable nor shared between processes. Thread-safe; an entry is effective when {@link #put} returns.
 */
public final class InMemoryAddresses implements AddressBook {

  private final Map<Entry, Source> sources = new ConcurrentHashMap<>();

  /** An empty address book. */
  public InMemoryAddresses() {}

  /**
   * Adds an address or replaces its source.
   *
   * @return this address book
   */
  public InMemoryAddresses put(String tenant, String address, Source source) {
    sources.put(Entry.of(tenant, address), Objects.requireNonNull(source, "source"));
    return this;
  }

  @Override
  public @Nullable Source source(String tenant, String address) {
    return sources.get(Entry.of(tenant, address));
  }

  private record Entry(String tenant, String address) {
    static Entry of(String tenant, String address) {
      return new Entry(
          Objects.requireNonNull(tenant, "tenant"),
          Address.normalize(Objects.requireNonNull(address, "address")));
    }
  }
}
