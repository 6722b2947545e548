// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date as mail programs show it. Only a date with an offset from UTC names a moment; without one, or with an abbreviation of a zone
 * that several zones share, there is none.
 */
final class ShownDate {

  private static final Map<String, Integer> MONTHS = months();

  private ShownDate() {}

  static @Nullable Instant parse(String text) {
    String shown = text.length() > 120 ? text.substring(0, 120) : text;
    Integer offset = offset(shown);
    int timeEnd = Clues.timeEnd(shown);
    if (offset == null || timeEnd < 0) {
      return null;
    }
    int[] numbers = new int[3];
    int count = 0;
    int month = 0;
    int i = 0;
    while (i < shown.length()) {
      char c = shown.charAt(i);
      int end = i + 1;
      if (c >= '0' && c <= '9') {
        while (end < shown.length() && shown.charAt(end) >= '0' && shown.charAt(end) <= '9') {
          end++;
        }
        if (end < shown.length() && shown.charAt(end) == ':' || end - i > 4) {
          break;
        }
        if (count < 3) {
          numbers[count++] = Integer.parseInt(shown.substring(i, end));
        }
      } else if (Character.isLetter(c)) {
        while (end < shown.length() && Character.isLetter(shown.charAt(end))) {
          end++;
        }
        month = month == 0
            ? MONTHS.getOrDefault(shown.substring(i, end).toLowerCase(Locale.ROOT), 0)
            : month;
      }
      i = end;
    }
    return moment(shown, numbers, count, month, timeEnd, offset);
  }

  private static @Nullable Instant moment(
      String shown, int[] numbers, int count, int month, int timeEnd, int offset) {
    if (month == 0 || count < 2) {
      return null;
    }
    int day = numbers[0] > 31 ? numbers[1] : numbers[0];
    int year = numbers[0] > 31 ? numbers[0] : numbers[1];
    int colon = shown.indexOf(':');
    int start = colon;
    while (start > 0 && Clues.isDigit(shown.charAt(start - 1))) {
      start--;
    }
    if (colon <= 0 || start == colon || colon + 3 > shown.length()) {
      return null;
    }
    try {
      int hour = Integer.parseInt(shown.substring(start, colon));
      int minute = Integer.parseInt(shown.substring(colon + 1, colon + 3));
      boolean seconds = colon + 6 <= shown.length() && shown.charAt(colon + 3) == ':';
      int second = seconds ? Integer.parseInt(shown.substring(colon + 4, colon + 6)) : 0;
      String half =
          shown.substring(Math.min(timeEnd, shown.length())).strip().toLowerCase(Locale.ROOT);
      boolean afternoon =
          half.startsWith("pm") || shown.toLowerCase(Locale.ROOT).contains(" pm");
      boolean morning = half.startsWith("am") || shown.toLowerCase(Locale.ROOT).contains(" am ");
      hour = afternoon && hour < 12 ? hour + 12 : morning && hour == 12 ? 0 : hour;
      return LocalDateTime.of(year, month, day, hour, minute, second)
          .toInstant(ZoneOffset.ofTotalSeconds(offset * 60));
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  /** The offset from UTC in minutes, null where the text shows none. */
  private static @Nullable Integer offset(String shown) {
    for (int i = shown.length() - 1; i > 0; i--) {
      char sign = shown.charAt(i);
      if (sign != '+' && sign != '-') {
        continue;
      }
      int end = i + 1;
      int digits = 0;
      int value = 0;
      while (end < shown.length()
          && (Clues.isDigit(shown.charAt(end)) || shown.charAt(end) == ':')) {
        if (shown.charAt(end) != ':' && digits < 4) {
          value = value * 10 + Character.digit(shown.charAt(end), 10);
          digits++;
        }
        end++;
      }
      boolean named = shown.startsWith("GMT", i - 3) || shown.startsWith("UTC", i - 3);
      boolean spaced = TextLine.isBlank(shown.charAt(i - 1)) && digits == 4;
      if (digits > 0 && (named || spaced)) {
        int minutes = digits <= 2 ? value * 60 : value / 100 * 60 + value % 100;
        return minutes > 18 * 60
            ? null
            : sign == '-' ? Integer.valueOf(-minutes) : Integer.valueOf(minutes);
      }
    }
    return shown.endsWith("GMT") || shown.endsWith("UTC") ? Integer.valueOf(0) : null;
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>();
    for (String language : PhraseTables.LANGUAGES) {
      Locale locale = Locale.forLanguageTag(language);
      for (Month month : Month.values()) {
        for (TextStyle style : new TextStyle[] {
          TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE
        }) {
          String name =
              month.getDisplayName(style, locale).toLowerCase(Locale.ROOT).replace(".", "");
          if (name.length() >= 3 && Character.isLetter(name.charAt(0))) {
            months.putIfAbsent(name, month.getValue());
          }
        }
      }
    }
    return months;
  }
}
