// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The id of a lead.
 *
 * @param value {@code lead_} and 32 lower-case hexadecimal digits: safe in URLs and in id fields of other systems
 */
public record LeadId(String value) implements Comparable<LeadId> {

  public LeadId {
    Objects.requireNonNull(value, "value");
    if (!value.startsWith("lead_") || value.length() != 37 || !Hash.isHex(value, 5)) {
      throw new IllegalArgumentException(
          "expected lead_ and 32 lower-case hexadecimal digits, got '" + value + "'");
    }
  }

  /** The id of the lead that a message opens: a pure function of the message's id. */
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
