// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.integrity.EventChain;
import dev.leadkit.sql.EventLog;
import dev.leadkit.sql.SqlSession;
import dev.leadkit.sql.StoredEvent;
import java.sql.SQLException;
import java.util.List;

/**
 * The part of a migration that SQL cannot do: gives events without a link their link.
 *
 * <p>An event that cannot be read does not keep the file from being opened. Its link commits to its lead only.
 */
final class Migration {

  static final String CHAINED_AFTER_POSITION = "chained_after_position";
  static final String CHAINED_AFTER_TIME = "chained_after_time";

  private static final int EVENTS_AT_ONCE = 1_000;

  private static final String HEAD = "SELECT chain FROM wake WHERE lead_id = ?";
  private static final String SET_HEAD = "UPDATE wake SET chain = ? WHERE lead_id = ?";
  private static final String SET_LINK = "UPDATE event_log SET chain = ? WHERE position = ?";
  private static final String META = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)";

  private Migration() {}

  /** Chains every event, and records that these links prove nothing about what happened to the events before. */
  static void chain(SqlSession session) throws SQLException {
    long position = 0;
    String time = "";
    List<StoredEvent> page = EventLog.page(session, position, EVENTS_AT_ONCE);
    while (!page.isEmpty()) {
      for (StoredEvent event : page) {
        byte[] link = EventChain.link(head(session, event), commitment(event));
        session.update(SET_LINK, link, event.position());
        session.update(SET_HEAD, link, event.lead());
        position = event.position();
        time = event.at();
      }
      page = EventLog.page(session, position, EVENTS_AT_ONCE);
    }
    if (position > 0) {
      session.update(META, CHAINED_AFTER_POSITION, Long.toString(position));
      session.update(META, CHAINED_AFTER_TIME, time);
    }
  }

  private static byte[] head(SqlSession session, StoredEvent event) throws SQLException {
    return session.query(
        HEAD,
        rows -> {
          byte[] last = rows.next() ? rows.getBytes(1) : null;
          return last == null ? EventChain.start(new LeadId(event.lead())) : last;
        },
        event.lead());
  }

  private static byte[] commitment(StoredEvent stored) {
    LeadEvent event = stored.eventOrNull();
    return event == null
        ? EventChain.start(new LeadId(stored.lead()))
        : EventChain.commitment(event);
  }
}
