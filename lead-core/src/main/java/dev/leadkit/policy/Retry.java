// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The retries of a failed task: exponential backoff with jitter, up to a number of attempts.
 *
 * <p>The jitter is a pure function of the task's id: tasks that failed together are not retried together, and a replay waits as long as the
 * original did.
 *
 * @param attempts the number of attempts in all, 1 or more
 * @param first the pause after the first failure
 * @param factor the ratio of each pause to the one before, 1 or more
 * @param longest the longest pause, unless the other system asks for a longer one
 * @param jitter the largest share by which a pause is shortened, 0 to 1
 */
public record Retry(int attempts, Duration first, double factor, Duration longest, double jitter) {

  /** Eight attempts over about ten minutes: 5 s, doubled, up to 5 min, up to a fifth off. */
  public static final Retry STANDARD =
      new Retry(8, Duration.ofSeconds(5), 2, Duration.ofMinutes(5), 0.2);

  private static final int MAX_ATTEMPTS = 1000;
  private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(100);
  private static final Duration MIN_PAUSE = Duration.ofMillis(1);
  private static final Duration MAX_PAUSE = Duration.ofDays(30);
  /** A longer request is a mistake, and added to a date it would overflow. */
  private static final Duration MAX_ASKED = Duration.ofDays(365);

  public Retry {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(longest, "longest");
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: expected 1 or more, got " + attempts);
    }
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "first, longest: expected 0 <= first <= longest, got " + first + ", " + longest);
    }
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("factor: expected 1 or more, got " + factor);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter: expected 0 to 1, got " + jitter);
    }
  }

  /**
   * Reads {@code attempts} (1 to 1000), {@code first} and {@code longest} (1 ms to 30 days), {@code factor} (1 to 100) and {@code jitter}
   * (0 to 1); what is wrong with them is noted.
   *
   * @param defaultValue what holds where a key is absent
   */
  public static Retry read(Settings settings, Retry defaultValue) {
    int attempts = settings.integer("attempts", defaultValue.attempts, 1, MAX_ATTEMPTS);
    Duration first = settings.duration("first", defaultValue.first, MIN_PAUSE, MAX_PAUSE);
    double factor = settings
        .decimal("factor", BigDecimal.valueOf(defaultValue.factor), BigDecimal.ONE, MAX_FACTOR)
        .doubleValue();
    Duration longest = settings.duration("longest", defaultValue.longest, MIN_PAUSE, MAX_PAUSE);
    double jitter = settings
        .decimal("jitter", BigDecimal.valueOf(defaultValue.jitter), BigDecimal.ZERO, BigDecimal.ONE)
        .doubleValue();
    try {
      return new Retry(attempts, first, factor, longest, jitter);
    } catch (IllegalArgumentException e) {
      settings.problem(String.valueOf(e.getMessage()));
      return defaultValue;
    }
  }

  /** As often as this, with these pauses. */
  public Retry withAttempts(int number) {
    return new Retry(number, first, factor, longest, jitter);
  }

  /**
   * The pause before the next attempt.
   *
   * @param task the id of the task
   * @param failures how often it has failed, 1 or more
   * @param asked the pause that the other system requested, null for none; one of more than a year counts as a year
   */
  public Duration pause(String task, int failures, @Nullable Duration asked) {
    double millis = (double) first.toMillis() * Math.pow(factor, failures - 1);
    millis = Math.min(millis, (double) longest.toMillis());
    millis -= millis * jitter * chance(task, failures);
    Duration pause = Duration.ofMillis((long) millis);
    if (asked == null || asked.compareTo(pause) <= 0) {
      return pause;
    }
    return asked.compareTo(MAX_ASKED) > 0 ? MAX_ASKED : asked;
  }

  private static double chance(String task, int failures) {
    var crc = new CRC32();
    crc.update((task + '#' + failures).getBytes(StandardCharsets.UTF_8));
    return crc.getValue() / (double) (1L << 32);
  }
}
