// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Result;
import dev.leadkit.spi.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one connection that writes: for one caller after the other, and for no one after closing. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WriterTest {

  @TempDir
  Path folder;

  private final ExecutorService other = Executors.newSingleThreadExecutor(work -> {
    var thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  });

  @AfterEach
  void end() {
    other.shutdownNow();
  }

  private Future<List<Result>> commitOfAnotherThread(SqliteStore store, int number) {
    return other.submit(() -> store.commit(List.of(Leads.opening(number))));
  }

  @Test
  void one_thread_after_the_other_can_write() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder.resolve("leads.db"))) {
      assertEquals(List.of(new Committed()), store.commit(List.of(Leads.opening(1))));
      assertEquals(List.of(new Committed()), commitOfAnotherThread(store, 2).get());
      assertEquals(List.of(new Committed()), store.commit(List.of(Leads.opening(3))));
    }
  }

  @Test
  void a_write_that_failed_does_not_keep_others_from_writing() throws Exception {
    Path file = folder.resolve("leads.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      Sql.run(
          file,
          "CREATE TRIGGER full BEFORE INSERT ON message WHEN new.message_id = '"
              + Leads.messageId(1) + "' BEGIN SELECT raise(ABORT, 'disk full'); END");
      assertThrows(StoreException.class, () -> store.commit(List.of(Leads.opening(1))));
      assertEquals(List.of(new Committed()), commitOfAnotherThread(store, 2).get());
    }
  }

  @Test
  void after_closing_every_thread_is_refused_at_once() throws Exception {
    SqliteStore store = SqliteStore.open(folder.resolve("leads.db"));
    store.close();
    store.close();
    Future<List<Result>> refused = commitOfAnotherThread(store, 1);
    var failure = assertThrows(ExecutionException.class, refused::get);
    assertInstanceOf(StoreException.class, failure.getCause());
    assertTrue(String.valueOf(failure.getMessage()).contains("the store is closed"));
  }

  @Test
  void damage_that_sqlite_finds_in_its_pages_is_a_problem() throws Exception {
    Path file = folder.resolve("leads.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(Leads.opening(1)));
      assertEquals(List.of(), store.inspect().problems());
    }
    Sql.run(
        file,
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql ="
            + " replace(sql, 'wake_at     INTEGER', 'wake_at INTEGER NOT NULL')"
            + " WHERE name = 'wake'");
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertEquals(
          List.of(file + ": NULL value in wake.wake_at"), store.inspect().problems());
    }
  }
}
