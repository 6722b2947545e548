// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadQuery;
import dev.leadkit.spi.LeadQuery.Cursor;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import dev.leadkit.sql.SqlSession.Work;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A lead store in an SQL database: the rules of {@link LeadStore}, over tables that every such store has.
 *
 * <p>A subclass opens the connections, creates the tables and runs transactions in {@link #read} and {@link #write}. Where several
 * transactions may write at the same time, {@code write} repeats one that the database refused because of another, for example when both
 * claimed the same key: the work then finds the key taken.
 *
 * <p>Thread-safe if {@code read} and {@code write} are.
 */
public abstract class SqlStore implements LeadStore {

  private final String database;
  private final Projection projection;
  private final Claims claims;
  private final Conversations conversations;
  private final Leases leases;
  private final Tickets tickets;
  private final List<String> beforeEvents;
  private final String selectHead;
  private final String insertEvent;

  /** @param database to name in errors: a file or a URL without secrets */
  protected SqlStore(SqlDialect dialect, String database) {
    this.database = database;
    this.projection = new Projection(dialect);
    this.claims = new Claims(dialect);
    this.conversations = new Conversations(dialect);
    this.leases = new Leases(dialect);
    this.tickets = new Tickets(dialect);
    this.beforeEvents = List.copyOf(dialect.beforeEvents());
    this.selectHead = WakeRow.selectForUpdate(dialect);
    this.insertEvent = EventLog.insert(dialect);
  }

  /**
   * Runs work that only reads, on one state of the database.
   *
   * @throws StoreException if the database cannot answer or the store is closed
   */
  protected abstract <T> T read(Work<T> work);

  /**
   * Runs work that writes, in one transaction that is durable when this returns. The work may be run again in a new transaction.
   *
   * @throws StoreException if the transaction was not committed; then nothing was written
   */
  protected abstract <T> T write(Work<T> work);

  @Override
  public List<Result> commit(List<Commit> commits) {
    List<PreparedCommit> prepared = commits.stream()
        .map(commit -> PreparedCommit.of(commit, projection, claims, conversations))
        .toList();
    return write(session -> {
      for (String statement : beforeEvents) {
        session.update(statement);
      }
      var results = new ArrayList<Result>(prepared.size());
      var refused = new HashSet<LeadId>();
      for (PreparedCommit commit : prepared) {
        Result result = commit(session, commit, refused.contains(commit.lead()));
        if (!(result instanceof Committed)) {
          refused.add(commit.lead());
        }
        results.add(result);
      }
      return List.copyOf(results);
    });
  }

  /** Checks first and writes then, so that a refused commit has nothing to undo. */
  private Result commit(SqlSession session, PreparedCommit prepared, boolean followsRefused)
      throws SQLException {
    Commit commit = prepared.commit();
    LeadId lead = commit.lead();
    WakeRow head = WakeRow.read(session, selectHead, lead);
    if (followsRefused || head.seq() != commit.after()) {
      return new Stale(head.seq());
    }
    for (Key key : commit.keys().keySet()) {
      Optional<Holder> holder = claims.holder(session, key);
      if (holder.isPresent()) {
        return new Taken(key, holder.get());
      }
    }
    byte[] link = head.linkOf(lead);
    for (EventLog.Draft event : prepared.events()) {
      link = event.insert(session, insertEvent, link);
    }
    for (Change change : prepared.changes()) {
      session.apply(change);
    }
    head.after(commit).write(session, lead, link);
    return new Committed();
  }

  @Override
  public Map<Key, Holder> holders(Collection<Key> keys) {
    return read(session -> {
      var found = new LinkedHashMap<Key, Holder>();
      for (Key key : keys) {
        claims.holder(session, key).ifPresent(holder -> found.put(key, holder));
      }
      return found;
    });
  }

  @Override
  public Map<String, LeadId> threads(String tenant, Collection<String> messageIds) {
    return read(session -> {
      var found = new LinkedHashMap<String, LeadId>();
      for (String messageId : messageIds) {
        conversations
            .lead(session, tenant, messageId)
            .ifPresent(lead -> found.put(messageId, lead));
      }
      return found;
    });
  }

  @Override
  public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
    var stored = read(session -> {
      var found = new LinkedHashMap<LeadId, List<StoredEvent>>();
      for (LeadId lead : leads) {
        found.put(lead, EventLog.history(session, lead));
      }
      return found;
    });
    var histories = new LinkedHashMap<LeadId, List<LeadEvent>>();
    stored.forEach((lead, events) -> histories.put(lead, parsed(events)));
    return histories;
  }

  @Override
  public Page events(long position, int max) {
    requireNotNegative(max);
    List<StoredEvent> stored = read(session -> EventLog.page(session, position, max));
    return new Page(
        parsed(stored),
        stored.isEmpty() ? position : stored.get(stored.size() - 1).position());
  }

  /** Parses outside the transaction. */
  private List<LeadEvent> parsed(List<StoredEvent> events) {
    return events.stream().map(event -> event.event(database)).toList();
  }

  @Override
  public LeadPage leads(long position, int max) {
    requireNotNegative(max);
    return read(session -> EventLog.leads(session, position, max, database));
  }

  @Override
  public Matches find(LeadQuery query, Cursor cursor, int max) {
    requireNotNegative(max);
    return read(session -> LeadSearch.find(session, query, cursor, max, database));
  }

  @Override
  public long end() {
    return read(EventLog::end);
  }

  @Override
  public @Nullable Chain chain(LeadId lead) {
    return read(session -> chain(session, lead));
  }

  /** The chain of a lead. */
  protected static Chain chain(SqlSession session, LeadId lead) throws SQLException {
    List<Link> links = EventLog.links(session, lead);
    WakeRow head = WakeRow.read(session, lead);
    // Without events the chain is at its start. Events without a link at the head were changed by
    // others: then the head is "".
    byte[] last = head.seq() == 0 ? head.linkOf(lead) : head.link();
    return new Chain(links, head.seq(), EventLog.hex(last));
  }

  @Override
  public List<Lease> lease(Instant now, Instant until, int max) {
    requireNotNegative(max);
    boolean isAnyDue = read(session -> leases.isAnyDue(session, now, max));
    return isAnyDue ? write(session -> leases.lease(session, now, until, max)) : List.of();
  }

  @Override
  public @Nullable Instant nextWake() {
    return read(Leases::nextWake).orElse(null);
  }

  @Override
  public long ticket(String line, LeadId lead) {
    Optional<Long> known = read(session -> tickets.number(session, line, lead));
    return known.isPresent() ? known.get() : write(session -> tickets.draw(session, line, lead));
  }

  private static void requireNotNegative(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("max: expected 0 or more, got " + max);
    }
  }
}
