// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Header;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.MessageReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A reader that knows little of mail and keeps every rule; a subclass does one thing wrong. */
class PlainReader implements MessageReader {

  static final int MAX_FIELDS = 1_000;

  @Override
  public Message read(RawMessage raw, Instant receivedAt, Sink contents) {
    String text = new String(raw.bytes(), StandardCharsets.ISO_8859_1);
    int blank = text.indexOf("\r\n\r\n");
    String head = blank < 0 ? text : text.substring(0, blank);
    String body = blank < 0 ? "" : text.substring(blank + 4);
    Message.Builder builder = begin(raw, receivedAt);
    var headers = new ArrayList<Header>();
    for (String line : head.split("\r\n", -1)) {
      if (headers.size() == MAX_FIELDS) {
        limit(builder);
        break;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(
            new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    builder.headers(headers).textBody(body);
    for (Header header : headers) {
      if (header.is("Subject")) {
        builder.subject(subject(header.value()));
      } else if (header.is("From")) {
        builder.from(new Address(header.value(), ""));
      }
    }
    return builder.attachments(attachments(body, contents)).build();
  }

  Message.Builder begin(RawMessage raw, Instant receivedAt) {
    return Message.builder(raw, receivedAt);
  }

  void limit(Message.Builder builder) {
    builder.defect(new Defect(Defect.Code.UNREADABLE, -1, "more fields than are read"));
  }

  String subject(String value) {
    return value.toUpperCase(Locale.ROOT);
  }

  List<Attachment> attachments(String body, Sink contents) {
    int part = body.indexOf("base64\r\n\r\n");
    int end = body.indexOf("\r\n--", Math.max(part, 0));
    if (part < 0 || end < part) {
      return List.of();
    }
    String encoded = body.substring(part + 10, Math.max(part + 10, end));
    return List.of(attachment(Base64.getMimeDecoder().decode(padded(encoded)), contents));
  }

  private static String padded(String encoded) {
    String digits = encoded.replaceAll("[^A-Za-z0-9+/]", "");
    return digits.substring(0, digits.length() / 4 * 4);
  }

  Attachment attachment(byte[] bytes, Sink contents) {
    return attachment(contents.put(new ByteArrayInputStream(bytes)));
  }

  static Attachment attachment(Blob blob) {
    return new Attachment(
        "x.pdf", "x.pdf", "application/pdf", "", blob, "", Attachment.Disposition.ATTACHMENT, "");
  }
}
