// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The authentication results of a trusted receiving host (RFC 8601 §2.7). A result is {@code NONE} if no trusted host reported one; headers
 * that the sender may have written do not count.
 *
 * @param dkim the result of a signature (RFC 6376)
 * @param spf the result of the sending host (RFC 7208)
 * @param dmarc the result of the policy of the author's domain (RFC 9989)
 * @param aligned whether what passed vouches for the domain of the author: DMARC passed, or a signature or an envelope sender of that domain,
 *     of one above it or of one below it
 */
public record Security(Result dkim, Result spf, Result dmarc, boolean aligned) {

  public Security {
    Objects.requireNonNull(dkim, "dkim");
    Objects.requireNonNull(spf, "spf");
    Objects.requireNonNull(dmarc, "dmarc");
    aligned |= dmarc == Result.PASS;
  }

  /** Results that are aligned only if DMARC passed. */
  public Security(Result dkim, Result spf, Result dmarc) {
    this(dkim, spf, dmarc, dmarc == Result.PASS);
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
