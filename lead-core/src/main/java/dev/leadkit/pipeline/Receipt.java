// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.LeadId;
import java.util.Objects;

/**
 * What became of a message: it is durable once this exists.
 *
 * @param event the id of the message, {@code evt_…}
 * @param lead the lead to which it belongs
 * @param status what it is to that lead
 */
public record Receipt(String event, LeadId lead, Status status) {

  public Receipt {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(status, "status");
  }

  /** What a message is to its lead. */
  public enum Status {
    /** It opened the lead. */
    OPENED,
    /** It continues the lead's thread. */
    CONTINUED,
    /** It is a copy of a message that the lead has already. */
    DUPLICATE
  }
}
