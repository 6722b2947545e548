// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import dev.leadkit.spi.LeadStore.Inspection;
import dev.leadkit.spi.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks in a file what the chains of the leads do not cover: the pages, rows that are missing altogether, and whether the projections are
 * what follows from the events.
 */
final class Inspector {

  private static final int MAX_NAMED = 5;
  private static final int ROWS_AT_ONCE = 1_000;

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
      inspector.notation("");
      inspector.protection();
      if (version == Schema.version()) {
        inspector.coverage();
        inspector.heads();
        inspector.projections();
      } else if (version < Schema.version() && inspector.isChained()) {
        inspector.problems.add(file + ": says that it has schema version " + version
            + ", but has the columns of version " + Schema.version());
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
        inspector.notation(lead.value());
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
    long moved = number("SELECT count(*) FROM event_log"
        + " WHERE position < 1 OR position > (SELECT count(*) FROM event_log)");
    if (missing == 0 && moved != 0) {
      problems.add(file + ": " + moved + " rows of event_log are not at their position");
    }
  }

  /**
   * The chain covers what an event says, not how it is written down. Queries read the columns themselves, so these must say the same: the kind
   * of entity, the time in the form in which it sorts, and no member that is not one of the fact, in which a query would find a name or a
   * policy that the event does not have.
   *
   * @param lead whose rows to check, {@code ""} for all
   */
  private void notation(String lead) throws SQLException {
    String where = lead.isEmpty() ? "" : " WHERE entity_id = '" + lead + "'";
    name(
        "rows of event_log are not of a lead, by position",
        "SELECT position FROM (SELECT * FROM event_log" + where + ")"
            + " WHERE entity_type <> 'lead' OR seq < 1 OR entity_id NOT GLOB 'lead_"
            + "[0-9a-f]".repeat(32) + "'");
    var respelled = new ArrayList<String>();
    var grown = new ArrayList<String>();
    List<EventLog.Stored> page = page(0, lead);
    while (!page.isEmpty()) {
      for (EventLog.Stored stored : page) {
        check(stored, respelled, grown);
      }
      page = page(page.get(page.size() - 1).position(), lead);
    }
    add("rows of event_log have a time in another form, by position", respelled);
    add("rows of event_log have members that their fact does not have, by position", grown);
  }

  private List<EventLog.Stored> page(long position, String lead) throws SQLException {
    return lead.isEmpty()
        ? session.query(EventLog.PAGE, EventLog.Stored::all, position, ROWS_AT_ONCE)
        : session.query(EventLog.HISTORY, EventLog.Stored::all, lead).stream()
            .filter(stored -> stored.position() > position)
            .toList();
  }

  private void check(EventLog.Stored stored, List<String> respelled, List<String> grown)
      throws SQLException {
    LeadEvent event;
    try {
      event = stored.read(file);
    } catch (StoreException e) {
      return; // found by the check of the lead, or not of a lead at all
    }
    String position = Long.toString(stored.position());
    if (!stored.at().equals(Times.text(event.at()))) {
      respelled.add(position);
    }
    boolean isFormer = !stored.type().equals(LeadJson.type(event.fact()));
    byte[] fact = isFormer ? LeadJson.committed(event.fact()) : LeadJson.write(event.fact());
    if (!Arrays.equals(fact, stored.fact()) && nodes(stored.fact()) > nodes(fact)) {
      grown.add(position);
    }
  }

  private long nodes(byte[] json) throws SQLException {
    return session.query(
        "SELECT count(*) FROM json_tree(?)",
        rows -> rows.next() ? rows.getLong(1) : 0L,
        new String(json, StandardCharsets.UTF_8));
  }

  /** The triggers that keep events from being changed by mistake. */
  private void protection() throws SQLException {
    List<String> found = texts("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
    var missing = new ArrayList<String>();
    for (String name : List.of("event_log_is_never_changed", "event_log_is_never_shortened")) {
      if (!found.contains(name)) {
        missing.add(name);
      }
    }
    add("triggers that protect the events are missing", missing);
  }

  private boolean isChained() throws SQLException {
    return number("SELECT count(*) FROM pragma_table_info('event_log') WHERE name = 'chain'") > 0;
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
    add(what, texts(sql));
  }

  private void add(String what, List<String> found) {
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
