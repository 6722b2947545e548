// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.spi.StoreException;
import dev.leadkit.sql.ProjectionReplay;
import dev.leadkit.sql.SqlSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Applies the migrations of {@code schema.sql} to a file. */
final class Schema {

  /** The {@code PRAGMA application_id} of a lead store: "lead" in ASCII. */
  static final int APPLICATION = 0x6c656164;

  /** The version that added the hash chain and the present columns of the projections. */
  static final int CHAINED = 3;

  private static final String RESOURCE = "schema.sql";
  private static final Pattern SECTION = Pattern.compile("(?m)^-- version \\d+$");
  private static final List<String> MIGRATIONS = migrations();

  private Schema() {}

  /** The version that this release reads and writes. */
  static int version() {
    return MIGRATIONS.size();
  }

  /** Migrates the file to this release's version. Safe if other processes do so at the same time. */
  static void migrate(SqlSession session, Path file) throws SQLException {
    if (isCurrent(session)) {
      return;
    }
    session.writing(writing -> {
      int found = pragma(session, "user_version");
      check(session, file, found);
      for (int version = found + 1; version <= version(); version++) {
        session.script(MIGRATIONS.get(version - 1));
        session.script("PRAGMA user_version = " + version);
      }
      if (found > 0 && found < CHAINED) {
        Migration.chain(session);
        new ProjectionReplay(SqliteDialect.INSTANCE).rebuild(session);
      }
      session.script("PRAGMA application_id = " + APPLICATION);
      return found;
    });
  }

  /** The version of this file. */
  static int version(SqlSession session) throws SQLException {
    return pragma(session, "user_version");
  }

  /** Refuses a file that is not a lead store, or that a newer release has written. */
  static void checkReadable(SqlSession session, Path file) throws SQLException {
    check(session, file, version(session));
  }

  private static boolean isCurrent(SqlSession session) throws SQLException {
    return pragma(session, "user_version") == version()
        && pragma(session, "application_id") == APPLICATION;
  }

  private static void check(SqlSession session, Path file, int found) throws SQLException {
    boolean ours = pragma(session, "application_id") == APPLICATION;
    long tables = session.number("SELECT count(*) FROM sqlite_schema");
    if (!ours && (found != 0 || tables != 0)) {
      throw new StoreException(file + ": expected a lead store, found another SQLite database of "
          + tables + " tables and indexes");
    }
    if (found > version()) {
      throw new StoreException(file + ": expected schema version " + version()
          + " or older, found version " + found + ", written by a newer release");
    }
  }

  private static int pragma(SqlSession session, String name) throws SQLException {
    return (int) session.number("PRAGMA " + name);
  }

  private static List<String> migrations() {
    String text = text();
    var sections = new ArrayList<>(List.of(SECTION.split(text)));
    sections.remove(0);
    return List.copyOf(sections);
  }

  private static String text() {
    try (InputStream resource = Schema.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new StoreException(RESOURCE + " is missing from the jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StoreException(RESOURCE + " could not be read", e);
    }
  }
}
