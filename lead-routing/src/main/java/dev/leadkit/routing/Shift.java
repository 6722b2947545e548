// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.util.Comparator;
import java.util.Locale;

/**
 * A span of hours by the wall clock.
 *
 * @param from the minute of the day at which it begins
 * @param to the minute, counted from the same midnight, at which it ends; more than 1440 on the next day
 */
record Shift(int from, int to) implements Comparable<Shift> {

  private static final int DAY = 1440;
  private static final Comparator<Shift> ORDER =
      Comparator.comparingInt(Shift::from).thenComparingInt(Shift::to);

  Shift {
    if (from < 0 || from >= DAY || to <= from || to > from + DAY) {
      throw new IllegalArgumentException(
          "shift: expected it to begin within a day and to last a day at most, got " + from + " to "
              + to);
    }
  }

  /** Its seconds if it begins on the given day, counted from the midnight of day 0. */
  Range on(long day) {
    long midnight = day * 86_400;
    return new Range(midnight + from * 60L, midnight + to * 60L);
  }

  @Override
  public int compareTo(Shift other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return clock(from) + "-" + clock(to > DAY ? to - DAY : to);
  }

  private static String clock(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }
}
