// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Breached;
import dev.leadkit.Fact.DeadLettered;
import dev.leadkit.Fact.Delivered;
import dev.leadkit.Fact.Duplicated;
import dev.leadkit.Fact.Enriched;
import dev.leadkit.Fact.Escalated;
import dev.leadkit.Fact.Failed;
import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.Fact.Received;
import dev.leadkit.Fact.Reopened;
import dev.leadkit.Fact.Replied;
import dev.leadkit.Findings;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Source;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts and events: one block for each kind, writing beside reading. */
final class FactJson {

  private FactJson() {}

  static String type(Fact fact) {
    if (fact instanceof Received) {
      return "received";
    } else if (fact instanceof Duplicated) {
      return "duplicated";
    } else if (fact instanceof Enriched) {
      return "enriched";
    } else if (fact instanceof Failed) {
      return "failed";
    } else if (fact instanceof Delivered) {
      return "delivered";
    } else if (fact instanceof Replied) {
      return "replied";
    } else if (fact instanceof Reassigned) {
      return "reassigned";
    } else if (fact instanceof Reopened) {
      return "reopened";
    } else if (fact instanceof Labelled) {
      return "labelled";
    } else if (fact instanceof Qualified) {
      return "qualified";
    } else if (fact instanceof DeadLettered) {
      return "dead_lettered";
    } else if (fact instanceof Breached) {
      return "breached";
    } else if (fact instanceof Escalated) {
      return "escalated";
    }
    throw new IllegalArgumentException("no name for " + fact.getClass());
  }

  static Fact read(String type, In in) {
    return switch (type) {
      case "received" -> readReceived(in);
      case "duplicated" -> readDuplicated(in);
      case "enriched" -> readEnriched(in);
      case "failed" -> readFailed(in);
      case "delivered" ->
        new Delivered(in.text("task"), in.text("connector"), in.text("reference"));
      case "replied" -> new Replied(in.choice("author", Replied.Author.class), in.text("by"));
      case "reassigned" ->
        new Reassigned(in.text("queue"), in.text("owner"), in.text("reason"), in.text("by"));
      case "reopened" -> new Reopened(in.text("reason"), in.text("by"));
      case "labelled" -> new Labelled(in.text("label"), in.text("by"));
      case "qualified" -> readQualified(in);
      case "dead_lettered" ->
        new DeadLettered(
            in.text("task"), in.text("name"), in.integer("attempts", 0), in.text("reason"));
      case "breached" -> new Breached(in.text("queue"), in.requiredInstant("due"));
      case "escalated" -> new Escalated(in.text("to"), in.text("after"), in.requiredInstant("due"));
      default -> throw new IllegalArgumentException("type: no fact is called '" + type + "'");
    };
  }

  /** The fields of the fact, into an object that is already open. */
  static void write(JsonGenerator out, Fact fact) throws IOException {
    if (fact instanceof Received received) {
      write(out, received);
    } else if (fact instanceof Duplicated duplicated) {
      write(out, duplicated);
    } else if (fact instanceof Enriched enriched) {
      write(out, enriched);
    } else if (fact instanceof Failed failed) {
      write(out, failed);
    } else if (fact instanceof Delivered delivered) {
      Out.text(out, "task", delivered.task());
      Out.text(out, "connector", delivered.connector());
      Out.optional(out, "reference", delivered.reference());
    } else if (fact instanceof Replied replied) {
      Out.choice(out, "author", replied.author());
      Out.optional(out, "by", replied.by());
    } else if (fact instanceof Reassigned reassigned) {
      Out.optional(out, "queue", reassigned.queue());
      Out.optional(out, "owner", reassigned.owner());
      Out.text(out, "reason", reassigned.reason());
      Out.optional(out, "by", reassigned.by());
    } else if (fact instanceof Reopened reopened) {
      Out.text(out, "reason", reopened.reason());
      Out.optional(out, "by", reopened.by());
    } else if (fact instanceof Labelled labelled) {
      Out.text(out, "label", labelled.label());
      Out.optional(out, "by", labelled.by());
    } else if (fact instanceof Qualified qualified) {
      write(out, qualified);
    } else if (fact instanceof DeadLettered dead) {
      Out.text(out, "task", dead.task());
      Out.text(out, "name", dead.name());
      out.writeNumberField("attempts", dead.attempts());
      Out.text(out, "reason", dead.reason());
    } else if (fact instanceof Breached breached) {
      Out.optional(out, "queue", breached.queue());
      Out.instant(out, "due", breached.due());
    } else if (fact instanceof Escalated escalated) {
      Out.text(out, "to", escalated.to());
      Out.optional(out, "after", escalated.after());
      Out.instant(out, "due", escalated.due());
    }
  }

  static void write(JsonGenerator out, LeadEvent event) throws IOException {
    out.writeStartObject();
    out.writeStringField("lead", event.lead().value());
    out.writeNumberField("seq", event.seq());
    Out.instant(out, "at", event.at());
    out.writeStringField("type", type(event.fact()));
    out.writeObjectFieldStart("fact");
    write(out, event.fact());
    out.writeEndObject();
    out.writeEndObject();
  }

  static LeadEvent readEvent(In in) {
    return new LeadEvent(
        new LeadId(in.required("lead")),
        in.number("seq", 0),
        in.requiredInstant("at"),
        read(in.required("type"), in.requiredObject("fact")));
  }

  private static void write(JsonGenerator out, Received received) throws IOException {
    out.writeFieldName("message");
    MessageJson.write(out, received.message(), null);
    write(out, received.source());
    out.writeArrayFieldStart("keys");
    for (Key key : received.keys()) {
      write(out, key);
    }
    out.writeEndArray();
    Out.optional(out, "thread", received.thread());
  }

  private static Received readReceived(In in) {
    return new Received(
        MessageJson.read(in.requiredObject("message")),
        readSource(in),
        in.list("keys", FactJson::readKey),
        in.text("thread"));
  }

  private static void write(JsonGenerator out, Duplicated duplicated) throws IOException {
    Out.text(out, "event", duplicated.event());
    MessageJson.write(out, duplicated.raw());
    write(out, duplicated.source());
    out.writeFieldName("key");
    write(out, duplicated.key());
    Out.text(out, "original", duplicated.original());
  }

  private static Duplicated readDuplicated(In in) {
    Blob raw = MessageJson.readRaw(in);
    return new Duplicated(
        in.text("event"),
        raw,
        readSource(in),
        readKey(in.requiredObject("key")),
        in.text("original"));
  }

  private static void write(JsonGenerator out, Source source) throws IOException {
    out.writeObjectFieldStart("source");
    Out.optional(out, "channel", source.channel());
    Out.optional(out, "campaign", source.campaign());
    Out.optional(out, "product", source.product());
    Out.optional(out, "partner", source.partner());
    Out.optional(out, "address", source.address());
    Out.text(out, "reason", source.reason());
    out.writeEndObject();
  }

  private static Source readSource(In in) {
    In source = in.requiredObject("source");
    return new Source(
        source.text("channel"),
        source.text("campaign"),
        source.text("product"),
        source.text("partner"),
        source.text("address"),
        source.text("reason"));
  }

  private static void write(JsonGenerator out, Key key) throws IOException {
    out.writeStartObject();
    Out.choice(out, "layer", key.layer());
    Out.text(out, "value", key.value());
    out.writeEndObject();
  }

  private static Key readKey(In in) {
    return new Key(in.choice("layer", Key.Layer.class), in.required("value"));
  }

  private static void write(JsonGenerator out, Enriched enriched) throws IOException {
    Out.text(out, "task", enriched.task());
    Out.text(out, "enricher", enriched.enricher());
    out.writeObjectFieldStart("findings");
    Company company = enriched.findings().company();
    if (company != null) {
      write(out, company);
    }
    if (!enriched.findings().attributes().isEmpty()) {
      out.writeObjectFieldStart("attributes");
      for (Map.Entry<String, String> attribute :
          enriched.findings().attributes().entrySet()) {
        Out.text(out, attribute.getKey(), attribute.getValue());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Company company) throws IOException {
    out.writeObjectFieldStart("company");
    Out.text(out, "domain", company.domain());
    Out.optional(out, "name", company.name());
    Integer size = company.size();
    if (size != null) {
      out.writeNumberField("size", size);
    }
    Out.optional(out, "industry", company.industry());
    Out.optional(out, "country", company.country());
    Out.optional(out, "zone", company.zone());
    if (!company.technologies().isEmpty()) {
      Out.texts(out, "technologies", company.technologies());
    }
    out.writeEndObject();
  }

  private static Enriched readEnriched(In in) {
    In findings = in.requiredObject("findings");
    return new Enriched(
        in.text("task"),
        in.text("enricher"),
        new Findings(readCompany(findings.object("company")), findings.map("attributes")));
  }

  private static @Nullable Company readCompany(@Nullable In in) {
    if (in == null) {
      return null;
    }
    return new Company(
        in.text("domain"),
        in.text("name"),
        in.present("size") == null ? null : in.integer("size", 0),
        in.text("industry"),
        in.text("country"),
        in.text("zone"),
        in.texts("technologies"));
  }

  private static void write(JsonGenerator out, Failed failed) throws IOException {
    Out.text(out, "task", failed.task());
    Out.text(out, "name", failed.name());
    Out.text(out, "reason", failed.reason());
    Out.optional(out, "retry_after", failed.retryAfter());
    Out.choice(out, "prospect", failed.prospect());
  }

  private static Failed readFailed(In in) {
    return new Failed(
        in.text("task"),
        in.text("name"),
        in.text("reason"),
        in.duration("retry_after"),
        in.choice("prospect", Failed.Prospect.class));
  }

  private static void write(JsonGenerator out, Qualified qualified) throws IOException {
    out.writeFieldName("score");
    DecisionJson.write(out, qualified.score());
    out.writeFieldName("assignment");
    DecisionJson.write(out, qualified.assignment());
    Out.text(out, "policy", qualified.policy());
    DecisionJson.inputs(out, qualified.inputs());
  }

  private static Qualified readQualified(In in) {
    return new Qualified(
        DecisionJson.readScore(in.requiredObject("score")),
        DecisionJson.readAssignment(in.requiredObject("assignment")),
        in.text("policy"),
        in.list("inputs", DecisionJson::input));
  }
}
