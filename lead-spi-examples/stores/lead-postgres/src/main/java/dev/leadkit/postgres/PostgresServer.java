// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import dev.leadkit.spi.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The server and schema that a data source leads to.
 *
 * @param database to name in errors: database and schema
 * @param schema the current schema of the connections
 */
record PostgresServer(String database, String schema) {

  private static final int OLDEST = 13;

  private static final String QUERY = "SELECT current_setting('server_version_num')::int / 10000,"
      + " current_database(), current_schema(), current_setting('server_encoding'),"
      + " current_setting('synchronous_commit'), current_setting('fsync')";

  /** @throws StoreException if the server is not one on which the store keeps its promises */
  static PostgresServer check(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      String schema = row.getString(3);
      String database = "PostgreSQL database " + row.getString(2);
      require(row.getInt(1) >= OLDEST, database, "version " + OLDEST + " or newer", row.getInt(1));
      require(
          schema != null,
          database,
          "a search_path whose first schema exists",
          "none (set currentSchema in the URL)");
      require("UTF8".equals(row.getString(4)), database, "encoding UTF8", row.getString(4));
      require(
          !"off".equals(row.getString(5)),
          database,
          "synchronous_commit other than off, so that an acknowledged message survives a crash",
          row.getString(5));
      require("on".equals(row.getString(6)), database, "fsync on", row.getString(6));
      return new PostgresServer(database + ", schema " + schema, String.valueOf(schema));
    } catch (SQLException e) {
      throw new StoreException(
          "PostgreSQL: cannot be opened as a lead store: " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String database, String expected, Object found) {
    if (!holds) {
      throw new StoreException(database + ": expected " + expected + ", found " + found);
    }
  }
}
