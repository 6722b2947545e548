// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadId;
import dev.leadkit.spi.DataFiles;
import dev.leadkit.spi.StoreException;
import dev.leadkit.sql.ProjectionReplay;
import dev.leadkit.sql.SqlSession;
import dev.leadkit.sql.SqlSession.Work;
import dev.leadkit.sql.SqlStore;
import dev.leadkit.sqlite.Readers.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * A lead store in one SQLite file, which anyone can query with SQL.
 *
 * <p>When {@code commit} returns, its commits have been forced to disk (write-ahead log, {@code synchronous = FULL}). Any number of processes
 * on one machine may share a file. One of them writes at a time; the others wait up to 30 seconds. The file must be on a local disk, because
 * network file systems do not provide the locks that SQLite needs.
 *
 * <p>{@code event_log} is the source of truth and is never changed. {@code contact}, {@code company}, {@code lead}, {@code message},
 * {@code duplicate}, {@code enrichment} and {@code delivery} are projections of it, written in the same transaction. {@code schema.sql} in
 * this package documents every column.
 *
 * <p>Thread-safe. Commits in one call share one transaction and one write to disk: batches are several times faster than single commits.
 */
public final class SqliteStore extends SqlStore {

  private final Path file;
  private final Opener opener;
  private @Nullable SqlSession writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final Readers readers;
  private boolean closed;

  /** A store that opens its connections with this opener. Without a writer it is read-only. */
  SqliteStore(Path file, @Nullable SqlSession writer, Opener opener) {
    super(SqliteDialect.INSTANCE, file.toString());
    this.file = file;
    this.writer = writer;
    this.opener = opener;
    this.readers = new Readers(file, opener);
  }

  /**
   * Opens the file, or creates it with mode 0600, and migrates its schema to this release's version.
   *
   * @throws StoreException if it is not a lead store, is damaged, was written by a newer release, or cannot be opened; the message names it
   */
  public static SqliteStore open(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new StoreException(file + ": expected a file in a folder that exists");
    }
    SqlSession writer = null;
    try {
      DataFiles.createFile(file);
      writer = SqliteConnections.open(file);
      Schema.migrate(writer, file);
      return new SqliteStore(file, writer, SqliteConnections::open);
    } catch (SQLException | IOException e) {
      throw abandoned(
          writer,
          new StoreException(file + ": cannot be opened as a lead store: " + e.getMessage(), e));
    } catch (StoreException e) {
      throw abandoned(writer, e);
    }
  }

  /**
   * Opens an existing file without changing it: for a copy, a backup, or a folder or medium that cannot be written. Every call that would
   * write throws {@link StoreException}. A file of an older release is not migrated.
   *
   * <p>If the folder cannot be written and there is no {@code -wal} file with content beside the file, no one may write to the file while it
   * is open.
   *
   * @throws StoreException if it is not a lead store, is damaged, was written by a newer release, or cannot be opened; the message names it
   */
  public static SqliteStore openReadOnly(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new StoreException(file + ": no such file");
    }
    try (SqlSession session = SqliteConnections.openReadOnly(file)) {
      Schema.checkReadable(session, file);
      return new SqliteStore(file, null, SqliteConnections::openReadOnly);
    } catch (SQLException e) {
      throw new StoreException(
          file + ": cannot be read as a lead store: " + e.getMessage() + remedy(e), e);
    }
  }

  /** SQLite needs a file beside the database to read what its log holds, which a read-only folder does not allow. */
  private static String remedy(SQLException e) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xFF);
    return code == SQLiteErrorCode.SQLITE_CANTOPEN || code == SQLiteErrorCode.SQLITE_READONLY
        ? "; if there is a -wal file beside it, copy both to a writable folder"
        : "";
  }

  private static StoreException abandoned(@Nullable SqlSession writer, StoreException cause) {
    if (writer != null) {
      try {
        writer.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    return cause;
  }

  /** Null for a file of an older release that is open for reading only and has no chain. */
  @Override
  public @Nullable Chain chain(LeadId lead) {
    Optional<Chain> chain = read(session -> Schema.version(session) < Schema.CHAINED
        ? Optional.empty()
        : Optional.of(chain(session, lead)));
    return chain.orElse(null);
  }

  /** Checks the pages of the file, looks for missing rows, and computes all projections again to compare them with the tables. */
  @Override
  public Inspection inspect() {
    try (SqlSession session = readers.another()) {
      return Inspector.inspect(session, file);
    } catch (SQLException e) {
      throw new StoreException(file + ": cannot be checked: " + e.getMessage(), e);
    }
  }

  /** Computes the projections of the lead again to compare them with its rows. */
  @Override
  public Inspection inspect(LeadId lead) {
    try (SqlSession session = readers.another()) {
      return Inspector.inspect(session, file, lead);
    } catch (SQLException e) {
      throw new StoreException(file + ": cannot be checked: " + e.getMessage(), e);
    }
  }

  /** Computes all projections from the events again, in one transaction. */
  void rebuild() {
    write(session -> {
      new ProjectionReplay(SqliteDialect.INSTANCE).rebuild(session);
      return true;
    });
  }

  @Override
  protected <T> T write(Work<T> work) {
    writing.lock();
    try {
      if (closed) {
        throw new StoreException(file + ": the store is closed");
      }
      SqlSession session = writer;
      if (session == null) {
        throw new StoreException(file + ": is open for reading only");
      }
      SqlSession usable = session.isBroken() ? replaced(session) : session;
      return usable.writing(work);
    } catch (SQLException e) {
      throw new StoreException(file + ": nothing was written: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  /** The old connection is closed first: it may hold the file. */
  private SqlSession replaced(SqlSession broken) throws SQLException {
    broken.close();
    SqlSession other = opener.open(file);
    writer = other;
    return other;
  }

  @Override
  protected <T> T read(Work<T> work) {
    try {
      return readers.read(work);
    } catch (SQLException e) {
      throw new StoreException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Waits for calls in progress. Later calls throw {@link StoreException}. */
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      readers.close();
      if (writer != null) {
        writer.close();
      }
    } catch (SQLException e) {
      throw new StoreException(file + ": could not be closed: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }
}
