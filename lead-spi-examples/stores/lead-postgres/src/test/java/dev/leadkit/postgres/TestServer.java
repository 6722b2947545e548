// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A PostgreSQL server for the tests of one process. Each test uses a schema of its own. */
final class TestServer {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static final EmbeddedPostgres SERVER = start();

  private TestServer() {}

  private static EmbeddedPostgres start() {
    try {
      Path data = Files.createTempDirectory("lead-postgres");
      EmbeddedPostgres server = EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setServerConfig("max_connections", "200")
          // By default this server does not wait for the disk.
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("fsync", "on")
          .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits a few seconds for the server to stop, as its library does, and then ends its process. */
  private static void stop(EmbeddedPostgres server, Path data) {
    try {
      long process =
          Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
      try {
        server.close();
      } catch (IllegalStateException e) {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int port() {
    return SERVER.getPort();
  }

  /** Connections to the database as its owner, one for each call. */
  static DataSource database() {
    return SERVER.getPostgresDatabase();
  }

  /** Creates an empty schema and returns its name. */
  static String newSchema() {
    String schema = "leads_" + SCHEMAS.incrementAndGet();
    run("CREATE SCHEMA " + schema);
    return schema;
  }

  /** Runs statements as the owner of the database. */
  static void run(String sql) {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A pool of connections whose current schema is this one. */
  static HikariDataSource pool(String schema) {
    return pool(schema, port());
  }

  /** A pool of connections to this port. */
  static HikariDataSource pool(String schema, int port) {
    return new HikariDataSource(config(schema, port));
  }

  static HikariConfig config(String schema, int port) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://localhost:" + port + "/postgres?currentSchema=" + schema);
    config.setUsername("postgres");
    config.setPassword("postgres");
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    return config;
  }
}
