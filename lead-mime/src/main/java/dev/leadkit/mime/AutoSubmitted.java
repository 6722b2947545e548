// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Automation;
import java.util.List;
import java.util.Locale;

/**
 * Whether a machine wrote a message: by its content type (RFC 3462), by {@code Auto-Submitted} (RFC 3834 §5), by the fields that were
 * used before there was one, by the null return path (RFC 5321 §4.5.5), by the fields of lists (RFC 2369, RFC 2919), and only where all
 * of them are silent by the words that calendars and mail servers put before the subject of an absence note.
 */
final class AutoSubmitted {

  /** What Outlook, Exchange, Gmail, Notes and their like put before the subject, lower-case. */
  private static final Phrases ABSENCE = Phrases.of(
      "automatic reply:",
      "auto-reply:",
      "autoreply:",
      "auto reply:",
      "auto response:",
      "autoresponse:",
      "out of office:",
      "out of office autoreply:",
      "out of the office:",
      "automatische antwort:",
      "abwesenheitsnotiz:",
      "abwesenheitsnotiz ",
      "abwesend:",
      "réponse automatique :",
      "réponse automatique:",
      "absence du bureau",
      "respuesta automática:",
      "fuera de la oficina:",
      "risposta automatica:",
      "fuori sede:",
      "resposta automática:",
      "ausência temporária:",
      "automatisch antwoord:",
      "afwezig:",
      "autosvar:",
      "automaattinen vastaus:",
      "odpowiedź automatyczna:",
      "automatická odpověď:");

  private AutoSubmitted() {}

  static Automation read(HeaderFields header, Entity root, String subject) {
    if (root.isReport() || isBounce(header)) {
      return Automation.REPORT;
    }
    String submitted = keyword(header.first(FieldName.AUTO_SUBMITTED));
    String precedence = keyword(header.first(FieldName.PRECEDENCE));
    if (submitted.equals("auto-replied") || isAutomaticAnswer(header, precedence)) {
      return Automation.AUTO_REPLY;
    }
    if (header.has(FieldName.LIST_ID)
        || header.has(FieldName.LIST_UNSUBSCRIBE)
        || List.of("bulk", "list", "junk").contains(precedence)) {
      return isAbsence(subject) ? Automation.AUTO_REPLY : Automation.BULK;
    }
    if (submitted.startsWith("auto-")) {
      return Automation.GENERATED;
    }
    return isAbsence(subject) ? Automation.AUTO_REPLY : Automation.NONE;
  }

  private static boolean isAutomaticAnswer(HeaderFields header, String precedence) {
    return header.has(FieldName.X_AUTOREPLY)
            && !header.first(FieldName.X_AUTOREPLY).equalsIgnoreCase("no")
        || header.has(FieldName.X_AUTORESPOND)
        || precedence.equals("auto_reply")
        || hasNullSender(header);
  }

  /** A report that says so by its sender only. */
  private static boolean isBounce(HeaderFields header) {
    return hasNullSender(header)
        && header.first(FieldName.FROM).toLowerCase(Locale.ROOT).contains("mailer-daemon");
  }

  private static boolean hasNullSender(HeaderFields header) {
    return header.first(FieldName.RETURN_PATH).replace(" ", "").equals("<>");
  }

  private static boolean isAbsence(String subject) {
    return ABSENCE.begin(subject);
  }

  /** The first word, lower-case: parameters and comments may follow. */
  private static String keyword(String value) {
    int end = 0;
    while (end < value.length() && value.charAt(end) > ' ' && ";(".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return value.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
