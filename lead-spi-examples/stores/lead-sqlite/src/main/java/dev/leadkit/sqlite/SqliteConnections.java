// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.sql.SqlSession;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteErrorCode;

/** Opens connections to a file, with the settings that a lead store needs. */
final class SqliteConnections {

  /** How long one process waits for another that is writing. */
  private static final int BUSY_TIMEOUT_MILLIS = 30_000;

  private static final int RETRY_PAUSE_MILLIS = 10;
  private static final int CACHE_KIB = 32_000;
  private static final int PAGE_BYTES = 4_096;

  /** How long the write-ahead log grows before it is copied to the file: the longer, the fewer pages are copied twice. */
  private static final int LOG_PAGES = 8_000;

  private SqliteConnections() {}

  /** Opens the file for reading and writing. */
  static SqlSession open(Path file) throws SQLException {
    var config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setTempStore(TempStore.MEMORY);
    config.setJournalSizeLimit(2 * LOG_PAGES * PAGE_BYTES);
    var session = session(connect(config, url(file)));
    session.script("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
    return session;
  }

  /**
   * Opens a file that must not be changed. SQLite reads a file in WAL mode only together with its {@code -wal} and {@code -shm} files,
   * which it creates if they are missing. Where it cannot create them, and the log is empty or missing, the file is opened as immutable:
   * that needs neither file, and assumes that no one writes to the database in the meantime.
   */
  static SqlSession openReadOnly(Path file) throws SQLException {
    var config = config();
    config.setReadOnly(true);
    return session(connect(config, url(file) + (isFrozen(file) ? "?immutable=1" : "?mode=ro")));
  }

  private static SqlSession session(Connection connection) {
    return new SqlSession(connection, SqliteDialect.INSTANCE);
  }

  private static boolean isFrozen(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return (folder == null || !Files.isWritable(folder)) && log.toFile().length() == 0;
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setGetGeneratedKeys(false);
    return config;
  }

  /**
   * The file as a URI (RFC 3986 §2.1) in which every character except letters, digits and {@code /._-~} is percent-encoded. In a plain name
   * the driver takes what follows a question mark for settings, and SQLite gives a meaning to names such as {@code :memory:}.
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

  /** Retries: switching to write-ahead logging does not wait for other connections that switch at the same time. */
  private static Connection connect(SQLiteConfig config, String url) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return config.createConnection(url);
      } catch (SQLException e) {
        if ((e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_BUSY.code
            || attempt == BUSY_TIMEOUT_MILLIS / RETRY_PAUSE_MILLIS) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_PAUSE_MILLIS));
      }
    }
  }
}
