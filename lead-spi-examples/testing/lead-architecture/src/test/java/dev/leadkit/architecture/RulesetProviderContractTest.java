// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.architecture;

import dev.leadkit.scoring.RulesetProvider;
import dev.leadkit.spi.Provider;
import dev.leadkit.tck.ProviderContract;
import java.util.List;

class RulesetProviderContractTest extends ProviderContract {

  @Override
  protected Class<? extends Provider<?>> provider() {
    return RulesetProvider.class;
  }

  @Override
  protected String rightSettings() {
    return Policies.RULES;
  }

  @Override
  protected Mistakes wrongSettings() {
    return new Mistakes("""
        score: { base: many }
        rules:
          - { id: size, add: lots, when: { company.size: { gt: 200 } }, colour: red }
        """, List.of(": score.base: ", ": rules[0].add: ", ": rules[0].colour: "));
  }
}
