// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Assignment;
import dev.leadkit.Company;
import dev.leadkit.Contact;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.Lead.Effort;
import dev.leadkit.Message;
import java.util.List;
import java.util.Map;

/** Writes the state of a lead as a document for hosts, with messages without their texts. */
final class LeadStateJson {

  private LeadStateJson() {}

  static void write(JsonWriter out, Lead lead) {
    out.object();
    out.text("schema_version", MessageJson.SCHEMA_VERSION);
    out.text("id", lead.id().value());
    out.number("seq", lead.seq());
    out.choice("status", lead.status());
    out.instant("as_of", lead.asOf());
    out.instant("received_at", lead.receivedAt());
    contact(out, lead.contact());
    FactJson.write(out, lead.source());
    Company company = lead.company();
    if (company != null) {
      FactJson.write(out, company);
    }
    findings(out, lead.findings());
    flags(out, lead);
    tickets(out, lead);
    out.array("messages");
    lead.messages().forEach(message -> message(out, message));
    out.endArray();
    out.number("duplicates", lead.duplicates());
    links(out, lead);
    decision(out, lead);
    work(out, lead);
    afterwards(out, lead);
    out.endObject();
  }

  private static void contact(JsonWriter out, Contact contact) {
    out.object("contact");
    ProspectJson.contact(out, contact);
    out.endObject();
  }

  private static void findings(JsonWriter out, Map<String, Enrichment> all) {
    if (all.isEmpty()) {
      return;
    }
    out.object("findings");
    all.forEach((enricher, findings) -> {
      out.foreignName(enricher);
      out.object();
      FactJson.write(out, findings);
      out.endObject();
    });
    out.endObject();
  }

  private static void flags(JsonWriter out, Lead lead) {
    if (lead.flags().isEmpty()) {
      return;
    }
    out.object("flags");
    lead.flags().forEach((flag, evaluated) -> {
      out.foreignName(flag);
      fact(out, evaluated);
    });
    out.endObject();
  }

  private static void tickets(JsonWriter out, Lead lead) {
    if (lead.tickets().isEmpty()) {
      return;
    }
    out.object("tickets");
    lead.tickets().forEach((line, number) -> {
      out.foreignName(line);
      out.number(number);
    });
    out.endObject();
  }

  /** Writes an extract of a message; {@link MessageJson} writes all of it. */
  private static void message(JsonWriter out, Message message) {
    out.object();
    out.text("id", message.id());
    out.instant("received_at", message.receivedAt());
    out.optional("from", message.from().email());
    out.optional("subject", message.subject());
    out.optional("message_id", message.thread().messageId());
    out.choice("automation", message.automation());
    out.number("attachments", message.attachments().size());
    out.number("defects", message.defects().size());
    out.endObject();
  }

  private static void links(JsonWriter out, Lead lead) {
    if (!lead.links().isEmpty()) {
      out.array("links");
      lead.links().forEach(linked -> fact(out, linked));
      out.endArray();
    }
    if (!lead.attached().isEmpty()) {
      out.array("attached");
      lead.attached().forEach(attached -> message(out, attached.message()));
      out.endArray();
    }
  }

  private static void decision(JsonWriter out, Lead lead) {
    Fact.Qualified decision = lead.decision();
    if (decision == null) {
      return;
    }
    out.object("decision");
    out.choice("state", lead.isStale() ? Freshness.STALE : Freshness.CURRENT);
    FactJson.write(out, decision);
    out.endObject();
    Assignment assignment = decision.assignment();
    Fact.Reassigned given = lead.reassignment();
    out.optional("queue", given == null ? assignment.queue() : given.queue());
    out.optional("owner", given == null ? assignment.owner() : given.owner());
  }

  /** Whether the decision takes everything into account that came in. */
  private enum Freshness {
    CURRENT,
    STALE
  }

  private static void work(JsonWriter out, Lead lead) {
    out.array("deliveries");
    lead.deliveries().values().forEach(delivered -> fact(out, delivered));
    out.endArray();
    List<Effort> failing = lead.efforts().values().stream()
        .filter(effort -> !lead.deadLetters().containsKey(effort.failure().task()))
        .toList();
    if (!failing.isEmpty()) {
      out.array("failing");
      failing.forEach(effort -> effort(out, effort));
      out.endArray();
    }
    if (!lead.deadLetters().isEmpty()) {
      out.array("dead_letters");
      lead.deadLetters().values().forEach(dead -> fact(out, dead));
      out.endArray();
    }
  }

  private static void effort(JsonWriter out, Effort effort) {
    out.object();
    out.number("attempts", effort.attempts());
    out.instant("last_failure", effort.lastFailure());
    FactJson.write(out, effort.failure());
    out.endObject();
  }

  private static void afterwards(JsonWriter out, Lead lead) {
    Fact.Reassigned reassigned = lead.reassignment();
    if (reassigned != null) {
      out.name("reassignment");
      fact(out, reassigned);
    }
    out.optional("replied_at", lead.repliedAt());
    out.optional("answered_at", lead.answeredAt());
    Fact.Breached breach = lead.breach();
    if (breach != null) {
      out.name("breach");
      fact(out, breach);
    }
    if (!lead.escalations().isEmpty()) {
      out.array("escalations");
      lead.escalations().forEach(escalated -> fact(out, escalated));
      out.endArray();
    }
    if (!lead.labels().isEmpty()) {
      out.texts("labels", lead.labels());
    }
  }

  private static void fact(JsonWriter out, Fact fact) {
    out.object();
    FactJson.write(out, fact);
    out.endObject();
  }
}
