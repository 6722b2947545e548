// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Conclusion;
import dev.leadkit.DeliveryStatus;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageLabel;
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
    segments(out, understanding);
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
    labels(out, understanding.labels());
    signals(out, understanding.signals());
    out.endObject();
  }

  static Understanding read(@Nullable JsonReader in, String textBody) {
    if (in == null) {
      return Understanding.NONE;
    }
    String text = in.present("text") == null ? textBody : in.text("text");
    return new Understanding(
        text,
        in.present("whole") != null
            ? List.of(whole(in.choice("whole", Segment.Kind.class), text))
            : in.list("segments", UnderstandingJson::readSegment),
        readClass(in.object("class")),
        in.list("forwards", MessageJson::readForwarded),
        in.list("fields", UnderstandingJson::readField),
        in.text("language"),
        in.list("labels", UnderstandingJson::readLabel),
        in.list("signals", UnderstandingJson::readConclusion));
  }

  /** The segment of a text that is of one kind as a whole, as most are own text: it is written as {@code "whole": "own_text"}. */
  private static Segment whole(Segment.Kind kind, String text) {
    return new Segment(kind, 0, text.length(), "text", 0.9);
  }

  private static void segments(JsonWriter out, Understanding understanding) {
    List<Segment> segments = understanding.segments();
    if (segments.isEmpty()) {
      return;
    }
    Segment first = segments.get(0);
    if (segments.size() == 1 && first.equals(whole(first.kind(), understanding.text()))) {
      out.choice("whole", first.kind());
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
    if (!messageClass.deliveries().isEmpty()) {
      out.array("deliveries");
      messageClass.deliveries().forEach(delivery -> delivery(out, delivery));
      out.endArray();
    }
    out.endObject();
  }

  private static void delivery(JsonWriter out, DeliveryStatus delivery) {
    out.object();
    out.optional("recipient", delivery.recipient());
    out.choice("action", delivery.action());
    out.optional("status", delivery.status());
    out.optional("diagnostic", delivery.diagnostic());
    out.optional("original_message_id", delivery.originalMessageId());
    out.endObject();
  }

  private static DeliveryStatus readDelivery(JsonReader in) {
    return new DeliveryStatus(
        in.text("recipient"),
        in.choice("action", DeliveryStatus.Action.class),
        in.text("status"),
        in.text("diagnostic"),
        in.text("original_message_id"));
  }

  private static MessageClass readClass(@Nullable JsonReader in) {
    if (in == null) {
      return MessageClass.UNKNOWN;
    }
    return new MessageClass(
        in.choice("kind", MessageClass.Kind.class),
        readConclusion(in),
        in.present("returns") == null ? null : day(in, in.text("returns")),
        in.list("deliveries", UnderstandingJson::readDelivery));
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

  private static void labels(JsonWriter out, List<MessageLabel> labels) {
    if (labels.isEmpty()) {
      return;
    }
    out.array("labels");
    for (MessageLabel label : labels) {
      out.object();
      out.text("name", label.name());
      members(out, label.conclusion());
      out.endObject();
    }
    out.endArray();
  }

  private static void signals(JsonWriter out, List<Conclusion> signals) {
    if (signals.isEmpty()) {
      return;
    }
    out.array("signals");
    for (Conclusion signal : signals) {
      out.object();
      members(out, signal);
      out.endObject();
    }
    out.endArray();
  }

  private static MessageLabel readLabel(JsonReader in) {
    return new MessageLabel(in.required("name"), readConclusion(in));
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
