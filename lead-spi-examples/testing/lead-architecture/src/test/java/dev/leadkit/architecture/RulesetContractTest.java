// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import dev.leadkit.scoring.RulesetProvider;
import dev.leadkit.spi.Scorer;
import dev.leadkit.tck.ScorerContract;

/** The scorer of rules keeps the contract of its extension point. */
class RulesetContractTest extends ScorerContract {

  @Override
  protected Scorer scorer() {
    return Policies.product(new RulesetProvider(), Policies.RULES);
  }
}
