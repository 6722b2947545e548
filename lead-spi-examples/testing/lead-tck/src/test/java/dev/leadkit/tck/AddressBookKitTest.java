// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.memory.InMemoryAddresses;
import dev.leadkit.spi.AddressBook;

class AddressBookKitTest extends KitTest {

  AddressBookKitTest() {
    super(AddressBookContract.class, AddressBook.class, Sound.class, FaultyAddressBooks.class);
  }

  static class Sound extends AddressBookContract {

    @Override
    protected AddressBook book() {
      var book = new InMemoryAddresses();
      for (int i = 0; i < 20; i++) {
        book.put("north", source(i).address(), source(i));
      }
      return book;
    }
  }
}
