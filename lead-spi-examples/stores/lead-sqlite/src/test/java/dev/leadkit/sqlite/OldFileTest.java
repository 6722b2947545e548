// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.Message;
import dev.leadkit.integrity.StoreVerification;
import dev.leadkit.integrity.StoreVerifier;
import dev.leadkit.memory.InMemoryBlobs;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that an earlier version wrote, and files that can only be read. */
class OldFileTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void anOldFile() throws IOException {
    file = folder.resolve("leads.db");
    try (InputStream packed = getClass().getResourceAsStream("leads-v2.db.gz")) {
      assertNotNull(packed);
      Files.copy(new GZIPInputStream(packed), file);
    }
  }

  @Test
  void a_file_of_version_2_is_migrated_and_every_event_is_as_it_was() throws Exception {
    List<LeadEvent> before;
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      before = store.events(0, 100).events();
    }
    assertEquals(List.of("2"), Sql.rows(file, "PRAGMA user_version"), "reading changes nothing");
    assertEquals(21, before.size());
    try (SqliteStore store = SqliteStore.open(file)) {
      assertEquals(before, store.events(0, 100).events());
      Message message = Leads.message(1);
      assertEquals(
          new Fact.Received(
              message, Leads.source(), List.of(Key.of(message).get(0), Key.former(message)), ""),
          before.get(0).fact(),
          "With the keys that were claimed then");
      assertEquals(List.of(new Committed()), store.commit(List.of(Leads.opening(77))));
      assertEquals(
          List.of(new Committed()),
          store.commit(List.of(Leads.following(1, 8, new Fact.Labelled("won", "noor")))));
    }
    assertEquals(
        List.of(Integer.toString(Schema.version())), Sql.rows(file, "PRAGMA user_version"));
  }

  @Test
  void a_delivery_of_an_earlier_revision_is_no_longer_retrying() throws Exception {
    assertEquals(
        List.of("dlv_new|delivered", "dlv_now|retrying", "dlv_old|retrying", "dlv_x|reopened"),
        Sql.rows(file, "SELECT task, status FROM delivery ORDER BY task"));
    SqliteStore.open(file).close();
    assertEquals(
        List.of("dlv_new|delivered", "dlv_now|retrying", "dlv_old|superseded", "dlv_x|reopened"),
        Sql.rows(file, "SELECT task, status FROM delivery ORDER BY task"));
  }

  @Test
  void a_text_with_nul_is_whole_for_sql_and_exact_in_the_history() throws Exception {
    SqliteStore.open(file).close();
    assertEquals(
        List.of("before\u2400after|12|after|a\u2400b|N\u2400l"),
        Sql.rows(
            file,
            "SELECT text_body, length(text_body), substr(text_body, 8), subject, from_name"
                + " FROM message WHERE subject LIKE 'a%b'"));
    try (SqliteStore store = SqliteStore.open(file)) {
      assertTrue(store.events(0, 100).events().stream()
          .anyMatch(event -> event.fact() instanceof Fact.Received received
              && received.message().textBody().equals("before\0after")
              && received.message().subject().equals("a\0b")));
    }
  }

  @Test
  void a_remark_says_that_events_from_before_the_chain_are_not_covered() throws Exception {
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      StoreVerification found = new StoreVerifier(store, new InMemoryBlobs()).verify();
      assertTrue(found.remarks().toString().contains("schema version 2"), found::toString);
      assertNull(store.chain(Leads.lead(1)));
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertEquals(List.of(), store.inspect().problems());
      String remark = store.inspect().remarks().toString();
      assertTrue(remark.contains("position 21"), remark);
      assertTrue(remark.contains("before the hash chain existed"), remark);
    }
    Tampering.run(file, "UPDATE event_log SET occurred_at = '2026-03-02T09:15:31Z' WHERE seq = 2");
    try (SqliteStore store = SqliteStore.open(file)) {
      List<String> problems = new StoreVerifier(store, new InMemoryBlobs())
          .verify().problems().stream()
              .filter(problem -> problem.contains("not what was committed"))
              .toList();
      assertEquals(3, problems.size(), "a change after the migration must be found");
    }
  }

  @Test
  void a_file_with_an_unreadable_event_can_be_opened() throws Exception {
    Tampering.run(file, "UPDATE event_log SET metadata = '{}' WHERE position = 1");
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThrows(StoreException.class, () -> store.histories(List.of(Leads.lead(1))));
      assertEquals(
          3,
          store
              .histories(List.of(Leads.lead(2)))
              .getOrDefault(Leads.lead(2), List.of())
              .size());
      String problems =
          new StoreVerifier(store, new InMemoryBlobs()).verify().problems().toString();
      assertTrue(problems.contains("event 1 of " + Leads.lead(1)), problems);
    }
  }

  @Test
  void a_folder_that_cannot_be_written_can_be_read() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertEquals(21, store.events(0, 100).events().size());
      assertEquals(4, store.leads(0, 100).leads().size() + 1);
      Lead lead = Lead.of(
          Leads.lead(1),
          store.histories(List.of(Leads.lead(1))).getOrDefault(Leads.lead(1), List.of()));
      assertEquals(2, lead.messages().size());
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void a_read_only_store_is_never_written() {
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      StoreException refusal =
          assertThrows(StoreException.class, () -> store.commit(List.of(Leads.opening(5))));
      assertTrue(String.valueOf(refusal.getMessage()).contains("for reading only"));
      Instant later = Leads.START.plusSeconds(10_000);
      assertThrows(StoreException.class, () -> store.lease(later, later.plusSeconds(1), 5));
      assertThrows(StoreException.class, () -> store.ticket("sales", Leads.lead(1)));
    }
    assertThrows(
        StoreException.class, () -> SqliteStore.openReadOnly(folder.resolve("nowhere.db")));
  }
}
