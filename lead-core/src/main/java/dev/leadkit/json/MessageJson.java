// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Attachment.Disposition;
import dev.leadkit.Automation;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Envelope;
import dev.leadkit.Forwarded;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.Security;
import dev.leadkit.Spam;
import dev.leadkit.Threading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event document. */
final class MessageJson {

  /** What a webhook sender adds. */
  record WebhookDelivery(int attempt, String signature) {}

  private MessageJson() {}

  static void write(JsonGenerator out, Message message, @Nullable WebhookDelivery delivery)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("schema_version", LeadJson.SCHEMA_VERSION);
    Out.text(out, "id", message.id());
    Out.optional(out, "tenant", message.tenant());
    Out.instant(out, "received_at", message.receivedAt());
    if (!message.envelope().equals(Envelope.NONE)) {
      out.writeObjectFieldStart("envelope");
      Out.text(out, "sender", message.envelope().sender());
      Out.texts(out, "recipients", message.envelope().recipients());
      out.writeEndObject();
    }
    out.writeFieldName("from");
    write(out, message.from());
    write(out, "to", message.to());
    if (!message.cc().isEmpty()) {
      write(out, "cc", message.cc());
    }
    if (!message.replyTo().isEmpty()) {
      write(out, "reply_to", message.replyTo());
    }
    Out.text(out, "subject", message.subject());
    Out.optional(out, "date", message.date());
    Out.text(out, "text_body", message.textBody());
    Out.text(out, "html_body", message.htmlBody());
    if (!message.visibleText().equals(message.textBody())) {
      Out.text(out, "visible_text", message.visibleText());
    }
    headers(out, message.headers());
    write(out, message.thread());
    attachments(out, message.attachments());
    write(out, message.security());
    write(out, message.spam());
    if (message.automation() != Automation.NONE) {
      Out.choice(out, "automation", message.automation());
    }
    write(out, message.forwarded());
    if (!message.raw().equals(Blob.NONE)) {
      write(out, message.raw());
    }
    defects(out, message.defects());
    if (delivery != null) {
      out.writeObjectFieldStart("webhook_delivery");
      out.writeNumberField("attempt", delivery.attempt());
      Out.text(out, "signature", delivery.signature());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  static Message read(In in) {
    String textBody = in.text("text_body");
    Message.Builder message = Message.builder(in.required("id"), in.requiredInstant("received_at"))
        .tenant(in.text("tenant"))
        .envelope(readEnvelope(in.object("envelope")))
        .from(readAddress(in.object("from")))
        .to(in.list("to", MessageJson::readAddress))
        .cc(in.list("cc", MessageJson::readAddress))
        .replyTo(in.list("reply_to", MessageJson::readAddress))
        .subject(in.text("subject"))
        .date(in.instant("date"))
        .textBody(textBody)
        .htmlBody(in.text("html_body"))
        .visibleText(in.present("visible_text") == null ? textBody : in.text("visible_text"))
        .headers(readHeaders(in))
        .thread(readThread(in.object("thread")))
        .attachments(in.list("attachments", MessageJson::readAttachment))
        .security(readSecurity(in.object("security")))
        .spam(readSpam(in.object("spam")))
        .automation(in.choice("automation", Automation.class, Automation.NONE))
        .forwarded(readForwarded(in.object("forwarded")))
        .raw(readRaw(in));
    in.list("defects", MessageJson::readDefect).forEach(message::defect);
    return message.build();
  }

  private static Envelope readEnvelope(@Nullable In in) {
    return in == null ? Envelope.NONE : new Envelope(in.text("sender"), in.texts("recipients"));
  }

  private static void write(JsonGenerator out, Address address) throws IOException {
    out.writeStartObject();
    Out.text(out, "email", address.email());
    Out.optional(out, "name", address.name());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, List<Address> addresses)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Address address : addresses) {
      write(out, address);
    }
    out.writeEndArray();
  }

  private static Address readAddress(@Nullable In in) {
    return in == null ? Address.UNKNOWN : new Address(in.text("email"), in.text("name"));
  }

  /**
   * The fields as an object; a name that repeats holds an array. JSON objects have no order, so {@code header_order} says which name each
   * field has, as an index into the sorted names: nothing of the order is lost, whoever has rearranged the object meanwhile.
   */
  private static void headers(JsonGenerator out, List<Header> headers) throws IOException {
    var values = new LinkedHashMap<String, List<String>>();
    for (Header header : headers) {
      values.computeIfAbsent(header.name(), name -> new ArrayList<>(1)).add(header.value());
    }
    out.writeObjectFieldStart("headers");
    for (Map.Entry<String, List<String>> field : values.entrySet()) {
      if (field.getValue().size() == 1) {
        Out.text(out, field.getKey(), field.getValue().get(0));
      } else {
        Out.texts(out, field.getKey(), field.getValue());
      }
    }
    out.writeEndObject();
    if (headers.size() > 1) {
      String[] names = values.keySet().toArray(String[]::new);
      Arrays.sort(names);
      out.writeArrayFieldStart("header_order");
      for (Header header : headers) {
        out.writeNumber(Arrays.binarySearch(names, header.name()));
      }
      out.writeEndArray();
    }
  }

  private static List<Header> readHeaders(In in) {
    In object = in.object("headers");
    if (object == null) {
      return List.of();
    }
    List<String> names = object.names();
    boolean ordered = in.present("header_order") != null;
    if (ordered) {
      Collections.sort(names);
    }
    var values = new ArrayList<List<String>>();
    for (String name : names) {
      JsonNode value = object.present(name);
      values.add(
          value != null && value.isArray() ? object.texts(name) : List.of(object.text(name)));
    }
    List<Integer> order = in.list("header_order", In::asInteger);
    var headers = new ArrayList<Header>();
    if (!ordered) {
      for (int i = 0; i < names.size(); i++) {
        for (String value : values.get(i)) {
          headers.add(new Header(names.get(i), value));
        }
      }
      return headers;
    }
    int[] taken = new int[names.size()];
    for (int i : order) {
      if (i < 0 || i >= taken.length || taken[i] >= values.get(i).size()) {
        throw new IllegalArgumentException(
            in.pointer() + "/header_order: expected the fields of headers, found " + i);
      }
      headers.add(new Header(names.get(i), values.get(i).get(taken[i]++)));
    }
    return headers;
  }

  private static void write(JsonGenerator out, Threading thread) throws IOException {
    out.writeObjectFieldStart("thread");
    Out.nullable(out, "message_id", thread.messageId());
    Out.nullable(out, "in_reply_to", thread.inReplyTo());
    Out.texts(out, "references", thread.references());
    out.writeEndObject();
  }

  private static Threading readThread(@Nullable In in) {
    return in == null
        ? Threading.NONE
        : new Threading(in.text("message_id"), in.text("in_reply_to"), in.texts("references"));
  }

  private static void attachments(JsonGenerator out, List<Attachment> attachments)
      throws IOException {
    out.writeArrayFieldStart("attachments");
    for (Attachment attachment : attachments) {
      out.writeStartObject();
      Out.text(out, "filename", attachment.filename());
      if (!attachment.declaredName().equals(attachment.filename())) {
        Out.text(out, "declared_name", attachment.declaredName());
      }
      Out.text(out, "mime", attachment.mime());
      Out.optional(out, "detected_mime", attachment.detectedMime());
      out.writeNumberField("size", attachment.blob().size());
      Out.optional(out, "sha256", attachment.blob().sha256());
      Out.optional(out, "content_id", attachment.contentId());
      if (attachment.disposition() != Disposition.ATTACHMENT) {
        Out.choice(out, "disposition", attachment.disposition());
      }
      Out.optional(out, "url", attachment.url());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static Attachment readAttachment(In in) {
    String filename = in.text("filename");
    return new Attachment(
        filename,
        in.present("declared_name") == null ? filename : in.text("declared_name"),
        in.text("mime"),
        in.text("detected_mime"),
        new Blob(in.text("sha256"), in.number("size", 0)),
        in.text("content_id"),
        in.choice("disposition", Disposition.class, Disposition.ATTACHMENT),
        in.text("url"));
  }

  private static void write(JsonGenerator out, Security security) throws IOException {
    out.writeObjectFieldStart("security");
    Out.choice(out, "dkim", security.dkim());
    Out.choice(out, "spf", security.spf());
    Out.choice(out, "dmarc", security.dmarc());
    out.writeEndObject();
  }

  private static Security readSecurity(@Nullable In in) {
    if (in == null) {
      return Security.NONE;
    }
    return new Security(
        in.choice("dkim", Security.Result.class, Security.Result.NONE),
        in.choice("spf", Security.Result.class, Security.Result.NONE),
        in.choice("dmarc", Security.Result.class, Security.Result.NONE));
  }

  private static void write(JsonGenerator out, Spam spam) throws IOException {
    out.writeObjectFieldStart("spam");
    out.writeNumberField("score", spam.score());
    Out.texts(out, "flags", spam.flags());
    out.writeEndObject();
  }

  private static Spam readSpam(@Nullable In in) {
    if (in == null) {
      return Spam.NONE;
    }
    double score = in.decimal("score");
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(in.pointer() + "/score: expected 0 to 1, found " + score);
    }
    return new Spam(score, in.texts("flags"));
  }

  private static void write(JsonGenerator out, @Nullable Forwarded forwarded) throws IOException {
    if (forwarded != null) {
      out.writeObjectFieldStart("forwarded");
      out.writeFieldName("from");
      write(out, forwarded.from());
      Out.text(out, "subject", forwarded.subject());
      Out.text(out, "text", forwarded.text());
      out.writeEndObject();
    }
  }

  private static @Nullable Forwarded readForwarded(@Nullable In in) {
    return in == null
        ? null
        : new Forwarded(readAddress(in.object("from")), in.text("subject"), in.text("text"));
  }

  static void write(JsonGenerator out, Blob raw) throws IOException {
    out.writeObjectFieldStart("raw");
    Out.text(out, "sha256", raw.sha256());
    out.writeNumberField("size", raw.size());
    out.writeEndObject();
  }

  static Blob readRaw(In in) {
    In raw = in.object("raw");
    return raw == null ? Blob.NONE : new Blob(raw.text("sha256"), raw.number("size", 0));
  }

  private static void defects(JsonGenerator out, List<Defect> defects) throws IOException {
    if (defects.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("defects");
    for (Defect defect : defects) {
      out.writeStartObject();
      Out.choice(out, "code", defect.code());
      Out.choice(out, "severity", defect.severity());
      if (defect.position() >= 0) {
        out.writeNumberField("position", defect.position());
      }
      Out.text(out, "detail", defect.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static Defect readDefect(In in) {
    return new Defect(
        in.choice("code", Defect.Code.class), in.number("position", -1), in.text("detail"));
  }
}
