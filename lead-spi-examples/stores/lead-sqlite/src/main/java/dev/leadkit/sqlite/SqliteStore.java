// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.DataFiles;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import dev.leadkit.sqlite.Readers.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * A lead store in one SQLite file: durable, and open to everybody who can write a query.
 *
 * <p>What a commit says is committed has been forced to disk (write-ahead log, {@code synchronous = FULL}). Any number of processes of one
 * machine may share a file; one of them writes at a time, the others wait for it, at most half a minute. The file must lie on a local disk:
 * network file systems do not lock as SQLite needs it.
 *
 * <p>{@code event_log} is the truth and is never changed; {@code contact}, {@code company}, {@code lead}, {@code message}, {@code duplicate},
 * {@code enrichment} and {@code delivery} follow from it and are written in the same transaction. {@code schema.sql} in this package
 * documents every column.
 *
 * <p>Thread-safe. Commits in one call share one transaction and one write to disk: batches are several times faster than single commits.
 */
public final class SqliteStore implements LeadStore {

  private static final String SET_HEAD = """
      INSERT INTO wake (lead_id, seq, wake_at, lease_until, chain) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (lead_id) DO UPDATE SET
        seq = excluded.seq, wake_at = excluded.wake_at, lease_until = excluded.lease_until,
        chain = excluded.chain""";

  private static final String CLAIM =
      "INSERT INTO claim (layer, key, lead_id, event) VALUES (?, ?, ?, ?)";

  private static final String THREAD = """
      INSERT INTO thread (tenant, message_id, lead_id) VALUES (?, ?, ?)
      ON CONFLICT (tenant, message_id) DO NOTHING""";

  private static final String HOLDER =
      "SELECT lead_id, event FROM claim WHERE layer = ? AND key = ?";

  private static final String DUE = """
      SELECT lead_id, seq, lease_token FROM wake
      WHERE wake_at <= ? AND (lease_until IS NULL OR lease_until <= ?)
      ORDER BY wake_at, lead_id LIMIT ?""";

  private static final String SET_LEASE =
      "UPDATE wake SET lease_token = ?, lease_until = ? WHERE lead_id = ?";

  private static final String DRAW = """
      INSERT INTO ticket (line, lead_id, number)
      SELECT ?1, ?2, coalesce(max(number) + 1, 0) FROM ticket WHERE line = ?1
      ON CONFLICT (line, lead_id) DO NOTHING""";

  private static final String TICKET = "SELECT number FROM ticket WHERE line = ? AND lead_id = ?";

  private final Path file;
  private final Opener opener;
  private @Nullable Session writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final Readers readers;
  private boolean closed;

  /** A store that opens its connections so; without a writer it is for reading only. */
  SqliteStore(Path file, @Nullable Session writer, Opener opener) {
    this.file = file;
    this.writer = writer;
    this.opener = opener;
    this.readers = new Readers(file, opener);
  }

  /**
   * Opens the file, or creates it with mode 0600, and brings its schema to this release's version.
   *
   * @throws StoreException if it is not a lead store, is damaged, was written by a newer release, or cannot be opened; the message names it
   */
  public static SqliteStore open(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new StoreException(file + ": expected a file in a folder that exists");
    }
    Session writer = null;
    try {
      DataFiles.createFile(file);
      writer = Session.open(file);
      Schema.migrate(writer, file);
      return new SqliteStore(file, writer, Session::open);
    } catch (SQLException | IOException e) {
      throw abandoned(
          writer,
          new StoreException(file + ": cannot be opened as a lead store: " + e.getMessage(), e));
    } catch (StoreException e) {
      throw abandoned(writer, e);
    }
  }

  /**
   * Opens a file that exists and changes nothing: for a copy, a backup, or a folder or medium that cannot be written. Every call that would
   * write throws {@link StoreException}. A file of an older release is read as it is.
   *
   * <p>Where the folder cannot be written and no {@code -wal} file with content lies beside the file, no one must write to the file as long
   * as it is open.
   *
   * @throws StoreException if it is not a lead store, is damaged, was written by a newer release, or cannot be opened; the message names it
   */
  public static SqliteStore openReadOnly(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new StoreException(file + ": there is no such file");
    }
    try (Session session = Session.openReadOnly(file)) {
      Schema.checkReadable(session, file);
      return new SqliteStore(file, null, Session::openReadOnly);
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

  private static StoreException abandoned(@Nullable Session writer, StoreException cause) {
    if (writer != null) {
      try {
        writer.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
    return cause;
  }

  @Override
  public List<Result> commit(List<Commit> commits) {
    List<Draft> drafts = commits.stream().map(Draft::of).toList();
    return write(session -> {
      var results = new ArrayList<Result>(drafts.size());
      var refused = new HashSet<LeadId>();
      for (Draft draft : drafts) {
        LeadId lead = draft.commit().lead();
        Result result = commit(session, draft, refused.contains(lead));
        if (!(result instanceof Committed)) {
          refused.add(lead);
        }
        results.add(result);
      }
      return List.copyOf(results);
    });
  }

  /** A commit with all that can be worked out before the file is locked. */
  private record Draft(Commit commit, List<EventLog.Draft> events, List<Change> changes) {

    static Draft of(Commit commit) {
      List<EventLog.Draft> events =
          commit.events().stream().map(EventLog.Draft::of).toList();
      var changes = new ArrayList<Change>();
      for (LeadEvent event : commit.events()) {
        changes.addAll(Projection.of(event));
      }
      String lead = commit.lead().value();
      commit
          .keys()
          .forEach(
              (key, event) -> changes.add(Change.of(CLAIM, layer(key), key.value(), lead, event)));
      for (ThreadId thread : commit.threads()) {
        changes.add(Change.of(THREAD, thread.tenant(), thread.messageId(), lead));
      }
      return new Draft(commit, events, changes);
    }
  }

  /** Looks first and writes then, so that a refused commit has nothing to take back. */
  private static Result commit(Session session, Draft draft, boolean followsRefused)
      throws SQLException {
    Commit commit = draft.commit();
    String lead = commit.lead().value();
    WakeRow head = session.query(WakeRow.SELECT, WakeRow::of, lead);
    if (followsRefused || head.seq() != commit.after()) {
      return new Stale(head.seq());
    }
    for (Key key : commit.keys().keySet()) {
      Optional<Holder> holder = holder(session, key);
      if (holder.isPresent()) {
        return new Taken(key, holder.get());
      }
    }
    byte[] link = head.linkOf(commit.lead());
    for (EventLog.Draft event : draft.events()) {
      link = event.insert(session, link);
    }
    for (Change change : draft.changes()) {
      session.apply(change);
    }
    WakeRow next = head.after(commit);
    session.update(SET_HEAD, lead, next.seq(), next.wakeAt(), next.leaseUntil(), link);
    return new Committed();
  }

  @Override
  public Map<Key, Holder> holders(Collection<Key> keys) {
    return read(session -> {
      var found = new LinkedHashMap<Key, Holder>();
      for (Key key : keys) {
        holder(session, key).ifPresent(holder -> found.put(key, holder));
      }
      return found;
    });
  }

  private static Optional<Holder> holder(Session session, Key key) throws SQLException {
    return session.query(
        HOLDER,
        rows -> rows.next()
            ? Optional.of(new Holder(new LeadId(rows.getString(1)), rows.getString(2)))
            : Optional.empty(),
        layer(key),
        key.value());
  }

  private static String layer(Key key) {
    return key.layer().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
    return read(session -> {
      var found = new LinkedHashMap<String, LeadId>();
      for (String messageId : messageIds) {
        thread(session, tenant, messageId).ifPresent(lead -> found.put(messageId, lead));
      }
      return found;
    });
  }

  private static Optional<LeadId> thread(Session session, String tenant, String messageId)
      throws SQLException {
    return session.query(
        "SELECT lead_id FROM thread WHERE tenant = ? AND message_id = ?",
        rows -> rows.next() ? Optional.of(new LeadId(rows.getString(1))) : Optional.empty(),
        tenant,
        messageId);
  }

  @Override
  public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    var stored = read(session -> {
      var found = new LinkedHashMap<LeadId, List<EventLog.Stored>>();
      for (LeadId lead : leads) {
        found.put(lead, session.query(EventLog.HISTORY, EventLog.Stored::all, lead.value()));
      }
      return found;
    });
    var histories = new LinkedHashMap<LeadId, List<LeadEvent>>();
    stored.forEach((lead, events) ->
        histories.put(lead, events.stream().map(event -> event.read(file)).toList()));
    return histories;
  }

  @Override
  public Page events(long position, int max) {
    atLeastNone(max);
    List<EventLog.Stored> stored =
        read(session -> session.query(EventLog.PAGE, EventLog.Stored::all, position, max));
    return new Page(
        stored.stream().map(event -> event.read(file)).toList(),
        stored.isEmpty() ? position : stored.get(stored.size() - 1).position());
  }

  @Override
  public LeadPage leads(long position, int max) {
    atLeastNone(max);
    return read(session -> session.query(
        EventLog.LEADS,
        rows -> {
          var leads = new ArrayList<LeadId>();
          long last = position;
          while (rows.next()) {
            last = rows.getLong(1);
            leads.add(EventLog.lead(rows.getString(2), last, file));
          }
          return new LeadPage(leads, last);
        },
        position,
        max));
  }

  @Override
  public long end() {
    return read(session -> session.query(EventLog.END, rows -> {
      rows.next();
      return rows.getLong(1);
    }));
  }

  @Override
  public @Nullable Chain chain(LeadId lead) {
    Optional<Chain> chain = read(session -> {
      if (Schema.version(session) < Schema.CHAINED) {
        return Optional.empty();
      }
      List<Link> links = session.query(EventLog.LINKS, EventLog::links, lead.value());
      WakeRow head = session.query(WakeRow.SELECT, WakeRow::of, lead.value());
      // A lead without events has the start of a chain; one with events and without a link was
      // changed by others.
      byte[] last = head.seq() == 0 ? head.linkOf(lead) : head.link();
      return Optional.of(new Chain(links, head.seq(), EventLog.hex(last)));
    });
    return chain.orElse(null);
  }

  /** Checks the pages of the file, looks for rows that are missing, and makes all projections again to compare them with the tables. */
  @Override
  public Inspection inspect() {
    try (Session session = readers.another()) {
      return Inspector.inspect(session, file);
    } catch (SQLException e) {
      throw new StoreException(file + ": cannot be checked: " + e.getMessage(), e);
    }
  }

  /** Makes the projections of the lead again to compare them with its rows. */
  @Override
  public Inspection inspect(LeadId lead) {
    try (Session session = readers.another()) {
      return Inspector.inspect(session, file, lead);
    } catch (SQLException e) {
      throw new StoreException(file + ": cannot be checked: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Lease> lease(Instant now, Instant until, int max) {
    atLeastNone(max);
    long nanos = Times.nanos(now);
    boolean due = read(session -> session.query(DUE, ResultSet::next, nanos, nanos, max));
    return due ? write(session -> lease(session, nanos, until, max)) : List.of();
  }

  private static List<Lease> lease(Session session, long now, Instant until, int max)
      throws SQLException {
    List<Lease> leases = session.query(
        DUE,
        rows -> {
          var found = new ArrayList<Lease>();
          while (rows.next()) {
            String token = Long.toString(rows.getLong(3) + 1);
            found.add(new Lease(new LeadId(rows.getString(1)), rows.getLong(2), token, until));
          }
          return List.copyOf(found);
        },
        now,
        now,
        max);
    for (Lease lease : leases) {
      session.update(
          SET_LEASE,
          Long.valueOf(lease.token()),
          Times.nanos(until),
          lease.lead().value());
    }
    return leases;
  }

  @Override
  public @Nullable Instant nextWake() {
    Optional<Instant> earliest = read(session -> session.query(
        "SELECT wake_at FROM wake WHERE wake_at IS NOT NULL ORDER BY wake_at LIMIT 1",
        rows -> rows.next() ? Optional.of(Times.instant(rows.getLong(1))) : Optional.empty()));
    return earliest.orElse(null);
  }

  @Override
  public long ticket(String line, LeadId lead) {
    Optional<Long> known = read(session -> ticket(session, line, lead));
    return known.isPresent()
        ? known.get()
        : write(session -> {
          session.update(DRAW, line, lead.value());
          return ticket(session, line, lead).orElseThrow();
        });
  }

  private static Optional<Long> ticket(Session session, String line, LeadId lead)
      throws SQLException {
    return session.query(
        TICKET,
        rows -> rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty(),
        line,
        lead.value());
  }

  /** Makes all projections again from the events, in one transaction. */
  void rebuild() {
    write(session -> {
      Migration.project(session, file);
      return true;
    });
  }

  private static void atLeastNone(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("max: expected 0 or more, got " + max);
    }
  }

  /** What is done with a connection inside of a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Session session) throws SQLException;
  }

  private <T> T write(Work<T> work) {
    writing.lock();
    try {
      if (closed) {
        throw new StoreException(file + ": the store is closed");
      }
      Session session = writer;
      if (session == null) {
        throw new StoreException(file + ": is open for reading only");
      }
      Session usable = session.isBroken() ? replaced(session) : session;
      return usable.writing(() -> work.run(usable));
    } catch (SQLException e) {
      throw new StoreException(file + ": nothing was written: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  /** The old connection is closed first: it may hold the file. */
  private Session replaced(Session broken) throws SQLException {
    broken.close();
    Session other = opener.open(file);
    writer = other;
    return other;
  }

  private <T> T read(Work<T> work) {
    try {
      return readers.read(work);
    } catch (SQLException e) {
      throw new StoreException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Waits for what is being written and read; from then on every call throws {@link StoreException}. */
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
