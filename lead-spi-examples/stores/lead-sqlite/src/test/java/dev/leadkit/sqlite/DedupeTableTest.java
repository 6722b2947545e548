// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Key;
import dev.leadkit.Source;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeTableTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void someCopies() {
    file = folder.resolve("leads.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(
          Leads.opening(1),
          Leads.opening(2),
          Leads.following(
              1,
              1,
              Leads.duplicated(1, Source.of("partner", "heron@inbound.example")),
              Leads.duplicated(1, Source.of("partner", "heron@inbound.example")),
              Leads.duplicated(1, Leads.source()))));
    }
  }

  @Test
  void every_key_shows_its_layer_its_first_message_and_how_often_it_came_again() throws Exception {
    Key event = Key.of(Leads.message(1)).get(0);
    Key message = Key.of(Leads.message(1)).get(1);
    String first = Leads.message(1).id();
    assertEquals(
        List.of(
            "event|" + event.value() + "|" + first + "|form|3",
            "message|" + message.value() + "|" + first + "|form|0"),
        Sql.rows(
            file,
            "SELECT layer, key, first_event, source, duplicates FROM dedupe WHERE lead_id = '"
                + Leads.lead(1) + "' ORDER BY layer"));
  }

  @Test
  void a_key_is_unique() throws Exception {
    assertEquals(
        List.of("4|4"), Sql.rows(file, "SELECT count(*), count(DISTINCT layer || key) FROM claim"));
    org.junit.jupiter.api.Assertions.assertThrows(
        java.sql.SQLException.class,
        () -> Sql.run(file, "INSERT INTO claim SELECT layer, key, 'other', 'other' FROM claim"));
  }

  @Test
  void copies_can_be_counted_by_where_they_came_in() throws Exception {
    assertEquals(
        List.of("partner|heron@inbound.example|2", "form|sales@inbound.example|1"),
        Sql.rows(
            file,
            "SELECT source, address, count(*) FROM duplicate GROUP BY source, address"
                + " ORDER BY count(*) DESC"));
    assertEquals(
        List.of("3", "0"), Sql.rows(file, "SELECT duplicates FROM lead ORDER BY duplicates DESC"));
  }
}
