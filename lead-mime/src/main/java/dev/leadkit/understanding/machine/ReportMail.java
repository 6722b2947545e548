// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Conclusion;
import dev.leadkit.DeliveryStatus;
import dev.leadkit.DeliveryStatus.Action;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageClass.Kind;
import dev.leadkit.mime.header.FieldName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the reports of mail servers: by their machine-readable part (RFC 3464, RFC 5965, RFC 8098) or, since many servers send none, by
 * their sender together with what they say.
 */
final class ReportMail {

  /** The local parts that only mail servers write from. */
  private static final Set<String> DAEMONS = Set.of(
      "mailer-daemon",
      "mailerdaemon",
      "mail-daemon",
      "mdaemon",
      "mail.delivery.system",
      "post_master",
      "postmaster-daemon");

  /** How much of the text is searched for phrases. */
  private static final int MAX_SEARCHED = 20_000;

  private final MailContent mail;
  private final PhraseHits subject;

  ReportMail(MailContent mail, PhraseHits subject) {
    this.mail = mail;
    this.subject = subject;
  }

  /** The class of a report, null if the mail is none. */
  @Nullable
  MessageClass classify() {
    if (!mail.part("message/feedback-report").isEmpty()) {
      return of(Kind.FEEDBACK_REPORT, "feedback-report-part", feedbackType(), 1);
    }
    String disposition = mail.part("message/disposition-notification");
    if (!disposition.isEmpty()) {
      return of(Kind.RECEIPT, "disposition-notification-part", disposition(disposition), 1);
    }
    List<DeliveryStatus> deliveries = DeliveryReport.read(mail);
    if (!deliveries.isEmpty()) {
      return ofDeliveries(deliveries);
    }
    if (!isPossible()) {
      return null;
    }
    String text = MachinePhrases.normalized(
        mail.text().length() <= MAX_SEARCHED
            ? mail.text()
            : mail.text().substring(0, MAX_SEARCHED));
    MessageClass notification = ofNotification(text);
    return notification == null ? ofServer(MachinePhrases.find(text), text) : notification;
  }

  /** Whether the header has a witness, without which the text is not searched. */
  private boolean isPossible() {
    return isReport()
        || isDaemon()
        || isNoReply()
        || mail.hasNullReturnPath()
        || mail.has(FieldName.X_FAILED_RECIPIENTS)
        || mail.has(FieldName.X_MLSERVER)
        || subject.has(MachinePhrase.BOUNCE_SUBJECT)
        || subject.has(MachinePhrase.COMPLAINT);
  }

  private boolean isReport() {
    return mail.contentType().equals("multipart/report");
  }

  private String feedbackType() {
    List<Map<String, String>> groups = DeliveryReport.groups(mail.part("message/feedback-report"));
    return groups.isEmpty() ? "" : groups.get(0).getOrDefault("feedback-type", "");
  }

  private static String disposition(String part) {
    List<Map<String, String>> groups = DeliveryReport.groups(part);
    return groups.isEmpty() ? "" : groups.get(0).getOrDefault("disposition", "");
  }

  private static MessageClass ofDeliveries(List<DeliveryStatus> deliveries) {
    DeliveryStatus decisive = deliveries.get(0);
    for (DeliveryStatus delivery : deliveries) {
      if (rank(delivery.action()) < rank(decisive.action())) {
        decisive = delivery;
      }
    }
    Kind kind = switch (decisive.action()) {
      case FAILED -> Kind.BOUNCE;
      case DELAYED -> Kind.DELAY;
      case DELIVERED, RELAYED, EXPANDED -> Kind.RECEIPT;
    };
    String evidence = "Action: " + decisive.action().name().toLowerCase(Locale.ROOT)
        + (decisive.status().isEmpty() ? "" : ", Status: " + decisive.status());
    return new MessageClass(
        kind, Conclusion.of("delivery-status-part", evidence, 1), null, deliveries);
  }

  /** The worst comes first: one failed recipient makes a bounce. */
  private static int rank(Action action) {
    return switch (action) {
      case FAILED -> 0;
      case DELAYED -> 1;
      case DELIVERED, RELAYED, EXPANDED -> 2;
    };
  }

  /** The JSON that a sending service passes on by mail. */
  private @Nullable MessageClass ofNotification(String text) {
    int start = text.indexOf("\"notificationtype\"");
    if (start < 0 || !mail.from().email().toLowerCase(Locale.ROOT).contains("no-reply@sns.")) {
      return null;
    }
    int end = Math.min(text.length(), start + 40);
    String type = text.substring(start, end);
    if (type.contains("complaint")) {
      return of(Kind.FEEDBACK_REPORT, "service-notification", type, 0.95);
    }
    return type.contains("delivery")
        ? of(Kind.RECEIPT, "service-notification", type, 0.95)
        : failed(Kind.BOUNCE, "service-notification", type, 0.95, Action.FAILED);
  }

  private @Nullable MessageClass ofServer(PhraseHits text, String normalized) {
    boolean attached = !mail.part("message/rfc822").isEmpty()
        || normalized.contains("message-id:") && normalized.contains("received:");
    if (subject.has(MachinePhrase.COMPLAINT)
        && subject.first(MachinePhrase.COMPLAINT) == 0
        && attached) {
      return of(Kind.FEEDBACK_REPORT, "complaint-with-mail", mail.subject(), 0.8);
    }
    boolean daemon = isDaemon();
    boolean isNull = mail.hasNullReturnPath();
    boolean told = subject.has(MachinePhrase.BOUNCE_SUBJECT);
    boolean said = text.has(MachinePhrase.BOUNCE_TEXT)
        || !DeliveryReport.replyLine(mail.text()).isEmpty()
        || !DeliveryReport.statusCode(mail.text()).isEmpty();
    boolean delayed = subject.has(MachinePhrase.DELAY)
        || text.has(MachinePhrase.DELAY) && !text.has(MachinePhrase.BOUNCE_TEXT);
    if (mail.has(FieldName.X_FAILED_RECIPIENTS)) {
      return failed(
          Kind.BOUNCE,
          "failed-recipients-field",
          mail.field(FieldName.X_FAILED_RECIPIENTS),
          1,
          Action.FAILED);
    }
    if (daemon && delayed) {
      return failed(Kind.DELAY, "daemon-delay", mail.subject(), 0.9, Action.DELAYED);
    }
    if (daemon && isMailerDaemon()) {
      return failed(Kind.BOUNCE, "mailer-daemon", mail.from().email(), 0.95, Action.FAILED);
    }
    if (daemon && (told || said || isNull) || isReport() && (told || said)) {
      return failed(Kind.BOUNCE, "daemon-report", evidence(text), 0.9, Action.FAILED);
    }
    int witnesses = (isNull ? 1 : 0) + (told ? 1 : 0) + (said ? 1 : 0) + (attached ? 1 : 0);
    boolean automatic = isNull || isNoReply() || mail.has(FieldName.X_MLSERVER);
    if (witnesses >= 3 && (isNull || automatic) || automatic && said && (attached || told)) {
      return failed(Kind.BOUNCE, "returned-mail", evidence(text), 0.8, Action.FAILED);
    }
    if (mail.has(FieldName.X_MLSERVER) && text.has(MachinePhrase.BOUNCE_TEXT)) {
      return failed(Kind.BOUNCE, "list-server-refusal", evidence(text), 0.7, Action.FAILED);
    }
    return isReport() ? ofReportType() : null;
  }

  /** A report whose parts cannot be read is what its type says. */
  private MessageClass ofReportType() {
    Kind kind = switch (mail.reportType()) {
      case "feedback-report" -> Kind.FEEDBACK_REPORT;
      case "disposition-notification" -> Kind.RECEIPT;
      default -> Kind.BOUNCE;
    };
    return of(kind, "report-type", mail.contentType() + " " + mail.reportType(), 0.7);
  }

  private boolean isMailerDaemon() {
    String name = mail.from().name().toLowerCase(Locale.ROOT);
    return DAEMONS.contains(mail.fromLocal())
        || name.contains("mailer-daemon")
        || mail.fromLocal().startsWith("microsoftexchange");
  }

  private boolean isDaemon() {
    String name = mail.from().name().toLowerCase(Locale.ROOT);
    String field = mail.field(FieldName.FROM).toLowerCase(Locale.ROOT);
    return isMailerDaemon()
        || mail.fromLocal().contains("postmaster")
        || field.contains("mailer-daemon")
        || field.strip().equals("<>")
        || name.startsWith("mail deliver")
        || name.startsWith("mail delivery")
        || name.contains("ndr administrator")
        || name.startsWith("system administrator");
  }

  private boolean isNoReply() {
    return SenderRole.isNoReply(mail.fromLocal());
  }

  private String evidence(PhraseHits text) {
    String phrase = subject.phrase(MachinePhrase.BOUNCE_SUBJECT);
    phrase = phrase.isEmpty() ? text.phrase(MachinePhrase.BOUNCE_TEXT) : phrase;
    return phrase.isEmpty() ? mail.subject() : phrase;
  }

  private MessageClass failed(
      Kind kind, String rule, String evidence, double confidence, Action action) {
    return new MessageClass(
        kind, Conclusion.of(rule, evidence, confidence), null, DeliveryReport.ofText(mail, action));
  }

  private static MessageClass of(Kind kind, String rule, String evidence, double confidence) {
    return new MessageClass(kind, Conclusion.of(rule, evidence, confidence), null);
  }
}
