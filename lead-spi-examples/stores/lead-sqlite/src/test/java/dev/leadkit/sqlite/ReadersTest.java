// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.StoreException;
import dev.leadkit.sql.SqlSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pool of connections that read: how many there are, who waits, and when they are closed. */
@Timeout(60)
class ReadersTest {

  private static final int SESSIONS = 4;

  @TempDir
  Path folder;

  private final List<Connection> opened = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private Readers readers;

  @BeforeEach
  void open() {
    readers = new Readers(folder.resolve("leads.db"), file -> {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      opened.add(connection);
      return new SqlSession(connection, SqliteDialect.INSTANCE);
    });
  }

  @AfterEach
  void close() throws SQLException {
    callers.shutdownNow();
    for (Connection connection : opened) {
      connection.close();
    }
  }

  /** Starts this many reads, which go on until the latch is opened, and waits until they run. */
  private List<Future<Long>> readsInProgress(int number, CountDownLatch end)
      throws InterruptedException {
    var began = new CountDownLatch(number);
    var reads = new ArrayList<Future<Long>>();
    for (int i = 0; i < number; i++) {
      reads.add(callers.submit(() -> readers.read(session -> {
        began.countDown();
        awaitUninterrupted(end);
        return session.number("SELECT 1");
      })));
    }
    began.await();
    return reads;
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_connection_is_used_again() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertEquals(1L, readers.<Long>read(session -> session.number("SELECT 1")));
    }
    assertEquals(1, opened.size(), "One reader after the other needs one connection");
  }

  @Test
  void a_connection_is_used_again_after_work_that_failed() throws Exception {
    var fault = new SQLException("no such table");
    for (int i = 0; i < 2 * SESSIONS; i++) {
      assertThrows(
          SQLException.class,
          () -> readers.read(session -> {
            throw fault;
          }));
    }
    assertEquals(1L, readers.<Long>read(session -> session.number("SELECT 1")));
    assertEquals(1, opened.size(), "A transaction that was rolled back leaves a usable connection");
  }

  @Test
  void a_fifth_reader_waits_for_one_of_four_connections() throws Exception {
    var end = new CountDownLatch(1);
    List<Future<Long>> reads = readsInProgress(SESSIONS, end);
    var ran = new AtomicBoolean();
    var fifth = new Thread(() -> {
      try {
        readers.read(session -> {
          ran.set(true);
          return session.number("SELECT 1");
        });
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });
    fifth.start();
    awaitWaiting(fifth);
    assertFalse(ran.get(), "All connections are in use");
    end.countDown();
    fifth.join();
    assertTrue(ran.get(), "A connection became free");
    for (Future<Long> read : reads) {
      assertEquals(1, read.get());
    }
    assertEquals(SESSIONS, opened.size(), "At most four connections are open at a time");
  }

  @Test
  void closing_waits_for_reads_in_progress_and_closes_every_connection() throws Exception {
    var end = new CountDownLatch(1);
    List<Future<Long>> reads = readsInProgress(2, end);
    var closing = new Thread(() -> {
      try {
        readers.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });
    closing.start();
    awaitWaiting(closing);
    assertTrue(closing.isAlive(), "Two reads are in progress");
    end.countDown();
    closing.join();
    for (Future<Long> read : reads) {
      assertEquals(1, read.get(), "A read in progress must end undisturbed");
    }
    assertEquals(2, opened.size());
    for (Connection connection : opened) {
      assertTrue(connection.isClosed(), "A connection that is left open keeps the file open");
    }
  }

  @Test
  void a_read_after_closing_is_refused_at_once() throws Exception {
    readers.close();
    StoreException refusal = assertThrows(
        StoreException.class, () -> readers.read(session -> session.number("SELECT 1")));
    assertTrue(String.valueOf(refusal.getMessage()).contains("the store is closed"));
    assertEquals(List.of(), opened, "A closed pool opens no connection");
  }

  @Test
  void a_connection_that_cannot_roll_back_is_closed_and_another_is_opened() throws Exception {
    assertThrows(
        SQLException.class,
        () -> readers.read(session -> {
          session.update("COMMIT");
          throw new SQLException("the transaction has ended without the pool");
        }));
    assertTrue(opened.get(0).isClosed(), "Its transaction may still hold a lock");
    for (int i = 0; i < SESSIONS; i++) {
      assertEquals(1L, readers.<Long>read(session -> session.number("SELECT 1")));
    }
    assertEquals(2, opened.size());
  }
}
