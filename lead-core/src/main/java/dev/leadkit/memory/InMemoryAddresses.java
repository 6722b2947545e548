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
 * An address book that is filled by hand: for tests, and for hosts whose addresses stand in their code or configuration.
 *
 * <p>It is not durable and not shared: each process fills its own. Thread-safe; an entry counts from the moment at which {@link #put}
 * returns.
 */
public final class InMemoryAddresses implements AddressBook {

  private final Map<Entry, Source> sources = new ConcurrentHashMap<>();

  /** A book without entries. */
  public InMemoryAddresses() {}

  /**
   * Gives an address out, or changes what it was given out for.
   *
   * @return this book, for the next entry
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
