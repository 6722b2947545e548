// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Inspection;
import dev.leadkit.spi.LeadStore.Stale;
import dev.leadkit.spi.StoreException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that are lost at the worst moments. */
class PostgresFaultTest extends PostgresTest {

  /** As it appears in a message to the server; a transaction that reads what is COMMITTED begins otherwise. */
  private static final String COMMIT = "COMMIT\0";

  @Test
  void a_commit_whose_answer_is_lost_can_be_repeated() throws Exception {
    PostgresStore.open(pool).close();
    try (CuttingProxy proxy = new CuttingProxy(TestServer.port());
        HikariDataSource through = TestServer.pool(schema, proxy.port());
        PostgresStore store = PostgresStore.open(through)) {
      proxy.loseAnswerTo(COMMIT);
      assertThrows(StoreException.class, () -> store.commit(List.of(Commits.opening(1))));
      assertTrue(proxy.hasCut(), "the answer was not lost");
      while (texts("SELECT count(*) FROM event_log").equals(List.of("0"))) {
        Thread.onSpinWait(); // the server had the request
      }
      assertEquals(List.of(new Stale(1)), store.commit(List.of(Commits.opening(1))));
      assertEquals(
          1, store.histories(List.of(Commits.lead(1))).get(Commits.lead(1)).size());
      assertEquals(Inspection.NONE, store.inspect());
    }
  }

  @Test
  void a_commit_that_is_cut_before_its_end_writes_nothing() throws Exception {
    PostgresStore.open(pool).close();
    try (CuttingProxy proxy = new CuttingProxy(TestServer.port());
        HikariDataSource through = TestServer.pool(schema, proxy.port());
        PostgresStore store = PostgresStore.open(through)) {
      proxy.cutBefore(COMMIT);
      assertThrows(StoreException.class, () -> store.commit(List.of(Commits.opening(1))));
      assertTrue(proxy.hasCut(), "the connection was not cut");
      assertEquals(List.of(new Committed()), store.commit(List.of(Commits.opening(1))));
      assertEquals(Inspection.NONE, store.inspect());
    }
  }

  @Test
  void the_store_answers_again_after_the_server_has_ended_all_connections() throws Exception {
    try (PostgresStore store = PostgresStore.open(pool)) {
      store.commit(List.of(Commits.opening(1)));
      TestServer.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE pid <> pg_backend_pid() AND datname = current_database()");
      assertEquals(1, store.end());
      assertEquals(List.of(new Committed()), store.commit(List.of(Commits.opening(2))));
    }
  }
}
