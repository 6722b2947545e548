// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.DeliveryStatus;
import dev.leadkit.DeliveryStatus.Action;
import dev.leadkit.mime.header.FieldName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a report says about each recipient: from its machine-readable part (RFC 3464 §2.3) or, without one, from its text. */
final class DeliveryReport {

  private static final int MAX_RECIPIENTS = 100;
  private static final int MAX_VALUE = 1_000;

  private DeliveryReport() {}

  /** What the machine-readable part says, empty if it names no action and no status. */
  static List<DeliveryStatus> read(MailContent mail) {
    String part = mail.part("message/delivery-status");
    part = part.isEmpty() ? mail.part("message/global-delivery-status") : part;
    if (part.isEmpty()) {
      return List.of();
    }
    String original = originalMessageId(mail);
    List<DeliveryStatus> deliveries = new ArrayList<>(1);
    for (Map<String, String> group : groups(part)) {
      if (deliveries.size() < MAX_RECIPIENTS
          && (group.containsKey("action") || group.containsKey("status"))) {
        deliveries.add(of(group, original));
      }
    }
    return deliveries;
  }

  private static DeliveryStatus of(Map<String, String> group, String original) {
    String status = word(group.getOrDefault("status", ""));
    String recipient =
        group.getOrDefault("final-recipient", group.getOrDefault("original-recipient", ""));
    return new DeliveryStatus(
        address(typed(recipient)),
        action(word(group.getOrDefault("action", "")), status),
        status,
        cut(typed(group.getOrDefault("diagnostic-code", ""))),
        original);
  }

  private static Action action(String text, String status) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "delayed" -> Action.DELAYED;
      case "delivered" -> Action.DELIVERED;
      case "relayed" -> Action.RELAYED;
      case "expanded" -> Action.EXPANDED;
      case "failed" -> Action.FAILED;
      default ->
        status.startsWith("2.")
            ? Action.DELIVERED
            : status.startsWith("4.") ? Action.DELAYED : Action.FAILED;
    };
  }

  /** The groups of fields that blank lines separate, with unfolded values by lower-case names. */
  static List<Map<String, String>> groups(String text) {
    List<Map<String, String>> groups = new ArrayList<>();
    Map<String, String> group = new HashMap<>();
    String last = "";
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        if (!group.isEmpty()) {
          groups.add(group);
          group = new HashMap<>();
        }
        last = "";
      } else if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && !last.isEmpty()) {
        group.merge(last, line.strip(), (a, b) -> a + " " + b);
      } else {
        int colon = line.indexOf(':');
        last = colon <= 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (!last.isEmpty()) {
          group.putIfAbsent(last, line.substring(colon + 1).strip());
        }
      }
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  /** What a report without a machine-readable part says: one entry for each failed recipient, or one without a recipient. */
  static List<DeliveryStatus> ofText(MailContent mail, Action action) {
    String text = mail.text();
    String original = originalMessageId(mail);
    String status = statusCode(text);
    String diagnostic = cut(replyLine(text));
    List<DeliveryStatus> deliveries = new ArrayList<>(1);
    for (String recipient : recipients(mail, text)) {
      if (deliveries.size() < MAX_RECIPIENTS) {
        deliveries.add(new DeliveryStatus(recipient, action, status, diagnostic, original));
      }
    }
    if (deliveries.isEmpty() && (!status.isEmpty() || !diagnostic.isEmpty())) {
      deliveries.add(new DeliveryStatus("", action, status, diagnostic, original));
    }
    return deliveries;
  }

  private static List<String> recipients(MailContent mail, String text) {
    List<String> found = new ArrayList<>(1);
    for (String address : mail.field(FieldName.X_FAILED_RECIPIENTS).split(",")) {
      if (address.contains("@")) {
        found.add(address(address));
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      String address = addressAt(text, at);
      boolean ours = mail.to().stream().anyMatch(to -> to.email().equalsIgnoreCase(address))
          || mail.from().email().equalsIgnoreCase(address);
      if (!address.isEmpty() && !ours) {
        return List.of(address);
      }
    }
    return List.of();
  }

  /** The address around this at sign, in lower case, {@code ""} if there is none. */
  private static String addressAt(String text, int at) {
    int start = at;
    while (start > 0 && isAddress(text.charAt(start - 1))) {
      start--;
    }
    int end = at + 1;
    while (end < text.length() && isAddress(text.charAt(end))) {
      end++;
    }
    while (end > at + 1 && text.charAt(end - 1) == '.') {
      end--;
    }
    boolean hasDomain = text.indexOf('.', at) > at && text.indexOf('.', at) < end;
    return start < at && hasDomain && end - start <= 254
        ? text.substring(start, end).toLowerCase(Locale.ROOT)
        : "";
  }

  private static boolean isAddress(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "._%+-=/".indexOf(c) >= 0;
  }

  /** The first enhanced status code (RFC 3463) of a failure or delay in a text, {@code ""} if there is none. */
  static String statusCode(String text) {
    for (int i = 0; i + 4 < text.length(); i++) {
      char c = text.charAt(i);
      boolean starts = i == 0 || !isWord(text.charAt(i - 1));
      if (starts && (c == '4' || c == '5') && text.charAt(i + 1) == '.') {
        int second = digits(text, i + 2);
        int third = second > i + 2 && second < text.length() && text.charAt(second) == '.'
            ? digits(text, second + 1)
            : 0;
        boolean ends = third > second + 1
            && (third == text.length()
                || !isWord(text.charAt(third))
                || text.charAt(third) == '.' && digits(text, third + 1) == third + 1);
        if (ends) {
          return text.substring(i, third);
        }
      }
    }
    return "";
  }

  private static boolean isWord(char c) {
    return c == '.' || Character.isLetterOrDigit(c);
  }

  /** The index after at most three digits. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length()
        && end < from + 3
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The first line with the reply code of a failure (RFC 5321 §4.2), {@code ""} if there is none. */
  static String replyLine(String text) {
    for (int i = 0; i + 3 < text.length(); i++) {
      char c = text.charAt(i);
      if ((c == '4' || c == '5')
          && (i == 0 || !isWord(text.charAt(i - 1)) && text.charAt(i - 1) != '-')
          && (text.charAt(i + 1) == '5' || text.charAt(i + 1) <= '2' && text.charAt(i + 1) >= '0')
          && digits(text, i) == i + 3
          && (text.charAt(i + 3) == ' ' || text.charAt(i + 3) == '-')) {
        int end = text.indexOf('\n', i);
        String line = text.substring(i, end < 0 ? text.length() : end).strip();
        if (line.length() > 8) {
          return line;
        }
      }
    }
    return "";
  }

  /** The Message-ID of the message that is reported on: from the returned message, or from the text. */
  static String originalMessageId(MailContent mail) {
    for (MailContent.Part part : mail.parts()) {
      if (part.type().equals("message/rfc822")
          || part.type().startsWith("text/rfc822")
          || part.type().startsWith("message/rfc822")
          || part.type().equals("message/global")
          || part.type().equals("message/global-headers")) {
        String id = messageId(part.content());
        if (!id.isEmpty()) {
          return id;
        }
      }
    }
    return messageId(mail.text());
  }

  private static String messageId(String text) {
    for (int i = indexOf(text, "message-id:", 0); i >= 0; i = indexOf(text, "message-id:", i + 1)) {
      int open = text.indexOf('<', i);
      int close = text.indexOf('>', i);
      if (open > 0 && close > open && open - i < 40 && close - open <= MAX_VALUE) {
        return text.substring(open + 1, close).strip();
      }
    }
    return "";
  }

  private static int indexOf(String text, String word, int from) {
    for (int i = Math.max(0, from); i + word.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, word, 0, word.length())) {
        return i;
      }
    }
    return -1;
  }

  /** The value after the type and the semicolon. */
  private static String typed(String value) {
    int semicolon = value.indexOf(';');
    return semicolon < 0 ? value.strip() : value.substring(semicolon + 1).strip();
  }

  private static String address(String text) {
    return cut(text.replace("<", "").replace(">", "").strip().toLowerCase(Locale.ROOT));
  }

  private static String word(String value) {
    int end = 0;
    while (end < value.length() && value.charAt(end) > ' ' && value.charAt(end) != '(') {
      end++;
    }
    return cut(value.substring(0, end));
  }

  private static String cut(String value) {
    return value.length() <= MAX_VALUE ? value : value.substring(0, MAX_VALUE);
  }
}
