// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteErrorCode;

/** One connection to the file, with every statement prepared once. Used by one thread at a time. */
final class Session implements AutoCloseable {

  /** How long one process waits for another that is writing. */
  private static final int PATIENCE_MILLIS = 30_000;

  private static final int PAUSE_MILLIS = 10;
  private static final int CACHE_KIB = 32_000;
  private static final int PAGE_BYTES = 4_096;

  /** How long the write-ahead log grows before it is copied to the file: the more, the fewer pages are copied twice. */
  private static final int LOG_PAGES = 8_000;

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private boolean broken;

  Session(Connection connection) {
    this.connection = connection;
  }

  static Session open(Path file) throws SQLException {
    var config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setTempStore(TempStore.MEMORY);
    config.setJournalSizeLimit(2 * LOG_PAGES * PAGE_BYTES);
    var session = new Session(connected(config, url(file)));
    session.script("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
    return session;
  }

  /**
   * Opens a file that is not to be changed. SQLite reads a file in WAL mode only together with its {@code -wal} and {@code -shm} files,
   * which it creates if they are missing. Where it cannot, and there is no log with anything in it, the file is opened as immutable: that
   * needs neither, and takes it for granted that no one writes to the file meanwhile.
   */
  static Session openReadOnly(Path file) throws SQLException {
    var config = config();
    config.setReadOnly(true);
    return new Session(
        connected(config, url(file) + (isFrozen(file) ? "?immutable=1" : "?mode=ro")));
  }

  private static boolean isFrozen(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return (folder == null || !Files.isWritable(folder)) && log.toFile().length() == 0;
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setGetGeneratedKeys(false);
    return config;
  }

  /**
   * The file as a URI (RFC 3986 §2.1) in which only letters, digits and {@code /._-~} stand for themselves. In a plain name the driver takes
   * what follows a question mark for settings, and SQLite gives a meaning to names such as {@code :memory:}.
   */
  static String url(Path file) {
    String name = file.toAbsolutePath().toString().replace(File.separatorChar, '/');
    var url = new StringBuilder("jdbc:sqlite:file:").append(name.startsWith("/") ? "" : "/");
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain = (b >= 'a' && b <= 'z')
          || (b >= 'A' && b <= 'Z')
          || (b >= '0' && b <= '9')
          || "/._-~".indexOf(b) >= 0;
      if (isPlain) {
        url.append((char) b);
      } else {
        url.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return url.toString();
  }

  /** Turning to write-ahead logging does not wait for others who do the same, so it is tried again. */
  private static Connection connected(SQLiteConfig config, String url) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return config.createConnection(url);
      } catch (SQLException e) {
        if ((e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_BUSY.code
            || attempt == PATIENCE_MILLIS / PAUSE_MILLIS) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
    }
  }

  /** Reads the rows of a result. */
  @FunctionalInterface
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  <T> T query(String sql, Rows<T> rows, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = bound(sql, values);
    try (ResultSet result = statement.executeQuery()) {
      return rows.read(result);
    }
  }

  void update(String sql, @Nullable Object... values) throws SQLException {
    bound(sql, values).executeUpdate();
  }

  void apply(Change change) throws SQLException {
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

  /** Runs any number of statements that return nothing. */
  void script(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Runs the work in a transaction that can write from its first moment. */
  <T> T writing(Work<T> work) throws SQLException {
    return transaction("BEGIN IMMEDIATE", work);
  }

  /** Runs the work on one state of the file, whatever others write meanwhile. */
  <T> T reading(Work<T> work) throws SQLException {
    return transaction("BEGIN", work);
  }

  /** What happens inside of a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T transaction(String begin, Work<T> work) throws SQLException {
    update(begin);
    boolean done = false;
    try {
      T result = work.run();
      update("COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollback();
      }
    }
  }

  /** Never hides why it is called: after some errors SQLite has rolled back by itself, and says so. */
  private void rollback() {
    try {
      update("ROLLBACK");
    } catch (SQLException e) {
      broken = true;
    }
  }

  /** Whether a rollback failed. A transaction may still be open then, and hold the file: close this session and open another. */
  boolean isBroken() {
    return broken;
  }

  /** Closes the connection even if a statement cannot be closed. */
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
