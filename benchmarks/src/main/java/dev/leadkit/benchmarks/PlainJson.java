// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.leadkit.Address;
import dev.leadkit.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** A mail as JSON through Jackson's streaming writer: the fastest common way for rivals without a JSON format of their own. */
final class PlainJson {

  private static final JsonFactory JSON = new JsonFactory();

  private PlainJson() {}

  static byte[] write(PlainMail mail) throws IOException {
    var out = new ByteArrayOutputStream(
        1_024 + mail.text().length() + mail.html().length() + 64 * mail.header().size());
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeFieldName("from");
      address(json, mail.from());
      addresses(json, "to", mail.to());
      addresses(json, "cc", mail.cc());
      addresses(json, "reply_to", mail.replyTo());
      json.writeStringField("subject", mail.subject());
      json.writeStringField("date", mail.date() == null ? "" : mail.date().toString());
      json.writeStringField("message_id", mail.messageId());
      json.writeStringField("text_body", mail.text());
      json.writeStringField("html_body", mail.html());
      json.writeArrayFieldStart("headers");
      for (Header field : mail.header()) {
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeStringField("value", field.value());
        json.writeEndObject();
      }
      json.writeEndArray();
      attachments(json, mail.attachments());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void addresses(JsonGenerator json, String name, List<Address> addresses)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Address address : addresses) {
      address(json, address);
    }
    json.writeEndArray();
  }

  private static void address(JsonGenerator json, Address address) throws IOException {
    json.writeStartObject();
    json.writeStringField("email", address.email());
    json.writeStringField("name", address.name());
    json.writeEndObject();
  }

  private static void attachments(JsonGenerator json, List<PlainMail.Part> parts)
      throws IOException {
    json.writeArrayFieldStart("attachments");
    for (PlainMail.Part part : parts) {
      json.writeStartObject();
      json.writeStringField("filename", part.name());
      json.writeStringField("mime", part.type());
      json.writeNumberField("size", part.content().size());
      json.writeStringField("sha256", part.content().sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
