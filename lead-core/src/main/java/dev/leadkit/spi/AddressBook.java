// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Source;
import org.jspecify.annotations.Nullable;

/**
 * Describes the inbound addresses of the host.
 *
 * <ol>
 *   <li>The result for an unknown address is null, never an exception: the message is accepted with an unknown source.
 *   <li>Addresses are compared without regard to case.
 *   <li>It can be called by many threads at once.
 * </ol>
 */
@FunctionalInterface
public interface AddressBook {

  /** The source of messages to this address at present; null if the address is unknown. */
  @Nullable
  Source source(String tenant, String address);

  /** An address book without entries. */
  static AddressBook empty() {
    return (tenant, address) -> null;
  }
}
