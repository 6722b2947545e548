// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Attachment;
import dev.leadkit.Blob;
import dev.leadkit.Defect.Code;
import dev.leadkit.mime.encoding.Base64Stream;
import dev.leadkit.mime.encoding.InlineFile;
import dev.leadkit.mime.encoding.QuotedPrintable;
import dev.leadkit.mime.encoding.QuotedPrintableStream;
import dev.leadkit.mime.encoding.TransferEncoding;
import dev.leadkit.mime.header.Filename;
import dev.leadkit.mime.scan.ByteRange;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.mime.structure.FileSignature;
import dev.leadkit.mime.text.PartText;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads the attachments of a mail and writes their decoded contents into a sink, as far as the limits allow. */
final class AttachmentReader {

  private final MailSource source;
  private final Sink contents;
  private final MimeLimits limits;
  private final Defects defects;
  private long contentLeft;

  AttachmentReader(MailSource source, Sink contents, MimeLimits limits, Defects defects) {
    this.source = source;
    this.contents = contents;
    this.limits = limits;
    this.defects = defects;
    this.contentLeft = limits.contentBytes();
  }

  /** The attachments in their order, then the files in the texts. */
  List<Attachment> read(ParsedMail mail) {
    List<Attachment> attachments = new ArrayList<>();
    for (Entity entity : mail.body().attachments()) {
      attachments.add(attachment(entity));
    }
    for (PartText text : mail.textsWithFiles()) {
      text.files().forEach(file -> attachments.add(attachment(text.entity(), file)));
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
            source.head(body, 2 * FileSignature.LENGTH), FileSignature.LENGTH)),
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
    long length = source.length(body);
    if (length > contentLeft) {
      defects.add(Code.CONTENT_TOO_LARGE, entity.position, "an attachment was not kept");
      return Blob.NONE;
    }
    contentLeft -= length;
    if (!source.isWhole(body)) {
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
    try (InputStream encoded = source.open(body)) {
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

  /** Encodings older than MIME are decoded in memory: large files in them are rare. */
  private Blob putLoaded(Entity entity, ByteRange body, InputStream encoded) throws IOException {
    if (source.length(body) > limits.bytes()) {
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
