// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The notations of numbers and durations in a configuration. */
final class Scalars {

  private static final Pattern SPANS = Pattern.compile("(\\d{1,9}(ms|s|m|h|d))+");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /** The most digits of a number, before and after its point together: nothing in a configuration needs more. */
  private static final int MAX_DIGITS = 100;

  private Scalars() {}

  /** A number; null for other text, infinity, NaN, and numbers such as 1e999999999, which would fill the memory when written out. */
  static @Nullable BigDecimal number(String text) {
    BigDecimal number = anyNumber(text);
    boolean isSane = number != null
        && Math.abs((long) number.scale()) <= MAX_DIGITS
        && number.precision() <= MAX_DIGITS;
    return isSane ? number : null;
  }

  private static @Nullable BigDecimal anyNumber(String text) {
    try {
      if (text.startsWith("0x")) {
        return new BigDecimal(new BigInteger(text.substring(2), 16));
      }
      if (text.startsWith("0o")) {
        return new BigDecimal(new BigInteger(text.substring(2), 8));
      }
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A duration such as {@code 1h30m} or {@code PT15M}, possibly negative; null for other text. */
  static @Nullable Duration duration(String text) {
    try {
      if (!SPANS.matcher(text).matches()) {
        return text.startsWith("P") ? Duration.parse(text) : null;
      }
      Duration sum = Duration.ZERO;
      Matcher spans = SPAN.matcher(text);
      while (spans.find()) {
        long amount = Long.parseLong(spans.group(1));
        sum = sum.plus(
            switch (spans.group(2)) {
              case "ms" -> Duration.ofMillis(amount);
              case "s" -> Duration.ofSeconds(amount);
              case "m" -> Duration.ofMinutes(amount);
              case "h" -> Duration.ofHours(amount);
              default -> Duration.ofDays(amount);
            });
      }
      return sum;
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  /** The notation of a duration in messages: {@code 900s}, {@code 30d}. */
  static String text(Duration span) {
    if (span.toSeconds() > 0 && span.toSeconds() % 86_400 == 0) {
      return span.toDays() + "d";
    }
    return span.toMillis() % 1000 == 0 ? span.toSeconds() + "s" : span.toMillis() + "ms";
  }

  /** A text that is equal for equal values, whatever their notation. */
  static String canonical(Node.Scalar scalar) {
    if (scalar.kind() == Node.Kind.NUMBER) {
      BigDecimal number = number(scalar.text());
      if (number != null) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
      }
    }
    return switch (scalar.kind()) {
      case NOTHING -> "";
      case FLAG, NUMBER -> scalar.text().toLowerCase(Locale.ROOT);
      case TEXT -> scalar.text();
    };
  }
}
