// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Address;
import dev.leadkit.FormField;
import dev.leadkit.mime.header.FieldName;
import dev.leadkit.mime.header.HeaderFields;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What of a mail decides its class.
 *
 * @param header the fields of its header
 * @param contentType the media type of the whole mail, in lower case
 * @param reportType what a report reports on (RFC 3462), in lower case, {@code ""} if it does not say
 * @param from the author, {@link Address#UNKNOWN} if none is named
 * @param to the addresses of To and Cc
 * @param replyTo the addresses of Reply-To
 * @param subject the decoded subject
 * @param text the whole text that a mail program shows
 * @param ownText what the sender wrote: without quotations and signature
 * @param fields the fields of a web form that were found in the text
 * @param parts the parts that programs read, in their order
 * @param recipients the addresses that the transport delivered to; empty if it did not say
 * @param day the day on which the mail was sent
 */
public record MailContent(
    HeaderFields header,
    String contentType,
    String reportType,
    Address from,
    List<Address> to,
    List<Address> replyTo,
    String subject,
    String text,
    String ownText,
    List<FormField> fields,
    List<Part> parts,
    List<String> recipients,
    LocalDate day) {

  /**
   * A part that programs read, such as {@code message/delivery-status}.
   *
   * @param type its media type, in lower case
   * @param content the beginning of its decoded content
   */
  public record Part(String type, String content) {

    public Part {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(content, "content");
    }
  }

  public MailContent {
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(reportType, "reportType");
    Objects.requireNonNull(from, "from");
    to = List.copyOf(Objects.requireNonNull(to, "to"));
    replyTo = List.copyOf(Objects.requireNonNull(replyTo, "replyTo"));
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(ownText, "ownText");
    fields = List.copyOf(Objects.requireNonNull(fields, "fields"));
    parts = List.copyOf(Objects.requireNonNull(parts, "parts"));
    recipients = List.copyOf(Objects.requireNonNull(recipients, "recipients"));
    Objects.requireNonNull(day, "day");
  }

  /** Whether a part of this type is worth reading here. */
  public static boolean isForPrograms(String type) {
    return type.startsWith("message/")
        || type.startsWith("text/rfc822")
        || type.equals("text/calendar")
        || type.equals("application/ics");
  }

  boolean has(FieldName name) {
    return header.has(name);
  }

  String field(FieldName name) {
    return header.first(name);
  }

  /** The first word of a field in lower case; parameters and comments may follow it. */
  String keyword(FieldName name) {
    String value = header.first(name).strip();
    int end = 0;
    while (end < value.length() && value.charAt(end) > ' ' && ";(".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return value.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** The local part of the author's address in lower case. */
  String fromLocal() {
    String email = from.email().toLowerCase(Locale.ROOT);
    int at = email.lastIndexOf('@');
    return at < 0 ? email : email.substring(0, at);
  }

  /** Whether the mail answers another one by its header. */
  boolean isAnswer() {
    return has(FieldName.IN_REPLY_TO) || has(FieldName.REFERENCES);
  }

  /** Whether the return path is empty, or what some hosts write instead (RFC 5321 §4.5.5). */
  boolean hasNullReturnPath() {
    if (!has(FieldName.RETURN_PATH)) {
      return false;
    }
    String path = field(FieldName.RETURN_PATH).replace(" ", "").toLowerCase(Locale.ROOT);
    return path.equals("<>") || path.equals("<mailer-daemon>") || path.equals("mailer-daemon");
  }

  /** The content of the first part whose type begins like this, {@code ""} if there is none. */
  String part(String type) {
    for (Part part : parts) {
      if (part.type().startsWith(type)) {
        return part.content();
      }
    }
    return "";
  }
}
