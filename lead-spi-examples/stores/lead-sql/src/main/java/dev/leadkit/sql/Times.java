// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.sqlite;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** Instants as the file holds them. */
final class Times {

  private static final DateTimeFormatter NINE_DIGITS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(java.util.Locale.ROOT);
  private static final long SECOND = 1_000_000_000L;

  private Times() {}

  /** For a person: RFC 3339 in UTC, always with nine digits after the second, so that the text sorts as time does. */
  static String text(Instant instant) {
    return NINE_DIGITS.format(instant);
  }

  static @Nullable String textOrNull(@Nullable Instant instant) {
    return instant == null ? null : text(instant);
  }

  /** For comparisons: nanoseconds since 1970; what lies outside of the years 1677 to 2262 counts as their end. */
  static long nanos(Instant instant) {
    try {
      return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
    } catch (ArithmeticException e) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
