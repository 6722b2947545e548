// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Conclusion;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.MessageLabel;
import dev.leadkit.mime.header.FieldName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what kind of message a mail is. Reports of mail servers come first, since nothing else has their parts; then automatic replies that
 * a field or a program's subject declares; then forms and people, before the fields of lists and of programs, which forms and people have,
 * too. Between two readings the one that keeps an enquiry wins, with a lower confidence.
 */
public final class MachineMail {

  /** How much of the text is searched for phrases. */
  private static final int MAX_SEARCHED = 4_000;

  private static final int MAX_SUBJECT = 500;

  private MachineMail() {}

  /**
   * What is concluded from a mail.
   *
   * @param messageClass its class, {@link MessageClass#UNKNOWN} if nothing tells it from that of a person
   * @param labels the concerns of the sender, which only what a person wrote has
   */
  public record Result(MessageClass messageClass, List<MessageLabel> labels) {
    public Result {
      Objects.requireNonNull(messageClass, "messageClass");
      labels = List.copyOf(Objects.requireNonNull(labels, "labels"));
    }
  }

  /** Reads a mail. Its subject and text are searched for phrases once. */
  public static Result read(MailContent mail) {
    String subjectText = MachinePhrases.normalized(cut(mail.subject(), MAX_SUBJECT));
    PhraseHits subject = MachinePhrases.find(subjectText);
    MessageClass report = new ReportMail(mail, subject).classify();
    if (report != null) {
      return new Result(report, List.of());
    }
    String text = MachinePhrases.normalized(cut(mail.ownText(), MAX_SEARCHED));
    PhraseHits hits = MachinePhrases.find(text);
    MessageClass found = classify(mail, subjectText, subject, text, hits);
    return new Result(
        found,
        found.kind().isWritten()
            ? MessageLabels.find(subjectText, subject, text, hits)
            : List.of());
  }

  private static MessageClass classify(
      MailContent mail, String subjectText, PhraseHits subject, String text, PhraseHits hits) {
    AbsenceNote absence = new AbsenceNote(mail, subjectText, subject, hits, text);
    FormMail form = new FormMail(mail, subject);
    boolean declaredHuman = mail.keyword(FieldName.AUTO_SUBMITTED).equals("no");
    MessageClass found = first(
        absence.byField(),
        absence.bySubject(),
        CalendarMail.classify(mail),
        form.classify(),
        new ListMail(mail, hits).classify());
    if (found != null && found.kind() != Kind.HUMAN) {
      return found;
    }
    MessageClass later = declaredHuman
        ? null
        : first(absence.byText(), absence.byReturnPath(), form.classifyProgram());
    if (later != null) {
      return later;
    }
    if (found != null) {
      return found;
    }
    return declaredHuman
        ? new MessageClass(
            Kind.HUMAN,
            Conclusion.of("auto-submitted-no", mail.field(FieldName.AUTO_SUBMITTED), 0.9),
            null)
        : MessageClass.UNKNOWN;
  }

  private static @Nullable MessageClass first(@Nullable MessageClass... classes) {
    for (MessageClass found : classes) {
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
