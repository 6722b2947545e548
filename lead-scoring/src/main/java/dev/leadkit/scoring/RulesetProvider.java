// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;

/** Creates the {@link Ruleset} of a policy: the scorer named {@code rules}. */
public final class RulesetProvider implements Provider<Scorer> {

  /** For the service loader. */
  public RulesetProvider() {}

  @Override
  public Class<Scorer> type() {
    return Scorer.class;
  }

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public Scorer create(Settings settings) {
    return Ruleset.read(settings);
  }
}
