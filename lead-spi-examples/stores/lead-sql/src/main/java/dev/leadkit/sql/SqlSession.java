// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection to the database, which prepares each statement once. For one thread at a time. */
public final class SqlSession implements AutoCloseable {

  private final Connection connection;
  private final SqlDialect dialect;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private boolean broken;

  /** @param connection in auto-commit mode; transactions are begun and ended by statements */
  public SqlSession(Connection connection, SqlDialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Reads the rows of a result. */
  @FunctionalInterface
  public interface Rows<T> {
    /** Reads the rows; called before the first one. */
    T read(ResultSet rows) throws SQLException;
  }

  /** Runs a query. Parameters are bound in their order, nulls included. */
  public <T> T query(String sql, Rows<T> rows, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = bound(sql, values);
    try (ResultSet result = statement.executeQuery()) {
      return rows.read(result);
    }
  }

  /** The first column of every row. */
  public List<String> texts(String sql, @Nullable Object... values) throws SQLException {
    return query(
        sql,
        rows -> {
          var texts = new ArrayList<String>();
          while (rows.next()) {
            texts.add(rows.getString(1));
          }
          return texts;
        },
        values);
  }

  /** The first column of the first row, 0 if there is none. */
  public long number(String sql, @Nullable Object... values) throws SQLException {
    return query(sql, rows -> rows.next() ? rows.getLong(1) : 0L, values);
  }

  /** Runs a statement that returns no rows. Parameters are bound in their order, nulls included. */
  public void update(String sql, @Nullable Object... values) throws SQLException {
    bound(sql, values).executeUpdate();
  }

  /** Applies a change. */
  public void apply(Change change) throws SQLException {
    update(change.sql(), change.values().toArray());
  }

  private PreparedStatement bound(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Runs any number of statements that return no rows, without preparing them. */
  public void script(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** What is done in a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. Exceptions roll the transaction back. */
    T run(SqlSession session) throws SQLException;
  }

  /** Runs the work in a transaction that writes. */
  public <T> T writing(Work<T> work) throws SQLException {
    return transaction(dialect.beginWriting(), work);
  }

  /** Runs the work on one state of the database, whatever others write in the meantime. */
  public <T> T reading(Work<T> work) throws SQLException {
    return transaction(dialect.beginReading(), work);
  }

  private <T> T transaction(String begin, Work<T> work) throws SQLException {
    update(begin);
    boolean done = false;
    try {
      T result = work.run(this);
      update("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  /** Never hides the error that led here: after some errors the database has rolled back by itself, and reports that as an error. */
  private void rollback() {
    try {
      update("ROLLBACK");
    } catch (SQLException e) {
      broken = true;
    }
  }

  /** Whether a rollback failed. A transaction may still be open then, with its locks: close this session and open another. */
  public boolean isBroken() {
    return broken;
  }

  /** Closes the connection, even if a statement cannot be closed. */
  @Override
  public void close() throws SQLException {
    var all = List.copyOf(statements.values());
    statements.clear();
    try (connection) {
      for (PreparedStatement statement : all) {
        statement.close();
      }
    }
  }
}
