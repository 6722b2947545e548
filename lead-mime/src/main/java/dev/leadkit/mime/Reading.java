// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect.Code;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Spam;
import dev.leadkit.spi.MessageReader.Sink;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** One message being read. */
final class Reading {

  private final MimeReader reader;
  private final MimeLimits limits;
  private final Sink contents;
  private final Defects defects = new Defects();
  private final Mail mail;
  private long contentLeft;

  Reading(MimeReader reader, RawMessage raw, Sink contents) {
    this.reader = reader;
    this.limits = reader.limits();
    this.contents = contents;
    this.contentLeft = limits.contentBytes();
    byte[] bytes = raw.bytes();
    if (bytes.length > limits.bytes()) {
      defects.add(
          Code.TOO_LARGE, limits.bytes(), "read " + limits.bytes() + " bytes of " + bytes.length);
    }
    this.mail =
        Mail.read(new Octets(bytes, 0, Math.min(bytes.length, limits.bytes())), limits, defects);
  }

  Message read(Message.Builder message) {
    HeaderFields header = mail.header();
    String subject = mail.subject();
    VisibleText visible = VisibleText.of(subject, mail.readableText());
    Forwarded forwarded = visible.forwarded() == null ? mail.forwarded() : visible.forwarded();
    message
        .from(mail.from())
        .to(mail.addresses(FieldName.TO))
        .cc(mail.addresses(FieldName.CC))
        .replyTo(mail.addresses(FieldName.REPLY_TO))
        .subject(subject)
        .date(mail.date())
        .textBody(mail.text())
        .htmlBody(mail.html())
        .visibleText(visible.text())
        .headers(header.list())
        .thread(IdentificationFields.read(header, limits, defects))
        .attachments(attachments())
        .security(AuthenticationResults.read(header, reader.authenticators()))
        .spam(reader.believesSpamFields() ? SpamFields.read(header) : Spam.NONE)
        .automation(AutoSubmitted.read(header, mail.root(), subject))
        .forwarded(forwarded);
    defects.list().forEach(message::defect);
    return message.build();
  }

  private List<Attachment> attachments() {
    List<Attachment> attachments = new ArrayList<>();
    for (Entity entity : mail.body().attachments()) {
      attachments.add(attachment(entity));
    }
    return attachments;
  }

  private Attachment attachment(Entity entity) {
    String declared = entity.declaredName(defects);
    String filename = Filename.safe(declared);
    if (!filename.equals(declared.strip())) {
      defects.add(Code.UNSAFE_FILENAME, entity.position, "shown without them");
    }
    Octets body = entity.body();
    return new Attachment(
        filename,
        declared,
        entity.type,
        FileSignature.detect(entity.encoding.head(body, FileSignature.LENGTH)),
        put(entity, body),
        entity.contentId,
        entity.shown(),
        "");
  }

  private Blob put(Entity entity, Octets body) {
    if (body.length() > contentLeft) {
      defects.add(Code.CONTENT_TOO_LARGE, entity.position, "an attachment was not kept");
      return Blob.NONE;
    }
    contentLeft -= body.length();
    if (entity.encoding == TransferEncoding.BASE64) {
      Base64Stream stream = new Base64Stream(body);
      Blob blob = contents.put(stream);
      TransferEncoding.reportGarbage(stream, entity.position, defects);
      return blob;
    }
    Octets decoded = entity.encoding.decode(body, defects);
    InputStream stream = new ByteArrayInputStream(decoded.bytes, decoded.from, decoded.length());
    return contents.put(stream);
  }
}
