// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import java.util.List;
import java.util.Objects;

/**
 * A lead before and after some facts were taken in, with the events that lie between.
 *
 * @param before the lead that was given
 * @param events the facts that were given and every decision that follows from them, in order
 * @param after the lead to which they lead
 */
public record Settlement(Lead before, List<LeadEvent> events, Lead after) {

  public Settlement {
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(after, "after");
    events = List.copyOf(events);
  }
}
