// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A test with an empty schema and a pool of connections to it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class PostgresTest {

  final String schema = TestServer.newSchema();
  private final List<HikariDataSource> pools = new ArrayList<>();

  HikariDataSource pool = TestServer.pool(schema);

  @BeforeEach
  void closePoolAfterwards() {
    pools.add(pool);
  }

  @AfterEach
  void closePools() {
    pools.forEach(HikariDataSource::close);
  }

  /** Another pool, as another process has it. */
  HikariDataSource anotherPool() {
    HikariDataSource another = TestServer.pool(schema);
    pools.add(another);
    return another;
  }

  void run(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of every row. */
  List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
