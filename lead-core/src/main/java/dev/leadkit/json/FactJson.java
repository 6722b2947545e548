// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Blob;
import dev.leadkit.Company;
import dev.leadkit.Enrichment;
import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Attached;
import dev.leadkit.Fact.Breached;
import dev.leadkit.Fact.DeadLettered;
import dev.leadkit.Fact.Delivered;
import dev.leadkit.Fact.Duplicated;
import dev.leadkit.Fact.Enriched;
import dev.leadkit.Fact.Escalated;
import dev.leadkit.Fact.Failed;
import dev.leadkit.Fact.FlagEvaluated;
import dev.leadkit.Fact.Labelled;
import dev.leadkit.Fact.Linked;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Reassigned;
import dev.leadkit.Fact.Received;
import dev.leadkit.Fact.Reopened;
import dev.leadkit.Fact.Replied;
import dev.leadkit.Fact.TicketDrawn;
import dev.leadkit.Fact.Unmerged;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Source;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes and reads facts and events. */
final class FactJson {

  /** Marks the answer of an enricher that would otherwise be read as a {@linkplain FormerFacts flag or ticket}. */
  private static final String KIND = "kind";

  private static final String ENRICHER = "enricher";

  /** The member that a store adds to a fact. No fact has a member of its own with this name. */
  private static final String CONTEXT = "context";

  private static final int MAX_ATTRIBUTE_NAME = 1_000;
  private static final Pattern ISO_CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F]");

  private FactJson() {}

  static String type(Fact fact) {
    if (fact instanceof Received) {
      return "received";
    } else if (fact instanceof Duplicated) {
      return "duplicated";
    } else if (fact instanceof Attached) {
      return "attached";
    } else if (fact instanceof Linked) {
      return "linked";
    } else if (fact instanceof Unmerged) {
      return "unmerged";
    } else if (fact instanceof Enriched) {
      return "enriched";
    } else if (fact instanceof FlagEvaluated) {
      return "flag_evaluated";
    } else if (fact instanceof TicketDrawn) {
      return "ticket_drawn";
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

  static Fact read(String type, JsonReader in) {
    return switch (type) {
      case "received" -> readReceived(in);
      case "duplicated" -> readDuplicated(in);
      case "attached" -> LinkJson.readAttached(in);
      case "linked" -> LinkJson.readLinked(in);
      case "unmerged" -> new Unmerged(in.text("message"), in.text("reason"), in.text("by"));
      case "enriched" -> readEnriched(in);
      case "flag_evaluated" -> readFlag(in);
      case "ticket_drawn" ->
        new TicketDrawn(in.text("task"), in.text("line"), in.number("number", 0));
      case "failed" -> readFailed(in);
      case "delivered" ->
        new Delivered(
            in.text("task"), in.text("connector"), in.text("reference"), in.text("message_id"));
      case "replied" ->
        new Replied(
            in.choice("author", Replied.Author.class), in.text("by"), in.text("message_id"));
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

  /** Writes the fields of a fact into an open object. */
  static void write(JsonWriter out, Fact fact) {
    if (fact instanceof Received received) {
      write(out, received);
    } else if (fact instanceof Duplicated duplicated) {
      write(out, duplicated);
    } else if (fact instanceof Attached attached) {
      LinkJson.write(out, attached);
    } else if (fact instanceof Linked linked) {
      LinkJson.write(out, linked);
    } else if (fact instanceof Unmerged unmerged) {
      out.text("message", unmerged.message());
      out.text("reason", unmerged.reason());
      out.optional("by", unmerged.by());
    } else if (fact instanceof Enriched enriched) {
      write(out, enriched);
      if (FormerFacts.read(enriched) != null) {
        out.text(KIND, ENRICHER);
      }
    } else if (fact instanceof FlagEvaluated evaluated) {
      write(out, evaluated);
    } else if (fact instanceof TicketDrawn drawn) {
      out.text("task", drawn.task());
      out.text("line", drawn.line());
      out.number("number", drawn.number());
    } else if (fact instanceof Failed failed) {
      write(out, failed);
    } else if (fact instanceof Delivered delivered) {
      out.text("task", delivered.task());
      out.text("connector", delivered.connector());
      out.optional("reference", delivered.reference());
      out.optional("message_id", delivered.messageId());
    } else if (fact instanceof Replied replied) {
      out.choice("author", replied.author());
      out.optional("by", replied.by());
      out.optional("message_id", replied.messageId());
    } else if (fact instanceof Reassigned reassigned) {
      out.optional("queue", reassigned.queue());
      out.optional("owner", reassigned.owner());
      out.text("reason", reassigned.reason());
      out.optional("by", reassigned.by());
    } else if (fact instanceof Reopened reopened) {
      out.text("reason", reopened.reason());
      out.optional("by", reopened.by());
    } else if (fact instanceof Labelled labelled) {
      out.text("label", labelled.label());
      out.optional("by", labelled.by());
    } else if (fact instanceof Qualified qualified) {
      write(out, qualified);
    } else if (fact instanceof DeadLettered dead) {
      out.text("task", dead.task());
      out.text("name", dead.name());
      out.number("attempts", dead.attempts());
      out.text("reason", dead.reason());
    } else if (fact instanceof Breached breached) {
      out.optional("queue", breached.queue());
      out.instant("due", breached.due());
    } else if (fact instanceof Escalated escalated) {
      out.text("to", escalated.to());
      out.optional("after", escalated.after());
      out.instant("due", escalated.due());
    }
  }

  static void write(JsonWriter out, LeadEvent event) {
    out.object();
    out.text("lead", event.lead().value());
    out.number("seq", event.seq());
    out.instant("at", event.at());
    out.text("type", type(event.fact()));
    out.object("fact");
    write(out, event.fact());
    out.endObject();
    write(out, event.context());
    out.endObject();
  }

  /** Writes a context into an open object. */
  private static void write(JsonWriter out, EventContext context) {
    out.optional("actor", context.actor());
    out.optional("trace", context.traceparent());
  }

  private static EventContext readContext(JsonReader in) {
    String actor = in.text("actor");
    String trace = in.text("trace");
    return actor.isEmpty() && trace.isEmpty() ? EventContext.NONE : new EventContext(actor, trace);
  }

  /** Writes a fact into an open object as a store keeps it: with its context as one more member. */
  static void writeStored(JsonWriter out, LeadEvent event) {
    write(out, event.fact());
    if (!event.context().isEmpty()) {
      out.object(CONTEXT);
      write(out, event.context());
      out.endObject();
    }
  }

  static LeadEvent readStored(LeadId lead, long seq, Instant at, String type, JsonReader in) {
    JsonReader context = in.object(CONTEXT);
    return new LeadEvent(
        lead, seq, at, read(type, in), context == null ? EventContext.NONE : readContext(context));
  }

  static LeadEvent readEvent(JsonReader in) {
    return new LeadEvent(
        new LeadId(in.required("lead")),
        in.number("seq", 0),
        in.requiredInstant("at"),
        read(in.required("type"), in.requiredObject("fact")),
        readContext(in));
  }

  private static void write(JsonWriter out, Received received) {
    out.name("message");
    MessageJson.write(out, received.message(), null);
    write(out, received.source());
    out.array("keys");
    for (Key key : received.keys()) {
      write(out, key);
    }
    out.endArray();
    out.optional("thread", received.thread());
    ProspectJson.write(out, received.prospect());
  }

  private static Received readReceived(JsonReader in) {
    return new Received(
        MessageJson.read(in.requiredObject("message")),
        readSource(in),
        in.list("keys", FactJson::readKey),
        in.text("thread"),
        ProspectJson.read(in.object("prospect")));
  }

  private static void write(JsonWriter out, Duplicated duplicated) {
    out.text("event", duplicated.event());
    MessageJson.write(out, duplicated.raw());
    write(out, duplicated.source());
    out.name("key");
    write(out, duplicated.key());
    out.text("original", duplicated.original());
  }

  private static Duplicated readDuplicated(JsonReader in) {
    Blob raw = MessageJson.readRaw(in);
    return new Duplicated(
        in.text("event"),
        raw,
        readSource(in),
        readKey(in.requiredObject("key")),
        in.text("original"));
  }

  static void write(JsonWriter out, Source source) {
    out.object("source");
    out.optional("channel", source.channel());
    out.optional("campaign", source.campaign());
    out.optional("product", source.product());
    out.optional("partner", source.partner());
    out.optional("address", source.address());
    out.text("reason", source.reason());
    out.endObject();
  }

  static Source readSource(JsonReader in) {
    JsonReader source = in.requiredObject("source");
    return new Source(
        source.text("channel"),
        source.text("campaign"),
        source.text("product"),
        source.text("partner"),
        source.text("address"),
        source.text("reason"));
  }

  static void write(JsonWriter out, Key key) {
    out.object();
    out.choice("layer", key.layer());
    out.text("value", key.value());
    out.endObject();
  }

  static Key readKey(JsonReader in) {
    return new Key(in.choice("layer", Key.Layer.class), in.required("value"));
  }

  static void write(JsonWriter out, Enriched enriched) {
    out.text("task", enriched.task());
    out.text("enricher", enriched.enricher());
    out.object("findings");
    write(out, enriched.findings());
    out.endObject();
  }

  /** Writes the fields of findings into an open object. */
  static void write(JsonWriter out, Enrichment findings) {
    Company company = findings.company();
    if (company != null) {
      write(out, company);
    }
    if (!findings.attributes().isEmpty()) {
      out.object("attributes");
      findings.attributes().forEach((name, value) -> {
        out.foreignName(name);
        out.value(value);
      });
      out.endObject();
    }
  }

  static void write(JsonWriter out, Company company) {
    out.object("company");
    out.text("domain", company.domain());
    out.optional("name", company.name());
    Integer size = company.size();
    if (size != null) {
      out.number("size", size);
    }
    out.optional("industry", company.industry());
    out.optional("country", company.country());
    out.optional("zone", company.zone());
    if (!company.technologies().isEmpty()) {
      out.texts("technologies", company.technologies());
    }
    out.endObject();
  }

  private static Fact readEnriched(JsonReader in) {
    JsonReader findings = in.requiredObject("findings");
    var enriched = new Enriched(
        in.text("task"),
        in.text("enricher"),
        new Enrichment(readCompany(findings.object("company")), readAttributes(findings)));
    Fact former = in.text(KIND).isEmpty() ? FormerFacts.read(enriched) : null;
    return former == null ? enriched : former;
  }

  private static void write(JsonWriter out, FlagEvaluated evaluated) {
    out.text("task", evaluated.task());
    out.text("flag", evaluated.flag());
    String value = evaluated.value();
    if (value != null) {
      out.text("value", value);
    }
    out.optional("reason", evaluated.reason());
  }

  private static FlagEvaluated readFlag(JsonReader in) {
    String value = in.present("value") == null ? null : in.text("value");
    String reason = in.text("reason");
    boolean isSilent = value == null && reason.isBlank();
    return new FlagEvaluated(
        in.text("task"), in.text("flag"), value, isSilent ? "no answer" : reason);
  }

  /** Older versions wrote names that {@link Enrichment} now rejects: their invalid characters are read as U+FFFD. */
  private static Map<String, String> readAttributes(JsonReader findings) {
    Map<String, String> attributes = findings.map("attributes");
    var readable = new TreeMap<String, String>();
    attributes.forEach((name, value) -> {
      String known = ISO_CONTROL.matcher(name).replaceAll("\uFFFD");
      known = known.isBlank() ? "\uFFFD" : known;
      readable.put(known.substring(0, Math.min(MAX_ATTRIBUTE_NAME, known.length())), value);
    });
    return readable;
  }

  private static @Nullable Company readCompany(@Nullable JsonReader in) {
    if (in == null) {
      return null;
    }
    int size = in.integer("size", -1);
    return new Company(
        in.text("domain"),
        in.text("name"),
        size < 0 ? null : Integer.valueOf(size),
        in.text("industry"),
        in.text("country"),
        in.text("zone"),
        in.texts("technologies"));
  }

  private static void write(JsonWriter out, Failed failed) {
    out.text("task", failed.task());
    out.text("name", failed.name());
    out.text("reason", failed.reason());
    out.optional("retry_after", failed.retryAfter());
    out.choice("prospect", failed.prospect());
  }

  private static Failed readFailed(JsonReader in) {
    return new Failed(
        in.text("task"),
        in.text("name"),
        in.text("reason"),
        in.duration("retry_after"),
        in.choice("prospect", Failed.Prospect.class));
  }

  private static void write(JsonWriter out, Qualified qualified) {
    out.name("score");
    DecisionJson.write(out, qualified.score());
    out.name("assignment");
    DecisionJson.write(out, qualified.assignment());
    out.text("policy", qualified.policy());
    DecisionJson.inputs(out, qualified.inputs());
  }

  private static Qualified readQualified(JsonReader in) {
    return new Qualified(
        DecisionJson.readScore(in.requiredObject("score")),
        DecisionJson.readAssignment(in.requiredObject("assignment")),
        in.text("policy"),
        in.list("inputs", DecisionJson::input));
  }
}
