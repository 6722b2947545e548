// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.LeadEvent;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Result;
import dev.leadkit.spi.LeadStore.Stale;
import dev.leadkit.spi.StoreException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("leads.db");
  }

  @Test
  void a_file_of_a_newer_release_is_refused_with_both_versions() throws Exception {
    SqliteStore.open(file).close();
    Sql.run(file, "PRAGMA user_version = 99");
    assertRefused("expected schema version " + Schema.version() + " or older, found version 99");
    assertEquals(List.of("99"), Sql.rows(file, "PRAGMA user_version"));
  }

  @Test
  void a_file_of_this_release_says_so() throws Exception {
    SqliteStore.open(file).close();
    assertEquals(
        List.of(Integer.toString(Schema.version())), Sql.rows(file, "PRAGMA user_version"));
    assertEquals(
        List.of(Integer.toString(Schema.APPLICATION)), Sql.rows(file, "PRAGMA application_id"));
    assertEquals(List.of("wal"), Sql.rows(file, "PRAGMA journal_mode"));
  }

  @Test
  void another_database_is_refused_and_left_as_it_is() throws Exception {
    Sql.run(file, "CREATE TABLE invoice (id INTEGER)");
    assertRefused("expected a lead store, found another SQLite database");
    assertEquals(List.of("invoice"), Sql.rows(file, "SELECT name FROM sqlite_schema"));
  }

  @Test
  void a_file_that_is_not_a_database_is_refused() throws Exception {
    Files.write(
        file,
        "From: ines@kestrel-optics.example\r\n".repeat(500).getBytes(StandardCharsets.US_ASCII));
    assertRefused("cannot be opened as a lead store");
  }

  @Test
  void a_damaged_file_is_not_read_as_an_empty_history() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(Leads.opening(1)));
    }
    byte[] bytes = Files.readAllBytes(file);
    java.util.Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
    StoreException refusal = assertThrows(StoreException.class, () -> {
      try (SqliteStore store = SqliteStore.open(file)) {
        store.histories(List.of(Leads.lead(1)));
      }
    });
    assertTrue(message(refusal).contains(file.toString()), message(refusal));
  }

  @Test
  void a_file_in_no_folder_is_refused() {
    file = folder.resolve("nowhere").resolve("leads.db");
    assertRefused("expected a file in a folder that exists");
  }

  @Test
  void a_fact_that_cannot_be_read_is_named() throws Exception {
    SqliteStore.open(file).close();
    Sql.run(
        file,
        "INSERT INTO event_log (entity_type, entity_id, seq, event_type, metadata, occurred_at)"
            + " VALUES ('lead', '" + Leads.lead(1)
            + "', 1, 'unheard_of', '{}', '2026-03-02T09:15:30Z')");
    try (SqliteStore store = SqliteStore.open(file)) {
      StoreException refusal =
          assertThrows(StoreException.class, () -> store.histories(List.of(Leads.lead(1))));
      assertTrue(message(refusal).contains("unheard_of"), message(refusal));
      assertTrue(message(refusal).contains(file.toString()), message(refusal));
    }
  }

  @Test
  void a_batch_that_breaks_in_the_middle_leaves_nothing_and_the_store_goes_on() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(Leads.opening(1)));
      Sql.run(
          file,
          "CREATE TRIGGER disk_full BEFORE INSERT ON message WHEN new.message_id = '"
              + Leads.messageId(3) + "' BEGIN SELECT raise(ABORT, 'disk full'); END");
      List<Commit> batch = List.of(Leads.opening(2), Leads.opening(3), Leads.opening(4));
      StoreException failure = assertThrows(StoreException.class, () -> store.commit(batch));
      assertTrue(message(failure).contains("nothing was written"), message(failure));
      assertTrue(message(failure).contains("disk full"), message(failure));
      assertEquals(1, store.events(0, 100).events().size());
      assertEquals(
          List.of("1|1|2"),
          Sql.rows(
              file,
              "SELECT (SELECT count(*) FROM lead), (SELECT count(*) FROM wake),"
                  + " (SELECT count(*) FROM claim)"));
      Sql.run(file, "DROP TRIGGER disk_full");
      store.commit(batch).forEach(result -> assertEquals(new Committed(), result));
      assertEquals(4, store.events(0, 100).events().size());
    }
  }

  @Test
  void a_locked_file_is_waited_for() throws Exception {
    try (SqliteStore store = SqliteStore.open(file);
        var other = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = other.createStatement()) {
      statement.executeUpdate("BEGIN IMMEDIATE");
      var pool = Executors.newSingleThreadExecutor();
      try {
        Future<List<Result>> waiting = pool.submit(() -> store.commit(List.of(Leads.opening(1))));
        assertEquals(List.of(), store.events(0, 10).events());
        statement.executeUpdate("COMMIT");
        assertEquals(List.of(new Committed()), waiting.get());
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void many_may_open_a_new_file_at_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path fresh = folder.resolve("fresh-" + round + ".db");
      var opening = new ArrayList<Callable<SqliteStore>>();
      for (int i = 0; i < 6; i++) {
        opening.add(() -> SqliteStore.open(fresh));
      }
      var pool = Executors.newFixedThreadPool(opening.size());
      try {
        for (Future<SqliteStore> store : pool.invokeAll(opening)) {
          store.get().close();
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void several_processes_on_one_file_keep_every_history_whole() throws Exception {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < 3; i++) {
      processes.add(new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              Contender.class.getName(),
              file.toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("process-" + i + ".txt").toFile())
          .start());
    }
    int committed = 0;
    for (int i = 0; i < processes.size(); i++) {
      int exit = processes.get(i).waitFor();
      String output = Files.readString(folder.resolve("process-" + i + ".txt"));
      assertEquals(0, exit, output);
      committed += Integer.parseInt(output.lines().reduce("", (before, line) -> line));
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      List<LeadEvent> events = store.events(0, 100_000).events();
      assertEquals(committed, events.size());
      assertEquals(
          events.size(),
          new HashSet<>(events.stream().map(e -> e.lead() + " " + e.seq()).toList()).size());
      for (int number = 0; number < Contender.LEADS; number++) {
        assertEquals(
            Contender.LENGTH,
            store
                .histories(List.of(Leads.lead(number)))
                .getOrDefault(Leads.lead(number), List.of())
                .size());
      }
    }
  }

  /** A process that brings every lead to the same length, against others who do the same. */
  static final class Contender {

    static final int LEADS = 10;
    static final int LENGTH = 20;

    private Contender() {}

    public static void main(String[] arguments) {
      int committed = 0;
      try (SqliteStore store = SqliteStore.open(new File(arguments[0]).toPath())) {
        for (int number = 0; number < LEADS; number++) {
          long last = 0;
          while (last < LENGTH) {
            Commit commit = last == 0
                ? Leads.opening(number)
                : Leads.following(number, last, new dev.leadkit.Fact.Labelled("l" + last, ""));
            Result result = store.commit(List.of(commit)).get(0);
            if (result instanceof Committed) {
              committed++;
              last++;
            } else if (result instanceof Stale stale) {
              last = stale.lastSeq();
            } else {
              throw new IllegalStateException("unexpected " + result);
            }
          }
        }
      }
      System.out.println(committed);
    }
  }

  private void assertRefused(String words) {
    StoreException refusal =
        assertThrows(StoreException.class, () -> SqliteStore.open(file).close());
    assertTrue(message(refusal).contains(words), message(refusal));
    assertTrue(message(refusal).contains(file.toString()), message(refusal));
  }

  private static String message(StoreException e) {
    return String.valueOf(e.getMessage());
  }
}
