// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.spi.LeadStore;
import dev.leadkit.tck.LeadStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends LeadStoreContract {

  @TempDir
  Path folder;

  private int files;

  @Override
  protected LeadStore create() {
    files++;
    return SqliteStore.open(file());
  }

  @Override
  protected LeadStore reopen(LeadStore store) {
    store.close();
    return SqliteStore.open(file());
  }

  @Override
  protected LeadStore share(LeadStore store) {
    return SqliteStore.open(file());
  }

  private Path file() {
    return folder.resolve("leads-" + files + ".db");
  }
}
