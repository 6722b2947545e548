// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import dev.leadkit.spi.StoreException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Creates and migrates the tables with Flyway. */
final class PostgresSchema {

  /** The table in which Flyway keeps which migrations were applied. */
  static final String HISTORY = "lead_schema_history";

  private static final String MIGRATIONS = "classpath:dev/leadkit/postgres/migration";

  private PostgresSchema() {}

  /** Safe if other processes do so at the same time. Refuses tables that a newer release has migrated. */
  static void migrate(DataSource dataSource, PostgresServer server) {
    try {
      Flyway.configure(PostgresSchema.class.getClassLoader())
          .loggers("slf4j")
          .dataSource(dataSource)
          .defaultSchema(server.schema())
          .createSchemas(false)
          .table(HISTORY)
          .locations(MIGRATIONS)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreException(
          server.database() + ": cannot be migrated to the tables of this release: "
              + e.getMessage(),
          e);
    }
  }
}
