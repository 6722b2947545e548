// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt to deliver a lead.
 *
 * <p>Reasons are for people to read; the history keeps the first 500 characters. Later versions may add cases.
 */
public sealed interface Outcome {

  /**
   * The other system has the lead.
   *
   * @param reference the name of the record in the other system, at most 4,096 characters; {@code ""} where it does not give one
   * @param messageId the Message-ID of a mail that was sent to the prospect, without angle brackets (RFC 5322 §3.6.4), at most 998 characters;
   *     {@code ""} where none was sent. A reply to that mail is recognized by it.
   */
  record Accepted(String reference, String messageId) implements Outcome {

    private static final int MAX_REFERENCE_LENGTH = 4_096;
    private static final int MAX_MESSAGE_ID_LENGTH = 998;

    public Accepted {
      check(reference, "reference", MAX_REFERENCE_LENGTH);
      check(messageId, "messageId", MAX_MESSAGE_ID_LENGTH);
    }

    /** Accepted without sending a mail to the prospect. */
    public Accepted(String reference) {
      this(reference, "");
    }

    private static void check(String text, String component, int max) {
      Objects.requireNonNull(text, component);
      if (text.length() > max) {
        throw new IllegalArgumentException(
            component + ": expected at most " + max + " characters, got " + text.length());
      }
    }
  }

  /**
   * The other system will never accept the lead as it is. The delivery is dead-lettered at once.
   *
   * @param reason what the other system said
   */
  record Rejected(String reason) implements Outcome {
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The other system cannot accept the lead now. The delivery is retried under the same id.
   *
   * @param reason what the other system said
   * @param after how long the other system asked not to be called, null where it does not say; a negative time counts as none, one of more
   *     than a year as a year
   */
  record Later(String reason, @Nullable Duration after) implements Outcome {
    public Later {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Some of the effects happened, others did not: the contact was written, the note was refused. The delivery is retried under the same id; the
   * effects that happened must not happen twice.
   *
   * @param reason what is missing and why
   */
  record Partial(String reason) implements Outcome {
    public Partial {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The request was sent and no answer came, so that it is not known whether the lead was accepted. The delivery is retried under the same id.
   * A connector to a system without idempotency keys must look the record up before it writes again.
   *
   * @param reason what happened
   */
  record Unknown(String reason) implements Outcome {
    public Unknown {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The other system has the lead under this reference, {@code ""} where it does not give one. */
  static Outcome accepted(String reference) {
    return new Accepted(reference);
  }

  /** The other system will never accept the lead as it is. */
  static Outcome rejected(String reason) {
    return new Rejected(reason);
  }

  /** The other system cannot accept the lead now and does not say when it can. */
  static Outcome later(String reason) {
    return new Later(reason, null);
  }

  /** The other system asks not to be called before this time has passed (RFC 9110 §10.2.3); null where it does not say. */
  static Outcome later(String reason, @Nullable Duration after) {
    return new Later(reason, after);
  }

  /** Some of the effects happened. */
  static Outcome partial(String reason) {
    return new Partial(reason);
  }

  /** It is not known whether the lead was accepted. */
  static Outcome unknown(String reason) {
    return new Unknown(reason);
  }
}
