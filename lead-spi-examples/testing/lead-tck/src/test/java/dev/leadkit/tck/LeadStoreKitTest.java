// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadStore;

class LeadStoreKitTest extends KitTest {

  LeadStoreKitTest() {
    super(
        LeadStoreContract.class,
        LeadStore.class,
        Memory.class,
        FaultyStores.class,
        FaultyStoreQueries.class,
        FaultyStoreReads.class,
        FaultyStoreTexts.class);
  }

  static class Memory extends LeadStoreContract {

    @Override
    protected LeadStore create() {
      return new InMemoryStore();
    }

    @Override
    protected LeadStore reopen(LeadStore store) {
      return ((InMemoryStore) store).reopen();
    }
  }
}
