// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Inspection;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks in a file what the chains of the leads do not cover: the pages, rows that are missing altogether, and whether the projections are
 * what follows from the events.
 */
final class Inspector {

  private static final int MAX_NAMED = 5;

  private final Session session;
  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private Inspector(Session session, Path file) {
    this.session = session;
    this.file = file;
  }

  /** @param session of its own: it will have temporary tables that hide the others */
  static Inspection inspect(Session session, Path file) throws SQLException {
    var inspector = new Inspector(session, file);
    int version = Schema.version(session);
    session.script("PRAGMA temp_store = FILE");
    session.reading(() -> {
      inspector.pages();
      inspector.rows();
      if (version == Schema.version()) {
        inspector.coverage();
        inspector.heads();
        inspector.projections();
      } else {
        inspector.remarks.add(file + ": schema version " + version
            + " has no hash chain; it gets one when it is opened for writing");
      }
      return version;
    });
    return new Inspection(inspector.problems, inspector.remarks);
  }

  /** Checks the rows of one lead only. */
  static Inspection inspect(Session session, Path file, LeadId lead) throws SQLException {
    var inspector = new Inspector(session, file);
    if (Schema.version(session) == Schema.version()) {
      session.script("PRAGMA temp_store = FILE");
      session.reading(() -> {
        inspector.projections(lead);
        return true;
      });
    }
    return new Inspection(inspector.problems, inspector.remarks);
  }

  private void pages() throws SQLException {
    for (String line : texts("PRAGMA integrity_check(20)")) {
      if (!line.equals("ok")) {
        problems.add(file + ": " + line);
      }
    }
  }

  /** Positions are given without gaps, so that a gap is where rows were. */
  private void rows() throws SQLException {
    long missing =
        number("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event_log'), 0)"
            + " - (SELECT count(*) FROM event_log)");
    if (missing != 0) {
      problems.add(file + ": " + missing + " rows of event_log are missing");
    }
  }

  private void coverage() throws SQLException {
    List<String> before =
        texts("SELECT value FROM meta WHERE name = '" + Migration.CHAINED_AFTER_TIME + "'");
    if (!before.isEmpty()) {
      remarks.add("events up to position "
          + texts("SELECT value FROM meta WHERE name = '" + Migration.CHAINED_AFTER_POSITION + "'")
              .get(0)
          + " (" + before.get(0) + ") were written before the hash chain existed: changes that were"
          + " made to them before the file was migrated cannot be found");
    }
  }

  private void heads() throws SQLException {
    name(
        "leads without a head of their chain",
        "SELECT DISTINCT entity_id FROM event_log"
            + " WHERE entity_id NOT IN (SELECT lead_id FROM wake WHERE chain IS NOT NULL)");
    name(
        "leads without events",
        "SELECT lead_id FROM wake WHERE seq > 0"
            + " AND lead_id NOT IN (SELECT entity_id FROM event_log WHERE seq = 1)");
  }

  /** Makes the projections again in temporary tables, which hide the ones of the same name, and compares. */
  private void projections() throws SQLException {
    createTemporaryTables();
    Migration.replay(session, file);
    for (String table : Projection.TABLES) {
      compare(table, "*", key(table), "");
    }
  }

  /** The same for the rows of one lead; the numbers of contacts and companies depend on other leads and are left out. */
  private void projections(LeadId lead) throws SQLException {
    createTemporaryTables();
    Migration.replay(session, file, lead);
    for (String table : Projection.TABLES) {
      if (!table.equals("contact") && !table.equals("company")) {
        String columns = String.join(
            ", ",
            texts("SELECT '\"' || name || '\"' FROM pragma_table_info('" + table
                + "') WHERE name NOT IN ('contact_id', 'company_id')"));
        compare(table, columns, key(table), " WHERE " + key(table) + " = '" + lead.value() + "'");
      }
    }
  }

  private static String key(String table) {
    return table.equals("lead") || table.equals("contact") || table.equals("company")
        ? "id"
        : "lead_id";
  }

  private void createTemporaryTables() throws SQLException {
    for (int i = Projection.TABLES.size() - 1; i >= 0; i--) {
      String table = Projection.TABLES.get(i);
      for (String sql : texts("SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL"
          + " AND type IN ('table', 'index') AND tbl_name = '" + table + "' ORDER BY type DESC")) {
        session.script(sql.replaceFirst("^CREATE TABLE ", "CREATE TEMP TABLE ")
            .replaceFirst("^CREATE INDEX ", "CREATE INDEX temp."));
      }
    }
  }

  private void compare(String table, String columns, String key, String where) throws SQLException {
    String stored = "SELECT " + columns + " FROM main." + table + where;
    String derived = "SELECT " + columns + " FROM temp." + table + where;
    name(
        "rows of table " + table + " are not what follows from the events, by " + key,
        "SELECT DISTINCT " + key + " FROM (SELECT * FROM (" + stored + " EXCEPT " + derived
            + ") UNION ALL SELECT * FROM (" + derived + " EXCEPT " + stored + "))");
  }

  private void name(String what, String sql) throws SQLException {
    List<String> found = texts(sql);
    if (!found.isEmpty()) {
      problems.add(file + ": " + found.size() + " " + what + ": "
          + found.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
          + (found.size() > MAX_NAMED ? ", …" : ""));
    }
  }

  private List<String> texts(String sql) throws SQLException {
    return session.query(sql, rows -> {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    });
  }

  private long number(String sql) throws SQLException {
    return session.query(sql, rows -> rows.next() ? rows.getLong(1) : 0L);
  }
}
