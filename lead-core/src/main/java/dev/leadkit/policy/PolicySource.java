// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

/**
 * Where the policy comes from: asked once for each group of turns, so that a new policy takes effect between turns and never within one.
 *
 * <p>It answers at once, never null, and does not throw: a source that reloads keeps the last good policy. Thread-safe.
 */
@FunctionalInterface
public interface PolicySource {

  Policy policy();

  /** Always this policy. */
  static PolicySource of(Policy policy) {
    return () -> policy;
  }
}
