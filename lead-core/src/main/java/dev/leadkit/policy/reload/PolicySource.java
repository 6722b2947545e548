// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import java.nio.file.Path;

/**
 * A source of the policy in effect. The engine reads it once for each group of decisions, so that a new policy takes effect between decisions
 * and never within one.
 *
 * <p>It returns at once, never null, and does not throw: a source that reloads keeps the last valid policy. Thread-safe.
 */
@FunctionalInterface
public interface PolicySource {

  /** The policy in effect. */
  Policy policy();

  /**
   * Looks for a newer policy now and puts it into effect if it is valid. Does not throw, may take its time, and does not block
   * {@link #policy()}. A pipeline calls it regularly; a host may call it at any time. A source that cannot change does nothing.
   */
  default void refresh() {}

  /** Adds a check that every later policy must pass to take effect. */
  default void require(PolicyCheck check) {}

  /** Removes a check. */
  default void release(PolicyCheck check) {}

  /** A source that always has this policy. */
  static PolicySource of(Policy policy) {
    return () -> policy;
  }

  /**
   * Follows a policy file in UTF-8; the files that it names are relative to it.
   *
   * @throws PolicyException if the file is not valid now, with all its errors and their places
   */
  static LivePolicy file(Path file) {
    return LivePolicy.file(file).load();
  }
}
