// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Computes the projections from the events again.
 *
 * <p>An event that cannot be read is left out, and with it a lead whose first event cannot be read.
 */
public final class ProjectionReplay {

  private static final int EVENTS_AT_ONCE = 1_000;

  private final Projection projection;

  /** For tables of this dialect. */
  public ProjectionReplay(SqlDialect dialect) {
    this.projection = new Projection(dialect);
  }

  /** Empties the projections and applies every event. */
  public void rebuild(SqlSession session) throws SQLException {
    for (String table : Projection.TABLES) {
      session.update("DELETE FROM " + table);
    }
    replay(session);
  }

  /** Applies every event to projections that are empty. */
  public void replay(SqlSession session) throws SQLException {
    List<StoredEvent> page = EventLog.page(session, 0, EVENTS_AT_ONCE);
    while (!page.isEmpty()) {
      apply(session, page);
      long last = page.get(page.size() - 1).position();
      page = EventLog.page(session, last, EVENTS_AT_ONCE);
    }
  }

  /** Applies the events of one lead to projections that are empty. */
  public void replay(SqlSession session, LeadId lead) throws SQLException {
    apply(session, EventLog.history(session, lead));
  }

  private void apply(SqlSession session, List<StoredEvent> events) throws SQLException {
    for (StoredEvent stored : events) {
      LeadEvent event = stored.eventOrNull();
      if (event != null && (event.seq() == 1 || hasRow(session, event.lead()))) {
        for (Change change : projection.of(event)) {
          session.apply(change);
        }
      }
    }
  }

  private static boolean hasRow(SqlSession session, LeadId lead) throws SQLException {
    return session.query("SELECT 1 FROM lead WHERE id = ?", ResultSet::next, lead.value());
  }
}
