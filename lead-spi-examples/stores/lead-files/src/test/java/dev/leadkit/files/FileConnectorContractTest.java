// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import dev.leadkit.spi.Connector;
import dev.leadkit.tck.ConnectorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class FileConnectorContractTest extends ConnectorContract {

  @TempDir
  Path folder;

  @Override
  protected OtherSystem otherSystem() throws IOException {
    return new CrmFile(Files.createTempDirectory(folder, "crm").resolve("leads.jsonl"));
  }

  private static final class CrmFile implements OtherSystem {

    private final Path file;
    private Trouble trouble = Trouble.NONE;

    CrmFile(Path file) {
      this.file = file;
    }

    @Override
    public Connector connector() {
      return delivery -> {
        if (trouble == Trouble.BEFORE_THE_EFFECT) {
          throw new IOException("the disk is gone");
        }
        var connector = new FileConnector(file, trouble == Trouble.REFUSAL ? 10 : 1 << 20);
        var outcome = connector.deliver(delivery);
        if (trouble == Trouble.AFTER_THE_EFFECT) {
          throw new IOException("the answer is lost");
        }
        return outcome;
      };
    }

    /** One record for each external id; every line that was ever written shows. */
    @Override
    public List<Entry> entries() throws IOException {
      var lines = new LinkedHashMap<String, List<String>>();
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        lines.computeIfAbsent(line.split("\"", -1)[7], id -> new ArrayList<>()).add(line);
      }
      return lines.entrySet().stream()
          .map(entry -> new Entry(entry.getKey(), entry.getValue()))
          .toList();
    }

    @Override
    public void meet(Trouble next) {
      trouble = next;
    }
  }
}
