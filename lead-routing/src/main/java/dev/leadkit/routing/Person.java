// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * A person who can own leads.
 *
 * @param skills case-folded
 * @param away days without new leads, in the zone
 * @param capacity the maximum of leads that pools assign on a day in the zone; {@link #UNLIMITED} if not set
 */
record Person(
    String name, State state, Set<String> skills, ZoneId zone, List<Absence> away, int capacity) {

  static final int UNLIMITED = Integer.MAX_VALUE;

  /** Whether the person takes leads at all. */
  enum State {
    ACTIVE,
    INACTIVE
  }

  /** @param last inclusive */
  record Absence(LocalDate first, LocalDate last) {}

  /** Returns why the person is unavailable at a time; {@code ""} if available. */
  String absence(Instant at) {
    if (state == State.INACTIVE) {
      return name + " is not active";
    }
    return isThere(day(at)) ? "" : name + " is away";
  }

  /** Whether the person takes leads on this day. */
  boolean isThere(LocalDate day) {
    return state == State.ACTIVE
        && away.stream()
            .noneMatch(some -> !day.isBefore(some.first()) && !day.isAfter(some.last()));
  }

  LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /** The sequence of tickets of that day, {@code ""} if leads are not counted. */
  String line(Instant at) {
    return capacity == UNLIMITED ? "" : name + "/" + day(at);
  }
}
