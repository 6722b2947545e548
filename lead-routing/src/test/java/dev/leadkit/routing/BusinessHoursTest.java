// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessHoursTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** Summer time of an hour, of half an hour, at midnight, backwards in winter; odd offsets; a date line that moved. */
  private static final List<String> ZONES = List.of(
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "America/Sao_Paulo",
      "Africa/Casablanca",
      "Europe/Dublin",
      "Asia/Kathmandu",
      "Asia/Gaza",
      "Pacific/Apia",
      "Pacific/Kwajalein",
      "Antarctica/Troll",
      "UTC");

  private static BusinessHours.Builder weekdays(ZoneId zone, String from, String to) {
    BusinessHours.Builder hours = BusinessHours.in(zone);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
        hours.open(day, LocalTime.parse(from), LocalTime.parse(to));
      }
    }
    return hours;
  }

  private static Instant at(ZoneId zone, String local) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  @ParameterizedTest
  @CsvSource({
    // within a day, over the night, over the week-end
    "2026-03-02T10:00, 15, 2026-03-02T10:15",
    "2026-03-02T16:50, 15, 2026-03-03T09:05",
    "2026-03-06T16:30, 120, 2026-03-09T10:30",
    // before opening, at opening, at closing, just before closing
    "2026-03-02T03:00, 15, 2026-03-02T09:15",
    "2026-03-02T09:00, 480, 2026-03-02T17:00",
    "2026-03-02T17:00, 15, 2026-03-03T09:15",
    "2026-03-02T16:59, 1, 2026-03-02T17:00",
    // over the night in which the clock goes forward, and back
    "2026-03-27T16:30, 120, 2026-03-30T10:30",
    "2026-10-23T16:30, 120, 2026-10-26T10:30",
    // no time at all
    "2026-03-01T12:00, 0, 2026-03-01T12:00"
  })
  void a_deadline_is_the_first_instant_by_which_the_minutes_were_open(
      String start, int minutes, String due) {
    BusinessHours hours = weekdays(BERLIN, "09:00", "17:00").build();
    Instant from = at(BERLIN, start);
    Instant deadline = hours.deadline(from, Duration.ofMinutes(minutes));
    assertEquals(at(BERLIN, due), deadline);
    assertEquals(Duration.ofMinutes(minutes), hours.elapsed(from, deadline));
    assertEquals(Duration.ofMinutes(-minutes), hours.elapsed(deadline, from));
  }

  @Test
  void a_time_limit_is_at_most_a_hundred_years() {
    BusinessHours hours = BusinessHours.always();
    Instant start = Instant.parse("2026-03-02T10:00:00Z");
    Duration most = Duration.ofDays(36_525);
    assertEquals(start.plus(most), hours.deadline(start, most));
    assertEquals(start.plusNanos(1), hours.deadline(start, Duration.ofNanos(1)));
    assertThrows(IllegalArgumentException.class, () -> hours.deadline(start, most.plusSeconds(1)));
    assertThrows(IllegalArgumentException.class, () -> hours.deadline(start, Duration.ofNanos(-1)));
  }

  @Test
  void a_shift_begins_within_a_day_and_lasts_a_day_at_most() {
    assertEquals("00:00-24:00", new Shift(0, 1440).toString());
    assertEquals("23:59-23:59", new Shift(1439, 2879).toString());
    assertEquals("22:00-06:00", new Shift(1320, 1800).toString());
    assertEquals("00:00-00:01", new Shift(0, 1).toString());
    for (int[] wrong : new int[][] {{-1, 5}, {1440, 1500}, {5, 5}, {5, 4}, {5, 1446}}) {
      assertThrows(IllegalArgumentException.class, () -> new Shift(wrong[0], wrong[1]));
    }
    assertTrue(new Shift(5, 9).compareTo(new Shift(6, 7)) < 0);
    assertTrue(new Shift(5, 9).compareTo(new Shift(5, 7)) > 0);
    assertEquals(0, new Shift(5, 9).compareTo(new Shift(5, 9)));
    assertEquals(new Range(86_400 + 300, 86_400 + 540), new Shift(5, 9).on(1));
  }

  @Test
  void ranges_are_joined_and_cut() {
    assertThrows(IllegalArgumentException.class, () -> new Range(5, 5));
    assertThrows(IllegalArgumentException.class, () -> new Range(6, 5));
    assertEquals(new Range(3, 5), new Range(1, 3).plus(2));
    assertEquals(
        List.of(new Range(1, 6), new Range(7, 9)),
        Range.union(List.of(
            new Range(7, 8), new Range(3, 6), new Range(1, 3), new Range(2, 4), new Range(7, 9))));
    assertEquals(List.of(new Range(1, 9)), Range.union(List.of(new Range(1, 9), new Range(2, 9))));
    assertEquals(
        List.of(new Range(3, 4), new Range(3, 7), new Range(6, 7)),
        new Range(3, 7)
            .cut(List.of(
                new Range(1, 3),
                new Range(2, 4),
                new Range(2, 8),
                new Range(6, 9),
                new Range(7, 9))));
  }

  @Test
  void hours_contain_the_spans_that_were_added() {
    BusinessHours hours = weekdays(BERLIN, "09:00", "17:00").build();
    BusinessHours same = weekdays(BERLIN, "09:00", "17:00").build();
    assertEquals(hours, same);
    assertEquals(hours.hashCode(), same.hashCode());
    assertNotEquals(hours, weekdays(BERLIN, "09:00", "17:01").build());
    assertNotEquals(hours.hashCode(), weekdays(BERLIN, "09:00", "17:01").build().hashCode());
    assertEquals("BusinessHours[" + hours.version().substring(0, 8) + "]", hours.toString());
  }

  /** The version names hours in decisions that are kept: it must never change. */
  @Test
  void the_version_of_these_hours_never_changes() {
    BusinessHours hours = weekdays(BERLIN, "09:00", "17:00")
        .open(DayOfWeek.SATURDAY, LocalTime.of(22, 0), LocalTime.of(6, 0))
        .open(DayOfWeek.SATURDAY, LocalTime.of(9, 0), LocalTime.of(12, 0))
        .closed(LocalDate.parse("2026-12-25"))
        .open(LocalDate.parse("2026-12-24"), LocalTime.of(9, 0), LocalTime.of(12, 0))
        .build();
    assertEquals(
        "190946871480ad51ad8f5b34f44b4b92a08048a8e88853cccfbac7d94a780605", hours.version());
    assertEquals(
        hours.version(),
        BusinessHours.union(List.of(hours, hours)).version(),
        "what is said twice is said once");
  }

  /** The longest shift begins in the last minute of a day: its effect on the day after the next ends with it. */
  @ParameterizedTest
  @CsvSource({
    "Pacific/Kiritimati, 00:00, 00:00",
    "Pacific/Kiritimati, 23:59, 23:59",
    "Etc/GMT+12, 00:00, 00:00",
    "Etc/GMT+12, 23:59, 23:59",
    "UTC, 23:59, 23:58",
    "UTC, 09:00, 17:00"
  })
  void a_closed_date_takes_just_the_shift_that_begins_on_it(String zone, String from, String to) {
    ZoneId place = ZoneId.of(zone);
    BusinessHours.Builder builder = BusinessHours.in(place);
    for (DayOfWeek day : DayOfWeek.values()) {
      builder.open(day, LocalTime.parse(from), LocalTime.parse(to));
    }
    LocalDate closed = LocalDate.parse("2026-06-10");
    BusinessHours hours = builder.closed(closed).build();
    ZonedDateTime start = closed.atTime(LocalTime.parse(from)).atZone(place);
    LocalTime last = LocalTime.parse(to);
    ZonedDateTime end = (last.isAfter(LocalTime.parse(from)) ? closed : closed.plusDays(1))
        .atTime(last)
        .atZone(place);
    for (int day = -3; day <= 3; day++) {
      assertEquals(
          day != 0,
          hours.isOpen(start.plusDays(day).toInstant()),
          "the shift that begins " + day + " days after");
      assertEquals(day != 0, hours.isOpen(end.plusDays(day).minusSeconds(1).toInstant()));
    }
    Duration usual = Duration.between(start, end);
    assertEquals(
        usual.multipliedBy(6),
        hours.elapsed(start.minusDays(3).toInstant(), end.plusDays(3).toInstant()));
  }

  @Test
  void an_hour_that_the_clock_repeats_counts_twice_and_one_that_it_skips_does_not() {
    BusinessHours night = BusinessHours.in(BERLIN)
        .open(DayOfWeek.SATURDAY, LocalTime.of(22, 0), LocalTime.of(6, 0))
        .build();
    assertEquals(
        Duration.ofHours(7),
        night.elapsed(at(BERLIN, "2026-03-28T12:00"), at(BERLIN, "2026-03-29T12:00")));
    assertEquals(
        Duration.ofHours(9),
        night.elapsed(at(BERLIN, "2026-10-24T12:00"), at(BERLIN, "2026-10-25T12:00")));
    ZonedDateTime second =
        LocalDateTime.parse("2026-10-25T02:30").atZone(BERLIN).withLaterOffsetAtOverlap();
    assertEquals(
        second.toInstant(),
        night.deadline(at(BERLIN, "2026-10-24T22:00"), Duration.ofMinutes(5 * 60 + 30)));
  }

  @Test
  void a_date_that_a_zone_skips_has_no_hours() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    BusinessHours hours = weekdays(apia, "09:00", "17:00").build();
    // there was no Friday, 30 December 2011
    assertEquals(
        at(apia, "2012-01-02T09:30"),
        hours.deadline(at(apia, "2011-12-29T16:30"), Duration.ofMinutes(60)));
  }

  @Test
  void half_days_holidays_and_days_that_are_open_after_all() {
    BusinessHours hours = weekdays(BERLIN, "09:00", "17:00")
        .open(LocalDate.parse("2026-12-24"), LocalTime.of(9, 0), LocalTime.of(12, 0))
        .closed(LocalDate.parse("2026-12-25"))
        .open(LocalDate.parse("2026-12-27"), LocalTime.of(10, 0), LocalTime.of(13, 0))
        .build();
    Instant eve = at(BERLIN, "2026-12-24T11:30");
    assertEquals(at(BERLIN, "2026-12-24T12:00"), hours.deadline(eve, Duration.ofMinutes(30)));
    assertEquals(at(BERLIN, "2026-12-27T10:01"), hours.deadline(eve, Duration.ofMinutes(31)));
    assertEquals(at(BERLIN, "2026-12-28T09:01"), hours.deadline(eve, Duration.ofMinutes(211)));
    assertEquals(at(BERLIN, "2026-12-27T10:00"), hours.nextOpening(at(BERLIN, "2026-12-24T12:00")));
    assertEquals(eve, hours.nextOpening(eve));
    assertTrue(hours.isOpen(at(BERLIN, "2026-12-24T11:59")));
    assertFalse(hours.isOpen(at(BERLIN, "2026-12-24T12:00")));
  }

  @Test
  void a_holiday_takes_the_night_shift_that_begins_on_it_and_leaves_the_one_before() {
    BusinessHours.Builder nights = BusinessHours.in(BERLIN);
    for (DayOfWeek day : DayOfWeek.values()) {
      nights.open(day, LocalTime.of(22, 0), LocalTime.of(6, 0));
    }
    BusinessHours hours = nights.closed(LocalDate.parse("2026-12-25")).build();
    assertTrue(hours.isOpen(at(BERLIN, "2026-12-25T05:59")));
    assertFalse(hours.isOpen(at(BERLIN, "2026-12-25T23:00")));
    assertFalse(hours.isOpen(at(BERLIN, "2026-12-26T05:00")));
    assertTrue(hours.isOpen(at(BERLIN, "2026-12-26T22:00")));
  }

  @Test
  void round_the_clock_is_a_calendar() {
    Instant start = Instant.parse("2026-10-24T23:59:59.123456789Z");
    Duration open = Duration.ofDays(400).plusNanos(1);
    assertEquals(start.plus(open), BusinessHours.always().deadline(start, open));
    assertEquals(open, BusinessHours.always().elapsed(start, start.plus(open)));
  }

  @Test
  void parts_of_a_second_are_kept() {
    BusinessHours hours = weekdays(BERLIN, "09:00", "17:00").build();
    Instant late = at(BERLIN, "2026-03-02T16:59:59").plusMillis(250);
    Instant due = hours.deadline(late, Duration.ofSeconds(1));
    assertEquals(at(BERLIN, "2026-03-03T09:00:00").plusMillis(250), due);
    assertEquals(Duration.ofSeconds(1), hours.elapsed(late, due));
    assertEquals(at(BERLIN, "2026-03-02T17:00"), hours.deadline(late, Duration.ofMillis(750)));
    assertEquals(
        at(BERLIN, "2026-03-03T09:00:01"),
        hours.deadline(at(BERLIN, "2026-03-02T20:00").plusNanos(5), Duration.ofSeconds(1)));
  }

  @Test
  void several_places_together_follow_the_sun() {
    ZoneId austin = ZoneId.of("America/Chicago");
    ZoneId sydney = ZoneId.of("Australia/Sydney");
    BusinessHours sun = BusinessHours.union(List.of(
        weekdays(BERLIN, "09:00", "17:00").build(),
        weekdays(austin, "09:00", "17:00").build(),
        weekdays(sydney, "09:00", "17:00").build()));
    assertTrue(sun.isOpen(at(BERLIN, "2026-03-03T10:00")));
    assertTrue(sun.isOpen(at(austin, "2026-03-03T16:00")));
    assertTrue(sun.isOpen(at(sydney, "2026-03-04T10:00")));
    // Austin is open until 23:00 UTC and Sydney from 22:00: the hour of both counts once
    assertEquals(
        Instant.parse("2026-03-04T01:00:00Z"),
        sun.deadline(Instant.parse("2026-03-03T22:00:00Z"), Duration.ofHours(3)));
  }

  @Test
  void hours_that_are_never_open_are_refused() {
    BusinessHours.Builder dates = BusinessHours.in(BERLIN)
        .open(LocalDate.parse("2026-12-24"), LocalTime.of(9, 0), LocalTime.of(12, 0));
    assertEquals(
        "hours: expected some on a day of the week at least, got none",
        assertThrows(IllegalArgumentException.class, dates::build).getMessage());
    assertThrows(IllegalArgumentException.class, () -> BusinessHours.union(List.of()));
  }

  @Test
  void no_instant_and_no_span_can_break_it() {
    BusinessHours hours = weekdays(BERLIN, "09:00", "17:00").build();
    for (Instant at : List.of(
        Instant.MIN,
        Instant.MAX,
        Instant.EPOCH,
        Instant.parse("1800-01-01T12:00:00Z"),
        Instant.parse("2500-01-01T12:00:00Z"))) {
      Instant due = hours.deadline(at, Duration.ofMinutes(15));
      assertFalse(due.isBefore(at), at.toString());
    }
    assertThrows(
        IllegalArgumentException.class, () -> hours.deadline(Instant.EPOCH, Duration.ofNanos(-1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> hours.deadline(Instant.EPOCH, Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void equal_hours_have_the_same_version_in_any_order() {
    BusinessHours one = BusinessHours.in(BERLIN)
        .open(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(12, 0))
        .open(DayOfWeek.MONDAY, LocalTime.of(13, 0), LocalTime.of(17, 0))
        .build();
    BusinessHours same = BusinessHours.in(BERLIN)
        .open(DayOfWeek.MONDAY, LocalTime.of(13, 0), LocalTime.of(17, 0))
        .open(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(12, 0))
        .build();
    BusinessHours other = BusinessHours.in(BERLIN)
        .open(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(12, 0))
        .open(DayOfWeek.MONDAY, LocalTime.of(13, 0), LocalTime.of(17, 0))
        .closed(LocalDate.parse("2026-12-25"))
        .build();
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
    assertEquals(64, one.version().length());
    assertNotEquals(one.version(), other.version());
    assertEquals(
        BusinessHours.union(List.of(one, other)), BusinessHours.union(List.of(other, same)));
  }

  /** Hours as a test sees them: shifts by minute of the day on which they begin. */
  private record Place(ZoneId zone, List<List<int[]>> week, TreeMap<LocalDate, List<int[]>> dates) {

    boolean isOpen(Instant at) {
      LocalDateTime local = LocalDateTime.ofInstant(at, zone);
      int minute = local.getHour() * 60 + local.getMinute();
      return has(local.toLocalDate(), minute)
          || has(local.toLocalDate().minusDays(1), minute + 1440);
    }

    private boolean has(LocalDate date, int minute) {
      List<int[]> shifts = dates.get(date);
      if (shifts == null) {
        shifts = week.get(date.getDayOfWeek().getValue() - 1);
      }
      return shifts.stream().anyMatch(shift -> shift[0] <= minute && minute < shift[1]);
    }

    BusinessHours hours() {
      BusinessHours.Builder hours = BusinessHours.in(zone);
      for (DayOfWeek day : DayOfWeek.values()) {
        week.get(day.ordinal()).forEach(shift -> hours.open(day, clock(shift[0]), clock(shift[1])));
      }
      dates.forEach((date, shifts) -> {
        hours.closed(date);
        shifts.forEach(shift -> hours.open(date, clock(shift[0]), clock(shift[1])));
      });
      return hours.build();
    }

    private static LocalTime clock(int minute) {
      return LocalTime.ofSecondOfDay(minute % 1440 * 60L);
    }
  }

  private static Place place(Random random, Instant near) {
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    return place(random, zone, near);
  }

  private static Place place(Random random, ZoneId zone, Instant near) {
    var week = new ArrayList<List<int[]>>();
    for (int day = 0; day < 7; day++) {
      week.add(shifts(random));
    }
    week.get(random.nextInt(7)).add(new int[] {540, 1020});
    var dates = new TreeMap<LocalDate, List<int[]>>();
    LocalDate day = LocalDate.ofInstant(near, zone).minusDays(3);
    for (int date = random.nextInt(4); date > 0; date--) {
      dates.put(day.plusDays(random.nextInt(12)), shifts(random));
    }
    return new Place(zone, week, dates);
  }

  private static List<int[]> shifts(Random random) {
    var shifts = new ArrayList<int[]>();
    for (int shift = random.nextInt(3); shift > 0; shift--) {
      int from = random.nextInt(96) * 15;
      shifts.add(new int[] {from, from + 15 * (1 + random.nextInt(96))});
    }
    return shifts;
  }

  /** Half of them just before some zone's clock is changed, a few before Samoa's lost Friday. */
  private static Instant someInstant(Random random, ZoneId zone) {
    if (random.nextInt(20) == 0) {
      return Instant.parse("2011-12-28T00:00:00Z").plusSeconds(60L * random.nextInt(4000));
    }
    Instant any = Instant.parse("1990-01-01T00:00:00Z")
        .plus(random.nextInt(50 * 365 * 1440), ChronoUnit.MINUTES);
    ZoneOffsetTransition next = random.nextBoolean() ? zone.getRules().nextTransition(any) : null;
    return next == null ? any : next.getInstant().minusSeconds(60L * random.nextInt(3000));
  }

  @Test
  @Tag("slow")
  void every_deadline_is_the_one_that_counting_minutes_finds() {
    assertAsCounted(3_000);
  }

  @Test
  void some_deadlines_are_those_that_counting_minutes_finds() {
    assertAsCounted(60);
  }

  private static void assertAsCounted(int seeds) {
    for (long seed = 0; seed < seeds; seed++) {
      var random = new Random(seed);
      ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      Instant start = someInstant(random, zone);
      var places = new ArrayList<Place>();
      places.add(place(random, zone, start));
      while (random.nextInt(4) == 0) {
        places.add(place(random, start));
      }
      BusinessHours hours = places.size() == 1
          ? places.get(0).hours()
          : BusinessHours.union(places.stream().map(Place::hours).toList());
      compare(hours, places, start, 1 + random.nextInt(random.nextBoolean() ? 60 : 3000), seed);
    }
  }

  private static void compare(
      BusinessHours hours, List<Place> places, Instant start, int minutes, long seed) {
    String place = "seed " + seed + ", " + places.get(0).zone() + ", from " + start;
    Instant at = start;
    int open = 0;
    Instant opening = null;
    for (int step = 0; open < minutes && step < 15 * 1440; step++) {
      Instant now = at;
      boolean isOpen = places.stream().anyMatch(some -> some.isOpen(now));
      assertEquals(isOpen, hours.isOpen(at), place + ", at " + at);
      opening = opening == null && isOpen ? at : opening;
      open += isOpen ? 1 : 0;
      at = at.plusSeconds(60);
    }
    assertEquals(Duration.ofMinutes(open), hours.elapsed(start, at), place + ", to " + at);
    if (open == minutes) {
      assertEquals(at, hours.deadline(start, Duration.ofMinutes(minutes)), place);
    } else {
      assertTrue(hours.deadline(start, Duration.ofMinutes(minutes)).isAfter(at), place);
    }
    if (opening != null) {
      assertEquals(opening, hours.nextOpening(start), place);
    }
  }
}
