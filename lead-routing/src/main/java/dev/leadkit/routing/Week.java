// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.util.Arrays;
import java.util.List;

/**
 * A weekly pattern of open seconds, indexed so that counting and finding need one binary search.
 *
 * <p>Seconds are those of a time line without zones; the caller has shifted the pattern accordingly. Immutable.
 */
final class Week {

  static final long LENGTH = 7 * 86_400L;

  static final Week ALWAYS = new Week(List.of(new Range(0, LENGTH)));
  static final Week NEVER = new Week(List.of());

  /** 1970-01-01 was a Thursday: the week began three days earlier. */
  private static final long MONDAY = 3 * 86_400L;

  private final long[] from;
  private final long[] to;
  /** The open seconds of the week before each range, followed by the total. */
  private final long[] before;

  /** @param ranges seconds of the week from Monday 00:00, ascending and disjoint */
  private Week(List<Range> ranges) {
    from = ranges.stream().mapToLong(Range::from).toArray();
    to = ranges.stream().mapToLong(Range::to).toArray();
    before = new long[from.length + 1];
    for (int i = 0; i < from.length; i++) {
      before[i + 1] = before[i] + to[i] - from[i];
    }
  }

  /** @param ranges seconds from any Monday 00:00, in any order and of any length; they wrap around at the end of the week */
  static Week of(List<Range> ranges) {
    List<Range> pieces =
        ranges.stream().flatMap(range -> wrapped(range).stream()).toList();
    return new Week(Range.union(pieces));
  }

  private static List<Range> wrapped(Range range) {
    long length = range.to() - range.from();
    if (length >= LENGTH) {
      return List.of(new Range(0, LENGTH));
    }
    long start = Math.floorMod(range.from(), LENGTH);
    long end = start + length;
    return end <= LENGTH
        ? List.of(new Range(start, end))
        : List.of(new Range(start, LENGTH), new Range(0, end - LENGTH));
  }

  /** The open seconds of a week. */
  long open() {
    return before[from.length];
  }

  /** The first second of the week that is not open; the pattern must be closed at some time. */
  long firstClosed() {
    return from.length == 0 || from[0] > 0 ? 0 : to[0];
  }

  boolean isOpen(long second) {
    long within = Math.floorMod(second + MONDAY, LENGTH);
    int i = last(from, within);
    return i >= 0 && within < to[i];
  }

  /** The open seconds from the week of the epoch to this second, exclusive; negative before it. */
  long count(long second) {
    long shifted = second + MONDAY;
    long within = Math.floorMod(shifted, LENGTH);
    int i = last(from, within);
    long inWeek = i < 0 ? 0 : before[i] + Math.min(within, to[i]) - from[i];
    return Math.floorDiv(shifted, LENGTH) * open() + inWeek;
  }

  /** The first second at which {@link #count} reaches a value; the pattern must be open at some time. */
  long reach(long count) {
    long weeks = Math.floorDiv(count - 1, open());
    long rest = count - weeks * open();
    int i = last(before, rest - 1);
    return weeks * LENGTH + from[i] + rest - before[i] - MONDAY;
  }

  /** The index of the last value that is at most this one; -1 if all are greater. */
  private static int last(long[] values, long most) {
    int found = Arrays.binarySearch(values, most);
    return found >= 0 ? found : -found - 2;
  }
}
