// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.check.Examples;
import dev.leadkit.spi.Settings;
import java.util.List;

/**
 * A check that a policy must pass before it takes effect, besides being well formed: for example that its examples pass, or that all plug-ins
 * that it names are present.
 *
 * <p>Called by one thread at a time. A policy is refused if the check throws.
 */
@FunctionalInterface
public interface PolicyCheck {

  /**
   * The errors of a policy.
   *
   * @param settings from which it was read, for further sections and the places of errors
   * @return one line for each error, with its place; empty if the policy may take effect
   */
  List<String> problems(Policy policy, Settings settings);

  /** The check that all examples of the policy pass. */
  static PolicyCheck examples() {
    return (policy, settings) -> Examples.read(settings).problems(policy);
  }
}
