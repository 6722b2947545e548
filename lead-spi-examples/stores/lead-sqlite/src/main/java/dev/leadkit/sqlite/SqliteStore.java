// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
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

  private static final String HEAD =
      "SELECT seq, wake_at, lease_token, lease_until FROM wake WHERE lead_id = ?";

  private static final String SET_HEAD = """
      INSERT INTO wake (lead_id, seq, wake_at, lease_until) VALUES (?, ?, ?, ?)
      ON CONFLICT (lead_id) DO UPDATE SET
        seq = excluded.seq, wake_at = excluded.wake_at, lease_until = excluded.lease_until""";

  private static final String EVENT = """
      INSERT INTO event_log (entity_type, entity_id, seq, event_type, metadata, occurred_at)
      VALUES ('lead', ?, ?, ?, CAST(? AS TEXT), ?)""";

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

  private static final String HISTORY = """
      SELECT position, entity_id, seq, event_type, metadata, occurred_at FROM event_log
      WHERE entity_id = ? ORDER BY seq""";

  private static final String PAGE = """
      SELECT position, entity_id, seq, event_type, metadata, occurred_at FROM event_log
      WHERE position > ? ORDER BY position LIMIT ?""";

  private static final String LEADS = """
      SELECT position, entity_id FROM event_log
      WHERE position > ? AND seq = 1 ORDER BY position LIMIT ?""";

  private static final String END = "SELECT coalesce(max(position), 0) FROM event_log";

  private static final String DRAW = """
      INSERT INTO ticket (line, lead_id, number)
      SELECT ?1, ?2, coalesce(max(number) + 1, 0) FROM ticket WHERE line = ?1
      ON CONFLICT (line, lead_id) DO NOTHING""";

  private static final String TICKET = "SELECT number FROM ticket WHERE line = ? AND lead_id = ?";

  private final Path file;
  private final Session writer;
  private final ReentrantLock writing = new ReentrantLock();
  private final Readers readers;
  private boolean closed;

  private SqliteStore(Path file, Session writer, Readers readers) {
    this.file = file;
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * Opens the file, or makes it, and brings its schema to this release's version.
   *
   * @throws StoreException if it is no lead store, is damaged, was written by a newer release, or cannot be opened; the message names it
   */
  public static SqliteStore open(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new StoreException(file + ": expected a file in a folder that exists");
    }
    Session writer = null;
    try {
      writer = Session.open(file);
      Schema.migrate(writer, file);
      return new SqliteStore(file, writer, new Readers(file));
    } catch (SQLException e) {
      throw abandoned(
          writer,
          new StoreException(file + ": cannot be opened as a lead store: " + e.getMessage(), e));
    } catch (StoreException e) {
      throw abandoned(writer, e);
    }
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
  private record Draft(Commit commit, List<Change> changes) {

    static Draft of(Commit commit) {
      var changes = new ArrayList<Change>();
      for (LeadEvent event : commit.events()) {
        changes.add(Change.of(
            EVENT,
            event.lead().value(),
            event.seq(),
            LeadJson.type(event.fact()),
            LeadJson.write(event.fact()),
            Times.text(event.at())));
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
      return new Draft(commit, changes);
    }
  }

  /** Looks first and writes then, so that a refused commit has nothing to take back. */
  private static Result commit(Session session, Draft draft, boolean followsRefused)
      throws SQLException {
    Commit commit = draft.commit();
    String lead = commit.lead().value();
    Head head = session.query(HEAD, Head::of, lead);
    if (followsRefused || head.seq() != commit.after()) {
      return new Stale(head.seq());
    }
    for (Key key : commit.keys().keySet()) {
      Optional<Holder> holder = holder(session, key);
      if (holder.isPresent()) {
        return new Taken(key, holder.get());
      }
    }
    for (Change change : draft.changes()) {
      session.apply(change);
    }
    Head next = head.after(commit);
    session.update(SET_HEAD, lead, next.seq(), next.wakeAt(), next.leaseUntil());
    return new Committed();
  }

  /** How far a lead is: its row in {@code wake}. */
  private record Head(
      long seq,
      @Nullable Long wakeAt,
      long leaseToken,
      @Nullable Long leaseUntil) {

    static Head of(ResultSet rows) throws SQLException {
      return rows.next()
          ? new Head(rows.getLong(1), longOrNull(rows, 2), rows.getLong(3), longOrNull(rows, 4))
          : new Head(0, null, 0, null);
    }

    Head after(Commit commit) {
      long last = commit.after() + commit.events().size();
      Instant wanted = commit.wakeAt();
      Long wake = wanted == null ? null : Long.valueOf(Times.nanos(wanted));
      Lease lease = commit.lease();
      if (lease != null && leaseUntil != null && lease.token().equals(Long.toString(leaseToken))) {
        return new Head(last, wake, leaseToken, null);
      }
      return new Head(last, earlier(wakeAt, wake), leaseToken, leaseUntil);
    }

    private static @Nullable Long earlier(@Nullable Long one, @Nullable Long other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return Math.min(one, other);
    }
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
      var found = new LinkedHashMap<LeadId, List<Stored>>();
      for (LeadId lead : leads) {
        found.put(lead, session.query(HISTORY, Stored::all, lead.value()));
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
    List<Stored> stored = read(session -> session.query(PAGE, Stored::all, position, max));
    return new Page(
        stored.stream().map(event -> event.read(file)).toList(),
        stored.isEmpty() ? position : stored.get(stored.size() - 1).position());
  }

  @Override
  public LeadPage leads(long position, int max) {
    atLeastNone(max);
    return read(session -> session.query(
        LEADS,
        rows -> {
          var leads = new ArrayList<LeadId>();
          long last = position;
          while (rows.next()) {
            last = rows.getLong(1);
            leads.add(new LeadId(rows.getString(2)));
          }
          return new LeadPage(leads, last);
        },
        position,
        max));
  }

  @Override
  public long end() {
    return read(session -> session.query(END, rows -> {
      rows.next();
      return rows.getLong(1);
    }));
  }

  /** A row of {@code event_log}, read outside of the transaction. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stored(long position, String lead, long seq, String type, byte[] fact, String at) {

    static List<Stored> all(ResultSet rows) throws SQLException {
      var all = new ArrayList<Stored>();
      while (rows.next()) {
        all.add(new Stored(
            rows.getLong(1),
            rows.getString(2),
            rows.getLong(3),
            rows.getString(4),
            rows.getBytes(5),
            rows.getString(6)));
      }
      return all;
    }

    LeadEvent read(Path file) {
      try {
        return new LeadEvent(
            new LeadId(lead), seq, Instant.parse(at), LeadJson.readFact(type, fact));
      } catch (RuntimeException e) {
        throw new StoreException(
            file + ": event " + seq + " of " + lead + " (" + type + ") cannot be read", e);
      }
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

  /** Makes all projections anew from the events, in one transaction. */
  void rebuild() {
    write(session -> {
      for (String table : Projection.TABLES) {
        session.update("DELETE FROM " + table);
      }
      long position = 0;
      List<Stored> page = session.query(PAGE, Stored::all, position, 1_000);
      while (!page.isEmpty()) {
        for (Stored event : page) {
          for (Change change : Projection.of(event.read(file))) {
            session.apply(change);
          }
          position = event.position();
        }
        page = session.query(PAGE, Stored::all, position, 1_000);
      }
      return position;
    });
  }

  private static void atLeastNone(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("max: expected 0 or more, got " + max);
    }
  }

  private static @Nullable Long longOrNull(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
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
      return writer.writing(() -> work.run(writer));
    } catch (SQLException e) {
      throw new StoreException(file + ": nothing was written: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
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
      writer.close();
    } catch (SQLException e) {
      throw new StoreException(file + ": could not be closed: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }
}
