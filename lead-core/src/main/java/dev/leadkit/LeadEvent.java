// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.Objects;

/**
 * A fact in the history of a lead, identified by {@code (lead, seq)}, with what caused it.
 *
 * @param lead the lead
 * @param seq its position in the history, from 1 without gaps
 * @param at when it was recorded
 * @param fact what happened or was decided
 * @param context who caused it and in which trace, {@link EventContext#NONE} if it was the engine
 */
public record LeadEvent(LeadId lead, long seq, Instant at, Fact fact, EventContext context) {

  public LeadEvent {
    Objects.requireNonNull(lead, "lead");
    if (seq < 1) {
      throw new IllegalArgumentException("seq: expected 1 or more, got " + seq);
    }
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(fact, "fact");
    Objects.requireNonNull(context, "context");
  }

  /** An event without a context. */
  public LeadEvent(LeadId lead, long seq, Instant at, Fact fact) {
    this(lead, seq, at, fact, EventContext.NONE);
  }

  /** This event with another context. */
  public LeadEvent withContext(EventContext other) {
    return new LeadEvent(lead, seq, at, fact, other);
  }
}
