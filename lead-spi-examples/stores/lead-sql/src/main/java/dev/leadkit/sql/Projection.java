// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sql;

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
import dev.leadkit.Fact.FlagEvaluated;
import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.Fact.Received;
import dev.leadkit.Fact.Reopened;
import dev.leadkit.Fact.Replied;
import dev.leadkit.Fact.TicketDrawn;
import dev.leadkit.Fact.Unmerged;
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
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The changes that an event makes in the tables that people query.
 *
 * <p>They depend on the event alone; what they need from the tables, they read in SQL. So the tables can be computed from the events again at
 * any time. Thread-safe.
 */
public final class Projection {

  /** The tables, in an order in which they can be emptied without violating a foreign key. */
  public static final List<String> TABLES =
      List.of("delivery", "enrichment", "duplicate", "message", "lead", "company", "contact");

  private final ProjectionSql sql;

  /** The changes for tables of this dialect. */
  public Projection(SqlDialect dialect) {
    this.sql = new ProjectionSql(dialect);
  }

  /**
   * U+0000 becomes its symbol, U+2400: to the functions of SQLite a text ends there, and PostgreSQL refuses it. The text itself is in
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

  /** The changes that this event makes, in the order in which to apply them. */
  public List<Change> of(LeadEvent event) {
    String lead = event.lead().value();
    String at = Times.text(event.at());
    var changes = new ArrayList<Change>(4);
    Fact fact = event.fact();
    if (event.seq() == 1) {
      opened(event, lead, at, changes);
    }
    if (fact instanceof Received received) {
      changes.add(message(received.message(), lead));
      changes.add(change(ProjectionSql.MESSAGES, lead));
    } else if (fact instanceof Duplicated copy) {
      changes.add(duplicate(copy, lead, event.seq(), at));
      changes.add(change(ProjectionSql.DUPLICATES, lead));
    } else if (fact instanceof Unmerged unmerged) {
      changes.add(change(ProjectionSql.MESSAGES_UNMERGED, unmerged.message(), lead));
      changes.add(change(ProjectionSql.MESSAGE_UNMERGED, unmerged.message(), lead));
    } else if (fact instanceof Enriched enriched) {
      enriched(enriched, lead, at, changes);
    } else if (fact instanceof FlagEvaluated flag) {
      String value = flag.value();
      Map<String, String> answer =
          value == null ? Map.of("reason", flag.reason()) : Map.of("value", value);
      changes.add(answered(Task.EvaluateFlag.nameOf(flag.flag()), answer, lead, at));
    } else if (fact instanceof TicketDrawn ticket) {
      Map<String, String> number = Map.of("number", Long.toString(ticket.number()));
      changes.add(answered(Task.DrawTicket.nameOf(ticket.line()), number, lead, at));
    } else if (fact instanceof Failed failed) {
      failed(failed, lead, at, changes);
    } else if (fact instanceof DeadLettered dead) {
      changes.add(deadLettered(dead, lead, at));
    } else if (fact instanceof Delivered delivered) {
      delivered(delivered, lead, at, changes);
    } else if (fact instanceof Qualified qualified) {
      qualified(qualified, lead, at, changes);
    } else if (fact instanceof Reassigned to) {
      changes.add(change(ProjectionSql.REASSIGNED, to.queue(), to.owner(), at, lead));
    } else if (fact instanceof Replied reply) {
      changes.add(change(ProjectionSql.REPLIED, at, word(reply.author()), lead));
    } else if (fact instanceof Breached) {
      changes.add(change(ProjectionSql.BREACHED, at, lead));
    } else if (fact instanceof Labelled labelled) {
      changes.add(change(sql.labelled, labelled.label(), lead));
    } else if (fact instanceof Reopened) {
      changes.add(change(ProjectionSql.ENRICHMENTS_REOPENED, at, lead));
      changes.add(change(sql.deliveriesReopened, at, lead));
    }
    return changes;
  }

  /** A lead begins with a message; one that does not has a row as well, so that nothing is lost. */
  private static void opened(LeadEvent event, String lead, String at, List<Change> changes) {
    if (event.fact() instanceof Received received) {
      Message message = received.message();
      Contact contact = received.contact();
      if (contact.address().isKnown()) {
        changes.add(change(
            ProjectionSql.CONTACT,
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
        ProjectionSql.LEAD,
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
        ProjectionSql.MESSAGE,
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
        ProjectionSql.DUPLICATE,
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
          ProjectionSql.COMPANY,
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
        ProjectionSql.ENRICHMENT,
        enriched.enricher(),
        JsonText.object(enriched.findings().attributes()),
        at,
        company == null ? null : company.domain(),
        lead));
    changes.add(change(ProjectionSql.LEAD_COMPANY, lead));
  }

  /** Flags and tickets are rows of the table {@code enrichment} too, under the names of their tasks. */
  private static Change answered(
      String name, Map<String, String> attributes, String lead, String at) {
    return change(ProjectionSql.ENRICHMENT, name, JsonText.object(attributes), at, null, lead);
  }

  private void failed(Failed failed, String lead, String at, List<Change> changes) {
    String status = failed.prospect() == Failed.Prospect.PERMANENT ? "failed" : "retrying";
    if (isEnrichment(failed.task())) {
      changes.add(change(
          ProjectionSql.ENRICHMENT_FAILED, lead, failed.name(), status, failed.reason(), at));
    } else {
      changes.add(delivery(lead, failed.task(), failed.name(), status, "", failed.reason(), at));
      changes.add(change(sql.othersSuperseded, at, lead, failed.name(), failed.task()));
    }
  }

  private static Change deadLettered(DeadLettered dead, String lead, String at) {
    return isEnrichment(dead.task())
        ? change(
            ProjectionSql.ENRICHMENT_GIVEN_UP,
            lead,
            dead.name(),
            dead.attempts(),
            dead.reason(),
            at)
        : change(
            ProjectionSql.DELIVERY_GIVEN_UP,
            lead,
            dead.task(),
            dead.name(),
            dead.attempts(),
            dead.reason(),
            at);
  }

  /** By the id, as {@link Task.Enrich#of} assigns it. */
  private static boolean isEnrichment(String task) {
    return task.startsWith("enr_");
  }

  private void delivered(Delivered delivered, String lead, String at, List<Change> changes) {
    changes.add(delivery(
        lead, delivered.task(), delivered.connector(), "delivered", delivered.reference(), "", at));
    changes.add(change(sql.othersSuperseded, at, lead, delivered.connector(), delivered.task()));
    if (!delivered.reference().isEmpty()) {
      changes.add(change(sql.identifier, delivered.connector(), delivered.reference(), lead));
    }
  }

  private Change delivery(
      String lead,
      String task,
      String connector,
      String status,
      String reference,
      String reason,
      String at) {
    return change(
        sql.delivery,
        lead,
        task,
        connector,
        status,
        lead,
        connector,
        task,
        lead,
        status,
        reference,
        reason,
        at,
        lead);
  }

  private void qualified(Qualified qualified, String lead, String at, List<Change> changes) {
    Assignment assignment = qualified.assignment();
    String revision = JsonText.array(List.of(
            Integer.toString(qualified.score().value()),
            assignment.route(),
            assignment.queue(),
            assignment.owner(),
            assignment.sla() == null ? "" : assignment.sla().toString()))
        + " ";
    changes.add(change(sql.superseded, at, lead, revision, lead));
    changes.add(change(
        ProjectionSql.QUALIFIED,
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

  /** One line for each contribution to the score; they add up to it. */
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
