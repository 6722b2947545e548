// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.StoreException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is refused before anything is written, and what a schema may contain. */
class PostgresOpeningTest extends PostgresTest {

  private PGSimpleDataSource connections(String options) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setURL("jdbc:postgresql://localhost:" + TestServer.port() + "/postgres?" + options);
    connections.setUser("postgres");
    connections.setPassword("postgres");
    return connections;
  }

  private void assertRefused(PGSimpleDataSource connections, String reason) {
    StoreException refused =
        assertThrows(StoreException.class, () -> PostgresStore.open(connections));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  @Test
  void a_server_that_does_not_wait_for_the_disk_is_refused() throws SQLException {
    assertRefused(
        connections("currentSchema=" + schema + "&options=-c%20synchronous_commit=off"),
        "synchronous_commit");
    assertEquals(
        List.of(),
        texts("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + schema
            + "'"));
  }

  @Test
  void connections_without_a_schema_are_refused() {
    assertRefused(connections("currentSchema=no_such_schema"), "search_path");
  }

  @Test
  void a_server_that_cannot_be_reached_is_named() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setURL("jdbc:postgresql://localhost:1/postgres?connectTimeout=5");
    assertRefused(nowhere, "cannot be opened as a lead store");
  }

  @Test
  void tables_of_a_newer_release_are_refused() throws SQLException {
    PostgresStore.open(pool).close();
    run("INSERT INTO lead_schema_history (installed_rank, version, description, type, script,"
        + " checksum, installed_by, execution_time, success) VALUES (99, '99', 'newer', 'SQL',"
        + " 'V99__newer.sql', 1, 'postgres', 1, true)");
    StoreException refused = assertThrows(StoreException.class, () -> PostgresStore.open(pool));
    assertTrue(refused.getMessage().contains("migrated"), refused.getMessage());
    assertTrue(refused.getMessage().contains("99"), refused.getMessage());
  }

  @Test
  void a_schema_may_contain_the_tables_of_the_host() throws SQLException {
    run("CREATE TABLE customer (id integer)");
    run("INSERT INTO customer VALUES (1)");
    try (PostgresStore store = PostgresStore.open(pool)) {
      assertEquals(List.of(new Committed()), store.commit(List.of(Commits.opening(1))));
    }
    assertEquals(List.of("1"), texts("SELECT id FROM customer"));
  }

  @Test
  void connections_that_are_not_in_auto_commit_mode_are_refused() {
    PostgresStore.open(pool).close();
    HikariConfig config = TestServer.config(schema, TestServer.port());
    config.setAutoCommit(false);
    try (HikariDataSource manual = new HikariDataSource(config);
        PostgresStore store = PostgresStore.open(manual)) {
      StoreException refused = assertThrows(StoreException.class, store::end);
      assertTrue(refused.getMessage().contains("auto-commit"), refused.getMessage());
    }
  }

  @Test
  void a_store_that_was_closed_answers_no_more_and_leaves_the_pool_open() throws SQLException {
    PostgresStore store = PostgresStore.open(pool);
    store.close();
    assertThrows(StoreException.class, store::end);
    assertEquals(List.of("1"), texts("SELECT 1"));
  }
}
