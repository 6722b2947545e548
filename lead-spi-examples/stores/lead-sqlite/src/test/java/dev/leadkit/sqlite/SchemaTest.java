// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void someLeads() {
    file = folder.resolve("leads.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      store.commit(List.of(
          Leads.opening(1, Leads.enriched("firmographics", 300), Leads.qualified(40)),
          Leads.opening(51),
          Leads.following(
              1,
              3,
              new Fact.Delivered("dlv_1", "crm", "crm-4711"),
              new Fact.Replied(Fact.Replied.Author.HUMAN, "noor@example.com"))));
    }
  }

  @Test
  void a_contact_has_email_name_phone_identifiers_and_consent() throws Exception {
    assertColumns("contact", "email", "name", "phone", "identifiers", "consent");
    assertEquals(
        List.of(
            "acme|ines.vidal1@kestrel-optics.example|Ines Vidal||{\"crm\":\"crm-4711\"}|unknown"),
        Sql.rows(file, "SELECT tenant, email, name, phone, identifiers, consent FROM contact"));
    refused("INSERT INTO contact (tenant, email, name, phone, consent)"
        + " VALUES ('acme', 'ines.vidal1@kestrel-optics.example', '', '', 'unknown')");
  }

  @Test
  void a_company_has_domain_name_size_industry_and_what_enrichment_found() throws Exception {
    assertColumns(
        "company", "domain", "name", "size", "industry", "country", "zone", "technologies");
    assertEquals(
        List.of("acme|300.example|Kestrel|300|optics|PT|Europe/Lisbon|[\"java\",\"k\"v\"]"
            .replace("k\"v", "k\\\"v")),
        Sql.rows(
            file,
            "SELECT tenant, domain, name, size, industry, country, zone, technologies FROM company"));
    refused("INSERT INTO company SELECT NULL, tenant, domain, name, size, industry, country, zone,"
        + " technologies, enriched_at FROM company");
  }

  @Test
  void a_lead_leads_to_its_contact_and_company_and_says_why_it_has_its_score() throws Exception {
    assertColumns(
        "lead",
        "contact_id",
        "company_id",
        "source",
        "campaign",
        "score",
        "status",
        "owner",
        "queue",
        "rationale");
    assertEquals(
        List.of(
            Leads.lead(1)
                + "|ines.vidal1@kestrel-optics.example|300.example|form|spring|44|replied|ae_priority|priority",
            Leads.lead(51)
                + "|ines.vidal1@kestrel-optics.example|null|form|spring|null|new|null|null"),
        Sql.rows(
            file,
            "SELECT lead.id, email, domain, source, campaign, score, status, queue, route FROM lead"
                + " JOIN contact ON contact.id = contact_id"
                + " LEFT JOIN company ON company.id = company_id ORDER BY score DESC"));
    assertEquals(
        List.of("+5 base\n+40 sso: mentions SSO\n-1 capped"),
        Sql.rows(file, "SELECT rationale FROM lead WHERE score = 44"));
    refused("UPDATE lead SET contact_id = 999");
  }

  @Test
  void a_message_has_its_thread_its_raw_bytes_and_its_attachments() throws Exception {
    assertColumns(
        "message",
        "lead_id",
        "message_id",
        "in_reply_to",
        "references",
        "subject",
        "text_body",
        "html_body_hash",
        "attachment_refs",
        "raw_sha256");
    assertEquals(
        List.of(Leads.messageId(1) + "|<a@x.example>|<\"b\\@x>|needs \"all\".pdf|"
            + Leads.message(1).raw().sha256()),
        Sql.rows(
            file,
            "SELECT message_id, in_reply_to, \"references\" ->> '$[1]',"
                + " attachment_refs ->> '$[0].filename', raw_sha256"
                + " FROM message JOIN lead ON lead.id = lead_id WHERE score = 44"));
    refused("INSERT INTO message SELECT * FROM message");
    assertEquals(
        1, Sql.rows(file, "SELECT DISTINCT length(html_body_hash) FROM message").size());
    assertUsesIndex("SELECT * FROM message WHERE lead_id = 'x'", "message_lead");
    assertUsesIndex(
        "SELECT * FROM message WHERE tenant = '' AND message_id = 'x'", "message_message_id");
  }

  @Test
  void an_event_says_what_happened_to_whom_when_by_whom_and_under_which_policy() throws Exception {
    assertColumns(
        "event_log",
        "position",
        "entity_type",
        "entity_id",
        "event_type",
        "metadata",
        "occurred_at",
        "correlation_id",
        "actor",
        "policy");
    assertEquals(
        List.of(
            "1|lead|received|" + Leads.message(1).id() + "||null|2026-03-02T09:15:31.123456789Z",
            "2|lead|enriched|enr_firmographics|firmographics|null|2026-03-02T09:15:32.123456789Z",
            "3|lead|qualified|" + Leads.lead(1) + "||policy-1|2026-03-02T09:15:33.123456789Z",
            "5|lead|delivered|dlv_1|crm|null|2026-03-02T09:15:34.123456789Z",
            "6|lead|replied|" + Leads.lead(1)
                + "|noor@example.com|null|2026-03-02T09:15:35.123456789Z"),
        Sql.rows(
            file,
            "SELECT position, entity_type, event_type, correlation_id, actor, policy, occurred_at"
                + " FROM event_log WHERE entity_id = '" + Leads.lead(1) + "' ORDER BY seq"));
    refused("INSERT INTO event_log (entity_type, entity_id, seq, event_type, metadata, occurred_at)"
        + " SELECT entity_type, entity_id, seq, event_type, metadata, occurred_at FROM event_log");
  }

  @Test
  void events_can_be_joined_to_messages_as_the_guide_does() throws Exception {
    assertEquals(
        List.of(Leads.message(1).id() + "|2026-03-02T09:15:35.123456789Z"),
        Sql.rows(
            file,
            "SELECT m.id, min(r.occurred_at) FROM message m JOIN event_log r"
                + " ON r.entity_type = 'lead' AND r.entity_id = m.lead_id AND r.event_type = 'replied'"
                + " GROUP BY m.lead_id, m.received_at"));
  }

  @Test
  void the_event_log_can_only_grow() {
    for (String tampering : List.of(
        "UPDATE event_log SET metadata = '{}'",
        "UPDATE event_log SET occurred_at = '' WHERE position = 1",
        "DELETE FROM event_log",
        "DELETE FROM event_log WHERE position = 1")) {
      SQLException refusal = assertThrows(SQLException.class, () -> Sql.run(file, tampering));
      assertTrue(refusal.getMessage().contains("append-only"), refusal.getMessage());
    }
  }

  private void assertColumns(String table, String... columns) throws SQLException {
    List<String> found = Sql.rows(file, "SELECT name FROM pragma_table_xinfo('" + table + "')");
    for (String column : columns) {
      assertTrue(found.contains(column), table + " has no " + column + ", only " + found);
    }
  }

  private void assertUsesIndex(String sql, String index) throws SQLException {
    String plan = Sql.rows(file, "EXPLAIN QUERY PLAN " + sql).toString();
    assertTrue(plan.contains(index), plan);
  }

  /** By a connection that, as the store's own does, holds to foreign keys. */
  private void refused(String sql) {
    assertThrows(SQLException.class, () -> Sql.run(file, "PRAGMA foreign_keys = ON; " + sql));
  }
}
