// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

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
import dev.leadkit.Link;
import dev.leadkit.Message;
import dev.leadkit.Security;
import dev.leadkit.Spam;
import dev.leadkit.Threading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads the event document of a message. */
final class MessageJson {

  /** The fields that the sender of a webhook adds. */
  record WebhookDelivery(int attempt, String signature) {}

  /** The version of the event schema that is written. */
  static final String SCHEMA_VERSION = "1.0";

  private MessageJson() {}

  static void write(JsonWriter out, Message message, @Nullable WebhookDelivery delivery) {
    out.object();
    out.text("schema_version", SCHEMA_VERSION);
    out.text("id", message.id());
    out.optional("tenant", message.tenant());
    out.instant("received_at", message.receivedAt());
    if (!message.envelope().equals(Envelope.NONE)) {
      out.object("envelope");
      out.text("sender", message.envelope().sender());
      out.texts("recipients", message.envelope().recipients());
      out.endObject();
    }
    out.name("from");
    write(out, message.from());
    if (message.authors().size() > 1) {
      write(out, "authors", message.authors());
    }
    write(out, "to", message.to());
    if (!message.cc().isEmpty()) {
      write(out, "cc", message.cc());
    }
    if (!message.replyTo().isEmpty()) {
      write(out, "reply_to", message.replyTo());
    }
    out.text("subject", message.subject());
    out.optional("date", message.date());
    out.text("text_body", message.textBody());
    out.text("html_body", message.htmlBody());
    if (!message.visibleText().equals(message.textBody())) {
      out.text("visible_text", message.visibleText());
    }
    out.optional("hidden_text", message.hiddenText());
    links(out, message.links());
    if (!message.imageTexts().isEmpty()) {
      out.texts("image_texts", message.imageTexts());
    }
    headers(out, message.headers());
    write(out, message.thread());
    attachments(out, message.attachments());
    write(out, message.security());
    write(out, message.spam());
    if (message.automation() != Automation.NONE) {
      out.choice("automation", message.automation());
    }
    write(out, message.forwarded());
    UnderstandingJson.write(out, message);
    if (!message.raw().equals(Blob.NONE)) {
      write(out, message.raw());
    }
    defects(out, message.defects());
    if (delivery != null) {
      out.object("webhook_delivery");
      out.number("attempt", delivery.attempt());
      out.text("signature", delivery.signature());
      out.endObject();
    }
    out.endObject();
  }

  static Message read(JsonReader in) {
    String textBody = in.text("text_body");
    JsonReader forwarded = in.object("forwarded");
    Message.Builder message = Message.builder(in.required("id"), in.requiredInstant("received_at"))
        .tenant(in.text("tenant"))
        .envelope(readEnvelope(in.object("envelope")))
        .from(readAddress(in.object("from")))
        .authors(in.list("authors", MessageJson::readAddress))
        .to(in.list("to", MessageJson::readAddress))
        .cc(in.list("cc", MessageJson::readAddress))
        .replyTo(in.list("reply_to", MessageJson::readAddress))
        .subject(in.text("subject"))
        .date(in.instant("date"))
        .textBody(textBody)
        .htmlBody(in.text("html_body"))
        .visibleText(in.present("visible_text") == null ? textBody : in.text("visible_text"))
        .hiddenText(in.text("hidden_text"))
        .links(in.list("links", MessageJson::readLink))
        .imageTexts(in.texts("image_texts"))
        .headers(readHeaders(in))
        .thread(readThread(in.object("thread")))
        .attachments(in.list("attachments", MessageJson::readAttachment))
        .security(readSecurity(in.object("security")))
        .spam(readSpam(in.object("spam")))
        .automation(in.choice("automation", Automation.class, Automation.NONE))
        .forwarded(forwarded == null ? null : readForwarded(forwarded))
        .understanding(UnderstandingJson.read(in.object("understanding"), textBody))
        .raw(readRaw(in));
    in.list("defects", MessageJson::readDefect).forEach(message::defect);
    return message.build();
  }

  private static Envelope readEnvelope(@Nullable JsonReader in) {
    return in == null ? Envelope.NONE : new Envelope(in.text("sender"), in.texts("recipients"));
  }

  private static void write(JsonWriter out, Address address) {
    out.object();
    out.text("email", address.email());
    out.optional("name", address.name());
    out.endObject();
  }

  private static void write(JsonWriter out, String name, List<Address> addresses) {
    out.array(name);
    for (Address address : addresses) {
      write(out, address);
    }
    out.endArray();
  }

  private static Address readAddress(@Nullable JsonReader in) {
    return in == null ? Address.UNKNOWN : new Address(in.text("email"), in.text("name"));
  }

  private static void links(JsonWriter out, List<Link> links) {
    if (links.isEmpty()) {
      return;
    }
    out.array("links");
    for (Link link : links) {
      out.object();
      out.optional("text", link.text());
      out.text("target", link.target());
      out.endObject();
    }
    out.endArray();
  }

  private static Link readLink(JsonReader in) {
    return new Link(in.text("text"), in.text("target"));
  }

  /**
   * Writes the fields as an object; a repeated name has an array. JSON objects are unordered, so {@code header_order} has the name of each
   * field, as an index into the sorted names. This preserves the order even if the object is rearranged.
   */
  private static void headers(JsonWriter out, List<Header> headers) {
    HeaderOrder order = HeaderOrder.of(headers);
    out.object("headers");
    for (int i = 0; i < headers.size(); i++) {
      if (!order.isRepeat(i)) {
        out.foreignName(headers.get(i).name());
        values(out, headers, order, i);
      }
    }
    out.endObject();
    if (headers.size() > 1) {
      out.array("header_order");
      for (int i = 0; i < headers.size(); i++) {
        out.number(order.rank(i));
      }
      out.endArray();
    }
  }

  private static void values(JsonWriter out, List<Header> headers, HeaderOrder order, int first) {
    int next = order.next(first);
    if (next < 0) {
      out.value(headers.get(first).value());
      return;
    }
    out.array();
    out.value(headers.get(first).value());
    for (; next >= 0; next = order.next(next)) {
      out.value(headers.get(next).value());
    }
    out.endArray();
  }

  private static List<Header> readHeaders(JsonReader in) {
    JsonReader object = in.object("headers");
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
    List<Integer> order = in.list("header_order", JsonReader::asInteger);
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

  private static void write(JsonWriter out, Threading thread) {
    out.object("thread");
    out.nullable("message_id", thread.messageId());
    out.nullable("in_reply_to", thread.inReplyTo());
    out.texts("references", thread.references());
    out.endObject();
  }

  private static Threading readThread(@Nullable JsonReader in) {
    return in == null
        ? Threading.NONE
        : new Threading(in.text("message_id"), in.text("in_reply_to"), in.texts("references"));
  }

  private static void attachments(JsonWriter out, List<Attachment> attachments) {
    out.array("attachments");
    for (Attachment attachment : attachments) {
      out.object();
      out.text("filename", attachment.filename());
      if (!attachment.declaredName().equals(attachment.filename())) {
        out.text("declared_name", attachment.declaredName());
      }
      out.text("mime", attachment.mime());
      out.optional("detected_mime", attachment.detectedMime());
      out.number("size", attachment.blob().size());
      out.optional("sha256", attachment.blob().sha256());
      out.optional("content_id", attachment.contentId());
      if (attachment.disposition() != Disposition.ATTACHMENT) {
        out.choice("disposition", attachment.disposition());
      }
      out.optional("url", attachment.url());
      out.endObject();
    }
    out.endArray();
  }

  private static Attachment readAttachment(JsonReader in) {
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

  private static void write(JsonWriter out, Security security) {
    out.object("security");
    out.choice("dkim", security.dkim());
    out.choice("spf", security.spf());
    out.choice("dmarc", security.dmarc());
    if (security.aligned() && security.dmarc() != Security.Result.PASS) {
      out.text("alignment", "aligned");
    }
    out.endObject();
  }

  private static Security readSecurity(@Nullable JsonReader in) {
    if (in == null) {
      return Security.NONE;
    }
    Security.Result dmarc = in.choice("dmarc", Security.Result.class, Security.Result.NONE);
    return new Security(
        in.choice("dkim", Security.Result.class, Security.Result.NONE),
        in.choice("spf", Security.Result.class, Security.Result.NONE),
        dmarc,
        dmarc == Security.Result.PASS || in.text("alignment").equals("aligned"));
  }

  private static void write(JsonWriter out, Spam spam) {
    out.object("spam");
    out.number("score", spam.score());
    out.texts("flags", spam.flags());
    out.endObject();
  }

  private static Spam readSpam(@Nullable JsonReader in) {
    if (in == null) {
      return Spam.NONE;
    }
    double score = in.decimal("score");
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(in.pointer() + "/score: expected 0 to 1, found " + score);
    }
    return new Spam(score, in.texts("flags"));
  }

  private static void write(JsonWriter out, @Nullable Forwarded forwarded) {
    if (forwarded != null) {
      out.object("forwarded");
      members(out, forwarded);
      out.endObject();
    }
  }

  /** Writes the members of the object of a forwarded message. */
  static void members(JsonWriter out, Forwarded forwarded) {
    out.name("from");
    write(out, forwarded.from());
    if (!forwarded.to().isEmpty()) {
      write(out, "to", forwarded.to());
    }
    if (!forwarded.cc().isEmpty()) {
      write(out, "cc", forwarded.cc());
    }
    out.optional("date", forwarded.date());
    out.text("subject", forwarded.subject());
    out.text("text", forwarded.text());
  }

  static Forwarded readForwarded(JsonReader in) {
    return new Forwarded(
        readAddress(in.object("from")),
        in.list("to", MessageJson::readAddress),
        in.list("cc", MessageJson::readAddress),
        in.instant("date"),
        in.text("subject"),
        in.text("text"));
  }

  static void write(JsonWriter out, Blob raw) {
    out.object("raw");
    out.text("sha256", raw.sha256());
    out.number("size", raw.size());
    out.endObject();
  }

  static Blob readRaw(JsonReader in) {
    JsonReader raw = in.object("raw");
    return raw == null ? Blob.NONE : new Blob(raw.text("sha256"), raw.number("size", 0));
  }

  private static void defects(JsonWriter out, List<Defect> defects) {
    if (defects.isEmpty()) {
      return;
    }
    out.array("defects");
    for (Defect defect : defects) {
      out.object();
      out.choice("code", defect.code());
      out.choice("severity", defect.severity());
      if (defect.position() >= 0) {
        out.number("position", defect.position());
      }
      out.text("detail", defect.detail());
      out.endObject();
    }
    out.endArray();
  }

  private static Defect readDefect(JsonReader in) {
    return new Defect(
        in.choice("code", Defect.Code.class), in.number("position", -1), in.text("detail"));
  }
}
