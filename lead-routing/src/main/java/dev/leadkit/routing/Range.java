// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A range of seconds.
 *
 * @param from the first second
 * @param to the first second after the range
 */
record Range(long from, long to) {

  Range {
    if (from >= to) {
      throw new IllegalArgumentException("to: expected more than " + from + ", got " + to);
    }
  }

  Range plus(long seconds) {
    return new Range(from + seconds, to + seconds);
  }

  /** The same seconds in ascending, disjoint ranges that do not touch. */
  static List<Range> union(List<Range> ranges) {
    var union = new ArrayList<Range>();
    for (Range range :
        ranges.stream().sorted(Comparator.comparingLong(Range::from)).toList()) {
      Range last = union.isEmpty() ? null : union.get(union.size() - 1);
      if (last == null || last.to() < range.from()) {
        union.add(range);
      } else if (last.to() < range.to()) {
        union.set(union.size() - 1, new Range(last.from(), range.to()));
      }
    }
    return union;
  }

  /** The parts of these ranges that lie in this one. */
  List<Range> cut(List<Range> ranges) {
    return ranges.stream()
        .filter(range -> range.from() < to && from < range.to())
        .map(range -> new Range(Math.max(from, range.from()), Math.min(to, range.to())))
        .toList();
  }
}
