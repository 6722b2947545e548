// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the other system made of a delivery. */
public sealed interface Outcome {

  /**
   * It has it.
   *
   * @param reference what the other system calls it, at most 4,096 characters; {@code ""} where it does not say
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
   * It will never take it as it stands.
   *
   * @param reason what it said, for a person to read; the history keeps its first 500 characters
   */
  record Rejected(String reason) implements Outcome {
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * It cannot take it now.
   *
   * @param reason what it said, for a person to read; the history keeps its first 500 characters
   * @param after how long it asked not to be called, null where it does not say; a negative time counts as none, one of more than a year as a
   *     year
   */
  record Later(String reason, @Nullable Duration after) implements Outcome {
    public Later {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** It has it, and calls it so. */
  static Outcome accepted(String reference) {
    return new Accepted(reference);
  }

  /** It will never take it as it stands; nothing is tried again before a person looks at it. */
  static Outcome rejected(String reason) {
    return new Rejected(reason);
  }

  /** It cannot take it now and does not say when. */
  static Outcome later(String reason) {
    return new Later(reason, null);
  }

  /** It asks not to be called before so much time has passed (RFC 9110 §10.2.3); null where it does not say. */
  static Outcome later(String reason, @Nullable Duration after) {
    return new Later(reason, after);
  }
}
