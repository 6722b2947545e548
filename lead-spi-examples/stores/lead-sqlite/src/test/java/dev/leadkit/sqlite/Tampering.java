// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;

/** Changes a file as an attacker would who bypasses its triggers. */
final class Tampering {

  private Tampering() {}

  static void run(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      var triggers = new ArrayList<String>();
      try (ResultSet rows =
          statement.executeQuery("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")) {
        while (rows.next()) {
          triggers.add(rows.getString(1));
        }
      }
      statement.executeUpdate("DROP TRIGGER event_log_is_never_changed");
      statement.executeUpdate("DROP TRIGGER event_log_is_never_shortened");
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
      for (String trigger : triggers) {
        statement.executeUpdate(trigger);
      }
    }
  }
}
