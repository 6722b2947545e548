// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.origins;

import dev.leadkit.spi.PolicyOrigin;
import dev.leadkit.tck.PolicyOriginContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class GitOriginContractTest extends PolicyOriginContract {

  @TempDir
  Path folder;

  @Override
  protected Place place() throws IOException {
    Path checkout = folder.resolve("checkout");
    var repository = new LooseRepository(checkout);
    return new Place() {
      @Override
      public PolicyOrigin origin() {
        return GitOrigin.of(checkout, POLICY);
      }

      @Override
      public void write(Map<String, byte[]> files) throws IOException {
        repository.commit(files);
      }

      @Override
      public void disappear() throws IOException {
        Files.move(checkout, folder.resolve("away"));
      }

      @Override
      public void reappear() throws IOException {
        Files.move(folder.resolve("away"), checkout);
      }
    };
  }
}
