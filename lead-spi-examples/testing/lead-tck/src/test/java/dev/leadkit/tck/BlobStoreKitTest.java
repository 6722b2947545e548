// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.spi.BlobStore;
import java.util.function.UnaryOperator;

class BlobStoreKitTest extends KitTest {

  BlobStoreKitTest() {
    super(BlobStoreContract.class, BlobStore.class, Memory.class, FaultyBlobs.class);
  }

  static class Memory extends BlobStoreContract {

    @Override
    protected BlobStore create() {
      return new InMemoryBlobs();
    }

    @Override
    protected BlobStore reopen(BlobStore store) {
      return ((InMemoryBlobs) store).reopen();
    }

    @Override
    protected void damage(BlobStore store, String sha256, UnaryOperator<byte[]> how) {
      ((InMemoryBlobs) store).damage(sha256, how);
    }
  }
}
