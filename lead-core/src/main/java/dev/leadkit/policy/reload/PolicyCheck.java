// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.spi.Settings;
import java.util.List;

/**
 * Something that a policy must pass before it takes effect, besides being well formed: that its examples come out, that all it names is here.
 *
 * <p>Called by one thread at a time; a check that throws refuses.
 */
@FunctionalInterface
public interface PolicyCheck {

  /**
   * What is wrong with it.
   *
   * @param settings from which it was read, for more to read and for places to complain about
   * @return one line for each problem, with its place; none if it may take effect
   */
  List<String> problems(Policy policy, Settings settings);

  /** That the examples of the policy come out as they say. */
  static PolicyCheck examples() {
    return (policy, settings) -> Examples.read(settings).problems(policy);
  }
}
