// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.integrity.EventChain;
import dev.leadkit.json.LeadJson;
import dev.leadkit.spi.LeadStore.LeadPage;
import dev.leadkit.spi.LeadStore.Link;
import dev.leadkit.spi.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code event_log}, the histories of all leads in one order. */
public final class EventLog {

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

  private static final String LINKS =
      "SELECT seq, chain FROM event_log WHERE entity_id = ? ORDER BY seq";

  private static final String INSERT = """
      INSERT INTO event_log (entity_type, entity_id, seq, event_type, metadata, occurred_at, chain)
      VALUES ('lead', ?, ?, ?, %s, ?, ?)""";

  private EventLog() {}

  /** The statement that appends an event: lead, seq, type, fact as JSON in UTF-8, time, link. */
  static String insert(SqlDialect dialect) {
    return INSERT.replace("%s", dialect.jsonFromUtf8());
  }

  /** An event with everything that can be computed before the transaction begins. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Draft(LeadEvent event, String type, byte[] fact, byte[] commitment) {

    static Draft of(LeadEvent event) {
      String type = LeadJson.type(event.fact());
      byte[] fact = LeadJson.write(event.fact());
      byte[] commitment = EventChain.commitment(event, fact);
      byte[] stored = event.context().isEmpty() ? fact : LeadJson.writeStored(event);
      return new Draft(event, type, stored, commitment);
    }

    /** Appends the row and returns its link. */
    byte[] insert(SqlSession session, String insert, byte[] previousLink) throws SQLException {
      byte[] link = EventChain.link(previousLink, commitment);
      session.update(
          insert, event.lead().value(), event.seq(), type, fact, Times.text(event.at()), link);
      return link;
    }
  }

  /** The events of a lead, in the order of seq. */
  public static List<StoredEvent> history(SqlSession session, LeadId lead) throws SQLException {
    return session.query(HISTORY, EventLog::stored, lead.value());
  }

  /** At most {@code max} events after this position, in the order of positions. */
  public static List<StoredEvent> page(SqlSession session, long position, int max)
      throws SQLException {
    return session.query(PAGE, EventLog::stored, position, max);
  }

  private static List<StoredEvent> stored(ResultSet rows) throws SQLException {
    var all = new ArrayList<StoredEvent>();
    while (rows.next()) {
      all.add(new StoredEvent(
          rows.getLong(1),
          rows.getString(2),
          rows.getLong(3),
          rows.getString(4),
          rows.getBytes(5),
          rows.getString(6)));
    }
    return all;
  }

  /** @param database to name in errors */
  static LeadPage leads(SqlSession session, long position, int max, String database)
      throws SQLException {
    return session.query(
        LEADS,
        rows -> {
          var leads = new ArrayList<LeadId>();
          long last = position;
          while (rows.next()) {
            last = rows.getLong(1);
            leads.add(lead(rows.getString(2), last, database));
          }
          return new LeadPage(leads, last);
        },
        position,
        max);
  }

  private static LeadId lead(String id, long position, String database) {
    try {
      return new LeadId(id);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          database + ": row " + position + " of event_log does not belong to a lead: "
              + e.getMessage(),
          e);
    }
  }

  /** The position of the last event, 0 if there is none. */
  static long end(SqlSession session) throws SQLException {
    return session.query(END, rows -> {
      rows.next();
      return rows.getLong(1);
    });
  }

  /** The links of a lead's events, in the order of seq. */
  static List<Link> links(SqlSession session, LeadId lead) throws SQLException {
    return session.query(
        LINKS,
        rows -> {
          var links = new ArrayList<Link>();
          while (rows.next()) {
            links.add(new Link(rows.getLong(1), hex(rows.getBytes(2))));
          }
          return links;
        },
        lead.value());
  }

  static String hex(byte @Nullable [] link) {
    return link == null ? "" : HexFormat.of().formatHex(link);
  }
}
