// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import dev.leadkit.Address;
import dev.leadkit.Message;
import dev.leadkit.mime.encoding.InlineFiles;
import dev.leadkit.mime.text.PgpArmour;
import dev.leadkit.understanding.Segments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a message as a new mail that conforms to the standards, in ASCII only. */
final class Rewritten {

  private static final int WORD_OCTETS = 45;

  private Rewritten() {}

  static byte[] mail(Message message) {
    StringBuilder mail = new StringBuilder();
    mail.append("From: ").append(mailbox(message.from())).append("\r\n");
    String to = message.to().stream()
        .filter(Rewritten::isPlain)
        .map(Rewritten::mailbox)
        .collect(Collectors.joining(",\r\n "));
    if (!to.isEmpty()) {
      mail.append("To: ").append(to).append("\r\n");
    }
    if (!message.subject().isEmpty()) {
      mail.append("Subject: ").append(words(message.subject())).append("\r\n");
    }
    if (message.date() != null && isPlain(message.date())) {
      mail.append("Date: ")
          .append(DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss Z", Locale.ROOT)
              .format(message.date().atOffset(ZoneOffset.UTC)))
          .append("\r\n");
    }
    mail.append("MIME-Version: 1.0\r\n");
    if (message.htmlBody().isEmpty()) {
      part(mail, "plain", message.textBody());
    } else if (message.textBody().isEmpty()) {
      part(mail, "html", message.htmlBody());
    } else {
      mail.append("Content-Type: multipart/alternative; boundary=\"=_\"\r\n\r\n--=_\r\n");
      part(mail, "plain", message.textBody());
      mail.append("\r\n--=_\r\n");
      part(mail, "html", message.htmlBody());
      mail.append("\r\n--=_--\r\n");
    }
    return mail.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void part(StringBuilder mail, String subtype, String text) {
    mail.append("Content-Type: text/").append(subtype).append("; charset=utf-8\r\n");
    mail.append("Content-Transfer-Encoding: base64\r\n\r\n");
    mail.append(
        Base64.getMimeEncoder().encodeToString(body(text).getBytes(StandardCharsets.UTF_8)));
  }

  /** The text without characters that a reader treats as a byte order mark. */
  static String body(String text) {
    return isKept(text) ? text : text.replace("\uFEFF", "");
  }

  static boolean isKept(String text) {
    return !text.startsWith("\uFEFF");
  }

  /**
   * Whether the visible text is the same before and after. Flowed lines, files and armour are left out, which depends on declarations and
   * positions of the text that are not written.
   */
  static boolean isShownAsBefore(Message message) {
    String text = message.textBody();
    String visible = Segments.of(message.subject(), message.from(), text).ownText();
    return message.htmlBody().isEmpty()
        && message.visibleText().equals(visible)
        && isKept(text)
        && isKept(message.subject())
        && !InlineFiles.mayStandIn(text)
        && PgpArmour.removed(text).equals(text)
        && !PgpArmour.isEncrypted(text);
  }

  /** Whether the address is a dot-atom at a domain of ASCII: all others are for other tests. */
  static boolean isPlain(Address address) {
    return address
        .email()
        .matches("[a-z0-9!#$%&*+/^_{|}~-]+(\\.[a-z0-9_]+)*@[a-z0-9-]+(\\.[a-z0-9-]+)*");
  }

  /** Whether the standard has a way to write it: years of four digits. */
  static boolean isPlain(Instant date) {
    int year = date.atOffset(ZoneOffset.UTC).getYear();
    return year >= 1900 && year <= 9999;
  }

  private static String mailbox(Address address) {
    if (!isPlain(address)) {
      return "";
    }
    String name = address.name().isEmpty() ? "" : words(address.name()) + "\r\n ";
    return name + "<" + address.email() + ">";
  }

  /** RFC 2047 §2, one word on each line, no character split. */
  private static String words(String text) {
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      int octets = 0;
      while (end < text.length() && octets < WORD_OCTETS - 3) {
        int c = text.codePointAt(end);
        end += Character.charCount(c);
        octets += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      }
      words.append(words.isEmpty() ? "" : "\r\n ").append("=?utf-8?B?");
      words.append(Base64.getEncoder()
          .encodeToString(text.substring(at, end).getBytes(StandardCharsets.UTF_8)));
      words.append("?=");
      at = end;
    }
    return words.toString();
  }
}
