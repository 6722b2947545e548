// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Address;
import dev.leadkit.Assignment;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.spi.LeadStore.Holder;
import dev.leadkit.spi.LeadStore.Inspection;
import dev.leadkit.spi.LeadStore.ThreadId;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables beside the histories: they follow from the events, whatever strangers write. */
class PostgresTablesTest extends PostgresTest {

  private static final Assignment SALES = Assignment.builder("sales", Assignment.Disposition.LEAD)
      .queue("sales")
      .reason("always")
      .build();

  /** Leads with every kind of projected row. */
  private void fill(PostgresStore store) {
    for (int i = 1; i <= 3; i++) {
      String domain = "company" + i % 2 + ".example";
      Company company = new Company(domain, "Company", 10 * i, "", "DE", "", List.of("java"));
      Commit commit = Commits.opening(
          Commits.message(i),
          List.of(),
          new Fact.Duplicated(
              "evt_copy" + i,
              Commits.message(i).raw(),
              Source.unknown("sales@leadkit.example"),
              new Key(Key.Layer.MESSAGE, "key " + i),
              Commits.message(i).id()),
          new Fact.Enriched("enr_1", "companies", new Enrichment(company, Map.of("plan", "\0x"))),
          new Fact.Qualified(Score.of(i, List.of(), List.of()), SALES, "policy"),
          new Fact.Failed("dlv_1", "crm", "503", null, Fact.Failed.Prospect.TRANSIENT),
          new Fact.Delivered("dlv_1", "crm", "REC-" + i),
          new Fact.Labelled("won", "kim"),
          new Fact.Replied(Fact.Replied.Author.HUMAN, "kim"));
      assertEquals(List.of(new Committed()), store.commit(List.of(commit)));
    }
  }

  @Test
  void an_untouched_store_has_no_problems() {
    try (PostgresStore store = PostgresStore.open(pool)) {
      fill(store);
      assertEquals(Inspection.NONE, store.inspect());
      assertEquals(Inspection.NONE, store.inspect(Commits.lead(2)));
      fillMore(store, 4);
      assertEquals(
          Inspection.NONE, store.inspect(), "an inspection must not change what is written next");
    }
  }

  private static void fillMore(PostgresStore store, int number) {
    assertEquals(List.of(new Committed()), store.commit(List.of(Commits.opening(number))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE lead SET score = 99 WHERE score = 2",
        "UPDATE lead SET labels = '[]' WHERE score = 2",
        "UPDATE contact SET name = 'Mallory' WHERE id = 2",
        "UPDATE contact SET identifiers = '{}' WHERE id = 2",
        "UPDATE company SET size = 1 WHERE id = 2",
        "UPDATE message SET subject = 'other' WHERE id = (SELECT min(id) FROM message)",
        "DELETE FROM duplicate",
        "DELETE FROM enrichment",
        "UPDATE delivery SET status = 'retrying'",
        "DELETE FROM wake",
        "ALTER TABLE event_log DISABLE TRIGGER event_log_is_never_changed"
      })
  void a_change_of_the_tables_is_found(String change) throws SQLException {
    try (PostgresStore store = PostgresStore.open(pool)) {
      fill(store);
      run(change);
      assertTrue(!store.inspect().problems().isEmpty(), change);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE event_log SET metadata = '{}'",
        "DELETE FROM event_log",
        "TRUNCATE event_log"
      })
  void events_cannot_be_changed(String change) {
    try (PostgresStore store = PostgresStore.open(pool)) {
      fill(store);
      SQLException refused = assertThrows(SQLException.class, () -> run(change));
      assertTrue(refused.getMessage().contains("append-only"), refused.getMessage());
    }
  }

  @Test
  void projections_can_be_computed_again() throws SQLException {
    try (PostgresStore store = PostgresStore.open(pool)) {
      fill(store);
      run("UPDATE lead SET score = 99");
      run("DELETE FROM delivery");
      store.rebuild();
      assertEquals(Inspection.NONE, store.inspect());
    }
  }

  /** Keys and thread ids come from strangers: any character, and longer than an index of PostgreSQL takes. */
  @Test
  void keys_of_any_length_and_character_are_claimed_and_found() {
    String tail = "\0\u2400#0".repeat(5);
    List<String> texts = List.of(
        "\u20ac".repeat(900) + tail + "1",
        "\u20ac".repeat(900) + tail + "2",
        "\0",
        "\u2400",
        "\u24000",
        "0",
        "\uD83D\uDE00".repeat(450));
    try (PostgresStore store = PostgresStore.open(pool)) {
      for (int i = 0; i < texts.size(); i++) {
        Message message = Commits.message(i);
        LeadId lead = Commits.lead(i);
        Commit opening =
            Commits.opening(message, List.of(new ThreadId(texts.get(i), texts.get(i))));
        Map<Key, String> keys = new LinkedHashMap<>(opening.keys());
        keys.put(
            new Key(Key.Layer.EVENT, "key" + texts.get(i).replace('\0', '\u2401')), texts.get(i));
        Commit commit = new Commit(lead, 0, opening.events(), keys, opening.threads(), null, null);
        assertEquals(List.of(new Committed()), store.commit(List.of(commit)));
      }
      for (int i = 0; i < texts.size(); i++) {
        String text = texts.get(i);
        assertEquals(Map.of(text, Commits.lead(i)), store.threads(text, List.of(text)));
        Key key = new Key(Key.Layer.EVENT, "key" + text.replace('\0', '\u2401'));
        assertEquals(Map.of(key, new Holder(Commits.lead(i), text)), store.holders(List.of(key)));
        assertEquals(0, store.ticket(text, Commits.lead(i)));
      }
      assertEquals(Inspection.NONE, store.inspect());
    }
  }

  @Test
  void an_address_too_long_for_an_index_is_stored() {
    String from = "x".repeat(3_000) + "@" + "\u20ac".repeat(3_000) + ".example";
    Message message = Commits.message(1).toBuilder().from(Address.of(from)).build();
    Company company =
        new Company("d".repeat(9_000) + ".example", "Company", 1, "", "", "", List.of());
    try (PostgresStore store = PostgresStore.open(pool)) {
      Commit commit = Commits.opening(
          message, List.of(), new Fact.Enriched("enr_1", "companies", Enrichment.of(company)));
      assertEquals(List.of(new Committed()), store.commit(List.of(commit)));
      assertEquals(Inspection.NONE, store.inspect());
    }
  }

  @Test
  void the_view_of_events_shows_who_and_what_an_event_is_about() throws SQLException {
    try (PostgresStore store = PostgresStore.open(pool)) {
      fill(store);
      assertEquals(
          List.of("companies", "crm", "crm", "kim", "kim"),
          texts("SELECT actor FROM event WHERE lead_id = '" + Commits.lead(1).value()
              + "' AND actor <> '' ORDER BY seq"));
      assertEquals(
          List.of("policy"), texts("SELECT DISTINCT policy FROM event WHERE policy IS NOT NULL"));
    }
  }
}
