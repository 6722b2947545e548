// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Conclusion;
import dev.leadkit.Defect;
import dev.leadkit.Defect.Code;
import dev.leadkit.FormField;
import dev.leadkit.Forwarded;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.Spam;
import dev.leadkit.Understanding;
import dev.leadkit.mime.header.AuthenticationResults;
import dev.leadkit.mime.header.FieldName;
import dev.leadkit.mime.header.HeaderFields;
import dev.leadkit.mime.header.IdentificationFields;
import dev.leadkit.mime.header.MessageFields;
import dev.leadkit.mime.header.SpamFields;
import dev.leadkit.mime.scan.Defects;
import dev.leadkit.mime.structure.Entity;
import dev.leadkit.spi.MessageReader.Sink;
import dev.leadkit.understanding.Segments;
import dev.leadkit.understanding.form.FormReader;
import dev.leadkit.understanding.language.LanguageDetector;
import dev.leadkit.understanding.machine.MachineMail;
import dev.leadkit.understanding.spam.SpamSignals;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Reads one message: parses the mail and puts its fields, texts and attachments together. */
final class MessageParser {

  private final ReaderOptions options;
  private final Defects defects = new Defects();
  private final Sink contents;
  private final MailSource source;
  private final ParsedMail mail;
  private final List<String> recipients;

  MessageParser(ReaderOptions options, RawMessage raw, Sink contents) {
    this.options = options;
    this.contents = contents;
    this.recipients = raw.envelope().recipients();
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

  Message read(Message.Builder message, Instant receivedAt) {
    HeaderFields header = mail.header();
    MessageFields fields = mail.fields();
    String subject = fields.subject();
    MailText text = MailText.of(mail, options.limits());
    List<Address> authors = fields.authors();
    List<Address> to = fields.addresses(FieldName.TO);
    List<Address> cc = fields.addresses(FieldName.CC);
    List<Address> replyTo = fields.addresses(FieldName.REPLY_TO);
    Instant date = fields.date();
    MachineContent machine =
        new MachineContent(source::head, mail, recipients, date == null ? receivedAt : date);
    String invitation = mail.readableText().isBlank() ? machine.invitation() : "";
    Address from = authors.isEmpty() ? Address.UNKNOWN : authors.get(0);
    Segments segments =
        invitation.isEmpty() ? text.segments() : Segments.of(subject, from, invitation);
    String ownText = segments.ownText();
    Forwarded original = text.innermost();
    String forwarded = original == null ? "" : original.text();
    List<FormField> formFields = FormReader.read(subject, segments, mail.html(), forwarded);
    MachineMail.Result found = machine.read(
        from,
        Stream.concat(to.stream(), cc.stream()).toList(),
        replyTo,
        subject,
        ownText,
        formFields);
    Understanding understanding = Understanding.builder()
        .text(segments.text(), segments.list())
        .messageClass(found.messageClass())
        .forwards(text.forwards())
        .fields(formFields)
        .language(LanguageDetector.detect(written(ownText, formFields, forwarded)))
        .labels(found.labels())
        .build();
    message
        .from(from)
        .authors(authors.size() > 1 ? authors : List.of())
        .to(to)
        .cc(cc)
        .replyTo(replyTo)
        .subject(subject)
        .date(date)
        .textBody(mail.text())
        .htmlBody(mail.html())
        .visibleText(ownText)
        .headers(header.list())
        .thread(IdentificationFields.read(header, options.limits().references(), defects))
        .attachments(new AttachmentReader(source, contents, options.limits(), defects).read(mail))
        .security(AuthenticationResults.read(header, options.trust(), from.domain()))
        .spam(options.trustsSpamFields() ? SpamFields.read(header) : Spam.NONE)
        .automation(found.messageClass().kind().automation())
        .forwarded(original)
        .understanding(understanding);
    HtmlDetails.read(mail, message, defects);
    for (Defect defect : defects.list()) {
      message.defect(located(defect));
    }
    return withSignals(message.build());
  }

  private static Message withSignals(Message message) {
    List<Conclusion> signals = SpamSignals.find(message);
    return signals.isEmpty()
        ? message
        : message.toBuilder()
            .understanding(message.understanding().toBuilder().signals(signals).build())
            .build();
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
