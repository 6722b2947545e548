// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the day on which the author of an absence note is back: the last of the dates of the note, since the beginning of the absence comes
 * before its end. A date without a year is the next one; a note that names only a day of the week means the next one, too.
 */
final class ReturnDate {

  private static final int MAX_DAYS = 400;
  private static final int MAX_LENGTH = 1_500;
  private static final Map<String, Map<String, Integer>> MONTHS = new HashMap<>();
  private static final Map<String, Map<String, DayOfWeek>> DAYS = new HashMap<>();

  static {
    for (String language : MachinePhrases.LANGUAGES) {
      Locale locale = Locale.forLanguageTag(language);
      Map<String, Integer> months = new HashMap<>();
      Map<String, DayOfWeek> days = new HashMap<>();
      for (TextStyle style : new TextStyle[] {
        TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE
      }) {
        for (Month month : Month.values()) {
          put(months, month.getDisplayName(style, locale), month.getValue());
        }
        if (style == TextStyle.FULL || style == TextStyle.FULL_STANDALONE) {
          for (DayOfWeek day : DayOfWeek.values()) {
            put(days, day.getDisplayName(style, locale), day);
          }
        }
      }
      MONTHS.put(language, months);
      DAYS.put(language, days);
    }
  }

  private final String text;
  private final LocalDate sent;
  private final Map<String, Integer> months = new HashMap<>();
  private final Map<String, DayOfWeek> days = new HashMap<>();
  private @Nullable LocalDate last;
  private @Nullable LocalDate weekday;

  private ReturnDate(String text, List<String> languages, LocalDate sent) {
    this.text = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    this.sent = sent;
    for (String language : languages) {
      MONTHS.getOrDefault(language, Map.of()).forEach(months::putIfAbsent);
      DAYS.getOrDefault(language, Map.of()).forEach(days::putIfAbsent);
    }
    MONTHS.getOrDefault("en", Map.of()).forEach(months::putIfAbsent);
  }

  private static <T> void put(Map<String, T> names, String name, T value) {
    String key = MachinePhrases.normalized(name).replace(".", "");
    if (key.length() >= 3 && Character.isLetter(key.charAt(0))) {
      names.putIfAbsent(key, value);
    }
  }

  /**
   * The day of return, null if the note names none.
   *
   * @param text the normalized text of the note
   * @param languages the languages that it may be in
   * @param sent the day on which it was sent
   */
  static @Nullable LocalDate find(String text, List<String> languages, LocalDate sent) {
    ReturnDate search = new ReturnDate(text, languages, sent);
    search.search();
    return search.last == null ? search.weekday : search.last;
  }

  private void search() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        at = number(at);
      } else if (Character.isLetter(c)) {
        at = word(at);
      } else {
        at++;
      }
    }
  }

  /** Reads the date that begins with the number at this index. Returns the index after what was read. */
  private int number(int from) {
    int end = digits(from);
    int first = value(from, end);
    if (first < 0) {
      return end;
    }
    if (end < text.length() && "年년".indexOf(text.charAt(end)) >= 0) {
      int next = skipBlanks(end + 1);
      return next < text.length() && isDigit(next) ? monthAndDay(next, first) : end + 1;
    }
    if (end < text.length() && "月월".indexOf(text.charAt(end)) >= 0) {
      return monthAndDay(from, 0);
    }
    int separator = end;
    if (separator + 1 < text.length()
        && "./-".indexOf(text.charAt(separator)) >= 0
        && isDigitAfterBlank(separator + 1)) {
      return numeric(first, end - from, separator);
    }
    return named(first, end - from, end);
  }

  /** A date such as 17.08.2026, 17/8 or 2026-08-17. */
  private int numeric(int first, int length, int separator) {
    int second = skipBlanks(separator + 1);
    int secondEnd = digits(second);
    int middle = value(second, secondEnd);
    int third = secondEnd < text.length() && text.charAt(secondEnd) == text.charAt(separator)
        ? skipBlanks(secondEnd + 1)
        : -1;
    int end = secondEnd;
    int year = 0;
    if (third > 0 && third < text.length() && isDigit(third)) {
      end = digits(third);
      year = value(third, end);
      if (length == 4) {
        add(first, middle, year);
        return end;
      }
      year = year < 100 ? 2000 + year : year;
    } else if (length == 4 || text.charAt(separator) == '-') {
      return secondEnd;
    } else if (secondEnd < text.length() && text.charAt(secondEnd) == ':') {
      return secondEnd;
    }
    if (middle > 12 && first <= 12) {
      add(year, first, middle);
    } else {
      add(year, middle, first);
    }
    return end;
  }

  /** A day with the name of its month, after it: 17 August 2026, 17. August, 17 de agosto de 2026. */
  private int named(int day, int length, int end) {
    if (length > 2 || day < 1 || day > 31) {
      return end;
    }
    int at = end;
    for (int words = 0; words < 3 && at < text.length(); words++) {
      while (at < text.length() && " .,-–ºª°'".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      int stop = letters(at);
      if (stop == at) {
        return end;
      }
      String word = text.substring(at, stop);
      Integer month = month(word);
      int number = skipBlanks(stop);
      if (word.equals("tháng") && number < text.length() && isDigit(number)) {
        int last = digits(number);
        add(0, value(number, last), day);
        return last;
      }
      if (month != null) {
        int year = yearAfter(stop);
        add(year, month, day);
        return stop;
      }
      if (stop - at > 3) {
        return end;
      }
      at = stop;
    }
    return end;
  }

  /** A month with its day after it, such as August 17, or a day of the week. */
  private int word(int from) {
    int end = letters(from);
    String word = text.substring(from, end);
    DayOfWeek day = days.get(word);
    if (day != null) {
      weekday = sent.with(TemporalAdjusters.next(day));
      return end;
    }
    Integer month = month(word);
    int at = skipBlanks(end);
    if (month != null && at < text.length() && isDigit(at)) {
      int stop = digits(at);
      int number = value(at, stop);
      if (stop - at <= 2 && number >= 1 && number <= 31) {
        int rest = stop;
        while (rest < text.length() && Character.isLetter(text.charAt(rest)) && rest < stop + 2) {
          rest++;
        }
        if (namedAfter(rest) == null) {
          add(yearAfter(rest), month, number);
        }
        return rest;
      }
    }
    return end;
  }

  /** The month whose name follows, so that the number before it is its day and not that of the month before. */
  private @Nullable Integer namedAfter(int from) {
    int at = skipBlanks(from);
    int stop = at < text.length() ? letters(at) : at;
    return stop > at ? month(text.substring(at, stop)) : null;
  }

  private int monthAndDay(int from, int year) {
    int end = digits(from);
    int month = value(from, end);
    int next = end < text.length() ? skipBlanks(end + 1) : end;
    if (next < text.length() && isDigit(next)) {
      int stop = digits(next);
      add(year, month, value(next, stop));
      return stop;
    }
    return Math.max(end, next);
  }

  private int yearAfter(int from) {
    int at = from;
    for (int words = 0; words < 2; words++) {
      while (at < text.length() && " .,".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      if (at < text.length() && isDigit(at)) {
        int end = digits(at);
        return end - at == 4 ? value(at, end) : 0;
      }
      int stop = at < text.length() ? letters(at) : at;
      if (stop - at > 3) {
        return 0;
      }
      at = stop;
    }
    return 0;
  }

  private void add(int year, int month, int day) {
    try {
      LocalDate date;
      if (year == 0) {
        date = LocalDate.of(sent.getYear(), month, day);
        date = date.isBefore(sent.minusDays(7)) ? date.plusYears(1) : date;
      } else {
        date = LocalDate.of(year, month, day);
      }
      boolean near = !date.isBefore(sent.minusDays(1)) && date.isBefore(sent.plusDays(MAX_DAYS));
      if (near && (last == null || date.isAfter(last))) {
        last = date;
      }
    } catch (DateTimeException e) {
      return; // numbers that are not a date, such as those of a telephone
    }
  }

  private @Nullable Integer month(String word) {
    Integer exact = months.get(word);
    if (exact == null && word.length() > 2 && "בל".indexOf(word.charAt(0)) >= 0) {
      exact = months.get(word.substring(1)); // a Hebrew preposition
    }
    if (exact != null || word.length() < 5) {
      return exact;
    }
    // An ending of a case, such as in "augusztus 17-ig" or "augustini".
    for (int end = word.length() - 1; end >= Math.max(4, word.length() - 3); end--) {
      Integer stem = months.get(word.substring(0, end));
      if (stem != null) {
        return stem;
      }
    }
    return null;
  }

  private boolean isDigit(int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private boolean isDigitAfterBlank(int at) {
    int next = skipBlanks(at);
    return next < text.length() && next <= at + 1 && isDigit(next);
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private int digits(int from) {
    int end = from;
    while (end < text.length() && isDigit(end)) {
      end++;
    }
    return end;
  }

  /** The value of the digits, -1 if there are too many. */
  private int value(int from, int to) {
    return to - from < 1 || to - from > 4 ? -1 : Integer.parseInt(text.substring(from, to));
  }

  private int letters(int from) {
    int end = from;
    while (end < text.length()
        && (Character.isLetter(text.charAt(end))
            || Character.getType(text.charAt(end)) == Character.NON_SPACING_MARK)) {
      end++;
    }
    return end;
  }
}
