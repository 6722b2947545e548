// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.integrity.EventChain;
import dev.leadkit.spi.StoreException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a migration has to do in Java: the projections of an older release are made again, and events without a link get theirs.
 *
 * <p>An event that cannot be read does not keep the file from being opened. It has no place in the projections, and its link
 * commits to its lead only.
 */
final class Migration {

  static final String CHAINED_AFTER_POSITION = "chained_after_position";
  static final String CHAINED_AFTER_TIME = "chained_after_time";

  private static final int EVENTS_AT_ONCE = 1_000;

  private static final String SET_HEAD = "UPDATE wake SET chain = ? WHERE lead_id = ?";
  private static final String SET_LINK = "UPDATE event_log SET chain = ? WHERE position = ?";
  private static final String META = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)";

  private Migration() {}

  /** Chains every event that there is, and remembers that their links say nothing of what happened to them before. */
  static void chain(Session session, Path file) throws SQLException {
    long position = 0;
    String time = "";
    var page = page(session, position);
    while (!page.isEmpty()) {
      for (EventLog.Stored event : page) {
        byte[] before =
            session.query(WakeRow.SELECT, WakeRow::of, event.lead()).linkOf(new LeadId(event.lead()));
        byte[] link = EventChain.link(before, commitment(event, file));
        session.update(SET_LINK, link, event.position());
        session.update(SET_HEAD, link, event.lead());
        position = event.position();
        time = event.at();
      }
      page = page(session, position);
    }
    if (position > 0) {
      session.update(META, CHAINED_AFTER_POSITION, Long.toString(position));
      session.update(META, CHAINED_AFTER_TIME, time);
    }
  }

  private static byte[] commitment(EventLog.Stored stored, Path file) {
    LeadEvent event = readable(stored, file);
    return event == null
        ? EventChain.start(new LeadId(stored.lead()))
        : EventChain.commitment(event);
  }

  /** The event, null if it cannot be read: then every reading of its lead fails with the reason, and the check of the store names it. */
  private static @Nullable LeadEvent readable(EventLog.Stored stored, Path file) {
    try {
      return stored.read(file);
    } catch (StoreException e) {
      return null;
    }
  }

  /** Makes all projections again from the events. */
  static void project(Session session, Path file) throws SQLException {
    for (String table : Projection.TABLES) {
      session.update("DELETE FROM main." + table);
    }
    replay(session, file);
  }

  /** Applies every readable event to the projections. */
  static void replay(Session session, Path file) throws SQLException {
    long position = 0;
    var page = page(session, position);
    while (!page.isEmpty()) {
      apply(session, page, file);
      position = page.get(page.size() - 1).position();
      page = page(session, position);
    }
  }

  /** Applies every readable event of one lead to the projections. */
  static void replay(Session session, Path file, LeadId lead) throws SQLException {
    apply(session, session.query(EventLog.HISTORY, EventLog.Stored::all, lead.value()), file);
  }

  private static void apply(Session session, List<EventLog.Stored> events, Path file)
      throws SQLException {
    for (EventLog.Stored stored : events) {
      LeadEvent event = readable(stored, file);
      if (event != null && (event.seq() == 1 || hasRow(session, event.lead()))) {
        for (Change change : Projection.of(event)) {
          session.apply(change);
        }
      }
    }
  }

  /** Not if its first event is missing or cannot be read. */
  private static boolean hasRow(Session session, LeadId lead) throws SQLException {
    return session.query("SELECT 1 FROM lead WHERE id = ?", ResultSet::next, lead.value());
  }

  private static List<EventLog.Stored> page(Session session, long position) throws SQLException {
    return session.query(EventLog.PAGE, EventLog.Stored::all, position, EVENTS_AT_ONCE);
  }
}
