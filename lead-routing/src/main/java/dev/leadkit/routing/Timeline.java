// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The open seconds of all time, divided into pieces; in each piece one {@link Week} applies.
 *
 * <p>A piece ends where a zone changes its offset and where a date with other hours begins or ends. In each, the open seconds since the epoch
 * are those of its week plus a constant, so that counting open seconds and finding the second of a count are one binary search for the piece
 * and one within the week. Changes of offset are followed from 1900 to 2200; before and after, the offset at that edge holds.
 */
final class Timeline {

  private static final long FIRST = second(1900);
  private static final long LAST = second(2200);

  private record Piece(long from, Week week) {}

  private final long[] from;
  private final Week[] weeks;
  /** The constant to add to the count of a piece's week. */
  private final long[] plus;
  /** The count at the beginning of each piece. */
  private final long[] atStart;

  private Timeline(List<Piece> pieces) {
    int size = pieces.size();
    from = pieces.stream().mapToLong(Piece::from).toArray();
    weeks = pieces.stream().map(Piece::week).toArray(Week[]::new);
    plus = new long[size];
    atStart = new long[size];
    atStart[0] = Long.MIN_VALUE;
    for (int i = 1; i < size; i++) {
      atStart[i] = weeks[i - 1].count(from[i]) + plus[i - 1];
      plus[i] = atStart[i] - weeks[i].count(from[i]);
    }
  }

  /** The time in which any of these schedules is open. */
  static Timeline of(List<Schedule> schedules) {
    var pieces = new ArrayList<Piece>();
    Map<List<Integer>, Week> weeks = new HashMap<>();
    List<Long> changes = changes(schedules);
    for (int i = 0; i < changes.size(); i++) {
      long start = changes.get(i);
      long end = i + 1 < changes.size() ? changes.get(i + 1) : Long.MAX_VALUE;
      List<Integer> offsets = offsets(schedules, Math.max(start, FIRST));
      Week week = weeks.computeIfAbsent(offsets, same -> week(schedules, same));
      add(pieces, new Range(start, end), week, schedules, offsets);
    }
    return new Timeline(pieces);
  }

  /** The times at which any of the zones changes its offset. */
  private static List<Long> changes(List<Schedule> schedules) {
    var changes = new TreeSet<Long>();
    changes.add(Long.MIN_VALUE);
    for (Schedule schedule : schedules) {
      ZoneRules rules = schedule.zone().getRules();
      ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(FIRST));
      while (next != null && next.toEpochSecond() < LAST) {
        changes.add(next.toEpochSecond());
        next = rules.nextTransition(next.getInstant());
      }
    }
    return List.copyOf(changes);
  }

  /** The week in which any of these schedules is open, with the offsets of their zones at that second. */
  static Week week(List<Schedule> schedules, long second) {
    return week(schedules, offsets(schedules, second));
  }

  private static List<Integer> offsets(List<Schedule> schedules, long second) {
    return schedules.stream()
        .map(Schedule::zone)
        .map(zone -> zone.getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds())
        .toList();
  }

  private static Week week(List<Schedule> schedules, List<Integer> offsets) {
    var ranges = new ArrayList<Range>();
    for (int i = 0; i < schedules.size(); i++) {
      ranges.addAll(schedules.get(i).week(offsets.get(i)));
    }
    return Week.of(ranges);
  }

  /** The pieces between dates with special hours within the time, and the open and closed pieces of those dates. */
  private static void add(
      List<Piece> pieces, Range time, Week week, List<Schedule> schedules, List<Integer> offsets) {
    var exceptions = new ArrayList<Range>();
    for (int i = 0; i < schedules.size(); i++) {
      exceptions.addAll(schedules.get(i).exceptions(time, offsets.get(i)));
    }
    long at = time.from();
    for (Range exception : time.cut(Range.union(exceptions))) {
      if (exception.from() > at) {
        pieces.add(new Piece(at, week));
      }
      at = exception.from();
      for (Range open : open(exception, schedules, offsets)) {
        if (open.from() > at) {
          pieces.add(new Piece(at, Week.NEVER));
        }
        pieces.add(new Piece(open.from(), Week.ALWAYS));
        at = open.to();
      }
      if (at < exception.to()) {
        pieces.add(new Piece(at, Week.NEVER));
      }
      at = exception.to();
    }
    if (at < time.to()) {
      pieces.add(new Piece(at, week));
    }
  }

  private static List<Range> open(Range time, List<Schedule> schedules, List<Integer> offsets) {
    var ranges = new ArrayList<Range>();
    for (int i = 0; i < schedules.size(); i++) {
      ranges.addAll(schedules.get(i).within(time, offsets.get(i)));
    }
    return Range.union(ranges);
  }

  boolean isOpen(long second) {
    return weeks[last(from, second)].isOpen(second);
  }

  /** The open seconds from a fixed origin to this second, exclusive. */
  long count(long second) {
    int piece = last(from, second);
    return weeks[piece].count(second) + plus[piece];
  }

  /** The second by which the given number of open seconds has passed since this one. */
  long after(long second, long seconds) {
    int piece = last(from, second);
    long count = weeks[piece].count(second) + plus[piece] + seconds;
    int next = piece + 1;
    int end = next == from.length || count <= atStart[next] ? piece : last(atStart, count - 1);
    return weeks[end].reach(count - plus[end]);
  }

  /** The index of the last value that is at most this one. */
  private static int last(long[] values, long most) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (values[middle] <= most) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static long second(int year) {
    return LocalDate.of(year, 1, 1).toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC);
  }
}
