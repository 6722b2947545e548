// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.spi.BlobStore;
import dev.leadkit.tck.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsContractTest extends BlobStoreContract {

  @TempDir
  Path folder;

  private Path current = Path.of("");

  @Override
  protected BlobStore create() throws IOException {
    current = Files.createTempDirectory(folder, "blobs");
    return new FileBlobs(current);
  }

  @Override
  protected BlobStore reopen(BlobStore store) {
    store.close();
    return new FileBlobs(current);
  }

  @Override
  protected BlobStore share(BlobStore store) {
    return new FileBlobs(current);
  }

  @Override
  protected void damage(BlobStore store, String sha256, UnaryOperator<byte[]> how)
      throws IOException {
    Path file = current.resolve(sha256.substring(0, 2)).resolve(sha256);
    Files.write(file, how.apply(Files.readAllBytes(file)));
  }
}
