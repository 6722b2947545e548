// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/** The name of a lead: opaque, lower-case, safe in any URL and any external id field. */
public record LeadId(String value) implements Comparable<LeadId> {

  public LeadId {
    Objects.requireNonNull(value, "value");
    if (!value.startsWith("lead_") || value.length() != 37 || !Hash.isHex(value, 5)) {
      throw new IllegalArgumentException(
          "expected lead_ and 32 lower-case hexadecimal digits, got '" + value + "'");
    }
  }

  /** The lead that an event opens: a pure function of the event's id. */
  public static LeadId openedBy(String eventId) {
    return new LeadId(Hash.id("lead_", eventId));
  }

  @Override
  public int compareTo(LeadId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
