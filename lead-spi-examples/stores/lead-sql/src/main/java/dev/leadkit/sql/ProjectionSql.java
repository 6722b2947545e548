// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

/** The statements that change projections. */
final class ProjectionSql {

  static final String CONTACT = """
      INSERT INTO contact (tenant, email, name, phone, consent) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, email) DO UPDATE SET
        name = CASE excluded.name WHEN '' THEN contact.name ELSE excluded.name END,
        phone = CASE excluded.phone WHEN '' THEN contact.phone ELSE excluded.phone END,
        consent = CASE excluded.consent
          WHEN 'unknown' THEN contact.consent ELSE excluded.consent END""";

  static final String LEAD = """
      INSERT INTO lead (id, tenant, contact_id, source, campaign, product, partner, address,
        source_reason, received_at)
      VALUES (?, ?, (SELECT id FROM contact WHERE tenant = ? AND email = ?), ?, ?, ?, ?, ?, ?, ?)""";

  static final String MESSAGE = """
      INSERT INTO message (id, lead_id, tenant, message_id, in_reply_to, "references", from_email,
        from_name, subject, text_body, html_body_hash, raw_sha256, raw_size, attachment_refs,
        defects, sent_at, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING""";

  static final String DUPLICATE = """
      INSERT INTO duplicate (lead_id, seq, event, original, layer, key, source, campaign, partner,
        address, raw_sha256, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  static final String DUPLICATES = "UPDATE lead SET duplicates = duplicates + 1 WHERE id = ?";

  static final String COMPANY = """
      INSERT INTO company (tenant, domain, name, size, industry, country, zone, technologies,
        enriched_at)
      SELECT tenant, ?, ?, ?, ?, ?, ?, ?, ? FROM lead WHERE id = ?
      ON CONFLICT (tenant, domain) DO UPDATE SET
        name = excluded.name,
        size = excluded.size,
        industry = excluded.industry,
        country = excluded.country,
        zone = excluded.zone,
        technologies = excluded.technologies,
        enriched_at = excluded.enriched_at""";

  static final String ENRICHMENT = """
      INSERT INTO enrichment (lead_id, enricher, status, attempts, company_id, attributes, reason,
        updated_at)
      SELECT lead.id, ?, 'answered', 1, company.id, ?, '', ?
      FROM lead LEFT JOIN company ON company.tenant = lead.tenant AND company.domain = ?
      WHERE lead.id = ?
      ON CONFLICT (lead_id, enricher) DO UPDATE SET
        status = excluded.status,
        attempts = enrichment.attempts + 1,
        company_id = excluded.company_id,
        attributes = excluded.attributes,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  static final String LEAD_COMPANY = """
      UPDATE lead SET company_id = (
        SELECT company_id FROM enrichment
        WHERE lead_id = lead.id AND company_id IS NOT NULL ORDER BY enricher LIMIT 1)
      WHERE id = ?""";

  static final String ENRICHMENT_FAILED = """
      INSERT INTO enrichment (lead_id, enricher, status, attempts, reason, updated_at)
      VALUES (?, ?, ?, 1, ?, ?)
      ON CONFLICT (lead_id, enricher) DO UPDATE SET
        status = CASE enrichment.status
          WHEN 'dead_lettered' THEN enrichment.status ELSE excluded.status END,
        attempts = enrichment.attempts + 1,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  static final String ENRICHMENT_GIVEN_UP = """
      INSERT INTO enrichment (lead_id, enricher, status, attempts, reason, updated_at)
      VALUES (?, ?, 'dead_lettered', ?, ?, ?)
      ON CONFLICT (lead_id, enricher) DO UPDATE SET
        status = excluded.status,
        attempts = excluded.attempts,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  /** A late result of a superseded task does not bring it back, unless a decision has requested it again. */
  private static final String DELIVERY = """
      INSERT INTO delivery (lead_id, task, connector, status, attempts, reference, reason,
        updated_at, revision)
      SELECT ?, ?, ?,
        CASE
          WHEN ? <> 'delivered' AND EXISTS (
            SELECT 1 FROM delivery AS other%s
            WHERE other.lead_id = ? AND other.connector = ? AND other.task <> ?
              AND other.status = 'delivered'
              AND other.revision = (SELECT revision FROM lead WHERE id = ?))
          THEN 'superseded'
          ELSE ?
        END,
        1, ?, ?, ?, (SELECT revision FROM lead WHERE id = ?)
      WHERE true
      ON CONFLICT (lead_id, task) DO UPDATE SET
        status = CASE
          WHEN excluded.status = 'delivered' THEN excluded.status
          WHEN delivery.status = 'dead_lettered' THEN delivery.status
          WHEN delivery.status = 'superseded'
            AND delivery.revision IS DISTINCT FROM excluded.revision THEN delivery.status
          ELSE excluded.status
        END,
        attempts = delivery.attempts + 1,
        reference = excluded.reference,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  /** A lead is delivered to a connector by one task at a time. */
  private static final String OTHERS_SUPERSEDED = """
      UPDATE delivery%s SET status = 'superseded', updated_at = ?
      WHERE lead_id = ? AND connector = ? AND task <> ?
        AND status IN ('retrying', 'failed', 'reopened')
        AND status NOT IN ('delivered', 'superseded')""";

  /** A decision that asks for another delivery supersedes the tasks of the previous one. */
  private static final String SUPERSEDED = """
      UPDATE delivery%s SET status = 'superseded', updated_at = ?
      WHERE lead_id = ? AND status NOT IN ('delivered', 'superseded')
        AND (SELECT revision <> ? || messages FROM lead WHERE id = ?)""";

  static final String DELIVERY_GIVEN_UP = """
      INSERT INTO delivery (lead_id, task, connector, status, attempts, reference, reason,
        updated_at)
      VALUES (?, ?, ?, 'dead_lettered', ?, '', ?, ?)
      ON CONFLICT (lead_id, task) DO UPDATE SET
        status = excluded.status,
        attempts = excluded.attempts,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  static final String MESSAGES = "UPDATE lead SET messages = messages + 1 WHERE id = ?";

  /** Before the message is deleted: one that is not there is not counted. */
  static final String MESSAGES_UNMERGED = """
      UPDATE lead SET messages = messages -
        (SELECT count(*) FROM message WHERE message.id = ? AND message.lead_id = lead.id)
      WHERE id = ?""";

  static final String MESSAGE_UNMERGED = "DELETE FROM message WHERE id = ? AND lead_id = ?";

  private static final String IDENTIFIER = """
      UPDATE contact SET identifiers = %s
      WHERE id = (SELECT contact_id FROM lead WHERE id = ?)""";

  static final String QUALIFIED = """
      UPDATE lead SET
        score = ?,
        rationale = ?,
        disposition = ?,
        route = ?,
        route_reason = ?,
        queue = CASE WHEN reassigned_at IS NULL THEN ? ELSE queue END,
        owner = CASE WHEN reassigned_at IS NULL THEN ? ELSE owner END,
        policy = ?,
        revision = ? || messages,
        decided_at = ?,
        due_at = ?
      WHERE id = ?""";

  static final String REASSIGNED =
      "UPDATE lead SET queue = ?, owner = ?, reassigned_at = ? WHERE id = ?";

  static final String REPLIED =
      "UPDATE lead SET replied_at = ?, replied_by = ? WHERE id = ? AND replied_at IS NULL";

  static final String BREACHED = "UPDATE lead SET breached_at = ? WHERE id = ?";

  private static final String LABELLED = "UPDATE lead SET labels = %s WHERE id = ?";

  static final String ENRICHMENTS_REOPENED = """
      UPDATE enrichment SET status = 'reopened', attempts = 0, updated_at = ?
      WHERE lead_id = ? AND status <> 'answered'""";

  private static final String DELIVERIES_REOPENED = """
      UPDATE delivery%s SET status = 'reopened', attempts = 0, updated_at = ?
      WHERE lead_id = ? AND status NOT IN ('delivered', 'superseded')""";

  final String delivery;
  final String othersSuperseded;
  final String superseded;
  final String identifier;
  final String labelled;
  final String deliveriesReopened;

  ProjectionSql(SqlDialect dialect) {
    String open = dialect.indexedBy("delivery_open");
    this.delivery = filled(DELIVERY, dialect.indexedBy("delivery_connector"));
    this.othersSuperseded = filled(OTHERS_SUPERSEDED, open);
    this.superseded = filled(SUPERSEDED, open);
    this.deliveriesReopened = filled(DELIVERIES_REOPENED, open);
    this.identifier = filled(IDENTIFIER, dialect.withMember("identifiers"));
    this.labelled = filled(LABELLED, dialect.withElement("labels"));
  }

  private static String filled(String sql, String part) {
    return sql.replace("%s", part);
  }
}
