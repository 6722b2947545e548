// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/tables.md describes the tables of a data folder as they are, and its queries answer on the data of the demo. */
class TablesDocTest {

  private static final Pattern SQL =
      Pattern.compile("^```sql\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir
  static Path folder;

  private final String document = Project.read(Project.ROOT.resolve("docs/tables.md"));

  @BeforeAll
  static void run_the_demo() throws Exception {
    lead("demo", "--progress", "never");
    String lead;
    try (Connection data = open();
        Statement statement = data.createStatement();
        ResultSet first = statement.executeQuery(
            "SELECT id FROM lead WHERE status = 'assigned' ORDER BY id LIMIT 1")) {
      assertTrue(first.next(), "the demo opens leads");
      lead = first.getString(1);
    }
    lead("reply", lead, "--by", "kim");
    lead("label", lead, "queue:devrel", "--by", "kim");
  }

  @Test
  void every_query_runs_and_has_rows() throws SQLException {
    List<String> queries =
        SQL.matcher(document).results().map(match -> match.group(1)).toList();
    assertTrue(queries.size() >= 8, queries.size() + " queries");
    try (Connection data = open();
        Statement statement = data.createStatement()) {
      for (String query : queries) {
        try (ResultSet rows = statement.executeQuery(query)) {
          assertTrue(rows.next(), () -> "no rows: " + query);
        } catch (SQLException e) {
          throw new AssertionError("does not run: " + query, e);
        }
      }
    }
  }

  @Test
  void every_table_and_view_is_described_with_all_of_its_columns() throws SQLException {
    assertEquals(List.of(), missing(document));
  }

  @Test
  void a_column_that_is_not_described_is_found() throws SQLException {
    assertEquals(List.of("lead.due_at"), missing(document.replace("`due_at`", "")));
    assertEquals(
        List.of("meta.name", "meta.value"), missing(document.replace("### `meta`", "### `other`")));
  }

  /** The columns of the database that the section of their table does not name. */
  private static List<String> missing(String document) throws SQLException {
    var missing = new ArrayList<String>();
    try (Connection data = open();
        Statement statement = data.createStatement();
        ResultSet columns = statement.executeQuery("""
            SELECT t.name, c.name FROM pragma_table_list t, pragma_table_xinfo(t.name) c
            WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid""")) {
      while (columns.next()) {
        String table = columns.getString(1);
        if (!section(document, table).contains("`" + columns.getString(2) + "`")) {
          missing.add(table + "." + columns.getString(2));
        }
      }
    }
    return missing;
  }

  /** The text between the heading of a table and the next heading. */
  private static String section(String document, String table) {
    int start = document.indexOf("### `" + table + "`");
    if (start < 0) {
      return "";
    }
    int end = document.indexOf("\n#", start);
    return document.substring(start, end < 0 ? document.length() : end);
  }

  private static Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("leads.db"));
  }

  /** Runs the command on the folder, as a process of its own. */
  private static void lead(String command, String... arguments)
      throws IOException, InterruptedException {
    var call = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "dev.leadkit.cli.LeadCommand",
        command));
    call.addAll(List.of(arguments));
    call.addAll(List.of("--data", folder.toString()));
    Path log = folder.resolve("log.txt");
    var builder = new ProcessBuilder(call).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    int code = builder.start().waitFor();
    var expected = new TreeSet<>(List.of(0, 3)); // 3: a delivery of the demo is waiting
    assertTrue(expected.contains(code), Files.readString(log));
  }
}
