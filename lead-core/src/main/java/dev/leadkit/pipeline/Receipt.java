// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.LeadId;
import java.util.List;
import java.util.Objects;

/**
 * The answer to a message that was accepted: the message is durable once this exists.
 *
 * @param event the id of the message, {@code evt_…}
 * @param lead the lead to which it belongs; the first one, where the message named several prospects
 * @param status the relation of the message to that lead
 * @param others the other leads of a message that named several prospects, in the order of the message; usually empty
 */
public record Receipt(String event, LeadId lead, Status status, List<Part> others) {

  public Receipt {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(status, "status");
    others = List.copyOf(Objects.requireNonNull(others, "others"));
  }

  /** The receipt of a message that belongs to one lead. */
  public Receipt(String event, LeadId lead, Status status) {
    this(event, lead, status, List.of());
  }

  /** Another lead of the same message, and the relation of the message to it. */
  public record Part(LeadId lead, Status status) {
    public Part {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(status, "status");
    }
  }

  /** The relation of a message to a lead. */
  public enum Status {
    /** The message opened the lead. */
    OPENED,
    /** The message continues a conversation of the lead. */
    CONTINUED,
    /** The message is a copy of a message that the lead already has. */
    DUPLICATE
  }
}
