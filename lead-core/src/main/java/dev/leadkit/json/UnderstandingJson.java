// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.Segment;
import dev.leadkit.Understanding;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads what was concluded from a message: an object in the event document of the message. */
final class UnderstandingJson {

  private UnderstandingJson() {}

  static void write(JsonWriter out, Message message) {
    Understanding understanding = message.understanding();
    if (understanding.equals(Understanding.NONE)) {
      return;
    }
    out.object("understanding");
    if (!understanding.text().equals(message.textBody())) {
      out.text("text", understanding.text());
    }
    segments(out, understanding.segments());
    messageClass(out, understanding.messageClass());
    if (!understanding.forwards().isEmpty()) {
      out.array("forwards");
      for (Forwarded forwarded : understanding.forwards()) {
        out.object();
        MessageJson.members(out, forwarded);
        out.endObject();
      }
      out.endArray();
    }
    fields(out, understanding.fields());
    out.optional("language", understanding.language());
    out.endObject();
  }

  static Understanding read(@Nullable JsonReader in, String textBody) {
    if (in == null) {
      return Understanding.NONE;
    }
    return new Understanding(
        in.present("text") == null ? textBody : in.text("text"),
        in.list("segments", UnderstandingJson::readSegment),
        readClass(in.object("class")),
        in.list("forwards", MessageJson::readForwarded),
        in.list("fields", UnderstandingJson::readField),
        in.text("language"));
  }

  private static void segments(JsonWriter out, List<Segment> segments) {
    if (segments.isEmpty()) {
      return;
    }
    out.array("segments");
    for (Segment segment : segments) {
      out.object();
      out.choice("kind", segment.kind());
      out.number("start", segment.start());
      out.number("end", segment.end());
      out.text("rule", segment.rule());
      out.number("confidence", segment.confidence());
      out.endObject();
    }
    out.endArray();
  }

  private static Segment readSegment(JsonReader in) {
    return new Segment(
        in.choice("kind", Segment.Kind.class),
        in.integer("start", 0),
        in.integer("end", 0),
        in.text("rule"),
        in.decimal("confidence"));
  }

  private static void messageClass(JsonWriter out, MessageClass messageClass) {
    if (messageClass.equals(MessageClass.UNKNOWN)) {
      return;
    }
    out.object("class");
    out.choice("kind", messageClass.kind());
    members(out, messageClass.conclusion());
    if (messageClass.returns() != null) {
      out.text("returns", messageClass.returns().toString());
    }
    out.endObject();
  }

  private static MessageClass readClass(@Nullable JsonReader in) {
    if (in == null) {
      return MessageClass.UNKNOWN;
    }
    return new MessageClass(
        in.choice("kind", MessageClass.Kind.class),
        readConclusion(in),
        in.present("returns") == null ? null : day(in, in.text("returns")));
  }

  private static LocalDate day(JsonReader in, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          in.pointer() + "/returns: expected a day such as 2026-05-31, found '" + text + "'", e);
    }
  }

  private static void fields(JsonWriter out, List<FormField> fields) {
    if (fields.isEmpty()) {
      return;
    }
    out.array("fields");
    for (FormField field : fields) {
      out.object();
      out.optional("name", field.name());
      out.text("label", field.label());
      out.text("value", field.value());
      members(out, field.conclusion());
      out.endObject();
    }
    out.endArray();
  }

  private static FormField readField(JsonReader in) {
    return new FormField(
        in.text("name"), in.required("label"), in.text("value"), readConclusion(in));
  }

  private static void members(JsonWriter out, Conclusion conclusion) {
    out.text("rule", conclusion.rule());
    out.optional("evidence", conclusion.evidence());
    out.number("confidence", conclusion.confidence());
  }

  /** Writes a member with a conclusion. */
  static void write(JsonWriter out, String name, Conclusion conclusion) {
    out.object(name);
    members(out, conclusion);
    out.endObject();
  }

  static Conclusion readConclusion(JsonReader in) {
    return new Conclusion(in.required("rule"), in.text("evidence"), in.decimal("confidence"));
  }
}
