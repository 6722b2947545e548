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
import dev.leadkit.Message;
import dev.leadkit.Score;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Messages and facts as JSON, in snake_case and UTF-8; the only place that knows their names on the wire.
 *
 * <p>What is written can be read back to an equal value. A field that holds nothing is left out, except those that the event schema
 * requires. Reading ignores fields that it does not know, and takes a missing field for an empty one, so that older readers take newer
 * events and newer readers older ones; a field of the wrong type is an {@link IllegalArgumentException} that says where, what was found and
 * what was expected. Strings of up to {@value #MAX_STRING_LENGTH} characters and {@value #MAX_DEPTH} levels are read.
 *
 * <p>Instants are RFC 3339 in UTC with as many digits as they need, durations ISO 8601. A lone surrogate, which UTF-8 cannot hold, is
 * written as an escape. Thread-safe.
 */
public final class LeadJson {

  /** The version of the event schema that is written. */
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
   * The event document of a message on its way to a webhook.
   *
   * @param attempt from 1
   * @param signature the signature as its header has it, {@code v1,…}
   */
  public static byte[] write(Message message, int attempt, String signature) {
    return JsonWriter.bytes(out ->
        MessageJson.write(out, message, new MessageJson.WebhookDelivery(attempt, signature)));
  }

  /** The message of an event document. Fields that it does not know are ignored. */
  public static Message readMessage(byte[] json) {
    return MessageJson.read(tree(json));
  }

  /** The name of the kind of a fact: {@code received}, {@code dead_lettered} … */
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

  /** The fact of this type that was written so. */
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

  /** An event with its place in the history: {@code lead}, {@code seq}, {@code at}, {@code type}, {@code fact}. */
  public static byte[] write(LeadEvent event) {
    return JsonWriter.bytes(out -> FactJson.write(out, event));
  }

  /** The event that {@link #write(LeadEvent)} wrote. */
  public static LeadEvent readEvent(byte[] json) {
    return FactJson.readEvent(tree(json));
  }

  /**
   * The state of a lead as one document, for hosts that show, export or forward leads: who it is, what is known, the decision with its
   * explanation, what was delivered or failed, and what people did. Canonical as {@link #canonical} has it: equal states give equal bytes.
   *
   * <p>Of each message it holds what tells it from the others, not the texts, headers and attachments: {@link #write(Message)} writes those.
   * {@code queue} and {@code owner} are those of the last reassignment, else those of the decision. There is no reader: a lead is the fold of
   * its events, which {@link #readEvent} reads.
   */
  public static byte[] write(Lead lead) {
    return canonical(JsonWriter.bytes(out -> LeadStateJson.write(out, lead)));
  }

  /** A score with all its lines. */
  public static byte[] write(Score score) {
    return JsonWriter.bytes(out -> DecisionJson.write(out, score));
  }

  /** The score that {@link #write(Score)} wrote. */
  public static Score readScore(byte[] json) {
    return DecisionJson.readScore(tree(json));
  }

  /** An assignment with its explanation. */
  public static byte[] write(Assignment assignment) {
    return JsonWriter.bytes(out -> DecisionJson.write(out, assignment));
  }

  /** The assignment that {@link #write(Assignment)} wrote. */
  public static Assignment readAssignment(byte[] json) {
    return DecisionJson.readAssignment(tree(json));
  }

  /** The same document with sorted names and without white space: equal documents have equal bytes (after RFC 8785). */
  public static byte[] canonical(byte[] json) {
    JsonNode node = tree(json).node();
    return JsonWriter.bytes(out -> out.sorted(node));
  }

  /** The same document over several lines, for a person. */
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
