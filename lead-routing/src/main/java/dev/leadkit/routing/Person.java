// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * Somebody who can own leads.
 *
 * @param skills folded
 * @param away days on which nothing new goes there, by the calendar of the zone
 * @param capacity how many leads a pool gives there on a day, by the same calendar; {@link #UNLIMITED} where nobody said
 */
record Person(
    String name, State state, Set<String> skills, ZoneId zone, List<Absence> away, int capacity) {

  static final int UNLIMITED = Integer.MAX_VALUE;

  /** Whether somebody takes leads at all. */
  enum State {
    ACTIVE,
    INACTIVE
  }

  /** @param last included */
  record Absence(LocalDate first, LocalDate last) {}

  /** Why nothing goes there now, {@code ""} if it may. */
  String absence(Instant at) {
    if (state == State.INACTIVE) {
      return name + " is not active";
    }
    return isThere(day(at)) ? "" : name + " is away";
  }

  /** Whether somebody takes leads on this day. */
  boolean isThere(LocalDate day) {
    return state == State.ACTIVE
        && away.stream()
            .noneMatch(some -> !day.isBefore(some.first()) && !day.isAfter(some.last()));
  }

  LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /** In which the leads of that day take their places, {@code ""} where they are not counted. */
  String line(Instant at) {
    return capacity == UNLIMITED ? "" : name + "/" + day(at);
  }
}
