// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.StoreException;
import dev.leadkit.sql.SqlSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JDBC driver that fails once, at each of the calls that a commit makes. */
class JdbcFaultTest {

  private static final SQLException FAULT = new SQLException("disk I/O error");

  private static final List<Commit> TWO_LEADS = List.of(Leads.opening(1), Leads.opening(2));

  @TempDir
  Path folder;

  private Path file;
  private Connection real;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    file = folder.resolve("leads.db");
    SqliteStore.open(file).close();
    real = DriverManager.getConnection(SqliteConnections.url(file));
    connection = mock(Connection.class, delegatesTo(real));
  }

  @AfterEach
  void disconnect() throws SQLException {
    real.close();
  }

  private void failToPrepareOnce(String sql) throws SQLException {
    doThrow(FAULT).doAnswer(delegatesTo(real)).when(connection).prepareStatement(startsWith(sql));
  }

  private void failToRunOnce(String sql) throws SQLException {
    doAnswer(call -> {
          PreparedStatement works = real.prepareStatement(call.getArgument(0));
          PreparedStatement fails = mock(PreparedStatement.class, delegatesTo(works));
          doThrow(FAULT).doAnswer(delegatesTo(works)).when(fails).executeUpdate();
          doThrow(FAULT).doAnswer(delegatesTo(works)).when(fails).executeQuery();
          return fails;
        })
        .doAnswer(delegatesTo(real))
        .when(connection)
        .prepareStatement(startsWith(sql));
  }

  /** A store that writes on the failing connection until it opens another. */
  private SqliteStore writing() {
    return new SqliteStore(
        file, new SqlSession(connection, SqliteDialect.INSTANCE), SqliteConnections::open);
  }

  private void assertNothingIsWrittenAndTheNextCommitIs(SqliteStore store) {
    StoreException failure = assertThrows(
        StoreException.class, () -> store.commit(TWO_LEADS), "The fault must be reported");
    assertSame(FAULT, failure.getCause(), "The first error must be the cause");
    assertTrue(failure.getMessage().contains("nothing was written"), failure.getMessage());
    assertEquals(List.of(), store.events(0, 100).events(), "Nothing may be half-written");
    assertEquals(
        List.of(new Committed(), new Committed()),
        store.commit(TWO_LEADS),
        "The store must work again after the fault");
    assertEquals(2, store.events(0, 100).events().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEGIN", "SELECT", "INSERT INTO event_log", "INSERT INTO wake", "COMMIT"})
  void a_statement_that_cannot_be_prepared_leaves_nothing_and_the_store_recovers(String sql)
      throws SQLException {
    failToPrepareOnce(sql);
    try (SqliteStore store = writing()) {
      assertNothingIsWrittenAndTheNextCommitIs(store);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEGIN", "SELECT", "INSERT INTO event_log", "INSERT INTO wake", "COMMIT"})
  void a_statement_that_fails_leaves_nothing_and_the_store_recovers(String sql)
      throws SQLException {
    failToRunOnce(sql);
    try (SqliteStore store = writing()) {
      assertNothingIsWrittenAndTheNextCommitIs(store);
      verify(connection, never()).close();
    }
  }

  @Test
  void a_connection_that_cannot_roll_back_is_replaced() throws SQLException {
    failToRunOnce("COMMIT");
    failToPrepareOnce("ROLLBACK");
    try (SqliteStore store = writing()) {
      assertNothingIsWrittenAndTheNextCommitIs(store);
      verify(connection).close();
    }
  }

  @Test
  void a_connection_is_closed_even_if_a_statement_cannot_be() throws SQLException {
    var session = new SqlSession(connection, SqliteDialect.INSTANCE);
    doAnswer(call -> {
          PreparedStatement statement = mock(PreparedStatement.class);
          doThrow(FAULT).when(statement).close();
          return statement;
        })
        .when(connection)
        .prepareStatement(startsWith("BEGIN"));
    session.update("BEGIN");
    assertSame(FAULT, assertThrows(SQLException.class, session::close));
    assertTrue(real.isClosed(), "The file must be released");
  }

  @Test
  void a_failed_read_is_reported_and_the_next_one_works() throws SQLException {
    failToRunOnce("SELECT");
    var connections = new ArrayDeque<>(List.of(new SqlSession(connection, SqliteDialect.INSTANCE)));
    try (SqliteStore store = new SqliteStore(
        file,
        null,
        path -> connections.isEmpty() ? SqliteConnections.open(path) : connections.pop())) {
      StoreException failure = assertThrows(
          StoreException.class, () -> store.events(0, 100), "The fault must be reported");
      assertSame(FAULT, failure.getCause());
      assertEquals(List.of(), store.events(0, 100).events());
      verify(connection, never()).close();
    }
  }

  @Test
  void a_connection_that_cannot_end_its_reading_is_replaced() throws SQLException {
    failToRunOnce("SELECT");
    failToRunOnce("ROLLBACK");
    var connections = new ArrayDeque<>(List.of(new SqlSession(connection, SqliteDialect.INSTANCE)));
    try (SqliteStore store = new SqliteStore(
        file,
        null,
        path -> connections.isEmpty() ? SqliteConnections.open(path) : connections.pop())) {
      assertThrows(StoreException.class, () -> store.events(0, 100));
      verify(connection).close();
      assertEquals(List.of(), store.events(0, 100).events());
    }
  }
}
