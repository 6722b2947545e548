// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.tck.LeadStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The rules of every store, on a real server. */
class PostgresStoreTest extends LeadStoreContract {

  private final List<HikariDataSource> pools = new ArrayList<>();
  private String schema = "";

  @Override
  protected LeadStore create() {
    schema = TestServer.newSchema();
    return open();
  }

  /** With new connections, as after a restart of the process. */
  @Override
  protected LeadStore reopen(LeadStore store) {
    store.close();
    return open();
  }

  @Override
  protected LeadStore share(LeadStore store) {
    return open();
  }

  private LeadStore open() {
    HikariDataSource pool = TestServer.pool(schema);
    pools.add(pool);
    return PostgresStore.open(pool);
  }

  @AfterEach
  void closePools() {
    pools.forEach(HikariDataSource::close);
  }
}
