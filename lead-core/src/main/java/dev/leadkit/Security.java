// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The authentication results of a trusted receiving host (RFC 8601 §2.7). A result is {@code NONE} if no trusted host reported one; headers
 * that the sender may have written do not count.
 */
public record Security(Result dkim, Result spf, Result dmarc) {

  public Security {
    Objects.requireNonNull(dkim, "dkim");
    Objects.requireNonNull(spf, "spf");
    Objects.requireNonNull(dmarc, "dmarc");
  }

  /** No trusted host reported a result. */
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
