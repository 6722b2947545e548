// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * What a trusted receiving host found of a message's origin (RFC 8601 §2.7). {@code NONE} where no trusted host said anything: a header
 * that anybody may have written counts for nothing.
 */
public record Security(Result dkim, Result spf, Result dmarc) {

  public Security {
    Objects.requireNonNull(dkim, "dkim");
    Objects.requireNonNull(spf, "spf");
    Objects.requireNonNull(dmarc, "dmarc");
  }

  /** Nobody whom we trust has said anything. */
  public static final Security NONE = new Security(Result.NONE, Result.NONE, Result.NONE);

  /** The result keywords of RFC 8601 §2.7. */
  public enum Result {
    NONE,
    PASS,
    FAIL,
    SOFTFAIL,
    NEUTRAL,
    POLICY,
    TEMPERROR,
    PERMERROR
  }
}
