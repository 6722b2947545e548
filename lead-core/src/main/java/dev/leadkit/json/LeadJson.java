// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Score;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes and reads messages, facts and leads as JSON, in snake_case and UTF-8.
 *
 * <p>Every written value can be read back to an equal value. Empty fields are omitted unless the event schema requires them. Reading ignores
 * unknown fields and treats missing fields as empty, so that older readers accept newer events and vice versa. A field of the wrong type is an
 * {@link IllegalArgumentException} that says where, what was found and what was expected. Strings of up to {@value #MAX_STRING_LENGTH}
 * characters and documents of up to {@value #MAX_DEPTH} levels are read.
 *
 * <p>Instants are in RFC 3339 in UTC with the digits that they need, durations in ISO 8601. An unpaired surrogate, which UTF-8 cannot encode,
 * is written as an escape. Thread-safe.
 */
public final class LeadJson {

  /** The version of the event schema that is written. Facts have no version: a new form of a fact is a new type. */
  public static final String SCHEMA_VERSION = MessageJson.SCHEMA_VERSION;

  private static final int MAX_STRING_LENGTH = 100_000_000;
  private static final int MAX_DEPTH = 100;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxStringLength(MAX_STRING_LENGTH)
          .maxNameLength(1_000_000)
          .maxNestingDepth(MAX_DEPTH)
          .build())
      .build();

  private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY).build();

  private LeadJson() {}

  /** The event document of a message: see {@link #schema()}. */
  public static byte[] write(Message message) {
    return JsonWriter.bytes(out -> MessageJson.write(out, message, null));
  }

  /**
   * The event document of a message for a webhook.
   *
   * @param attempt the number of the attempt, from 1
   * @param signature the signature as in the HTTP header, {@code v1,…}
   */
  public static byte[] write(Message message, int attempt, String signature) {
    return JsonWriter.bytes(out ->
        MessageJson.write(out, message, new MessageJson.WebhookDelivery(attempt, signature)));
  }

  /** Reads the message of an event document. */
  public static Message readMessage(byte[] json) {
    return MessageJson.read(tree(json));
  }

  /** The name of the type of a fact, such as {@code received} or {@code dead_lettered}. */
  public static String type(Fact fact) {
    return FactJson.type(fact);
  }

  /** A fact without its type. */
  public static byte[] write(Fact fact) {
    return JsonWriter.bytes(out -> {
      out.object();
      FactJson.write(out, fact);
      out.endObject();
    });
  }

  /**
   * Reads a fact that {@link #write(Fact)} wrote, in this version or an earlier one.
   *
   * @param type its {@link #type}
   * @throws IllegalArgumentException if the type is unknown or the document is malformed
   */
  public static Fact readFact(String type, byte[] json) {
    return FactJson.read(type, tree(json));
  }

  /**
   * The type of a fact in its {@linkplain #committed committed} form: {@link #type(Fact)}, but {@code enriched} for an evaluated flag and a
   * drawn ticket.
   */
  public static String committedType(Fact fact) {
    Fact former = FormerFacts.of(fact);
    return type(former == null ? fact : former);
  }

  /**
   * The form of a fact that the hash chain covers; it never changes. It is what {@link #write(Fact)} writes, except for facts that were
   * once written in another form: an evaluated flag and a drawn ticket are committed as the findings of an enricher called {@code
   * flag.NAME} or {@code ticket:LINE}, so that histories from before these facts had types of their own can still be verified.
   */
  public static byte[] committed(Fact fact) {
    Fact.Enriched former = FormerFacts.of(fact);
    if (former == null) {
      return write(fact);
    }
    return JsonWriter.bytes(out -> {
      out.object();
      FactJson.write(out, former);
      out.endObject();
    });
  }

  /**
   * A fact as a store keeps it beside lead, seq, time and type: what {@link #write(Fact)} writes, and the context of the event, if it has one,
   * as the additional member {@code context} with {@code actor} and {@code trace}.
   */
  public static byte[] writeStored(LeadEvent event) {
    return JsonWriter.bytes(out -> {
      out.object();
      FactJson.writeStored(out, event);
      out.endObject();
    });
  }

  /**
   * Reads an event whose fact {@link #writeStored} or {@link #write(Fact)} wrote, in this version or an earlier one.
   *
   * @param type the {@link #type} of the fact
   * @throws IllegalArgumentException if the type is unknown or the document is malformed
   */
  public static LeadEvent readStored(LeadId lead, long seq, Instant at, String type, byte[] json) {
    return FactJson.readStored(lead, seq, at, type, tree(json));
  }

  /**
   * An event with its position in the history: {@code lead}, {@code seq}, {@code at}, {@code type}, {@code fact}, and the {@code actor} and
   * {@code trace} of its context if they are not empty.
   */
  public static byte[] write(LeadEvent event) {
    return JsonWriter.bytes(out -> FactJson.write(out, event));
  }

  /** Reads an event that {@link #write(LeadEvent)} wrote. */
  public static LeadEvent readEvent(byte[] json) {
    return FactJson.readEvent(tree(json));
  }

  /**
   * The state of a lead as one document, for hosts that display, export or forward leads: the contact, the findings, the decision with its
   * explanation, deliveries and failures, and what people did. In {@linkplain #canonical canonical} form: equal states have equal bytes.
   *
   * <p>Messages are listed without texts, headers and attachments; {@link #write(Message)} writes those. {@code queue} and {@code owner} are
   * those of the last reassignment, else those of the decision. The document cannot be read back: a lead is computed from its events, which
   * {@link #readEvent} reads.
   */
  public static byte[] write(Lead lead) {
    return canonical(JsonWriter.bytes(out -> LeadStateJson.write(out, lead)));
  }

  /** A score with its explanation. */
  public static byte[] write(Score score) {
    return JsonWriter.bytes(out -> DecisionJson.write(out, score));
  }

  /** Reads a score that {@link #write(Score)} wrote. */
  public static Score readScore(byte[] json) {
    return DecisionJson.readScore(tree(json));
  }

  /** An assignment with its explanation. */
  public static byte[] write(Assignment assignment) {
    return JsonWriter.bytes(out -> DecisionJson.write(out, assignment));
  }

  /** Reads an assignment that {@link #write(Assignment)} wrote. */
  public static Assignment readAssignment(byte[] json) {
    return DecisionJson.readAssignment(tree(json));
  }

  /** A document with sorted names and without white space, so that equal documents have equal bytes (after RFC 8785). */
  public static byte[] canonical(byte[] json) {
    JsonNode node = tree(json).node();
    return JsonWriter.bytes(out -> out.sorted(node));
  }

  /** A document with line breaks and indentation, for people. */
  public static byte[] pretty(byte[] json) {
    try {
      return MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsBytes(tree(json).node());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("bytes in memory could not be written", e);
    }
  }

  /** The JSON Schema (2020-12) of the event document. */
  public static String schema() {
    try (InputStream resource = LeadJson.class.getResourceAsStream("event-1.schema.json")) {
      if (resource == null) {
        throw new IllegalStateException("event-1.schema.json is missing from the artifact");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("event-1.schema.json could not be read", e);
    }
  }

  private static JsonReader tree(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return new JsonReader(node, "");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory could not be read", e);
    }
  }
}
