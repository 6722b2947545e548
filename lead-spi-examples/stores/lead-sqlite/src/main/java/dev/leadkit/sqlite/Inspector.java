// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Inspection;
import dev.leadkit.sql.InspectionLog;
import dev.leadkit.sql.SqlSession;
import dev.leadkit.sql.TableInspector;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Checks a file: its pages, rows that are missing, its triggers, and its tables. */
final class Inspector {

  private static final List<String> TRIGGERS =
      List.of("event_log_is_never_changed", "event_log_is_never_shortened");

  private final SqlSession session;
  private final InspectionLog log;

  private Inspector(SqlSession session, InspectionLog log) {
    this.session = session;
    this.log = log;
  }

  /** @param session outside the pool: it gets temporary tables that hide the others */
  static Inspection inspect(SqlSession session, Path file) throws SQLException {
    var log = new InspectionLog(file.toString());
    var inspector = new Inspector(session, log);
    var tables = new TableInspector(session, SqliteDialect.INSTANCE, log);
    int version = Schema.version(session);
    session.script("PRAGMA temp_store = FILE");
    return session.reading(reading -> {
      inspector.checkPages();
      inspector.checkPositions();
      tables.checkEvents();
      inspector.checkTriggers();
      if (version == Schema.version()) {
        inspector.remarkUncovered();
        tables.checkHeads();
        tables.checkProjections();
      } else if (version < Schema.version() && inspector.hasChainColumn()) {
        log.problem("says that it has schema version " + version
            + ", but has the columns of version " + Schema.version());
      } else {
        log.remark(file + ": schema version " + version
            + " has no hash chain; it gets one when it is opened for writing");
      }
      return log.inspection();
    });
  }

  /** Checks the rows of one lead only. */
  static Inspection inspect(SqlSession session, Path file, LeadId lead) throws SQLException {
    if (Schema.version(session) != Schema.version()) {
      return Inspection.NONE;
    }
    var log = new InspectionLog(file.toString());
    var tables = new TableInspector(session, SqliteDialect.INSTANCE, log);
    session.script("PRAGMA temp_store = FILE");
    return session.reading(reading -> {
      tables.checkEvents(lead);
      tables.checkProjections(lead);
      return log.inspection();
    });
  }

  private void checkPages() throws SQLException {
    for (String line : session.texts("PRAGMA integrity_check(20)")) {
      if (!line.equals("ok")) {
        log.problem(line);
      }
    }
  }

  /** Positions are assigned without gaps, so a gap shows that rows are missing. */
  private void checkPositions() throws SQLException {
    long missing = session.number(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event_log'), 0)"
            + " - (SELECT count(*) FROM event_log)");
    if (missing != 0) {
      log.problem(missing + " rows of event_log are missing");
    }
    long moved = session.number("SELECT count(*) FROM event_log"
        + " WHERE position < 1 OR position > (SELECT count(*) FROM event_log)");
    if (missing == 0 && moved != 0) {
      log.problem(moved + " rows of event_log are not at their position");
    }
  }

  /** The triggers that prevent accidental changes of events. */
  private void checkTriggers() throws SQLException {
    List<String> found = session.texts("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
    log.problem(
        "triggers that protect the events are missing",
        TRIGGERS.stream().filter(name -> !found.contains(name)).toList());
  }

  private boolean hasChainColumn() throws SQLException {
    return session.number(
            "SELECT count(*) FROM pragma_table_info('event_log') WHERE name = 'chain'")
        > 0;
  }

  private void remarkUncovered() throws SQLException {
    String meta = "SELECT value FROM meta WHERE name = ?";
    List<String> time = session.texts(meta, Migration.CHAINED_AFTER_TIME);
    if (!time.isEmpty()) {
      log.remark("events up to position "
          + session.texts(meta, Migration.CHAINED_AFTER_POSITION).get(0)
          + " (" + time.get(0) + ") were written before the hash chain existed: changes that were"
          + " made to them before the file was migrated cannot be found");
    }
  }
}
