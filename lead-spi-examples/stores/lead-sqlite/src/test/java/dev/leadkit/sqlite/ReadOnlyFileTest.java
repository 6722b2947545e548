// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file must be to be opened, and what is left behind where it is not. */
class ReadOnlyFileTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("leads.db");
  }

  private String refusalToRead() {
    return String.valueOf(
        assertThrows(StoreException.class, () -> SqliteStore.openReadOnly(file).close())
            .getMessage());
  }

  @Test
  void another_database_is_not_read_as_a_store_without_leads() throws Exception {
    Sql.run(file, "CREATE TABLE invoice (id INTEGER)");
    String refusal = refusalToRead();
    assertTrue(refusal.contains("expected a lead store, found another SQLite database"), refusal);
  }

  @Test
  void a_file_of_a_newer_release_is_not_read() throws Exception {
    SqliteStore.open(file).close();
    Sql.run(file, "PRAGMA user_version = 99");
    String refusal = refusalToRead();
    assertTrue(refusal.contains("found version 99, written by a newer release"), refusal);
  }

  @Test
  void a_log_that_cannot_be_read_is_answered_with_what_to_do() throws Exception {
    SqliteStore.open(file).close();
    Files.write(folder.resolve("leads.db-wal"), new byte[] {1});
    Path nowhere = folder.resolve("nowhere").resolve("leads.db-shm");
    Files.createSymbolicLink(folder.resolve("leads.db-shm"), nowhere); // cannot be created
    String refusal = refusalToRead();
    assertTrue(refusal.contains("copy both to a writable folder"), refusal);
  }

  @Test
  void an_invalid_file_is_not_blamed_on_its_folder() throws Exception {
    Files.write(file, "not a database".repeat(100).getBytes(StandardCharsets.US_ASCII));
    String refusal = refusalToRead();
    assertTrue(refusal.contains("cannot be read as a lead store"), refusal);
    assertFalse(refusal.contains("writable folder"), refusal);
  }

  /** SQLite removes the log of a file when the last connection is closed. */
  @Test
  void a_refused_file_is_not_kept_open() throws Exception {
    SqliteStore.open(file).close();
    Sql.run(file, "PRAGMA user_version = 99");
    Path log = folder.resolve("leads.db-wal");
    assertThrows(StoreException.class, () -> SqliteStore.open(file));
    assertFalse(Files.exists(log), "The refused file is still open");
  }

  /** Opening a file of this release takes no lock, so other processes can open it while one writes. */
  @Test
  void a_current_file_is_opened_while_another_process_writes() throws Exception {
    SqliteStore.open(file).close();
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      try (SqliteStore store = SqliteStore.open(file)) {
        assertEquals(0, store.end());
      }
      statement.executeUpdate("ROLLBACK");
    }
  }
}
