// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.header;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses a date and time (RFC 5322 §3.3, with the obsolete zones and years of §4.3) and the forms that some software writes instead:
 * {@code ctime} with the year at the end, ISO 8601, numbers with dashes.
 */
final class DateTime {

  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final int NONE = -1;

  /** The beginnings of month names that differ from English, in the languages in which mail programs write dates. */
  private static final String[][] OTHER_MONTHS = {
    {"ene", "gen", "sty", "tam", "led"},
    {"fév", "fev", "lut", "hel", "úno"},
    {"mär", "mrz", "mrt", "maa", "bře"},
    {"avr", "abr", "kwi", "huh", "dub"},
    {"mai", "mei", "maj", "mag", "tou", "kvě"},
    {"juin", "giu", "cze", "kes"},
    {"juil", "lug", "lip", "hei"},
    {"aoû", "aou", "ago", "sie", "elo", "srp"},
    {"set", "wrz", "syy", "zář"},
    {"okt", "out", "ott", "paź", "lok", "říj"},
    {"lis"},
    {"dez", "déc", "dic", "des", "gru", "jou", "pro"},
  };

  private final String text;
  private int at;
  private int day = NONE;
  private int month = NONE;
  private int year = NONE;
  private int hour = NONE;
  private int minute;
  private int second;
  private int offsetMinutes;
  private boolean zoned;

  private DateTime(String text) {
    this.text = text.length() > 200 ? text.substring(0, 200) : text;
  }

  /** The instant, null if the text is not a date and time. */
  static @Nullable Instant parse(String text) {
    return new DateTime(text).parse();
  }

  private @Nullable Instant parse() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        number();
      } else if (isLetter(c)) {
        word();
      } else if ((c == '+' || c == '-') && hour != NONE && !zoned) {
        zone(c == '-' ? -1 : 1);
      } else if (c == '(') {
        int close = text.indexOf(')', at);
        at = close < 0 ? text.length() : close + 1;
      } else {
        at++;
      }
    }
    return moment();
  }

  private @Nullable Instant moment() {
    if (day == NONE || month == NONE || year == NONE) {
      return null;
    }
    try {
      return LocalDateTime.of(
              year, month, day, hour == NONE ? 0 : hour, minute, Math.min(second, 59))
          .minusMinutes(offsetMinutes)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null; // a day or an hour that does not exist
    }
  }

  /** A three-digit year counts from 1900, with or without leading zeros: {@code 102} and {@code 0102} are 2002. */
  private void number() {
    int start = at;
    int value = digits();
    int length = at - start;
    char next = at < text.length() ? text.charAt(at) : ' ';
    if (hour == NONE
        && (next == ':' || next == '.' && day != NONE && isDigit(at + 1))
        && length <= 2) {
      time(value, next);
    } else if (day == NONE && year == NONE && length == 4 && (next == '-' || next == '/')) {
      year = value;
      at++;
      month = digits();
      at++;
      day = digits();
    } else if (day == NONE && (length <= 2 || length == 3 && value >= 1 && value <= 31)) {
      day = value;
    } else if (year == NONE) {
      year = length == 2 ? value + (value < 50 ? 2000 : 1900) : value < 1000 ? value + 1900 : value;
    }
  }

  private void time(int value, char separator) {
    hour = value;
    at++;
    minute = digits();
    if (at < text.length() && text.charAt(at) == separator && isDigit(at + 1)) {
      at++;
      second = digits();
      if (at < text.length() && text.charAt(at) == '.') {
        at++;
        digits();
      }
    }
  }

  private void word() {
    int start = at;
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at).toLowerCase(Locale.ROOT);
    int named = month == NONE && !isWeekday() ? month(word) : NONE;
    if (named != NONE) {
      month = named;
    } else if (hour != NONE && !zoned) {
      named(word);
    }
  }

  /** Whether a word before a comma and before any number is a day of the week, even if it looks like a month. */
  private boolean isWeekday() {
    int next = at < text.length() && text.charAt(at) == '.' ? at + 1 : at;
    return day == NONE && year == NONE && next < text.length() && text.charAt(next) == ',';
  }

  private static int month(String word) {
    int index = word.length() >= 3 ? MONTHS.indexOf(word.substring(0, 3)) : -1;
    if (index >= 0 && index % 3 == 0) {
      return index / 3 + 1;
    }
    for (int i = 0; i < OTHER_MONTHS.length; i++) {
      for (String name : OTHER_MONTHS[i]) {
        if (word.startsWith(name)) {
          return i + 1;
        }
      }
    }
    return NONE;
  }

  /** A named zone (RFC 5322 §4.3); an unknown one counts as UTC. */
  private void named(String word) {
    switch (word) {
      case "am" -> hour = hour == 12 ? 0 : hour;
      case "pm" -> hour = hour < 12 ? hour + 12 : hour;
      case "ut", "gmt", "utc" -> {
        char next = at < text.length() ? text.charAt(at) : ' ';
        zoned = next != '+' && next != '-';
      }
      default -> {
        Integer hours = hours(word);
        if (hours != null) {
          offsetMinutes = hours * 60;
          zoned = true;
        }
      }
    }
  }

  private static @Nullable Integer hours(String zone) {
    return switch (zone) {
      case "edt" -> -4;
      case "est", "cdt" -> -5;
      case "cst", "mdt" -> -6;
      case "mst", "pdt" -> -7;
      case "pst", "akdt" -> -8;
      case "akst" -> -9;
      case "hst" -> -10;
      case "brt", "art" -> -3;
      case "wet" -> 0;
      case "cet", "met", "bst", "west", "mez" -> 1;
      case "cest", "mest", "eet", "mesz", "sast" -> 2;
      case "eest", "msk" -> 3;
      case "msd", "gst" -> 4;
      case "pkt" -> 5;
      case "ict", "wib" -> 7;
      case "hkt", "awst", "sgt", "myt" -> 8;
      case "jst", "kst" -> 9;
      case "aest" -> 10;
      case "aedt" -> 11;
      case "nzst" -> 12;
      case "nzdt" -> 13;
      default -> null;
    };
  }

  private void zone(int sign) {
    at++;
    int start = at;
    int value = digits();
    int length = at - start;
    if (length == 2 && at < text.length() && text.charAt(at) == ':') {
      at++;
      value = value * 100 + digits();
    } else if (length <= 2) {
      value *= 100;
    }
    int minutes = value / 100 * 60 + value % 100;
    if (length > 0) {
      zoned = true;
      offsetMinutes = minutes < 24 * 60 ? sign * minutes : 0;
    }
  }

  private int digits() {
    int value = 0;
    while (isDigit(at)) {
      value = value > 100_000 ? value : value * 10 + text.charAt(at) - '0';
      at++;
    }
    return value;
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0xC0 && Character.isLetter(c);
  }
}
