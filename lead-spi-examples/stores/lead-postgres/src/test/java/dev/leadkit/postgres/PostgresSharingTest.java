// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leadkit.LeadId;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.LeadStore.Page;
import dev.leadkit.spi.LeadStore.Result;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several hosts at work on one database. */
class PostgresSharingTest extends PostgresTest {

  private static final int HOSTS = 4;
  private static final int LEADS = 60;

  /** A position that becomes visible after a higher one would be skipped by every reader. */
  @Test
  void a_commit_waits_until_an_earlier_one_is_visible() throws Exception {
    try (PostgresStore store = PostgresStore.open(pool);
        Connection slow = anotherPool().getConnection();
        Statement statement = slow.createStatement()) {
      statement.execute("BEGIN");
      statement.execute("LOCK TABLE commit_order IN EXCLUSIVE MODE");
      CompletableFuture<List<Result>> commit =
          CompletableFuture.supplyAsync(() -> store.commit(List.of(Commits.opening(1))));
      String waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted" + " AND relation = '"
          + schema + ".commit_order'::regclass";
      while (texts(waiting).equals(List.of("0"))) {
        assertFalse(commit.isDone(), "the commit did not wait");
        Thread.onSpinWait();
      }
      assertEquals(0, store.end(), "readers do not wait");
      statement.execute("COMMIT");
      assertEquals(List.of(new Committed()), commit.get());
    }
  }

  @Test
  void a_reader_sees_each_event_of_all_hosts_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(HOSTS);
    try {
      PostgresStore reader = PostgresStore.open(pool);
      List<Future<Boolean>> hosts = new ArrayList<>();
      for (int host = 0; host < HOSTS; host++) {
        PostgresStore store = PostgresStore.open(anotherPool());
        int first = host * LEADS;
        Callable<Boolean> work = () -> {
          for (int i = first; i < first + LEADS; i++) {
            assertEquals(List.of(new Committed()), store.commit(List.of(Commits.opening(i))));
          }
          return true;
        };
        hosts.add(threads.submit(work));
      }
      Set<LeadId> seen = new HashSet<>();
      Page page = new Page(List.of(), 0);
      while (seen.size() < HOSTS * LEADS) {
        page = reader.events(page.position(), 7);
        page.events().forEach(event -> assertEquals(true, seen.add(event.lead())));
        if (page.events().isEmpty() && hosts.stream().allMatch(Future::isDone)) {
          page = reader.events(page.position(), 7);
          page.events().forEach(event -> assertEquals(true, seen.add(event.lead())));
          assertFalse(page.events().isEmpty(), "a reader missed " + (HOSTS * LEADS - seen.size()));
        }
      }
      for (Future<Boolean> host : hosts) {
        host.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void workers_take_what_others_have_not_locked_and_do_not_wait() throws Exception {
    Instant until = Commits.NOON.plusSeconds(60);
    try (PostgresStore store = PostgresStore.open(pool);
        Connection slow = anotherPool().getConnection();
        Statement statement = slow.createStatement()) {
      store.commit(List.of(Commits.opening(1), Commits.opening(2), Commits.opening(3)));
      statement.execute("BEGIN");
      statement.execute(
          "SELECT * FROM wake WHERE lead_id = '" + Commits.lead(2).value() + "' FOR UPDATE");
      List<Lease> leases = store.lease(Commits.NOON, until, 10);
      assertEquals(
          Set.of(Commits.lead(1), Commits.lead(3)),
          new HashSet<>(leases.stream().map(Lease::lead).toList()));
      statement.execute("ROLLBACK");
      assertEquals(
          List.of(Commits.lead(2)),
          store.lease(Commits.NOON, until, 10).stream().map(Lease::lead).toList());
    }
  }
}
