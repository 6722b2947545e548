// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.sql.SqlSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is the file of that name, whatever the name is, and its owner's only. */
class SqliteNameTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leads.db",
        "leads.db?synchronous=off",
        "leads?journal_mode=off&synchronous=0.db",
        "?mode=memory",
        "a#b%20c%3fd.db",
        ":memory:",
        ":resource:leads.db",
        "file:leads.db?mode=memory",
        "http:%2f%2fx.db",
        "a b;c'd\"e.db",
        "Angebote für 見積もり 🙂.db"
      })
  void every_name_is_a_file_of_that_name_and_changes_no_setting(String name) throws Exception {
    Path file = folder.resolve(name);
    try (SqliteStore store = SqliteStore.open(file)) {
      assertEquals(List.of(new Committed()), store.commit(List.of(Leads.opening(1))));
    }
    assertEquals(List.of(name), files(), "exactly the file that was named must be there");
    try (SqlSession session = SqliteConnections.open(file)) {
      assertEquals("2", pragma(session, "synchronous"), "FULL");
      assertEquals("wal", pragma(session, "journal_mode"));
      assertEquals("1", pragma(session, "foreign_keys"));
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertEquals(1, store.events(0, 10).events().size());
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertEquals(1, store.events(0, 10).events().size());
    }
  }

  @Test
  void a_folder_may_have_any_name_too() throws Exception {
    Path strange = Files.createDirectories(folder.resolve("data?synchronous=off#1"));
    try (SqliteStore store = SqliteStore.open(strange.resolve("leads.db"))) {
      store.commit(List.of(Leads.opening(1)));
    }
    assertTrue(Files.isRegularFile(strange.resolve("leads.db")));
  }

  @Test
  void the_file_and_those_beside_it_are_the_owners_only() throws Exception {
    Path file = folder.resolve("leads.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(Leads.opening(1)));
      store.events(0, 1);
      List<String> files = files();
      assertEquals(List.of("leads.db", "leads.db-shm", "leads.db-wal"), files);
      for (String name : files) {
        assertEquals(
            "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))),
            name);
      }
    }
  }

  private static String pragma(SqlSession session, String name) throws Exception {
    return session.query("PRAGMA " + name, rows -> rows.next() ? rows.getString(1) : "");
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return new ArrayList<>(
          new TreeSet<>(files.map(file -> String.valueOf(file.getFileName())).toList()));
    }
  }
}
