// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Source;
import org.jspecify.annotations.Nullable;

/**
 * Knows which inbound address was given to whom.
 *
 * <ol>
 *   <li>An address that is not in the book is null, never an error: the catch-all takes the message.
 *   <li>Addresses are compared without regard to case.
 *   <li>It can be called by many threads at once.
 * </ol>
 */
@FunctionalInterface
public interface AddressBook {

  /** The source of what arrives at this address now; null for an unknown address. */
  @Nullable
  Source source(String tenant, String address);

  /** A book without entries. */
  static AddressBook empty() {
    return (tenant, address) -> null;
  }
}
