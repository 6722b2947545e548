// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.LeadId;
import java.util.Objects;

/**
 * Confirms that a message is durable.
 *
 * @param event the id of the message, {@code evt_…}
 * @param lead the lead that it belongs to
 * @param status its relation to that lead
 */
public record Receipt(String event, LeadId lead, Status status) {

  public Receipt {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(status, "status");
  }

  /** The relation of a message to its lead. */
  public enum Status {
    /** It opened the lead. */
    OPENED,
    /** It continues the thread of the lead. */
    CONTINUED,
    /** It is a copy of a message of the lead. */
    DUPLICATE
  }
}
