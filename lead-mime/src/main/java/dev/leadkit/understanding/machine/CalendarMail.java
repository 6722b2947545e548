// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import dev.leadkit.Conclusion;
import dev.leadkit.MessageClass;
import dev.leadkit.MessageClass.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recognizes invitations and the answers to them (RFC 5546), and reads what an invitation says (RFC 5545). */
public final class CalendarMail {

  private static final int MAX_LINES = 2_000;

  private CalendarMail() {}

  static @Nullable MessageClass classify(MailContent mail) {
    String calendar = mail.part("text/calendar");
    calendar = calendar.isEmpty() ? mail.part("application/ics") : calendar;
    String method = value(calendar, "METHOD").toUpperCase(Locale.ROOT);
    Kind kind = switch (method) {
      case "REQUEST", "PUBLISH", "ADD", "COUNTER" -> Kind.CALENDAR;
      case "REPLY", "CANCEL", "REFRESH", "DECLINECOUNTER" -> Kind.CALENDAR_REPLY;
      default -> null;
    };
    return kind == null
        ? null
        : new MessageClass(kind, Conclusion.of("calendar-method", "METHOD:" + method, 1), null);
  }

  /** What an invitation says: its summary, place and description, each on a line; {@code ""} if it says nothing. */
  public static String text(String calendar) {
    List<String> lines = new ArrayList<>();
    for (String name : List.of("SUMMARY", "LOCATION", "DESCRIPTION")) {
      String value = unescaped(value(calendar, name)).strip();
      if (!value.isEmpty()) {
        lines.add(value);
      }
    }
    return String.join("\n", lines);
  }

  /** The value of the first property with this name outside a time zone, {@code ""} if there is none. */
  private static String value(String calendar, String name) {
    List<String> lines = unfolded(calendar);
    for (String line : lines) {
      int end = name.length();
      if (line.length() > end
          && line.regionMatches(true, 0, name, 0, end)
          && (line.charAt(end) == ':' || line.charAt(end) == ';')) {
        int colon = valueStart(line, end);
        return colon < 0 ? "" : line.substring(colon + 1).strip();
      }
    }
    return "";
  }

  /** The colon after the parameters, whose values may be quoted. */
  private static int valueStart(String line, int from) {
    boolean quoted = false;
    for (int i = from; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        quoted = !quoted;
      } else if (line.charAt(i) == ':' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static List<String> unfolded(String calendar) {
    List<String> lines = new ArrayList<>();
    for (String line : (Iterable<String>) calendar.lines()::iterator) {
      if (lines.size() >= MAX_LINES) {
        break;
      }
      if (!lines.isEmpty()
          && !line.isEmpty()
          && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line.substring(1));
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String unescaped(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        char next = value.charAt(i);
        out.append(next == 'n' || next == 'N' ? '\n' : next);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
