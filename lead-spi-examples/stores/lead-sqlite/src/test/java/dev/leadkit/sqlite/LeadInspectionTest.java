// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of one lead examines the rows of this lead and nothing else. */
class LeadInspectionTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void someLeads() {
    file = folder.resolve("leads.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(
          Leads.opening(
              1,
              Leads.enriched("firmographics", 300),
              Leads.qualified(40),
              Leads.duplicated(1, Leads.source()),
              new Fact.Delivered("dlv_1", "crm", "crm-4711")),
          Leads.opening(2, Leads.enriched("firmographics", 500), Leads.qualified(20))));
    }
  }

  private List<String> problems(int number) {
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      return store.inspect(Leads.lead(number)).problems();
    }
  }

  @Test
  void a_lead_that_no_one_changed_has_no_problems() {
    assertEquals(List.of(), problems(1));
    assertEquals(List.of(), problems(2));
  }

  /** Of each table a column in the middle and the last one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE lead SET queue = 'mine' WHERE id = 'L' | rows of table lead are not",
        "UPDATE lead SET revision = 'x' WHERE id = 'L' | rows of table lead are not",
        "UPDATE message SET subject = 'x' WHERE lead_id = 'L' | rows of table message are not",
        "UPDATE message SET received_at = 'x' WHERE lead_id = 'L' | rows of table message are not",
        "UPDATE duplicate SET partner = 'x' WHERE lead_id = 'L' | rows of table duplicate are not",
        "UPDATE duplicate SET received_at = 'x' WHERE lead_id = 'L' | rows of table duplicate are",
        "UPDATE enrichment SET attempts = 9 WHERE lead_id = 'L' | rows of table enrichment are not",
        "UPDATE enrichment SET updated_at = '' WHERE lead_id = 'L' | rows of table enrichment are",
        "UPDATE delivery SET reference = 'x' WHERE lead_id = 'L' | rows of table delivery are not",
        "UPDATE delivery SET revision = 'x' WHERE lead_id = 'L' | rows of table delivery are not",
        "DELETE FROM delivery WHERE lead_id = 'L' | rows of table delivery are not",
        "UPDATE event_log SET entity_type = 'x' WHERE entity_id = 'L' AND seq = 2"
            + " | 1 rows of event_log are not of a lead",
        "UPDATE event_log SET occurred_at = replace(occurred_at, 'Z', '+00:00')"
            + " WHERE entity_id = 'L' AND seq = 2 | 1 rows of event_log have a time in another form",
      })
  void a_change_is_found_with_its_lead_and_with_no_other(String statement, String problem)
      throws Exception {
    Tampering.run(file, statement.replace("'L'", "'" + Leads.lead(1) + "'"));
    List<String> found = problems(1);
    assertEquals(1, found.size(), found::toString);
    assertTrue(found.get(0).contains(problem.strip()), found::toString);
    assertEquals(List.of(), problems(2), "The other lead was not changed");
  }

  /** Contacts and companies are shared: which message named one first is not known from one lead. */
  @ParameterizedTest
  @CsvSource({"UPDATE contact SET name = 'x'", "UPDATE company SET size = 5"})
  void a_row_that_leads_share_is_left_to_the_check_of_the_whole_store(String statement)
      throws Exception {
    Tampering.run(file, statement);
    assertEquals(List.of(), problems(1));
    try (SqliteStore store = SqliteStore.openReadOnly(file)) {
      assertEquals(1, store.inspect().problems().size(), () -> store.inspect().toString());
    }
  }
}
