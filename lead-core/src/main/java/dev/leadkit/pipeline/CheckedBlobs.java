// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Blob;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The blob store of the host with checked results: a violation of its contract becomes a {@link StoreException}. */
record CheckedBlobs(BlobStore blobs) implements BlobStore {

  @Override
  public Blob put(InputStream content) {
    Blob kept = blobs.put(content);
    if (kept == null) {
      throw new StoreException(
          blobs.getClass().getName() + ".put breaks its contract: it returned null");
    }
    return kept;
  }

  @Override
  public @Nullable InputStream open(String sha256) throws IOException {
    return blobs.open(sha256);
  }

  @Override
  public void delete(String sha256) {
    blobs.delete(sha256);
  }

  @Override
  public void close() {
    blobs.close();
  }
}
