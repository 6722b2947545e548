// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.integrity.StoreVerification;
import dev.leadkit.integrity.StoreVerifier;
import dev.leadkit.memory.InMemoryBlobs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of a store finds every change that was made without the library. */
class TamperingTest {

  private static final String LEAD = Leads.lead(1).value();

  @TempDir
  Path folder;

  private final InMemoryBlobs blobs = new InMemoryBlobs();
  private Path file;

  @BeforeEach
  void someLeads() {
    file = folder.resolve("leads.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(
          Leads.opening(1, Leads.enriched("firmographics", 300), Leads.qualified(40)),
          Leads.opening(2, Leads.qualified(20))));
      store.commit(List.of(
          Leads.following(1, 3, new Fact.Delivered("dlv_1", "crm", "crm-4711")),
          Leads.following(2, 2, Leads.failed("dlv_2", "crm"))));
      store.commit(List.of(Leads.following(
          1,
          4,
          new Fact.Replied(Fact.Replied.Author.HUMAN, "noor"),
          new Fact.Labelled("won", "noor"))));
      for (int number = 1; number <= 2; number++) {
        Message message = Leads.message(number);
        put(("We need SSO for " + number + " people.").getBytes(StandardCharsets.UTF_8));
        for (Attachment attachment : message.attachments()) {
          assertEquals(attachment.blob(), put(new byte[] {1}));
        }
      }
    }
  }

  private Blob put(byte[] content) {
    return blobs.put(new ByteArrayInputStream(content));
  }

  private StoreVerification verify() {
    try (SqliteStore store = SqliteStore.open(file)) {
      return new StoreVerifier(store, blobs).verify();
    }
  }

  @Test
  void a_file_that_only_the_library_wrote_is_intact() {
    StoreVerification found = verify();
    assertEquals(List.of(), found.problems());
    assertEquals(List.of(), found.remarks());
    assertEquals(2, found.leads());
    assertEquals(9, found.events());
    assertEquals(3, found.blobs());
  }

  /** Flags and tickets were findings of enrichers once; their links were computed from that form. */
  @Test
  void flags_and_tickets_that_were_stored_as_findings_are_intact() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(Leads.following(
          1,
          6,
          Fact.FlagEvaluated.of("enr_2", "bonus", "on"),
          new Fact.TicketDrawn("enr_3", "sdr", 41))));
    }
    StoreVerification written = verify();
    assertEquals(List.of(), written.problems());
    List<String> rows =
        Sql.rows(file, "SELECT enricher, attributes FROM enrichment ORDER BY enricher");
    String set = "UPDATE event_log SET event_type = 'enriched', metadata = '";
    Tampering.run(
        file,
        set
            + "{\"task\":\"enr_2\",\"enricher\":\"flag.bonus\",\"findings\":{\"attributes\":{\"value\":\"on\"}}}'"
            + " WHERE event_type = 'flag_evaluated'",
        set
            + "{\"task\":\"enr_3\",\"enricher\":\"ticket:sdr\",\"findings\":{\"attributes\":{\"number\":\"41\"}}}'"
            + " WHERE event_type = 'ticket_drawn'");
    StoreVerification old = verify();
    assertEquals(List.of(), old.problems());
    assertEquals(written.events(), old.events());
    assertEquals(
        rows, Sql.rows(file, "SELECT enricher, attributes FROM enrichment ORDER BY enricher"));
    Tampering.run(
        file,
        "UPDATE event_log SET metadata = replace(metadata, '\"41\"', '\"42\"') WHERE seq = 8");
    assertTrue(
        verify().problems().get(0).contains("event 8 (ticket_drawn) is not what was committed"),
        "a changed number is found in the old form too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE event_log SET metadata = replace(metadata, '\"won\"', '\"lost\"') WHERE seq = 6"
            + " | event 6 (labelled) is not what was committed",
        "UPDATE event_log SET metadata = replace(metadata, 'SSO', 'SAML') WHERE seq = 1 AND entity_id = 'L'"
            + " | event 1 (received) is not what was committed",
        "UPDATE event_log SET occurred_at = '2026-03-02T09:15:30Z' WHERE seq = 4"
            + " | event 4 (delivered) is not what was committed",
        "UPDATE event_log SET metadata = '{\"label\":\"x\"}', event_type = 'labelled' WHERE seq = 3 AND entity_id = 'L'"
            + " | event 3 (labelled) is not what was committed",
        "UPDATE event_log SET metadata = '{}' WHERE seq = 5 | event 5 of",
        "DELETE FROM event_log WHERE seq = 4 | event 4 is missing",
        "DELETE FROM event_log WHERE seq = 1 AND entity_id = 'L' | 1 leads without events",
        "DELETE FROM event_log WHERE seq > 4 | the last 2 of 6 events are missing",
        "DELETE FROM event_log WHERE entity_id = 'L' | 6 rows of event_log are missing",
        "UPDATE event_log SET chain = zeroblob(32) WHERE seq = 5 | event 5 (replied) is not what was committed",
        "UPDATE event_log SET chain = NULL WHERE seq = 5 | event 5 (replied) has no link",
        "UPDATE wake SET chain = zeroblob(32) WHERE lead_id = 'L' | the end of the history is not",
        "UPDATE wake SET chain = NULL WHERE lead_id = 'L' | 1 leads without a head",
        "UPDATE wake SET seq = 5 WHERE lead_id = 'L' | 1 events were added to the 5",
        "UPDATE lead SET score = 99 WHERE id = 'L' | 1 rows of table lead are not what follows",
        "UPDATE lead SET owner = 'me' WHERE id = 'L' | 1 rows of table lead are not what follows",
        "DELETE FROM delivery WHERE task = 'dlv_1' | rows of table delivery are not what follows",
        "INSERT INTO delivery VALUES ('L', 'dlv_9', 'crm', 'delivered', 1, '', '', '', NULL)"
            + " | rows of table delivery are not what follows",
        "UPDATE company SET size = 5 | rows of table company are not what follows",
        "UPDATE contact SET name = 'x' | rows of table contact are not what follows",
        "UPDATE message SET text_body = 'x' WHERE lead_id = 'L' | rows of table message are not",
        "UPDATE enrichment SET attributes = '{}' | rows of table enrichment are not",
        "UPDATE event_log SET entity_type = 'x' WHERE seq = 4 | 1 rows of event_log are not of a lead",
        "INSERT INTO event_log VALUES (10, 'lead', 'x', 1, 'x', '{}', '', NULL)"
            + " | 1 rows of event_log are not of a lead, by position: 10",
        "UPDATE event_log SET occurred_at = replace(occurred_at, 'Z', '+00:00') WHERE seq = 4"
            + " | 1 rows of event_log have a time in another form",
        "UPDATE event_log SET position = position + 100 WHERE seq = 6"
            + " | 1 rows of event_log are not at their position",
      })
  void a_change_is_found_and_named(String statement, String problem) throws Exception {
    Tampering.run(file, statement.replace("'L'", "'" + LEAD + "'"));
    StoreVerification found = verify();
    assertTrue(
        found.problems().stream().anyMatch(one -> one.contains(problem.strip())),
        statement + " must be found, got " + found.problems());
  }

  @Test
  void events_that_change_places_are_found() throws Exception {
    Tampering.run(
        file,
        "UPDATE event_log SET seq = -5 WHERE seq = 5",
        "UPDATE event_log SET seq = 5 WHERE seq = 6",
        "UPDATE event_log SET seq = 6 WHERE seq = -5");
    assertFound("event 5 (labelled) is not what was committed, or not in its place");
  }

  @Test
  void an_event_that_is_moved_to_another_lead_is_found() throws Exception {
    Tampering.run(
        file,
        "UPDATE event_log SET entity_id = '" + Leads.lead(2) + "', seq = 4 WHERE seq = 6",
        "UPDATE wake SET seq = 5 WHERE lead_id = '" + LEAD + "'",
        "UPDATE wake SET seq = 4 WHERE lead_id = '" + Leads.lead(2) + "'");
    assertFound(Leads.lead(2) + ": event 4 (labelled) is not what was committed");
    assertFound(LEAD + ": the end of the history is not the one that was committed");
  }

  @Test
  void an_event_that_is_added_behind_the_last_is_found() throws Exception {
    Tampering.run(
        file,
        "INSERT INTO event_log (entity_type, entity_id, seq, event_type, metadata, occurred_at, chain)"
            + " SELECT 'lead', entity_id, 7, event_type, metadata, occurred_at, chain"
            + " FROM event_log WHERE seq = 6");
    assertFound("event 7 (labelled) is not what was committed");
  }

  @Test
  void a_history_that_was_cut_off_with_its_length_is_found() throws Exception {
    Tampering.run(
        file,
        "DELETE FROM event_log WHERE seq = 6",
        "UPDATE wake SET seq = 5 WHERE lead_id = '" + LEAD + "'");
    assertFound("the end of the history is not the one that was committed");
  }

  @Test
  void blobs_that_are_missing_or_damaged_are_found_each_once() {
    Blob raw = Leads.message(1).raw();
    blobs.delete(raw.sha256());
    blobs.damage(Blob.of(new byte[] {1}).sha256(), bytes -> new byte[] {2});
    List<String> problems = verify().problems();
    assertEquals(2, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("raw message " + raw.sha256() + " is missing"));
    assertTrue(problems.get(1).contains("attachment"), problems::toString);
    assertTrue(problems.get(1).contains("is damaged"), problems::toString);
  }

  @Test
  void the_chain_does_not_depend_on_how_a_fact_is_written_down() throws Exception {
    Tampering.run(file, "UPDATE event_log SET metadata = json_pretty(metadata)");
    List<String> problems = verify().problems();
    assertEquals(List.of(), problems, "the same values in another notation are the same facts");
  }

  @Test
  void the_chain_goes_on_after_a_restart() {
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(Leads.following(1, 6, new Fact.Labelled("again", "noor"))));
      List<LeadEvent> history =
          store.histories(List.of(Leads.lead(1))).getOrDefault(Leads.lead(1), List.of());
      assertEquals(7, history.size());
      LeadId lead = Leads.lead(1);
      assertEquals(List.of(), StoreVerifier.problems(lead, history, store.chain(lead)));
    }
    assertEquals(List.of(), verify().problems());
  }

  @Test
  void a_row_that_queries_and_the_library_read_differently_is_found_with_its_lead()
      throws Exception {
    Tampering.run(
        file,
        "UPDATE event_log SET metadata = '{\"by\":\"me\",' || substr(metadata, 2) WHERE seq = 4");
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      List<String> problems = store.inspect(Leads.lead(1)).problems();
      assertEquals(1, problems.size(), problems::toString);
      assertTrue(problems.get(0).contains("have members that"), problems::toString);
      assertEquals(List.of(), store.inspect(Leads.lead(2)).problems());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DROP TRIGGER event_log_is_never_changed, triggers that protect the events are missing",
    "PRAGMA user_version = 2, says that it has schema version 2",
  })
  void a_schema_that_others_changed_is_found(String statement, String problem) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement change = connection.createStatement()) {
      change.executeUpdate(statement);
    }
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      List<String> problems = new StoreVerifier(store, blobs).verify().problems();
      assertTrue(
          problems.stream().anyMatch(one -> one.contains(problem)),
          statement + " must be found, got " + problems);
    }
  }

  private void assertFound(String problem) {
    StoreVerification found = verify();
    assertTrue(
        found.problems().stream().anyMatch(one -> one.contains(problem)),
        "'" + problem + "' must be found, got " + found.problems());
  }
}
