// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Source;
import dev.leadkit.spi.AddressBook;
import dev.leadkit.spi.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The address book of the host. While it fails, messages are refused, so that none is accepted with a wrong source.
 */
record CheckedAddresses(AddressBook book) implements AddressBook {

  @Override
  public @Nullable Source source(String tenant, String address) {
    try {
      return book.source(tenant, address);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new StoreException("the address book failed: " + e.getClass().getName(), e);
    }
  }
}
