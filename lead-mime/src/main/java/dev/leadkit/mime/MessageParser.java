// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.MessageClass;
import dev.leadkit.RawMessage;
import dev.leadkit.Spam;
import dev.leadkit.Understanding;
import dev.leadkit.mime.header.AuthenticationResults;
import dev.leadkit.mime.header.AutoSubmitted;
import dev.leadkit.mime.header.FieldName;
import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.header.IdentificationFields;
import dev.leadkit.mime.header.MessageFields;
import dev.leadkit.mime.header.SpamFields;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.understanding.form.FormReader;
import dev.leadkit.understanding.language.LanguageDetector;
import java.util.List;

/** Reads one message: parses the mail and puts its fields, texts and attachments together. */
final class MessageParser {

  private final ReaderOptions options;
  private final Defects defects = new Defects();
  private final Sink contents;
  private final MailSource source;
  private final ParsedMail mail;

  MessageParser(ReaderOptions options, RawMessage raw, Sink contents) {
    this.options = options;
    this.contents = contents;
    this.source = MailSource.of(raw, options.limits(), options.streaming());
    if (source.length() < raw.blob().size()) {
      defects.add(
          Code.TOO_LARGE,
          source.octets().to,
          "read " + source.length() + " bytes of " + raw.blob().size());
    }
    this.mail = ParsedMail.read(source.octets(), options.limits(), defects);
    if (!raw.isInMemory()) {
      mail.body().text().forEach(this::reportCut);
      mail.body().html().forEach(this::reportCut);
    }
  }

  /** Only as much of a text in a file is in memory as could be kept, so the end of a text that decodes to less may be missing. */
  private void reportCut(Entity text) {
    if (!source.isWhole(text.body()) && !defects.has(Code.TEXT_TOO_LONG, text.position)) {
      defects.add(Code.TEXT_TOO_LONG, text.position, "its end was not read");
    }
  }

  Message read(Message.Builder message) {
    HeaderFields header = mail.header();
    MessageFields fields = mail.fields();
    String subject = fields.subject();
    MailText text = MailText.of(mail, options.limits());
    List<Address> authors = fields.authors();
    message
        .from(authors.isEmpty() ? Address.UNKNOWN : authors.get(0))
        .authors(authors.size() > 1 ? authors : List.of())
        .to(fields.addresses(FieldName.TO))
        .cc(fields.addresses(FieldName.CC))
        .replyTo(fields.addresses(FieldName.REPLY_TO))
        .subject(subject)
        .date(fields.date())
        .textBody(mail.text())
        .htmlBody(mail.html())
        .visibleText(text.segments().ownText())
        .headers(header.list())
        .thread(IdentificationFields.read(header, options.limits().references(), defects))
        .attachments(new AttachmentReader(source, contents, options.limits(), defects).read(mail))
        .security(AuthenticationResults.read(header, options.authenticators()))
        .spam(options.trustsSpamFields() ? SpamFields.read(header) : Spam.NONE)
        .automation(AutoSubmitted.read(header, mail.root().contentType.value(), subject))
        .forwarded(text.innermost())
        .understanding(understanding(text));
    HtmlDetails.read(mail, message, defects);
    for (Defect defect : defects.list()) {
      message.defect(located(defect));
    }
    return message.build();
  }

  /** What is concluded from the content; each part of it is concluded in one place. */
  private Understanding understanding(MailText text) {
    Forwarded original = text.innermost();
    String forwarded = original == null ? "" : original.text();
    List<FormField> fields =
        FormReader.read(mail.fields().subject(), text.segments(), mail.html(), forwarded);
    return new Understanding(
        text.segments().text(),
        text.segments().list(),
        MessageClass.UNKNOWN,
        text.forwards(),
        fields,
        LanguageDetector.detect(written(text.segments().ownText(), fields, forwarded)));
  }

  /** What the prospect wrote: the message of a form, else the own text, else that of a forward without any. */
  private static String written(String own, List<FormField> fields, String forwarded) {
    for (FormField field : fields) {
      if (field.name().equals("message") && !field.value().isBlank()) {
        return field.value();
      }
    }
    return own.isBlank() ? forwarded : own;
  }

  /** The defect with its position in the whole message instead of in the ranges in memory. */
  private Defect located(Defect defect) {
    long position = defect.position() < 0 ? defect.position() : source.position(defect.position());
    return position == defect.position()
        ? defect
        : new Defect(defect.code(), position, defect.detail());
  }
}
