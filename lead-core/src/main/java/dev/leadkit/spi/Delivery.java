// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Assignment;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.Objects;

/**
 * One attempt at delivering a lead to another system.
 *
 * @param id the idempotency key: the same for each attempt
 * @param externalId the key of the record in the other system: opaque, the same for all deliveries of this lead
 * @param attempt the number of the attempt, from 1
 * @param lead the state of the lead
 * @param score the score that is delivered
 * @param assignment the assignment that is delivered
 */
public record Delivery(
    String id, String externalId, int attempt, Lead lead, Score score, Assignment assignment) {

  public Delivery {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(externalId, "externalId");
    Objects.requireNonNull(lead, "lead");
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(assignment, "assignment");
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt: expected 1 or more, got " + attempt);
    }
  }

  @Override
  public String toString() {
    return "Delivery[" + id + ", attempt " + attempt + ", " + externalId + "]";
  }
}
