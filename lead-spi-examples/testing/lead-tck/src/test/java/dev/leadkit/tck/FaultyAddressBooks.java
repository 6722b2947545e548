// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Source;
import dev.leadkit.spi.AddressBook;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Address books that each break one rule, as a real one might. */
final class FaultyAddressBooks {

  private FaultyAddressBooks() {}

  abstract static class Planted extends AddressBookContract {

    final AddressBook sound = new AddressBookKitTest.Sound().book();

    abstract @Nullable Source source(String tenant, String address);

    @Override
    protected AddressBook book() {
      return this::source;
    }
  }

  static class Rule1_it_is_empty extends Planted {
    @Override
    @Nullable
    Source source(String tenant, String address) {
      return null;
    }
  }

  static class Rule1_an_unknown_address_is_an_error extends Planted {
    @Override
    Source source(String tenant, String address) {
      Source source = sound.source(tenant, address);
      if (source == null) {
        throw new NoSuchElementException(address);
      }
      return source;
    }
  }

  static class Rule1_it_splits_at_the_at_sign_unseen extends Planted {
    @Override
    @Nullable
    Source source(String tenant, String address) {
      String[] parts = address.split("@", -1);
      return sound.source(tenant, parts[0] + "@" + parts[1]);
    }
  }

  static class Rule1_all_tenants_share_it extends Planted {
    @Override
    @Nullable
    Source source(String tenant, String address) {
      return sound.source("north", address);
    }
  }

  static class Rule2_it_compares_the_letters_as_they_are extends Planted {
    @Override
    @Nullable
    Source source(String tenant, String address) {
      return address.equals(address.toLowerCase(Locale.ROOT))
          ? sound.source(tenant, address)
          : null;
    }
  }

  static class Rule3_a_second_thread_finds_nothing extends Planted {
    private final Thread first = Thread.currentThread();

    @Override
    @Nullable
    Source source(String tenant, String address) {
      return Thread.currentThread() == first ? sound.source(tenant, address) : null;
    }
  }
}
