// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.Hash;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The opening hours of a place by its wall clock: a week, and dates with special hours; or the union of several places, so that the work follows
 * the sun.
 *
 * <p>An instant is open if the local time of the wall clock lies in a shift. So an hour that the clock skips does not count, one that it
 * repeats counts twice, and a date that a zone skips has no hours. A shift belongs to the date on which it begins, even if it
 * continues after midnight; the special hours of a date replace only the shifts that begin on it.
 *
 * <p>Hours that are never open cannot be built. Changes of a zone's offset are followed from 1900 to 2200 as the Java runtime knows them.
 * Immutable and thread-safe; the cost of a call does not depend on the distance of the times.
 */
public final class BusinessHours {

  private static final long NANOS = 1_000_000_000;

  private static final Duration MAX_DURATION = Duration.ofDays(36_525);
  private static final long MAX_EPOCH_SECOND = Instant.MAX.getEpochSecond();

  private static final BusinessHours ALWAYS = Builder.everyDay();

  private final List<Schedule> schedules;
  private final Timeline timeline;
  private final String version;

  private BusinessHours(List<Schedule> schedules) {
    this.schedules = List.copyOf(schedules);
    this.timeline = Timeline.of(this.schedules);
    this.version = version(this.schedules);
  }

  /** Returns hours that are always open. */
  public static BusinessHours always() {
    return ALWAYS;
  }

  /** Returns a builder for a place in this zone, without hours. */
  public static Builder in(ZoneId zone) {
    return new Builder(zone);
  }

  /**
   * Returns hours that are open whenever one of these is.
   *
   * @throws IllegalArgumentException if the list is empty
   */
  public static BusinessHours union(List<BusinessHours> hours) {
    if (hours.isEmpty()) {
      throw new IllegalArgumentException("hours: expected one or more, got none");
    }
    return new BusinessHours(
        hours.stream().flatMap(some -> some.schedules.stream()).distinct().toList());
  }

  /** The hash of the content: 64 hexadecimal digits, equal for equal hours. */
  public String version() {
    return version;
  }

  /** Whether these hours are open at an instant. */
  public boolean isOpen(Instant at) {
    return timeline.isOpen(at.getEpochSecond());
  }

  /** The first instant of the week that begins at a time, a Monday in UTC, at which none of these is open by its week; null if one always is. */
  static @Nullable Instant firstClosed(List<BusinessHours> hours, Instant monday) {
    List<Schedule> schedules =
        hours.stream().flatMap(some -> some.schedules.stream()).toList();
    Week week = Timeline.week(schedules, monday.getEpochSecond());
    return week.open() == Week.LENGTH ? null : monday.plusSeconds(week.firstClosed());
  }

  /** The first open instant at or after this one. */
  public Instant nextOpening(Instant at) {
    long second = at.getEpochSecond();
    return timeline.isOpen(second) ? at : Instant.ofEpochSecond(timeline.after(second, 1) - 1);
  }

  /**
   * Returns the first instant by which the given open time has passed; the start itself for 0.
   *
   * @param open 0 or more, at most 100 years
   * @throws IllegalArgumentException if it is outside that range
   */
  public Instant deadline(Instant start, Duration open) {
    long seconds = open.getSeconds();
    if (seconds < 0 || seconds > MAX_DURATION.getSeconds()) {
      throw new IllegalArgumentException("open: expected 0 to " + MAX_DURATION + ", got " + open);
    }
    if (open.isZero()) {
      return start;
    }
    long second = start.getEpochSecond();
    // a start within an open second has used up part of it
    long nanos = open.getNano() + nanos(start);
    long whole = seconds + nanos / NANOS;
    long rest = nanos % NANOS;
    long end = rest == 0 ? timeline.after(second, whole) : timeline.after(second, whole + 1) - 1;
    return end > MAX_EPOCH_SECOND ? Instant.MAX : Instant.ofEpochSecond(end, rest);
  }

  /** The open time between two instants; negative if the second is before the first. */
  public Duration elapsed(Instant from, Instant to) {
    long seconds = timeline.count(to.getEpochSecond()) - timeline.count(from.getEpochSecond());
    return Duration.ofSeconds(seconds, nanos(to) - nanos(from));
  }

  private long nanos(Instant at) {
    return at.getNano() != 0 && timeline.isOpen(at.getEpochSecond()) ? at.getNano() : 0;
  }

  private static String version(List<Schedule> schedules) {
    String text = schedules.stream()
        .map(Schedule::describe)
        .sorted()
        .distinct()
        .collect(Collectors.joining("\n"));
    return HexFormat.of().formatHex(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BusinessHours hours && hours.version.equals(version);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  @Override
  public String toString() {
    return "BusinessHours[" + version.substring(0, 8) + "]";
  }

  /**
   * Builds the hours of one place.
   *
   * <p>A shift whose end is not after its beginning, such as 22:00 to 06:00 or 00:00 to 00:00, ends on the next day. Seconds are ignored.
   */
  public static final class Builder {

    private final ZoneId zone;
    private final List<List<Shift>> week = new ArrayList<>();
    private final TreeMap<LocalDate, List<Shift>> dates = new TreeMap<>();

    private Builder(ZoneId zone) {
      this.zone = zone;
      IntStream.range(0, 7).forEach(day -> week.add(new ArrayList<>()));
    }

    private static BusinessHours everyDay() {
      Builder builder = in(ZoneOffset.UTC);
      for (DayOfWeek day : DayOfWeek.values()) {
        builder.open(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
      }
      return builder.build();
    }

    /** Adds a shift to a day of the week. */
    public Builder open(DayOfWeek day, LocalTime from, LocalTime to) {
      return open(day, shift(from, to));
    }

    /** Adds a shift to a date; the hours of its day of the week do not apply to it. */
    public Builder open(LocalDate date, LocalTime from, LocalTime to) {
      return open(date, shift(from, to));
    }

    /** Closes a date and removes the shifts that were added to it. */
    public Builder closed(LocalDate date) {
      dates.put(date, new ArrayList<>());
      return this;
    }

    Builder open(DayOfWeek day, Shift shift) {
      week.get(day.ordinal()).add(shift);
      return this;
    }

    Builder open(LocalDate date, Shift shift) {
      dates.computeIfAbsent(date, unheard -> new ArrayList<>()).add(shift);
      return this;
    }

    boolean isEverOpen() {
      return week.stream().anyMatch(shifts -> !shifts.isEmpty());
    }

    private static Shift shift(LocalTime from, LocalTime to) {
      int begin = from.getHour() * 60 + from.getMinute();
      int end = to.getHour() * 60 + to.getMinute();
      return new Shift(begin, end <= begin ? end + 1440 : end);
    }

    /**
     * Returns the hours.
     *
     * @throws IllegalArgumentException if no day of the week has any
     */
    public BusinessHours build() {
      if (!isEverOpen()) {
        throw new IllegalArgumentException(
            "hours: expected some on a day of the week at least, got none");
      }
      return new BusinessHours(List.of(new Schedule(zone, week, dates)));
    }
  }
}
