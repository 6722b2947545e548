// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The opening hours of one place by its wall clock: a week, and dates with special hours.
 *
 * @param week the shifts of each day from Monday, by the day on which they begin
 * @param dates the shifts of a date, which replace those of its day of the week
 */
record Schedule(ZoneId zone, List<List<Shift>> week, NavigableMap<LocalDate, List<Shift>> dates) {

  private static final long DAY = 86_400;

  /** The longest shift begins in the last minute of a day and lasts a day. */
  private static final long REACH = 2 * DAY;

  Schedule {
    week = week.stream().map(List::copyOf).toList();
    var copy = new TreeMap<LocalDate, List<Shift>>();
    dates.forEach((date, shifts) -> copy.put(date, List.copyOf(shifts)));
    dates = Collections.unmodifiableNavigableMap(copy);
  }

  private List<Shift> shifts(LocalDate date) {
    List<Shift> own = dates.get(date);
    return own == null ? week.get(date.getDayOfWeek().ordinal()) : own;
  }

  /** The week in seconds from Monday 00:00 UTC, for a wall clock that is ahead by the given number of seconds. */
  List<Range> week(long offset) {
    var ranges = new ArrayList<Range>();
    for (int day = 0; day < week.size(); day++) {
      for (Shift shift : week.get(day)) {
        ranges.add(shift.on(day).plus(-offset));
      }
    }
    return ranges;
  }

  /** The ranges of this time, in epoch seconds, in which hours other than those of the week may apply. */
  List<Range> exceptions(Range time, long offset) {
    return dates.keySet().stream()
        .mapToLong(date -> date.toEpochDay() * DAY - offset)
        .filter(start -> start < time.to() && time.from() < start + REACH)
        .mapToObj(start -> new Range(start, start + REACH))
        .toList();
  }

  /** The shifts that overlap this time, in epoch seconds. */
  List<Range> within(Range time, long offset) {
    var ranges = new ArrayList<Range>();
    long first = Math.floorDiv(time.from() + offset - REACH, DAY);
    long last = Math.floorDiv(time.to() + offset, DAY);
    for (long day = first; day <= last; day++) {
      for (Shift shift : shifts(LocalDate.ofEpochDay(day))) {
        ranges.add(shift.on(day).plus(-offset));
      }
    }
    return time.cut(ranges);
  }

  /** A canonical text: schedules with equal hours have equal texts. */
  String describe() {
    var dated = new LinkedHashSet<String>();
    dates.forEach((date, shifts) -> dated.add(date + " " + text(shifts)));
    return zone.getId() + "\n"
        + IntStream.range(0, week.size())
            .mapToObj(day -> DayOfWeek.of(day + 1) + " " + text(week.get(day)))
            .collect(Collectors.joining("\n"))
        + "\n" + String.join("\n", dated);
  }

  private static String text(List<Shift> shifts) {
    Set<String> sorted = shifts.stream()
        .sorted()
        .map(Shift::toString)
        .collect(Collectors.toCollection(LinkedHashSet::new));
    return sorted.isEmpty() ? "closed" : String.join(", ", sorted);
  }
}
