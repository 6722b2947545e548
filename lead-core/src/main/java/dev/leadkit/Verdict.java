// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

/** The result of a condition in Kleene's strong three-valued logic: an unknown value is neither true nor false. */
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

  /** The verdict of a known answer. */
  public static Verdict of(boolean known) {
    return known ? TRUE : FALSE;
  }
}
