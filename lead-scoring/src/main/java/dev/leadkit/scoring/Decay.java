// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.util.List;

/**
 * The decay of points with the age of the lead's newest message: exponential with a half-life, or linear over a span.
 *
 * <p>Age is measured at {@link dev.leadkit.Lead#asOf()}, never by the clock: the same history always gives the same points.
 *
 * @param span the half-life, or the time after which no points are left; more than 0
 */
record Decay(Shape shape, Duration span) {

  /** The curve. */
  enum Shape {
    HALF_LIFE,
    LINEAR
  }

  private static final Duration MIN_SPAN = Duration.ofSeconds(1);
  private static final Duration MAX_SPAN = Duration.ofDays(36_500);

  /** Reads the section {@code decay} of a rule. */
  static Decay read(Settings section) {
    List<String> given =
        List.of("halfLife", "linear").stream().filter(section::has).toList();
    if (given.size() != 1) {
      section.problem("expected either halfLife or linear");
      return new Decay(Shape.LINEAR, Duration.ofDays(1));
    }
    Duration span = section.duration(given.get(0), Duration.ofDays(1), MIN_SPAN, MAX_SPAN);
    Shape shape = given.get(0).equals("linear") ? Shape.LINEAR : Shape.HALF_LIFE;
    return new Decay(shape, span);
  }

  /** The points that are left at an age, rounded towards 0; the same on every machine. */
  int left(int points, Duration age) {
    if (age.isNegative() || age.isZero()) {
      return points;
    }
    if (shape == Shape.LINEAR) {
      long rest = Math.max(0, span.minus(age).toSeconds());
      return (int) (points * rest / Math.max(1, span.toSeconds()));
    }
    double halves = age.toSeconds() / (double) Math.max(1, span.toSeconds());
    return (int) (points * StrictMath.pow(0.5, halves));
  }
}
