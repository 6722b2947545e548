// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of a delivery. Later versions may add cases. */
public sealed interface Outcome {

  /**
   * The other system accepted the lead.
   *
   * @param reference the id of the lead in the other system, at most 4,096 characters; {@code ""} if it is not known
   */
  record Accepted(String reference) implements Outcome {

    private static final int MAX_REFERENCE = 4_096;

    public Accepted {
      Objects.requireNonNull(reference, "reference");
      if (reference.length() > MAX_REFERENCE) {
        throw new IllegalArgumentException("reference: expected at most " + MAX_REFERENCE
            + " characters, got " + reference.length());
      }
    }
  }

  /**
   * The other system rejected the lead. It is not tried again until a person intervenes.
   *
   * @param reason its message, for people; the history keeps its first 500 characters
   */
  record Rejected(String reason) implements Outcome {
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The other system cannot accept the lead now. The delivery is retried.
   *
   * @param reason its message, for people; the history keeps its first 500 characters
   * @param after how long it asked us to wait, null if it did not say; a negative time counts as zero, more than a year as a year
   */
  record Later(String reason, @Nullable Duration after) implements Outcome {
    public Later {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The other system accepted the lead under this id. */
  static Outcome accepted(String reference) {
    return new Accepted(reference);
  }

  /** The other system rejected the lead; it is not tried again until a person intervenes. */
  static Outcome rejected(String reason) {
    return new Rejected(reason);
  }

  /** The other system cannot accept the lead now and did not say when to retry. */
  static Outcome later(String reason) {
    return new Later(reason, null);
  }

  /** The other system cannot accept the lead now and asked to wait (RFC 9110 §10.2.3); null if it did not say how long. */
  static Outcome later(String reason, @Nullable Duration after) {
    return new Later(reason, after);
  }
}
