// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.Objects;

/**
 * A fact in the history of a lead, identified by {@code (lead, seq)}.
 *
 * @param lead the lead
 * @param seq its position in the history, from 1 without gaps
 * @param at when it was recorded
 * @param fact what happened or was decided
 */
public record LeadEvent(LeadId lead, long seq, Instant at, Fact fact) {

  public LeadEvent {
    Objects.requireNonNull(lead, "lead");
    if (seq < 1) {
      throw new IllegalArgumentException("seq: expected 1 or more, got " + seq);
    }
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(fact, "fact");
  }
}
