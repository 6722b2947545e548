// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.spi.Diagnostic;
import dev.leadkit.spi.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {

  private static Map<String, Calendar> calendars(String yaml) {
    Settings settings = Settings.yaml("test", yaml);
    Map<String, Calendar> calendars = CalendarReader.read(settings.section("calendars"));
    assertEquals(List.of(), settings.problems());
    return calendars;
  }

  private static List<String> problems(String yaml) {
    Settings settings = Settings.yaml("test", yaml);
    CalendarReader.read(settings.section("calendars"));
    return settings.problems();
  }

  private static boolean isOpen(Map<String, Calendar> calendars, String name, String at) {
    Calendar calendar = calendars.get(name);
    assertNotNull(calendar, name);
    return calendar.hours().isOpen(Instant.parse(at));
  }

  @Test
  void weeks_half_days_holidays_and_exceptions_both_ways() {
    var calendars = calendars("""
        calendars:
          berlin:
            zone: Europe/Berlin
            week: { mon-thu: [09:00-12:30, 13:30-18:00], fri: 09:00-15:00, sat: 22:00-06:00 }
            holidays: [12-25, 12-26, 2026-05-14]
            dates: { 12-24: 09:00-12:00, 2026-05-15: closed, 2026-05-16: [10:00-11:00], 2026-12-25: usual }
        """);
    // Monday, 4 May 2026; Berlin is two hours ahead
    assertTrue(isOpen(calendars, "berlin", "2026-05-04T07:00:00Z"));
    assertFalse(isOpen(calendars, "berlin", "2026-05-04T10:30:00Z"));
    assertTrue(isOpen(calendars, "berlin", "2026-05-04T15:59:59Z"));
    assertFalse(isOpen(calendars, "berlin", "2026-05-08T13:00:00Z"));
    assertTrue(isOpen(calendars, "berlin", "2026-05-10T03:59:59Z"));
    assertFalse(isOpen(calendars, "berlin", "2026-05-14T08:00:00Z"));
    assertFalse(isOpen(calendars, "berlin", "2026-05-15T08:00:00Z"));
    assertTrue(isOpen(calendars, "berlin", "2026-05-16T08:00:00Z"));
    assertFalse(isOpen(calendars, "berlin", "2026-05-16T21:00:00Z"));
    assertTrue(isOpen(calendars, "berlin", "2031-12-24T10:00:00Z"));
    assertFalse(isOpen(calendars, "berlin", "2031-12-24T11:00:00Z"));
    assertFalse(isOpen(calendars, "berlin", "2030-12-25T10:00:00Z"));
    assertTrue(isOpen(calendars, "berlin", "2026-12-25T10:00:00Z"));
  }

  @Test
  void round_the_clock_is_predefined_and_calendars_can_be_united() {
    var calendars = calendars("""
        calendars:
          sun: { union: [berlin, tokyo] }
          berlin: { zone: Europe/Berlin, week: { mon-fri: 09:00-17:00 } }
          tokyo: { zone: Asia/Tokyo, week: { mon-fri: 09:00-17:00 } }
        """);
    assertTrue(isOpen(calendars, "24x7", "2026-05-03T03:00:00Z"));
    assertTrue(isOpen(calendars, "sun", "2026-05-04T03:00:00Z"));
    assertTrue(isOpen(calendars, "sun", "2026-05-04T12:00:00Z"));
    assertFalse(isOpen(calendars, "sun", "2026-05-04T16:00:00Z"));
    assertEquals(List.of("24x7", "berlin", "tokyo", "sun"), List.copyOf(calendars.keySet()));
    assertEquals("", Calendar.ALWAYS.label());
    assertTrue(String.valueOf(calendars.get("sun")).contains("sun"));
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    assertEquals(
        List.of(
            "test:2:9: calendars.24x7: is predefined as round the clock; expected another name",
            "test:3:14: calendars.a.zone: set to 'Europe/Berlim', which is not a time zone; did you mean 'Europe/Berlin'?",
            "test:3:37: calendars.a.week.mo: unknown key; did you mean 'mon'?",
            "test:3:81: calendars.a.week.mon-fri: set to '9-5'; expected hours such as 09:00-17:30, 22:00-06:00 or 00:00-24:00",
            "test:3:81: calendars.a.week.mon-fri: 'tue' occurs twice; expected each day once",
            "test:4:6: calendars.b.zone: not set; expected a value",
            "test:4:14: calendars.b.week: is never open; expected hours on at least one day",
            "test:5:6: calendars.c.week: not set; expected a value",
            "test:6:16: calendars.d.union[0]: 'd' contains itself; expected other calendars",
            "test:6:19: calendars.d.union[1]: set to 'bb', which is not a calendar; did you mean 'b'?",
            "test:7:58: calendars.e.holidays[0]: set to 'noon'; expected a date such as 2026-12-25, or 12-25 for every year",
            "test:7:81: calendars.e.dates.13-40: not a date; expected for example 2026-12-24, or 12-24 for every year",
            "test:8:56: calendars.f.library: no Holidays is called 'jollyday'; none is known"),
        problems("""
            calendars:
              24x7: { zone: UTC, week: { mon: 09:00-17:00 } }
              a: { zone: Europe/Berlim, week: { mo: 09:00-10:00, tue: 10:00-11:00, mon-fri: 9-5 } }
              b: { week: {}, holidays: [12-25] }
              c: { zone: UTC }
              d: { union: [d, bb] }
              e: { zone: UTC, week: { mon: 09:00-17:00 }, holidays: [noon], dates: { 13-40: closed } }
              f: { zone: UTC, week: { mon: 09:00-17:00 }, library: { name: jollyday } }
            """));
  }

  private static List<String> findings(String calendar) {
    Settings settings = Settings.yaml("test", "calendars: { a: " + calendar + " }");
    CalendarReader.read(settings.section("calendars"));
    return settings.findings().stream().map(Diagnostic::text).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mon-sun: 00:00-24:00|",
        "mon: [09:00-12:00, 12:00-17:00]|",
        "mon: 22:00-06:00, tue: 06:00-22:00|",
        "sun: 22:00-06:00, mon: 06:00-22:00|",
        "mon: [09:00-12:00, 11:59-17:00]|mon 11:59-17:00 overlaps mon 09:00-12:00; expected spans that do not overlap",
        "mon: 22:00-06:00, tue: 05:59-22:00|tue 05:59-22:00 overlaps mon 22:00-06:00",
        "sun: 22:00-06:00, mon: 05:59-22:00|mon 05:59-22:00 overlaps sun 22:00-06:00",
        "sat-mon: 10:00-12:00|",
        "mon: 10:00-10:00|set to '10:00-10:00'; expected hours such as 09:00-17:30",
        "mon: 10:00-24:01|set to '10:00-24:01'; expected hours",
        "mon: 24:00-10:00|set to '24:00-10:00'; expected hours",
        "mon: 23:59-23:58|",
        "mon-tue-wed: 10:00-12:00|unknown-key: calendars.a.week.mon-tue-wed",
        "mon: []|is never open; expected hours on at least one day",
        "mon: [], tue: nine|set to 'nine'; expected hours",
      })
  void the_hours_of_a_week_are_counted_once(String week, String said) {
    List<String> findings = findings("{ zone: UTC, week: { " + week + " } }");
    if (said == null) {
      assertEquals(List.of(), findings);
    } else {
      assertEquals(1, findings.size(), findings.toString());
      assertTrue(findings.get(0).contains(said), findings.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dates: { 2026-12-24: [09:00-12:00, 12:00-13:00] }|",
        "dates: { 2026-12-24: [09:00-12:00, 11:59-13:00] }|11:59-13:00 overlaps",
        "dates: { 2026-12-24: closed, 2026-12-25: usual }|",
        "dates: { 2026-12-24: late }|set to 'late'; expected hours",
        "union: []|empty; expected the names of calendars",
        "union: [b]|set to 'b', which is not a calendar; ",
        "library: { name: none }|no Holidays is called 'none'",
        "library: { from: 2020, to: 2019, name: none }|from 2020 to 2019; expected the earlier year first",
        "library: { from: 2020, to: 2020, name: none }|no Holidays is called 'none'",
        "library: { from: 1899, name: none }|set to 1899; expected 1900 to 2200",
        "library: { to: 2201, name: none }|set to 2201; expected 1900 to 2200",
        "library: { from: 2020 }|library.name: not set",
      })
  void each_part_of_a_calendar_is_valid_or_reported(String part, String said) {
    List<String> findings = findings(
        part.startsWith("union")
            ? "{ " + part + " }"
            : "{ zone: UTC, week: { mon: 09:00-17:00 }, " + part + " }");
    assertTrue(
        said == null ? findings.isEmpty() : findings.stream().anyMatch(one -> one.contains(said)),
        findings.toString());
  }

  @Test
  void a_day_of_every_year_is_one_from_2000_to_2099() {
    var calendars = calendars(
        "calendars: { a: { zone: UTC, week: { mon-sun: 00:00-24:00 }, holidays: [12-25, 02-29] } }");
    for (int year : new int[] {2000, 2050, 2099}) {
      assertFalse(isOpen(calendars, "a", year + "-12-25T10:00:00Z"));
    }
    assertTrue(isOpen(calendars, "a", "1999-12-25T10:00:00Z"));
    assertTrue(isOpen(calendars, "a", "2100-12-25T10:00:00Z"));
    assertFalse(isOpen(calendars, "a", "2028-02-29T10:00:00Z"));
    assertTrue(isOpen(calendars, "a", "2027-02-28T10:00:00Z"));
    assertTrue(isOpen(calendars, "a", "2027-03-01T10:00:00Z"));
  }

  /** Loads the library as a host's jar would be: from outside every module. */
  private static final class Jar extends URLClassLoader {

    Jar(Path folder) throws IOException {
      super(new URL[] {folder.toUri().toURL()}, CalendarsTest.class.getClassLoader());
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.writeString(
          services.resolve("dev.leadkit.spi.Provider"), EasterProvider.class.getName());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(EasterProvider.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream code = EasterProvider.class.getResourceAsStream("EasterProvider.class")) {
        assertNotNull(code);
        byte[] bytes = code.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void a_library_of_holidays_is_found_by_its_name_and_dates_overrule_it(@TempDir Path folder)
      throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (var jar = new Jar(folder)) {
      thread.setContextClassLoader(jar);
      var calendars = calendars("""
          calendars:
            rome:
              zone: Europe/Rome
              week: { mon-fri: 09:00-17:00 }
              library: { name: easter, offset: -2, from: 2020, to: 2030 }
              dates: { 2026-04-06: usual }
          """);
      assertFalse(isOpen(calendars, "rome", "2025-04-18T10:00:00Z"));
      assertFalse(isOpen(calendars, "rome", "2025-04-21T10:00:00Z"));
      assertFalse(isOpen(calendars, "rome", "2026-04-03T10:00:00Z"));
      assertTrue(isOpen(calendars, "rome", "2026-04-06T10:00:00Z"));
      assertTrue(isOpen(calendars, "rome", "2031-04-14T10:00:00Z"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
