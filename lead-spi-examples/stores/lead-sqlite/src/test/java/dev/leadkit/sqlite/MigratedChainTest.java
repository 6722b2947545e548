// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.integrity.StoreVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hash chain that a file of an earlier release gets. */
class MigratedChainTest {

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
  void a_migrated_history_is_chained_as_if_it_had_been_committed_today() {
    try (SqliteStore store = SqliteStore.open(file)) {
      for (LeadId lead : store.leads(0, 100).leads()) {
        List<LeadEvent> history = store.histories(List.of(lead)).getOrDefault(lead, List.of());
        assertEquals(List.of(), StoreVerifier.problems(lead, history, store.chain(lead)));
      }
    }
  }

  @Test
  void a_file_without_events_gets_no_remark_about_events_before_the_chain() throws Exception {
    Tampering.run(
        file,
        "DELETE FROM event_log",
        "DELETE FROM sqlite_sequence",
        "DELETE FROM wake",
        "DELETE FROM delivery",
        "DELETE FROM enrichment",
        "DELETE FROM duplicate",
        "DELETE FROM message",
        "DELETE FROM lead",
        "DELETE FROM company",
        "DELETE FROM contact");
    try (SqliteStore store = SqliteStore.open(file)) {
      assertEquals(List.of(), store.inspect().problems());
      assertEquals(List.of(), store.inspect().remarks(), "Every event of this file is chained");
    }
  }
}
