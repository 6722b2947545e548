// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks what the hash chains of the leads do not cover: how events are written down, the ends of the chains, and whether the projections
 * follow from the events.
 *
 * <p>For one thread and one transaction, in a session of its own: temporary tables hide the others.
 */
public final class TableInspector {

  private static final int ROWS_AT_ONCE = 1_000;

  private final SqlSession session;
  private final SqlDialect dialect;
  private final InspectionLog log;

  /** Inspects over this session and reports to the log. */
  public TableInspector(SqlSession session, SqlDialect dialect, InspectionLog log) {
    this.session = session;
    this.dialect = dialect;
    this.log = log;
  }

  /**
   * Checks the columns of all events that queries read.
   *
   * <p>The chain covers what an event says, not how it is written down. The columns must say the same: the kind of entity, the time in the
   * form that sorts, and a fact without additional members, in which a query would find a name or a policy that the event does not have.
   */
  public void checkEvents() throws SQLException {
    checkIds("");
    var rows = new EventRows();
    List<StoredEvent> page = EventLog.page(session, 0, ROWS_AT_ONCE);
    while (!page.isEmpty()) {
      for (StoredEvent stored : page) {
        rows.check(stored);
      }
      long last = page.get(page.size() - 1).position();
      page = EventLog.page(session, last, ROWS_AT_ONCE);
    }
    rows.report();
  }

  /** Checks the columns of the events of one lead. */
  public void checkEvents(LeadId lead) throws SQLException {
    checkIds(" WHERE entity_id = '" + lead.value() + "'");
    var rows = new EventRows();
    for (StoredEvent stored : EventLog.history(session, lead)) {
      rows.check(stored);
    }
    rows.report();
  }

  private void checkIds(String where) throws SQLException {
    log.problem(
        "rows of event_log are not of a lead, by position",
        session.texts("SELECT position FROM (SELECT * FROM event_log" + where + ") AS log"
            + " WHERE entity_type <> 'lead' OR seq < 1 OR length(entity_id) <> 37"
            + " OR substr(entity_id, 1, 5) <> 'lead_'"
            + " OR ltrim(substr(entity_id, 6), '0123456789abcdef') <> ''"));
  }

  /** The events whose columns differ from what the store would write. */
  private final class EventRows {

    private final List<String> otherTime = new ArrayList<>();
    private final List<String> moreMembers = new ArrayList<>();

    /** Ignores an event that cannot be read: the check of its lead reports it. */
    void check(StoredEvent stored) throws SQLException {
      LeadEvent event = stored.eventOrNull();
      if (event == null) {
        return;
      }
      String position = Long.toString(stored.position());
      if (!stored.at().equals(Times.text(event.at()))) {
        otherTime.add(position);
      }
      boolean isFormer = !stored.type().equals(LeadJson.type(event.fact()));
      byte[] fact = isFormer ? LeadJson.committed(event.fact()) : LeadJson.writeStored(event);
      if (!Arrays.equals(fact, stored.fact()) && values(stored.fact()) > values(fact)) {
        moreMembers.add(position);
      }
    }

    private long values(byte[] json) throws SQLException {
      return session.number(dialect.countJsonValues(), new String(json, StandardCharsets.UTF_8));
    }

    void report() {
      log.problem("rows of event_log have a time in another form, by position", otherTime);
      log.problem(
          "rows of event_log have members that their fact does not have, by position", moreMembers);
    }
  }

  /** Checks that every lead with events has the end of its chain, and that every lead with an end has events. */
  public void checkHeads() throws SQLException {
    log.problem(
        "leads without a head of their chain",
        session.texts("SELECT DISTINCT entity_id FROM event_log"
            + " WHERE entity_id NOT IN (SELECT lead_id FROM wake WHERE chain IS NOT NULL)"));
    log.problem(
        "leads without events",
        session.texts("SELECT lead_id FROM wake WHERE seq > 0"
            + " AND lead_id NOT IN (SELECT entity_id FROM event_log WHERE seq = 1)"));
  }

  /** Computes all projections again in temporary tables and compares. */
  public void checkProjections() throws SQLException {
    createTemporaryTables();
    new ProjectionReplay(dialect).replay(session);
    for (String table : Projection.TABLES) {
      compare(table, "*", "");
    }
  }

  /** Compares the rows of one lead, without the numbers of contacts and companies, which depend on other leads. */
  public void checkProjections(LeadId lead) throws SQLException {
    createTemporaryTables();
    new ProjectionReplay(dialect).replay(session, lead);
    for (String table : Projection.TABLES) {
      if (!table.equals("contact") && !table.equals("company")) {
        String columns = columns(table).stream()
            .filter(column -> !column.equals("contact_id") && !column.equals("company_id"))
            .map(column -> '"' + column + '"')
            .collect(Collectors.joining(", "));
        compare(table, columns, " WHERE " + key(table) + " = '" + lead.value() + "'");
      }
    }
  }

  /** In an order in which a table is created after those that it refers to. */
  private void createTemporaryTables() throws SQLException {
    var tables = new ArrayList<String>();
    Projection.TABLES.forEach(table -> tables.add(0, table));
    dialect.createTemporaryCopies(session, tables);
  }

  private List<String> columns(String table) throws SQLException {
    return session.query("SELECT * FROM " + table + " WHERE 1 = 0", rows -> {
      ResultSetMetaData metadata = rows.getMetaData();
      var columns = new ArrayList<String>();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        columns.add(metadata.getColumnName(i));
      }
      return columns;
    });
  }

  private void compare(String table, String columns, String where) throws SQLException {
    String key = key(table);
    String stored = "SELECT " + columns + " FROM " + dialect.schema() + "." + table + where;
    String derived =
        "SELECT " + columns + " FROM " + dialect.temporarySchema() + "." + table + where;
    log.problem(
        "rows of table " + table + " are not what follows from the events, by " + key,
        session.texts("SELECT DISTINCT " + key + " FROM (SELECT * FROM (" + stored + " EXCEPT "
            + derived + ") AS changed UNION ALL SELECT * FROM (" + derived + " EXCEPT " + stored
            + ") AS missing) AS different"));
  }

  private static String key(String table) {
    return table.equals("lead") || table.equals("contact") || table.equals("company")
        ? "id"
        : "lead_id";
  }
}
