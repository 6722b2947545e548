// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leadkit.sql.Change;
import dev.leadkit.sql.Projection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The usual queries use an index. */
class QueryPlanTest {

  private static final Projection PROJECTION = new Projection(SqliteDialect.INSTANCE);

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT lead.* FROM company JOIN lead ON company_id = company.id WHERE domain = 'a.example'",
        "SELECT lead.* FROM company JOIN lead ON company_id = company.id"
            + " WHERE company.tenant = 'acme' AND domain = 'a.example'",
        "SELECT lead.* FROM contact JOIN lead ON contact_id = contact.id WHERE email = 'a@b.example'",
        "SELECT lead_id FROM message WHERE raw_sha256 = 'ab'",
        "SELECT lead_id FROM duplicate WHERE raw_sha256 = 'ab'",
        "SELECT * FROM event_log WHERE event_type = 'delivered' AND occurred_at >= '2026-03-02'"
            + " AND occurred_at < '2026-03-03'",
        "SELECT count(*) FROM event_log WHERE event_type = 'breached'",
        "SELECT * FROM event_log WHERE entity_id = 'lead_1' ORDER BY seq",
        "SELECT * FROM lead WHERE received_at >= '2026-03-02' ORDER BY received_at",
        "SELECT * FROM lead WHERE queue = 'sales' AND received_at >= '2026-03-02'",
        "SELECT * FROM message WHERE lead_id = 'lead_1'",
        "SELECT * FROM message WHERE tenant = 'acme' AND message_id = '<1@x>'",
        "SELECT * FROM delivery WHERE lead_id = 'lead_1'",
        "SELECT * FROM delivery WHERE status = 'dead_lettered' AND connector = 'crm'"
            + " AND status NOT IN ('delivered', 'superseded')",
        "SELECT * FROM enrichment WHERE lead_id = 'lead_1'",
      })
  void a_usual_query_uses_an_index(String sql) throws Exception {
    Path file = folder.resolve("leads.db");
    SqliteStore.open(file).close();
    List<String> plan = Sql.rows(file, "EXPLAIN QUERY PLAN " + sql);
    assertFalse(plan.isEmpty());
    assertEquals(
        List.of(), plan.stream().filter(step -> step.contains("SCAN")).toList(), plan::toString);
  }

  @Test
  void every_statement_of_a_commit_uses_an_index() throws Exception {
    Path file = folder.resolve("leads.db");
    SqliteStore.open(file).close();
    var changes = PROJECTION.of(Leads.opening(1).events().get(0));
    changes.addAll(
        PROJECTION.of(Leads.following(1, 1, Leads.enriched("e", 5)).events().get(0)));
    changes.addAll(
        PROJECTION.of(Leads.following(1, 1, Leads.qualified(5)).events().get(0)));
    changes.addAll(PROJECTION.of(
        Leads.following(1, 1, Leads.failed("dlv_1", "crm")).events().get(0)));
    changes.addAll(
        PROJECTION.of(Leads.following(1, 1, Leads.failed("enr_1", "e")).events().get(0)));
    changes.addAll(
        PROJECTION.of(Leads.following(1, 1, new dev.leadkit.Fact.Delivered("dlv_1", "crm", "x"))
            .events()
            .get(0)));
    changes.addAll(PROJECTION.of(Leads.following(1, 1, new dev.leadkit.Fact.Reopened("r", "noor"))
        .events()
        .get(0)));
    for (Change change : changes) {
      List<String> scans = Sql.rows(file, "EXPLAIN QUERY PLAN " + change.sql()).stream()
          .filter(step -> step.contains("SCAN") && !step.contains("CONSTANT ROW"))
          .toList();
      assertEquals(List.of(), scans, change.sql());
    }
  }
}
