// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Spam;
import dev.leadkit.mime.InlineFiles.InlineFile;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** One message being read. */
final class MessageParser {

  private final MimeReader reader;
  private final MimeLimits limits;
  private final Sink contents;
  private final Defects defects = new Defects();
  private final MailSource original;
  private final ParsedMail mail;
  private long contentLeft;

  MessageParser(MimeReader reader, RawMessage raw, Sink contents) {
    this.reader = reader;
    this.limits = reader.limits();
    this.contents = contents;
    this.contentLeft = limits.contentBytes();
    this.original = reader.original(raw);
    if (original.length() < raw.blob().size()) {
      defects.add(
          Code.TOO_LARGE,
          original.octets().to,
          "read " + original.length() + " bytes of " + raw.blob().size());
    }
    this.mail = ParsedMail.read(original.octets(), limits, defects);
    if (!raw.isInMemory()) {
      mail.body().text().forEach(this::reportCut);
      mail.body().html().forEach(this::reportCut);
    }
  }

  /** Of a text in a file no more is in memory than could be kept of it, and a little of that may decode to anything. */
  private void reportCut(Entity text) {
    if (!original.isWhole(text.body()) && !defects.has(Code.TEXT_TOO_LONG, text.position)) {
      defects.add(Code.TEXT_TOO_LONG, text.position, "its end was not read");
    }
  }

  Message read(Message.Builder message) {
    HeaderFields header = mail.header();
    String subject = mail.subject();
    VisibleText visible = VisibleText.of(subject, mail.readableText());
    Forwarded forwarded = visible.forwarded() == null ? mail.forwarded() : visible.forwarded();
    List<Address> authors = mail.authors();
    message
        .from(authors.isEmpty() ? Address.UNKNOWN : authors.get(0))
        .authors(authors.size() > 1 ? authors : List.of())
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
    mail.readHtml(message);
    for (Defect defect : defects.list()) {
      message.defect(located(defect));
    }
    return message.build();
  }

  /** Where it stands in the message, of which some may not be in memory. */
  private Defect located(Defect defect) {
    long position =
        defect.position() < 0 ? defect.position() : original.position(defect.position());
    return position == defect.position()
        ? defect
        : new Defect(defect.code(), position, defect.detail());
  }

  private List<Attachment> attachments() {
    List<Attachment> attachments = new ArrayList<>();
    for (Entity entity : mail.body().attachments()) {
      attachments.add(attachment(entity));
    }
    for (Entity text : mail.textsWithFiles()) {
      text.files.forEach(file -> attachments.add(attachment(text, file)));
    }
    return attachments;
  }

  private Attachment attachment(Entity entity) {
    String declared = entity.declaredName(defects);
    String filename = Filename.safe(declared);
    if (!filename.equals(declared.strip())) {
      defects.add(Code.UNSAFE_FILENAME, entity.position, "shown without them");
    }
    ByteRange body = entity.body();
    return new Attachment(
        filename,
        declared,
        entity.type,
        FileSignature.detect(entity.encoding.head(
            original.head(body, 2 * FileSignature.LENGTH), FileSignature.LENGTH)),
        put(entity, body),
        entity.contentId,
        entity.shown(),
        "");
  }

  private Attachment attachment(Entity text, InlineFile file) {
    String filename = Filename.safe(file.name());
    if (!filename.equals(file.name())) {
      defects.add(Code.UNSAFE_FILENAME, text.position, "shown without them");
    }
    byte[] content = file.content();
    return new Attachment(
        filename,
        file.name(),
        "application/octet-stream",
        FileSignature.detect(
            new ByteRange(content, 0, Math.min(content.length, FileSignature.LENGTH))),
        put(text, content),
        "",
        Attachment.Disposition.ATTACHMENT,
        "");
  }

  private Blob put(Entity text, byte[] content) {
    if (content.length > contentLeft) {
      defects.add(Code.CONTENT_TOO_LARGE, text.position, "a file in the text was not kept");
      return Blob.NONE;
    }
    contentLeft -= content.length;
    return contents.put(new ByteArrayInputStream(content));
  }

  private Blob put(Entity entity, ByteRange body) {
    long length = original.length(body);
    if (length > contentLeft) {
      defects.add(Code.CONTENT_TOO_LARGE, entity.position, "an attachment was not kept");
      return Blob.NONE;
    }
    contentLeft -= length;
    if (!original.isWhole(body)) {
      return putStreamed(entity, body);
    }
    if (entity.encoding == TransferEncoding.BASE64) {
      Base64Stream stream = new Base64Stream(body);
      Blob blob = contents.put(stream);
      TransferEncoding.reportGarbage(stream, entity.position, defects);
      return blob;
    }
    ByteRange decoded = entity.encoding.decode(body, defects);
    InputStream stream = new ByteArrayInputStream(decoded.bytes, decoded.from, decoded.length());
    return contents.put(stream);
  }

  private Blob putStreamed(Entity entity, ByteRange body) {
    try (InputStream encoded = original.open(body)) {
      switch (entity.encoding) {
        case BASE64 -> {
          Base64Stream stream = new Base64Stream(encoded);
          Blob blob = contents.put(stream);
          TransferEncoding.reportGarbage(stream, entity.position, defects);
          return blob;
        }
        case QUOTED_PRINTABLE -> {
          QuotedPrintable decoder = new QuotedPrintable();
          Blob blob = contents.put(new QuotedPrintableStream(encoded, decoder));
          TransferEncoding.reportStrays(decoder, body.from, defects);
          return blob;
        }
        case UUENCODE, YENC, BINHEX -> {
          return putLoaded(entity, body, encoded);
        }
        case IDENTITY -> {
          return contents.put(encoded);
        }
      }
    } catch (IOException e) {
      throw new StoreException("the message could not be read: " + e.getMessage(), e);
    }
    throw new AssertionError(entity.encoding);
  }

  /** What is older than MIME is decoded as a whole: nobody has sent much of it since. */
  private Blob putLoaded(Entity entity, ByteRange body, InputStream encoded) throws IOException {
    if (original.length(body) > limits.bytes()) {
      defects.add(Code.CONTENT_TOO_LARGE, entity.position, "an attachment was not kept");
      return Blob.NONE;
    }
    byte[] bytes = encoded.readAllBytes();
    Defects found = new Defects();
    ByteRange decoded = entity.encoding.decode(new ByteRange(bytes, 0, bytes.length), found);
    found.list().forEach(defect -> defects.add(defect.code(), body.from, defect.detail()));
    return contents.put(new ByteArrayInputStream(decoded.bytes, decoded.from, decoded.length()));
  }
}
