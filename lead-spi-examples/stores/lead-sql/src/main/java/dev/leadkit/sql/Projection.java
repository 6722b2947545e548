// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import dev.leadkit.Assignment;
import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Contact;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Breached;
import dev.leadkit.Fact.DeadLettered;
import dev.leadkit.Fact.Delivered;
import dev.leadkit.Fact.Duplicated;
import dev.leadkit.Fact.Enriched;
import dev.leadkit.Fact.Failed;
import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.Fact.Received;
import dev.leadkit.Fact.Reopened;
import dev.leadkit.Fact.Replied;
import dev.leadkit.LeadEvent;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.Task;
import dev.leadkit.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event changes in the tables that people query: a pure function, so that they can be made anew from the events at any time.
 *
 * <p>A change never needs to know what stands in the tables; what it depends on, it reads in SQL.
 */
final class Projection {

  /** The tables, in an order in which they can be emptied. */
  static final List<String> TABLES =
      List.of("delivery", "enrichment", "duplicate", "message", "lead", "company", "contact");

  private static final String CONTACT = """
      INSERT INTO contact (tenant, email, name, phone, consent) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (tenant, email) DO UPDATE SET
        name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,
        phone = CASE excluded.phone WHEN '' THEN phone ELSE excluded.phone END,
        consent = CASE excluded.consent WHEN 'unknown' THEN consent ELSE excluded.consent END""";

  private static final String LEAD = """
      INSERT INTO lead (id, tenant, contact_id, source, campaign, product, partner, address,
        source_reason, received_at)
      VALUES (?, ?, (SELECT id FROM contact WHERE tenant = ? AND email = ?), ?, ?, ?, ?, ?, ?, ?)""";

  private static final String MESSAGE = """
      INSERT INTO message (id, lead_id, tenant, message_id, in_reply_to, "references", from_email,
        from_name, subject, text_body, html_body_hash, raw_sha256, raw_size, attachment_refs,
        defects, sent_at, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO NOTHING""";

  private static final String DUPLICATE = """
      INSERT INTO duplicate (lead_id, seq, event, original, layer, key, source, campaign, partner,
        address, raw_sha256, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String DUPLICATES =
      "UPDATE lead SET duplicates = duplicates + 1 WHERE id = ?";

  private static final String COMPANY = """
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

  private static final String ENRICHMENT = """
      INSERT INTO enrichment (lead_id, enricher, status, attempts, company_id, attributes, reason,
        updated_at)
      SELECT lead.id, ?, 'answered', 1, company.id, ?, '', ?
      FROM lead LEFT JOIN company ON company.tenant = lead.tenant AND company.domain = ?
      WHERE lead.id = ?
      ON CONFLICT (lead_id, enricher) DO UPDATE SET
        status = excluded.status,
        attempts = attempts + 1,
        company_id = excluded.company_id,
        attributes = excluded.attributes,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  private static final String LEAD_COMPANY = """
      UPDATE lead SET company_id = (
        SELECT company_id FROM enrichment
        WHERE lead_id = lead.id AND company_id IS NOT NULL ORDER BY enricher LIMIT 1)
      WHERE id = ?""";

  private static final String ENRICHMENT_FAILED = """
      INSERT INTO enrichment (lead_id, enricher, status, attempts, reason, updated_at)
      VALUES (?, ?, ?, 1, ?, ?)
      ON CONFLICT (lead_id, enricher) DO UPDATE SET
        status = CASE status WHEN 'dead_lettered' THEN status ELSE excluded.status END,
        attempts = attempts + 1,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  private static final String ENRICHMENT_GIVEN_UP = """
      INSERT INTO enrichment (lead_id, enricher, status, attempts, reason, updated_at)
      VALUES (?, ?, 'dead_lettered', ?, ?, ?)
      ON CONFLICT (lead_id, enricher) DO UPDATE SET
        status = excluded.status,
        attempts = excluded.attempts,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  /** Late news of a superseded task does not bring it back, unless a decision has asked for it again. */
  private static final String DELIVERY = """
      INSERT INTO delivery (lead_id, task, connector, status, attempts, reference, reason,
        updated_at, revision)
      SELECT ?1, ?2, ?3,
        CASE
          WHEN ?4 <> 'delivered' AND EXISTS (
            SELECT 1 FROM delivery AS other INDEXED BY delivery_connector
            WHERE other.lead_id = ?1 AND other.connector = ?3 AND other.task <> ?2
              AND other.status = 'delivered'
              AND other.revision = (SELECT revision FROM lead WHERE id = ?1))
          THEN 'superseded'
          ELSE ?4
        END,
        1, ?5, ?6, ?7, (SELECT revision FROM lead WHERE id = ?1)
      WHERE true
      ON CONFLICT (lead_id, task) DO UPDATE SET
        status = CASE
          WHEN excluded.status = 'delivered' THEN excluded.status
          WHEN status = 'dead_lettered' THEN status
          WHEN status = 'superseded' AND revision IS NOT excluded.revision THEN status
          ELSE excluded.status
        END,
        attempts = attempts + 1,
        reference = excluded.reference,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  /** A lead is delivered to a connector by one task at a time. */
  private static final String OTHERS_SUPERSEDED = """
      UPDATE delivery INDEXED BY delivery_open SET status = 'superseded', updated_at = ?
      WHERE lead_id = ? AND connector = ? AND task <> ?
        AND status IN ('retrying', 'failed', 'reopened')
        AND status NOT IN ('delivered', 'superseded')""";

  /** A decision that asks for another delivery ends every task of the one before. */
  private static final String SUPERSEDED = """
      UPDATE delivery INDEXED BY delivery_open SET status = 'superseded', updated_at = ?
      WHERE lead_id = ? AND status NOT IN ('delivered', 'superseded')
        AND (SELECT revision <> ? || messages FROM lead WHERE id = ?)""";

  private static final String DELIVERY_GIVEN_UP = """
      INSERT INTO delivery (lead_id, task, connector, status, attempts, reference, reason,
        updated_at)
      VALUES (?, ?, ?, 'dead_lettered', ?, '', ?, ?)
      ON CONFLICT (lead_id, task) DO UPDATE SET
        status = excluded.status,
        attempts = excluded.attempts,
        reason = excluded.reason,
        updated_at = excluded.updated_at""";

  private static final String MESSAGES = "UPDATE lead SET messages = messages + 1 WHERE id = ?";

  private static final String IDENTIFIER = """
      UPDATE contact SET identifiers = json_patch(identifiers, json_object(?, ?))
      WHERE id = (SELECT contact_id FROM lead WHERE id = ?)""";

  private static final String QUALIFIED = """
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

  private static final String REASSIGNED =
      "UPDATE lead SET queue = ?, owner = ?, reassigned_at = ? WHERE id = ?";

  private static final String REPLIED =
      "UPDATE lead SET replied_at = ?, replied_by = ? WHERE id = ? AND replied_at IS NULL";

  private static final String BREACHED = "UPDATE lead SET breached_at = ? WHERE id = ?";

  private static final String LABELLED =
      "UPDATE lead SET labels = json_insert(labels, '$[#]', ?) WHERE id = ?";

  private static final String ENRICHMENTS_REOPENED = """
      UPDATE enrichment SET status = 'reopened', attempts = 0, updated_at = ?
      WHERE lead_id = ? AND status <> 'answered'""";

  private static final String DELIVERIES_REOPENED = """
      UPDATE delivery INDEXED BY delivery_open SET status = 'reopened', attempts = 0, updated_at = ?
      WHERE lead_id = ? AND status NOT IN ('delivered', 'superseded')""";

  private Projection() {}

  /**
   * SQLite's functions take a text to end where it has a NUL, so that a picture of one (U+2400) stands in its place. The text itself is in
   * {@code event_log}.
   */
  private static Change change(String sql, @Nullable Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String text && text.indexOf('\0') >= 0) {
        values[i] = text.replace('\0', '\u2400');
      }
    }
    return Change.of(sql, values);
  }

  /** The changes that follow from this event, in their order. */
  static List<Change> of(LeadEvent event) {
    String lead = event.lead().value();
    String at = Times.text(event.at());
    var changes = new ArrayList<Change>(4);
    Fact fact = event.fact();
    if (event.seq() == 1) {
      opened(event, lead, at, changes);
    }
    if (fact instanceof Received received) {
      changes.add(message(received.message(), lead));
      changes.add(change(MESSAGES, lead));
    } else if (fact instanceof Duplicated copy) {
      changes.add(duplicate(copy, lead, event.seq(), at));
      changes.add(change(DUPLICATES, lead));
    } else if (fact instanceof Enriched enriched) {
      enriched(enriched, lead, at, changes);
    } else if (fact instanceof Failed failed) {
      failed(failed, lead, at, changes);
    } else if (fact instanceof DeadLettered dead) {
      changes.add(deadLettered(dead, lead, at));
    } else if (fact instanceof Delivered delivered) {
      delivered(delivered, lead, at, changes);
    } else if (fact instanceof Qualified qualified) {
      qualified(qualified, lead, at, changes);
    } else if (fact instanceof Reassigned to) {
      changes.add(change(REASSIGNED, to.queue(), to.owner(), at, lead));
    } else if (fact instanceof Replied reply) {
      changes.add(change(REPLIED, at, word(reply.author()), lead));
    } else if (fact instanceof Breached) {
      changes.add(change(BREACHED, at, lead));
    } else if (fact instanceof Labelled labelled) {
      changes.add(change(LABELLED, labelled.label(), lead));
    } else if (fact instanceof Reopened) {
      changes.add(change(ENRICHMENTS_REOPENED, at, lead));
      changes.add(change(DELIVERIES_REOPENED, at, lead));
    }
    return changes;
  }

  /** A lead begins with a message; one that begins otherwise has a row too, so that nothing is lost. */
  private static void opened(LeadEvent event, String lead, String at, List<Change> changes) {
    if (event.fact() instanceof Received received) {
      Message message = received.message();
      Contact contact = Contact.of(message);
      if (contact.address().isKnown()) {
        changes.add(change(
            CONTACT,
            message.tenant(),
            contact.address().email(),
            contact.address().name(),
            contact.phone(),
            word(contact.consent())));
      }
      changes.add(lead(
          lead,
          message.tenant(),
          contact.address().email(),
          received.source(),
          Times.text(message.receivedAt())));
    } else {
      changes.add(lead(lead, "", "", Source.unknown(""), at));
    }
  }

  private static Change lead(
      String lead, String tenant, String email, Source source, String receivedAt) {
    return change(
        LEAD,
        lead,
        tenant,
        tenant,
        email,
        source.channel(),
        source.campaign(),
        source.product(),
        source.partner(),
        source.address(),
        source.reason(),
        receivedAt);
  }

  private static Change message(Message message, String lead) {
    return change(
        MESSAGE,
        message.id(),
        lead,
        message.tenant(),
        message.thread().messageId(),
        message.thread().inReplyTo(),
        JsonText.array(message.thread().references()),
        message.from().email(),
        message.from().name(),
        message.subject(),
        message.textBody(),
        hash(message.htmlBody()),
        message.raw().sha256(),
        message.raw().size(),
        attachments(message.attachments()),
        message.defects().size(),
        Times.textOrNull(message.date()),
        Times.text(message.receivedAt()));
  }

  private static Change duplicate(Duplicated copy, String lead, long seq, String at) {
    return change(
        DUPLICATE,
        lead,
        seq,
        copy.event(),
        copy.original(),
        word(copy.key().layer()),
        copy.key().value(),
        copy.source().channel(),
        copy.source().campaign(),
        copy.source().partner(),
        copy.source().address(),
        copy.raw().sha256(),
        at);
  }

  private static void enriched(Enriched enriched, String lead, String at, List<Change> changes) {
    Company company = enriched.findings().company();
    if (company != null) {
      changes.add(change(
          COMPANY,
          company.domain(),
          company.name(),
          company.size(),
          company.industry(),
          company.country(),
          company.zone(),
          JsonText.array(company.technologies()),
          at,
          lead));
    }
    changes.add(change(
        ENRICHMENT,
        enriched.enricher(),
        JsonText.object(enriched.findings().attributes()),
        at,
        company == null ? null : company.domain(),
        lead));
    changes.add(change(LEAD_COMPANY, lead));
  }

  private static void failed(Failed failed, String lead, String at, List<Change> changes) {
    String status = failed.prospect() == Failed.Prospect.PERMANENT ? "failed" : "retrying";
    if (isEnrichment(failed.task())) {
      changes.add(change(ENRICHMENT_FAILED, lead, failed.name(), status, failed.reason(), at));
    } else {
      changes.add(
          change(DELIVERY, lead, failed.task(), failed.name(), status, "", failed.reason(), at));
      changes.add(change(OTHERS_SUPERSEDED, at, lead, failed.name(), failed.task()));
    }
  }

  private static Change deadLettered(DeadLettered dead, String lead, String at) {
    return isEnrichment(dead.task())
        ? change(ENRICHMENT_GIVEN_UP, lead, dead.name(), dead.attempts(), dead.reason(), at)
        : change(
            DELIVERY_GIVEN_UP, lead, dead.task(), dead.name(), dead.attempts(), dead.reason(), at);
  }

  /** As {@link Task.Enrich#of} names them. */
  private static boolean isEnrichment(String task) {
    return task.startsWith("enr_");
  }

  private static void delivered(Delivered delivered, String lead, String at, List<Change> changes) {
    changes.add(change(
        DELIVERY,
        lead,
        delivered.task(),
        delivered.connector(),
        "delivered",
        delivered.reference(),
        "",
        at));
    changes.add(change(OTHERS_SUPERSEDED, at, lead, delivered.connector(), delivered.task()));
    if (!delivered.reference().isEmpty()) {
      changes.add(change(IDENTIFIER, delivered.connector(), delivered.reference(), lead));
    }
  }

  private static void qualified(Qualified qualified, String lead, String at, List<Change> changes) {
    Assignment assignment = qualified.assignment();
    String revision = JsonText.array(List.of(
            Integer.toString(qualified.score().value()),
            assignment.route(),
            assignment.queue(),
            assignment.owner(),
            assignment.sla() == null ? "" : assignment.sla().toString()))
        + " ";
    changes.add(change(SUPERSEDED, at, lead, revision, lead));
    changes.add(change(
        QUALIFIED,
        qualified.score().value(),
        rationale(qualified.score()),
        word(assignment.disposition()),
        assignment.route(),
        assignment.reason(),
        assignment.queue(),
        assignment.owner(),
        qualified.policy(),
        revision,
        at,
        Times.textOrNull(assignment.due()),
        lead));
  }

  /** One line for each thing that counted; they add up to the score. */
  private static String rationale(Score score) {
    var lines = new ArrayList<String>();
    if (score.base() != 0) {
      lines.add(signed(score.base()) + " base");
    }
    for (Score.Contribution contribution : score.contributions()) {
      if (contribution.verdict() == Verdict.TRUE) {
        lines.add(
            signed(contribution.points()) + " " + contribution.rule() + ": " + contribution.why());
      }
    }
    for (Score.Adjustment adjustment : score.adjustments()) {
      lines.add(signed(adjustment.points()) + " " + adjustment.reason());
    }
    return String.join("\n", lines);
  }

  private static String signed(int points) {
    return points < 0 ? Integer.toString(points) : "+" + points;
  }

  private static String hash(String html) {
    return html.isEmpty() ? "" : Blob.of(html.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private static String attachments(List<Attachment> attachments) {
    return attachments.stream()
        .map(attachment -> "{\"filename\":" + JsonText.quoted(attachment.filename()) + ",\"mime\":"
            + JsonText.quoted(attachment.mime()) + ",\"size\":"
            + attachment.blob().size()
            + ",\"sha256\":" + JsonText.quoted(attachment.blob().sha256()) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String word(@Nullable Enum<?> constant) {
    return constant == null ? "" : constant.name().toLowerCase(Locale.ROOT);
  }
}
