// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import java.nio.file.Path;

/**
 * Where the policy comes from: asked once for each group of turns, so that a new policy takes effect between turns and never within one.
 *
 * <p>It answers at once, never null, and does not throw: a source that reloads keeps the last good policy. Thread-safe.
 */
@FunctionalInterface
public interface PolicySource {

  /** The policy that is in effect now. */
  Policy policy();

  /**
   * Looks for something newer now, and has it take effect if it is good. It does not throw, may take its time, and holds up nobody who asks
   * for the policy meanwhile. A pipeline calls it from time to time; a host may whenever it likes. A source that cannot change does nothing.
   */
  default void refresh() {}

  /** From now on, nothing takes effect that does not pass this check too. */
  default void require(PolicyCheck check) {}

  /** Takes a check back. */
  default void release(PolicyCheck check) {}

  /** Always this policy. */
  static PolicySource of(Policy policy) {
    return () -> policy;
  }

  /**
   * The policy of a file in UTF-8, and what becomes of it; the files that it names are found relative to it.
   *
   * @throws PolicyException if anything is wrong with it now: all of it at once, each with its place
   */
  static LivePolicy file(Path file) {
    return LivePolicy.file(file).load();
  }
}
