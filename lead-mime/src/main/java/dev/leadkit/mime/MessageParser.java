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
import org.jspecify.annotations.Nullable;

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
    VisibleText visible = VisibleText.of(subject, mail.readableText());
    Forwarded forwarded = visible.forwarded() == null ? mail.forwarded() : visible.forwarded();
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
        .visibleText(visible.text())
        .headers(header.list())
        .thread(IdentificationFields.read(header, options.limits().references(), defects))
        .attachments(new AttachmentReader(source, contents, options.limits(), defects).read(mail))
        .security(AuthenticationResults.read(header, options.authenticators()))
        .spam(options.trustsSpamFields() ? SpamFields.read(header) : Spam.NONE)
        .automation(AutoSubmitted.read(header, mail.root().contentType.value(), subject))
        .forwarded(forwarded)
        .understanding(understanding(subject, visible.text(), forwarded));
    HtmlDetails.read(mail, message, defects);
    for (Defect defect : defects.list()) {
      message.defect(located(defect));
    }
    return message.build();
  }

  private Understanding understanding(String subject, String own, @Nullable Forwarded forwarded) {
    List<FormField> fields = FormReader.read(
        subject,
        mail.fields().from(),
        mail.readableText(),
        mail.html(),
        forwarded == null ? "" : forwarded.text());
    String written = own.isBlank() && forwarded != null ? forwarded.text() : own;
    for (FormField field : fields) {
      written = field.name().equals("message") && !field.value().isBlank() ? field.value() : written;
    }
    String language = LanguageDetector.detect(written);
    return new Understanding("", List.of(), MessageClass.UNKNOWN, List.of(), fields, language);
  }

  /** The defect with its position in the whole message instead of in the ranges in memory. */
  private Defect located(Defect defect) {
    long position = defect.position() < 0 ? defect.position() : source.position(defect.position());
    return position == defect.position()
        ? defect
        : new Defect(defect.code(), position, defect.detail());
  }
}
