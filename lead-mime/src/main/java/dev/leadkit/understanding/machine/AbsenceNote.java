// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Conclusion;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.mime.header.FieldName;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes automatic replies (RFC 3834): by a field that says so, by what programs put before the subject, or, since many mail programs
 * do neither, by several statements of the text that absence notes make and people do not. A text that asks for something is that of a
 * person who also mentions an absence.
 */
final class AbsenceNote {

  /** An absence note is short. */
  private static final int MAX_NOTE_LENGTH = 1_200;

  /** A statement of absence comes early in a note. */
  private static final int MAX_START = 400;

  private final MailContent mail;
  private final String subjectText;
  private final PhraseHits subject;
  private final PhraseHits text;
  private final String normalized;

  AbsenceNote(
      MailContent mail,
      String subjectText,
      PhraseHits subject,
      PhraseHits text,
      String normalized) {
    this.mail = mail;
    this.subjectText = subjectText;
    this.subject = subject;
    this.text = text;
    this.normalized = normalized;
  }

  /** The class by a field, null if none says that this is an automatic reply. */
  @Nullable
  MessageClass byField() {
    if (mail.keyword(FieldName.AUTO_SUBMITTED).equals("auto-replied")) {
      return found("auto-submitted", mail.field(FieldName.AUTO_SUBMITTED), 1);
    }
    if (mail.has(FieldName.X_AUTOREPLY)
        && !mail.field(FieldName.X_AUTOREPLY).equalsIgnoreCase("no")) {
      return found("autoreply-field", "X-Autoreply: " + mail.field(FieldName.X_AUTOREPLY), 1);
    }
    for (FieldName name :
        List.of(FieldName.X_AUTORESPOND, FieldName.X_AUTOREPLY_FROM, FieldName.X_MAIL_AUTOREPLY)) {
      if (mail.has(name)) {
        return found("autoreply-field", mail.field(name), 1);
      }
    }
    if (mail.keyword(FieldName.PRECEDENCE).replace('-', '_').equals("auto_reply")) {
      return found("precedence-auto-reply", mail.field(FieldName.PRECEDENCE), 1);
    }
    String mailer = mail.field(FieldName.X_MAILER).toLowerCase(Locale.ROOT);
    return mailer.startsWith("vacation") || mailer.contains("autoresponder")
        ? found("autoreply-program", mail.field(FieldName.X_MAILER), 0.95)
        : null;
  }

  /** The class by what a program put before the subject, null if there is no such mark. */
  @Nullable
  MessageClass bySubject() {
    int mark = subject.first(MachinePhrase.AUTO_PREFIX);
    boolean begins = mark == 0 || mark == 1 && "[(【*".indexOf(subjectText.charAt(0)) >= 0;
    if (begins && !isQuestion(subjectText) && (isMark(mark) || !asks())) {
      return found("autoreply-subject", mail.subject(), 0.95);
    }
    if (subject.first(MachinePhrase.ABSENCE_SUBJECT) == 0
        && !asks()
        && (text.has(MachinePhrase.ABSENCE)
            || text.has(MachinePhrase.ABSENCE_CUE) && isShort()
            || text.has(MachinePhrase.AUTOMATIC)
            || !hasLetter(normalized))) {
      return found("absence-subject", mail.subject(), 0.9);
    }
    return null;
  }

  /** Whether more follows the mark, as the subject of the answered message does: a colon, or a bracket. */
  private boolean isMark(int at) {
    int end = at + subject.phrase(MachinePhrase.AUTO_PREFIX).length();
    String rest = subjectText.substring(Math.min(end, subjectText.length())).strip();
    return subjectText.startsWith(":", end - 1)
        || rest.length() > 1 && ":]）)】：".indexOf(rest.charAt(0)) >= 0;
  }

  /** The class by what the text says, null if it says too little. */
  @Nullable
  MessageClass byText() {
    if (asks() || !isShort()) {
      return null;
    }
    boolean automatic = text.has(MachinePhrase.AUTOMATIC);
    boolean received = text.has(MachinePhrase.RECEIVED);
    int start = text.first(MachinePhrase.ABSENCE);
    boolean away = start >= 0 && start < MAX_START;
    if (automatic && (received || away)) {
      return found("automatic-text", text.phrase(MachinePhrase.AUTOMATIC), 0.9);
    }
    boolean answers = mail.isAnswer() || isAnswerSubject();
    if (automatic && (answers || mail.hasNullReturnPath())) {
      return found("automatic-text", text.phrase(MachinePhrase.AUTOMATIC), 0.8);
    }
    int witnesses = Math.min(2, text.count(MachinePhrase.ABSENCE_CUE))
        + (received ? 1 : 0)
        + (answers ? 1 : 0)
        + (returns() == null ? 0 : 1)
        + (mail.hasNullReturnPath() ? 1 : 0)
        + (subject.has(MachinePhrase.ABSENCE_SUBJECT) ? 1 : 0);
    return away && witnesses >= 2
        ? found("absence-text", text.phrase(MachinePhrase.ABSENCE), witnesses > 2 ? 0.85 : 0.75)
        : null;
  }

  /** The class of a mail that no one wants an answer to and that answers one of ours, null if it is not such. */
  @Nullable
  MessageClass byReturnPath() {
    boolean answers = mail.isAnswer() || isAnswerSubject();
    return mail.hasNullReturnPath() && (answers || mail.has(FieldName.X_AUTO_RESPONSE_SUPPRESS))
        ? found("null-return-path", mail.field(FieldName.RETURN_PATH), 0.7)
        : null;
  }

  private boolean isAnswerSubject() {
    return subjectText.startsWith("re:")
        || subjectText.startsWith("aw:")
        || subjectText.startsWith("sv:")
        || subjectText.startsWith("re :")
        || subjectText.startsWith("odp:")
        || subjectText.startsWith("ynt:")
        || subjectText.startsWith("vá:")
        || subjectText.startsWith("回复")
        || subjectText.startsWith("答复")
        || subjectText.startsWith("antw:");
  }

  private boolean asks() {
    return text.has(MachinePhrase.REQUEST) || isQuestion(normalized);
  }

  private static boolean isQuestion(String text) {
    return text.indexOf('?') >= 0 || text.indexOf('？') >= 0 || text.indexOf('؟') >= 0;
  }

  private boolean isShort() {
    return mail.ownText().length() <= MAX_NOTE_LENGTH;
  }

  private static boolean hasLetter(String text) {
    return text.chars().anyMatch(Character::isLetterOrDigit);
  }

  private MessageClass found(String rule, String evidence, double confidence) {
    return new MessageClass(Kind.AUTO_REPLY, Conclusion.of(rule, evidence, confidence), returns());
  }

  private @Nullable LocalDate returns() {
    boolean away = text.has(MachinePhrase.ABSENCE)
        || text.has(MachinePhrase.ABSENCE_CUE)
        || subject.has(MachinePhrase.ABSENCE_SUBJECT);
    if (!away) {
      return null;
    }
    List<String> languages = text.languages(MachinePhrase.ABSENCE);
    languages = languages.isEmpty() ? text.languages(MachinePhrase.ABSENCE_CUE) : languages;
    languages = languages.isEmpty() ? subject.languages(MachinePhrase.ABSENCE_SUBJECT) : languages;
    LocalDate inText = ReturnDate.find(normalized, languages, mail.day());
    return inText == null ? ReturnDate.find(subjectText, languages, mail.day()) : inText;
  }
}
