// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import dev.leadkit.Automation;
import dev.leadkit.mime.scan.Phrases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Decides whether a machine wrote a message: by its content type (RFC 3462), by {@code Auto-Submitted} (RFC 3834 §5), by the older
 * fields for the same purpose, by the null return path (RFC 5321 §4.5.5), by the fields of mailing lists (RFC 2369, RFC 2919), and, only if
 * none of these says anything, by the words that calendars and mail servers put before the subject of an absence note.
 */
public final class AutoSubmitted {

  /** The beginnings of the subjects of absence notes, read when one is first needed. */
  private static final class Absence {
    private static final String TABLE = "absence-prefixes.tsv";
    private static final Phrases PREFIXES = read();

    private static Phrases read() {
      List<String> phrases = new ArrayList<>();
      try (InputStream in =
          Objects.requireNonNull(AutoSubmitted.class.getResourceAsStream(TABLE), TABLE)) {
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
          int tab = line.indexOf('\t');
          if (tab > 0 && line.charAt(0) != '#') {
            phrases.add(line.substring(tab + 1).replace('_', ' '));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(TABLE + ": the table cannot be read", e);
      }
      return Phrases.of(phrases.toArray(new String[0]));
    }
  }

  private AutoSubmitted() {}

  /**
   * Classifies a mail by its header.
   *
   * @param contentType the value of its Content-Type field without parameters, in lower case
   * @param subject its decoded subject
   */
  public static Automation read(HeaderFields header, String contentType, String subject) {
    if (contentType.equals("multipart/report") || isBounce(header)) {
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

  /** Whether the message is a report that only its sender identifies as such. */
  private static boolean isBounce(HeaderFields header) {
    return hasNullSender(header)
        && header.first(FieldName.FROM).toLowerCase(Locale.ROOT).contains("mailer-daemon");
  }

  private static boolean hasNullSender(HeaderFields header) {
    return header.first(FieldName.RETURN_PATH).replace(" ", "").equals("<>");
  }

  private static boolean isAbsence(String subject) {
    return Absence.PREFIXES.begin(subject);
  }

  /** The first word in lower case; parameters and comments may follow it. */
  private static String keyword(String value) {
    int end = 0;
    while (end < value.length() && value.charAt(end) > ' ' && ";(".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return value.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
