// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.sql.SqlDialect;
import dev.leadkit.sql.SqlSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The SQL of SQLite. */
final class SqliteDialect implements SqlDialect {

  static final SqliteDialect INSTANCE = new SqliteDialect();

  private SqliteDialect() {}

  /** Locks the file for writing at once, so that what a commit checks is still true when it writes. */
  @Override
  public String beginWriting() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public String beginReading() {
    return "BEGIN";
  }

  @Override
  public String indexedBy(String index) {
    return " INDEXED BY " + index;
  }

  @Override
  public String jsonFromUtf8() {
    return "CAST(? AS TEXT)";
  }

  @Override
  public String withMember(String column) {
    return "json_patch(" + column + ", json_object(?, ?))";
  }

  @Override
  public String withElement(String column) {
    return "json_insert(" + column + ", '$[#]', ?)";
  }

  @Override
  public String countJsonValues() {
    return "SELECT count(*) FROM json_tree(?)";
  }

  @Override
  public String schema() {
    return "main";
  }

  @Override
  public String temporarySchema() {
    return "temp";
  }

  /** From the statements with which the tables and indexes were created. */
  @Override
  public void createTemporaryCopies(SqlSession session, List<String> tables) throws SQLException {
    for (String table : tables) {
      for (String sql : statements(session, table)) {
        session.script(sql.replaceFirst("^CREATE TABLE ", "CREATE TEMP TABLE ")
            .replaceFirst("^CREATE INDEX ", "CREATE INDEX temp."));
      }
    }
  }

  private static List<String> statements(SqlSession session, String table) throws SQLException {
    return session.query(
        "SELECT sql FROM main.sqlite_schema WHERE sql IS NOT NULL"
            + " AND type IN ('table', 'index') AND tbl_name = ? ORDER BY type DESC",
        rows -> {
          var statements = new ArrayList<String>();
          while (rows.next()) {
            statements.add(rows.getString(1));
          }
          return statements;
        },
        table);
  }
}
