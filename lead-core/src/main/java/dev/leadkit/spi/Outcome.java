// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the other system made of a delivery. */
public sealed interface Outcome {

  /** It has it. */
  record Accepted(String reference) implements Outcome {}

  /** It will never take it as it stands. */
  record Rejected(String reason) implements Outcome {}

  /** It cannot take it now. */
  record Later(String reason, @Nullable Duration after) implements Outcome {}

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

  /** It asks not to be called before so much time has passed (RFC 9110 §10.2.3). */
  static Outcome later(String reason, Duration after) {
    return new Later(reason, after);
  }
}
