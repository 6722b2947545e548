// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import dev.leadkit.LeadId;
import dev.leadkit.spi.StoreException;
import dev.leadkit.sql.ProjectionReplay;
import dev.leadkit.sql.SqlSession;
import dev.leadkit.sql.SqlSession.Work;
import dev.leadkit.sql.SqlStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A lead store in a PostgreSQL database (13 or newer) that any number of processes on any number of hosts share.
 *
 * <p>When {@code commit} returns, its commits are durable as the server defines it: {@code synchronous_commit} must not be {@code off}.
 * If the connection is lost while a transaction commits, {@code commit} throws {@link StoreException} although it may have been committed;
 * repeating it is safe, because it is then {@code Stale} or {@code Taken}. A connection that was lost while it was idle is replaced.
 *
 * <p>Commits of all hosts that append events follow one another: each holds a lock until it is visible, so that a reader of {@code events}
 * never misses an event whose transaction was slower. Commits in one call share one transaction; batches are several times faster than
 * single commits. Workers take leads with {@code SKIP LOCKED} and do not wait for each other.
 *
 * <p>{@code event_log} is the source of truth and is never changed. The other tables are projections of it, written in the same transaction;
 * the migrations in this package document every column.
 *
 * <p>Each call takes a connection from the data source and returns it; use a pool. Connections must be in auto-commit mode. Thread-safe.
 */
public final class PostgresStore extends SqlStore {

  private static final int ATTEMPTS = 10;

  /** Serialization failure, deadlock, unique violation: another transaction was first. */
  private static final Set<String> REPEATABLE = Set.of("40001", "40P01", "23505");

  private final DataSource dataSource;
  private final PostgresDialect dialect;
  private final String database;
  private final ReadWriteLock calls = new ReentrantReadWriteLock();
  private boolean closed;

  private PostgresStore(DataSource dataSource, PostgresDialect dialect, String database) {
    super(dialect, database);
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.database = database;
  }

  /**
   * Opens the store in the current schema of the connections, the first of their search path, and creates or migrates its tables.
   *
   * <p>The schema may contain other tables. The role needs the right to create tables, functions and triggers in it for the first call of
   * each release; afterwards the rights to select, insert, update and delete are enough.
   *
   * @throws StoreException if the server cannot be reached or is older than 13, if the database is not in UTF-8 or does not wait for the
   *     disk, or if a newer release has written the tables; the message says what was expected
   */
  public static PostgresStore open(DataSource dataSource) {
    Objects.requireNonNull(dataSource, "dataSource");
    PostgresServer server = PostgresServer.check(dataSource);
    PostgresSchema.migrate(dataSource, server);
    return new PostgresStore(dataSource, new PostgresDialect(server.schema()), server.database());
  }

  @Override
  protected <T> T read(Work<T> work) {
    return call(SqlSession::reading, work, "cannot be read");
  }

  @Override
  protected <T> T write(Work<T> work) {
    return call(SqlSession::writing, work, "nothing was written");
  }

  /** Begins a transaction. */
  @FunctionalInterface
  private interface Transaction<T> {
    T run(SqlSession session, Work<T> work) throws SQLException;
  }

  /** Repeats what another transaction prevented, and what could not begin because an idle connection was lost. */
  private <T> T call(Transaction<T> transaction, Work<T> work, String failure) {
    calls.readLock().lock();
    try {
      if (closed) {
        throw new StoreException(database + ": the store is closed");
      }
      for (int attempt = 1; ; attempt++) {
        AtomicBoolean hasBegun = new AtomicBoolean();
        try (SqlSession session = session()) {
          return transaction.run(session, begun -> {
            hasBegun.set(true);
            return work.run(begun);
          });
        } catch (SQLException e) {
          boolean isRepeatable =
              hasBegun.get() ? REPEATABLE.contains(e.getSQLState()) : isLost(e.getSQLState());
          if (attempt == ATTEMPTS || !isRepeatable) {
            throw new StoreException(database + ": " + failure + ": " + e.getMessage(), e);
          }
        }
      }
    } finally {
      calls.readLock().unlock();
    }
  }

  /** Whether this is the state of a connection that was lost (class 08) or that the server ended (class 57P). */
  private static boolean isLost(@Nullable String state) {
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  private SqlSession session() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      if (connection.getAutoCommit()) {
        return new SqlSession(connection, dialect);
      }
      connection.close();
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    throw new StoreException(
        database + ": expected connections in auto-commit mode, got one that is not");
  }

  /** Computes all projections again to compare them with the tables. */
  @Override
  public Inspection inspect() {
    return call(
        PostgresInspector::reading,
        session -> PostgresInspector.inspect(session, dialect, database),
        "cannot be checked");
  }

  /** Computes the projections of the lead again to compare them with its rows. */
  @Override
  public Inspection inspect(LeadId lead) {
    return call(
        PostgresInspector::reading,
        session -> PostgresInspector.inspect(session, dialect, database, lead),
        "cannot be checked");
  }

  /** Computes all projections from the events again, in one transaction. */
  void rebuild() {
    write(session -> {
      for (String statement : dialect.beforeEvents()) {
        session.update(statement);
      }
      new ProjectionReplay(dialect).rebuild(session);
      return true;
    });
  }

  /** Waits for calls in progress. Later calls throw {@link StoreException}. The data source stays open: it is the host's. */
  @Override
  public void close() {
    calls.writeLock().lock();
    try {
      closed = true;
    } finally {
      calls.writeLock().unlock();
    }
  }
}
