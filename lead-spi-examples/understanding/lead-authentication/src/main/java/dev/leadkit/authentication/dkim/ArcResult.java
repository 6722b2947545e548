// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.Security;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the chain of custody of a mail is intact (RFC 8617 §4.4). A pass says who sealed, and nothing about whether the sealers are honest:
 * use the {@linkplain ArcSet#authenticationResults() results} of a set only if its sealer, and each later one, is trusted.
 *
 * @param result none, pass, fail; temperror where the DNS gave no answer
 * @param sets the sets of the chain by instance; empty unless the result is a pass
 * @param reason in one phrase, why it is not a pass
 */
public record ArcResult(Security.Result result, List<ArcSet> sets, String reason) {

  public ArcResult {
    Objects.requireNonNull(result, "result");
    sets = List.copyOf(Objects.requireNonNull(sets, "sets"));
    Objects.requireNonNull(reason, "reason");
  }

  /** Whether there is a chain and it is intact. */
  public boolean isPass() {
    return result == Security.Result.PASS;
  }

  /**
   * The oldest set that can be believed: it and every later one were sealed by a domain of these (lower case). Null where the chain is not
   * intact or its newest sealer is not trusted.
   */
  public @Nullable ArcSet oldestTrusted(Set<String> trustedSealers) {
    ArcSet oldest = null;
    for (int i = sets.size() - 1; i >= 0 && trustedSealers.contains(sets.get(i).sealer()); i--) {
      oldest = sets.get(i);
    }
    return oldest;
  }
}
