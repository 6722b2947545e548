// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.policy.field.PolicyName;
import dev.leadkit.policy.field.TimeZones;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Settings;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code calendars}. */
final class CalendarReader {

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Pattern SHIFT =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
  private static final int MINUTES = 1440;
  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2099;
  private static final int MIN_YEAR = 1900;
  private static final int MAX_YEAR = 2200;

  private final Settings section;
  private final Map<String, Calendar> calendars = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  private CalendarReader(Settings section) {
    this.section = section;
  }

  /** The calendars by name, {@code 24x7} first; an invalid one is noted as a problem and replaced by round the clock. */
  static Map<String, Calendar> read(Settings section) {
    var reader = new CalendarReader(section);
    reader.calendars.put(Calendar.ALWAYS.name(), Calendar.ALWAYS);
    for (String name : section.keys()) {
      if (name.equals(Calendar.ALWAYS.name())) {
        section.at(name).problem("is predefined as round the clock; expected another name");
      } else if (!PolicyName.isValid(name)) {
        section.at(name).problem("not a valid name; expected letters, digits, '.', '-' and '_'");
      } else {
        reader.calendar(name);
      }
    }
    return reader.calendars;
  }

  private Calendar calendar(String name) {
    Calendar known = calendars.get(name);
    if (known != null) {
      return known;
    }
    open.add(name);
    Settings place = section.section(name);
    var calendar = new Calendar(name, place.has("union") ? union(place) : hours(place));
    open.remove(name);
    calendars.put(name, calendar);
    return calendar;
  }

  private BusinessHours union(Settings place) {
    var parts = new ArrayList<BusinessHours>();
    for (Settings part : place.list("union")) {
      String name = part.asText();
      if (open.contains(name)) {
        part.problem("'" + name + "' contains itself; expected other calendars");
      } else if (!name.equals(Calendar.ALWAYS.name()) && !section.keys().contains(name)) {
        part.problem("set to '" + name + "', which is not a calendar; "
            + Settings.nearest(name, section.keys()));
      } else {
        parts.add(calendar(name).hours());
      }
    }
    if (place.list("union").isEmpty()) {
      place.at("union").problem("empty; expected the names of calendars");
    }
    return parts.isEmpty() ? BusinessHours.always() : BusinessHours.union(parts);
  }

  private static BusinessHours hours(Settings place) {
    BusinessHours.Builder hours = BusinessHours.in(zone(place));
    Map<DayOfWeek, List<Shift>> week = week(place.require("week").section("week"));
    week.forEach((day, shifts) -> shifts.forEach(shift -> hours.open(day, shift)));
    library(place.section("library")).forEach(hours::closed);
    for (Settings date : place.list("holidays")) {
      dates(date).forEach(hours::closed);
    }
    eachDate(place.section("dates"), (date, value) -> {
      hours.closed(date);
      if (!value.isList() && value.asText().equals("usual")) {
        List<Shift> usual = week.getOrDefault(date.getDayOfWeek(), List.of());
        usual.forEach(shift -> hours.open(date, shift));
      } else if (value.isList() || !value.asText().equals("closed")) {
        List<Shift> shifts = shifts(value);
        reportOverlaps(shifts.stream().map(shift -> new Span(0, shift, value)).toList());
        shifts.forEach(shift -> hours.open(date, shift));
      }
    });
    if (!hours.isEverOpen()) {
      if (place.at("week").isSection() && saysNothing(place.section("week"))) {
        place.at("week").problem("is never open; expected hours on at least one day");
      }
      return BusinessHours.always();
    }
    return hours.build();
  }

  /** Whether no hours are given, not even invalid ones. */
  private static boolean saysNothing(Settings week) {
    return week.keys().stream()
        .map(week::at)
        .allMatch(day -> day.isList() && day.items().isEmpty());
  }

  /** The key {@code zone}; UTC, with a problem noted, if it is absent or not a zone. */
  static ZoneId zone(Settings place) {
    if (!place.require("zone").has("zone")) {
      return ZoneOffset.UTC;
    }
    return TimeZones.read(place.at("zone"));
  }

  private static Map<DayOfWeek, List<Shift>> week(Settings week) {
    var hours = new LinkedHashMap<DayOfWeek, List<Shift>>();
    var spans = new ArrayList<Span>();
    for (String key : week.keys()) {
      Settings place = week.at(key);
      List<DayOfWeek> days = days(key);
      if (days.isEmpty()) {
        week.unknown(key, DAYS);
      }
      List<Shift> shifts = shifts(place);
      for (DayOfWeek day : days) {
        if (hours.putIfAbsent(day, shifts) != null) {
          place.problem("'" + DAYS.get(day.ordinal()) + "' occurs twice; expected each day once");
        } else {
          shifts.forEach(shift -> spans.add(new Span(day.ordinal(), shift, place)));
        }
      }
    }
    reportOverlaps(spans);
    return hours;
  }

  /** A shift of a day of the week, and its place in the file. */
  private record Span(int day, Shift shift, Settings place) {

    int from() {
      return day * MINUTES + shift.from();
    }

    int to() {
      return day * MINUTES + shift.to();
    }

    @Override
    public String toString() {
      return DAYS.get(day) + " " + shift;
    }
  }

  /** Reports overlapping spans; each minute of an overlap is counted once. */
  private static void reportOverlaps(List<Span> spans) {
    List<Span> sorted =
        spans.stream().sorted(Comparator.comparingInt(Span::from)).toList();
    for (int i = 0; i < sorted.size(); i++) {
      Span span = sorted.get(i);
      boolean last = i + 1 == sorted.size();
      Span next = sorted.get(last ? 0 : i + 1);
      int start = next.from() + (last ? DAYS.size() * MINUTES : 0);
      if (sorted.size() > 1 && start < span.to()) {
        next.place()
            .found(
                Code.OVERLAPPING_HOURS,
                next + " overlaps " + span + "; expected spans that do not overlap");
      }
    }
  }

  /** Reads {@code mon}, {@code mon-fri} or {@code sat-mon}; none if it is something else. */
  private static List<DayOfWeek> days(String key) {
    String[] ends = key.split("-", -1);
    int first = DAYS.indexOf(ends[0]);
    int last = DAYS.indexOf(ends[ends.length - 1]);
    if (first < 0 || last < 0 || ends.length > 2) {
      return List.of();
    }
    var days = new ArrayList<DayOfWeek>();
    for (int day = 0; day <= Math.floorMod(last - first, 7); day++) {
      days.add(DayOfWeek.of(1 + first).plus(day));
    }
    return days;
  }

  private static List<Shift> shifts(Settings place) {
    List<Settings> items = place.isList() ? place.items() : List.of(place);
    var shifts = new ArrayList<Shift>();
    for (Settings item : items) {
      Shift shift = shift(item.asText());
      if (shift == null && !item.asText().isEmpty()) {
        item.problem("set to '" + item.asText()
            + "'; expected hours such as 09:00-17:30, 22:00-06:00 or 00:00-24:00");
      } else if (shift != null) {
        shifts.add(shift);
      }
    }
    return shifts;
  }

  private static @Nullable Shift shift(String text) {
    Matcher parts = SHIFT.matcher(text.replace(" ", ""));
    if (!parts.matches()) {
      return null;
    }
    int from = minute(parts.group(1), parts.group(2));
    int to = minute(parts.group(3), parts.group(4));
    if (from == to || to > 1440) {
      return null;
    }
    return new Shift(from, to < from ? to + 1440 : to);
  }

  private static int minute(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }

  private static void eachDate(Settings dates, BiConsumer<LocalDate, Settings> take) {
    for (String key : dates.keys()) {
      Settings place = dates.at(key);
      List<LocalDate> found = dates(key);
      if (found.isEmpty()) {
        place.problem("not a date; expected for example 2026-12-24, or 12-24 for every year");
      }
      found.forEach(date -> take.accept(date, place));
    }
  }

  private static List<LocalDate> dates(Settings place) {
    List<LocalDate> dates = dates(place.asText());
    if (dates.isEmpty()) {
      place.problem("set to '" + place.asText()
          + "'; expected a date such as 2026-12-25, or 12-25 for every year");
    }
    return dates;
  }

  /** Reads a date, or a day of every year in which it exists; none if it is neither. */
  private static List<LocalDate> dates(String text) {
    try {
      if (text.length() > 5) {
        return List.of(LocalDate.parse(text));
      }
      MonthDay day = MonthDay.parse("--" + text);
      var dates = new ArrayList<LocalDate>();
      for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
        if (day.isValidYear(year)) {
          dates.add(day.atYear(year));
        }
      }
      return dates;
    } catch (DateTimeException e) {
      return List.of();
    }
  }

  private static Set<LocalDate> library(Settings place) {
    var dates = new TreeSet<LocalDate>();
    if (!place.isPresent()) {
      return dates;
    }
    String name = place.require("name").has("name") ? place.text("name") : "";
    int from = place.integer("from", FIRST_YEAR, MIN_YEAR, MAX_YEAR);
    int to = place.integer("to", LAST_YEAR, MIN_YEAR, MAX_YEAR);
    if (from > to) {
      place.problem("from " + from + " to " + to + "; expected the earlier year first");
      return dates;
    }
    if (name.isEmpty()) {
      return dates;
    }
    Holidays holidays = Provider.create(Holidays.class, name, place);
    for (int year = from; year <= to && holidays != null; year++) {
      dates.addAll(holidays.of(year));
    }
    return dates;
  }
}
