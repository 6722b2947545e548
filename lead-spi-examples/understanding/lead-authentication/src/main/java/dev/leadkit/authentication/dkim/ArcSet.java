// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import java.util.Objects;

/**
 * What one handler of a mail added (RFC 8617 §4.2).
 *
 * @param instance {@code i=}, from 1 for the first handler
 * @param sealer the domain {@code d=} of the ARC-Seal: whom to trust, or not
 * @param authenticationResults the ARC-Authentication-Results after {@code i=}, unchanged: what the sealer saw
 */
public record ArcSet(int instance, String sealer, String authenticationResults) {

  public ArcSet {
    Objects.requireNonNull(sealer, "sealer");
    Objects.requireNonNull(authenticationResults, "authenticationResults");
  }
}
