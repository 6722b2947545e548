// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Inspection;
import dev.leadkit.sql.InspectionLog;
import dev.leadkit.sql.SqlSession;
import dev.leadkit.sql.SqlSession.Work;
import dev.leadkit.sql.TableInspector;
import java.sql.SQLException;
import java.util.List;

/** Checks what the store keeps beside the histories: its triggers and its tables. */
final class PostgresInspector {

  private static final List<String> TRIGGERS =
      List.of("event_log_is_never_changed", "event_log_is_never_emptied");

  private PostgresInspector() {}

  /**
   * Runs an inspection in a transaction. Statements that were prepared for its temporary tables must not be used for the tables themselves
   * afterwards.
   */
  static <T> T reading(SqlSession session, Work<T> inspection) throws SQLException {
    try {
      return session.reading(inspection);
    } finally {
      if (!session.isBroken()) {
        session.script("DISCARD PLANS");
      }
    }
  }

  static Inspection inspect(SqlSession session, PostgresDialect dialect, String database)
      throws SQLException {
    var log = new InspectionLog(database);
    var tables = new TableInspector(session, dialect, log);
    tables.checkEvents();
    checkTriggers(session, log);
    tables.checkHeads();
    tables.checkProjections();
    return log.inspection();
  }

  /** Checks the rows of one lead only. */
  static Inspection inspect(
      SqlSession session, PostgresDialect dialect, String database, LeadId lead)
      throws SQLException {
    var log = new InspectionLog(database);
    var tables = new TableInspector(session, dialect, log);
    tables.checkEvents(lead);
    tables.checkProjections(lead);
    return log.inspection();
  }

  /** The triggers that prevent accidental changes of events. */
  private static void checkTriggers(SqlSession session, InspectionLog log) throws SQLException {
    List<String> found = session.texts("SELECT tgname FROM pg_trigger"
        + " WHERE tgrelid = 'event_log'::regclass AND tgenabled <> 'D'");
    log.problem(
        "triggers that protect the events are missing",
        TRIGGERS.stream().filter(name -> !found.contains(name)).toList());
  }
}
