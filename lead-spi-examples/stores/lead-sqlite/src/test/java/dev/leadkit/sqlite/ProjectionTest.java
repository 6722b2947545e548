// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Committed;
import dev.leadkit.sql.Projection;
import dev.leadkit.sql.Times;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectionTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("leads.db");
  }

  @Test
  void rebuilt_projections_equal_those_that_commits_wrote() throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      file = folder.resolve("leads-" + seed + ".db");
      try (SqliteStore store = SqliteStore.open(file)) {
        live(store, new Random(seed));
        Map<String, List<String>> along = tables();
        along.forEach((table, rows) -> assertFalse(rows.isEmpty(), table + " is empty"));
        Sql.run(
            file, "UPDATE lead SET score = -1; DELETE FROM delivery; UPDATE company SET size = 1");
        store.rebuild();
        assertEquals(along, tables(), "seed " + seed);
      }
    }
  }

  @Test
  void the_row_of_a_lead_says_what_the_lead_says() throws Exception {
    for (long seed = 1; seed <= 5; seed++) {
      file = folder.resolve("leads-" + seed + ".db");
      try (SqliteStore store = SqliteStore.open(file)) {
        live(store, new Random(seed));
        for (int number = 0; number < 20; number++) {
          Lead lead = Lead.of(
              Leads.lead(number),
              store
                  .histories(List.of(Leads.lead(number)))
                  .getOrDefault(Leads.lead(number), List.of()));
          assertEquals(List.of(said(lead)), row(lead), "seed " + seed + " lead " + number);
        }
      }
    }
  }

  @Test
  void a_history_that_does_not_begin_with_a_message_has_a_row_too() throws Exception {
    try (SqliteStore store = SqliteStore.open(file)) {
      Commit commit =
          Leads.following(7, 0, Leads.failed("dlv_1", "crm"), new Fact.Labelled("odd", "noor"));
      assertEquals(List.of(new Committed()), store.commit(List.of(commit)));
    }
    assertEquals(
        List.of(Leads.lead(7) + "|new|[\"odd\"]|crm"),
        Sql.rows(
            file,
            "SELECT lead.id, lead.status, labels, connector FROM lead JOIN delivery ON lead_id = id"));
  }

  private List<String> row(Lead lead) throws SQLException {
    return Sql.rows(
        file,
        "SELECT lead.status, coalesce(score, 0), coalesce(domain, ''), duplicates,"
            + " json_array_length(labels), coalesce(queue, ''), coalesce(replied_at, ''),"
            + " breached_at IS NOT NULL,"
            + " (SELECT count(*) FROM message WHERE lead_id = lead.id),"
            + " (SELECT count(*) FROM delivery WHERE lead_id = lead.id AND status = 'dead_lettered')"
            + " FROM lead LEFT JOIN company ON company.id = company_id WHERE lead.id = '"
            + lead.id() + "'");
  }

  private static String said(Lead lead) {
    Fact.Qualified decision = lead.decision();
    Fact.Reassigned reassignment = lead.reassignment();
    String decided = decision == null ? "" : decision.assignment().queue();
    return Stream.of(
            lead.status().name().toLowerCase(Locale.ROOT),
            decision == null ? 0 : decision.score().value(),
            lead.company() == null ? "" : lead.company().domain(),
            lead.duplicates(),
            lead.labels().size(),
            reassignment == null ? decided : reassignment.queue(),
            lead.repliedAt() == null ? "" : Times.text(lead.repliedAt()),
            lead.breach() == null ? 0 : 1,
            lead.messages().size(),
            lead.deadLetters().size())
        .map(String::valueOf)
        .collect(java.util.stream.Collectors.joining("|"));
  }

  private Map<String, List<String>> tables() throws SQLException {
    var tables = new LinkedHashMap<String, List<String>>();
    for (String table : Projection.TABLES) {
      tables.put(table, Sql.rows(file, "SELECT * FROM " + table + " ORDER BY 1, 2"));
    }
    return tables;
  }

  /** Twenty leads with random facts in random order. */
  private static void live(SqliteStore store, Random random) {
    var seqs = new long[20];
    for (int number = 0; number < seqs.length; number++) {
      store.commit(List.of(Leads.opening(number)));
      seqs[number] = 1;
    }
    for (int batch = 0; batch < 60; batch++) {
      var commits = new ArrayList<Commit>();
      for (int i = 0; i < 5; i++) {
        int number = random.nextInt(seqs.length);
        commits.add(Leads.following(number, seqs[number], any(random, number, batch * 5 + i)));
        seqs[number]++;
      }
      store.commit(commits).forEach(result -> assertEquals(new Committed(), result));
    }
  }

  private static Fact any(Random random, int number, int step) {
    String task = "dlv_" + random.nextInt(3);
    return switch (random.nextInt(14)) {
      case 0 -> Leads.received(1_000 + step);
      case 1 -> Leads.duplicated(number, Leads.source());
      case 2 -> Leads.duplicated(number, Source.unknown("old@inbound.example"));
      case 3 -> Leads.enriched("b-" + random.nextInt(3), random.nextInt(4));
      case 4 -> new Fact.Enriched("enr_b-1", "b-1", dev.leadkit.Enrichment.NONE);
      case 5 -> Leads.failed("enr_b-1", "b-1");
      case 6 -> Leads.failed(task, "crm");
      case 7 -> new Fact.DeadLettered(task, "crm", 8, "gave up");
      case 8 -> new Fact.Delivered("dlv_ok_" + step, "crm", "crm-" + step);
      case 9 -> random.nextBoolean() ? Leads.qualified(random.nextInt(90)) : automatic();
      case 10 -> new Fact.Reassigned("devrel", "noor@example.com", "asks for the API", "noor");
      case 11 -> new Fact.Replied(Fact.Replied.Author.HUMAN, "noor");
      case 12 ->
        random.nextBoolean()
            ? new Fact.Labelled("won", "noor")
            : new Fact.Breached("ae_priority", Leads.START);
      default -> new Fact.Reopened("rules were wrong", "noor");
    };
  }

  private static Fact automatic() {
    return new Fact.Qualified(
        Score.of(0, List.of(), List.of()),
        Assignment.builder("automatic", Assignment.Disposition.AUTOMATIC)
            .reason("a machine wrote it")
            .build(),
        "policy-1");
  }
}
