// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/** The answer of a condition in Kleene's strong three-valued logic: what is not known is neither true nor false. */
public enum Verdict {
  TRUE,
  FALSE,
  UNKNOWN;

  /** FALSE if either is; else UNKNOWN if either is. */
  public Verdict and(Verdict other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
  }

  /** TRUE if either is; else UNKNOWN if either is. */
  public Verdict or(Verdict other) {
    if (this == TRUE || other == TRUE) {
      return TRUE;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : FALSE;
  }

  /** The opposite; UNKNOWN stays UNKNOWN. */
  public Verdict not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** TRUE or FALSE, where the answer is known. */
  public static Verdict of(boolean known) {
    return known ? TRUE : FALSE;
  }
}
