// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.integrity.EventChain;
import dev.leadkit.json.LeadJson;
import dev.leadkit.spi.LeadStore.Link;
import dev.leadkit.spi.StoreException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code event_log}: how an event becomes a row and a row an event. */
final class EventLog {

  static final String HISTORY = """
      SELECT position, entity_id, seq, event_type, metadata, occurred_at FROM event_log
      WHERE entity_id = ? ORDER BY seq""";

  static final String PAGE = """
      SELECT position, entity_id, seq, event_type, metadata, occurred_at FROM event_log
      WHERE position > ? ORDER BY position LIMIT ?""";

  static final String LEADS = """
      SELECT position, entity_id FROM event_log
      WHERE position > ? AND seq = 1 ORDER BY position LIMIT ?""";

  static final String END = "SELECT coalesce(max(position), 0) FROM event_log";

  static final String LINKS = "SELECT seq, chain FROM event_log WHERE entity_id = ? ORDER BY seq";

  private static final String INSERT = """
      INSERT INTO event_log (entity_type, entity_id, seq, event_type, metadata, occurred_at, chain)
      VALUES ('lead', ?, ?, ?, CAST(? AS TEXT), ?, ?)""";

  private EventLog() {}

  /** An event with all that can be worked out before the file is locked. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Draft(LeadEvent event, String type, byte[] fact, byte[] commitment) {

    static Draft of(LeadEvent event) {
      String type = LeadJson.type(event.fact());
      byte[] fact = LeadJson.write(event.fact());
      byte[] commitment = EventChain.commitment(event.lead(), event.seq(), event.at(), type, fact);
      return new Draft(event, type, fact, commitment);
    }

    /** Writes the row; the answer is its link. */
    byte[] insert(Session session, byte[] previousLink) throws SQLException {
      byte[] link = EventChain.link(previousLink, commitment);
      session.update(
          INSERT, event.lead().value(), event.seq(), type, fact, Times.text(event.at()), link);
      return link;
    }
  }

  /** A row, read outside of the transaction. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(long position, String lead, long seq, String type, byte[] fact, String at) {

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

  /** The id in a row that says that it is of a lead. */
  static LeadId lead(String id, long position, Path file) {
    try {
      return new LeadId(id);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          file + ": row " + position + " of event_log is of no lead: " + e.getMessage(), e);
    }
  }

  static List<Link> links(ResultSet rows) throws SQLException {
    var links = new ArrayList<Link>();
    while (rows.next()) {
      links.add(new Link(rows.getLong(1), hex(rows.getBytes(2))));
    }
    return links;
  }

  static String hex(byte @Nullable [] link) {
    return link == null ? "" : HexFormat.of().formatHex(link);
  }
}
