// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.spi.PolicyOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A policy in a file keeps the contract. */
class PolicyInFolderTest extends PolicyOriginContract {

  @TempDir
  Path temporary;

  @Override
  protected Place place() {
    return new Folder(temporary.resolve("policy"), temporary.resolve("away"));
  }

  private record Folder(Path folder, Path away) implements Place {

    @Override
    public PolicyOrigin origin() {
      return PolicyOrigin.file(folder.resolve(POLICY));
    }

    @Override
    public void write(Map<String, byte[]> files) throws IOException {
      if (Files.exists(folder)) {
        List<Path> old;
        try (Stream<Path> all = Files.walk(folder)) {
          old = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : old) {
          Files.delete(file);
        }
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = folder.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, file.getValue());
      }
    }

    @Override
    public void disappear() throws IOException {
      Files.move(folder, away);
    }

    @Override
    public void reappear() throws IOException {
      Files.move(away, folder);
    }
  }
}
