// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Settings;
import java.time.LocalDate;
import java.util.List;

/** A holiday library for tests: Good Friday and Easter Monday, and what else the calendar names. */
public final class EasterProvider implements Provider<Holidays> {

  /** For the service loader. */
  public EasterProvider() {}

  @Override
  public Class<Holidays> type() {
    return Holidays.class;
  }

  @Override
  public String name() {
    return "easter";
  }

  @Override
  public Holidays create(Settings settings) {
    int first = settings.integer("offset", -2);
    return year -> List.of(sunday(year).plusDays(first), sunday(year).plusDays(1));
  }

  /** Gauss (1816), in the form of Meeus, Jones and Butcher. */
  private static LocalDate sunday(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int day = h + l - 7 * m + 114;
    return LocalDate.of(year, day / 31, day % 31 + 1);
  }
}
