// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.nio.file.Path;

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

  /**
   * The policy of a file in UTF-8; the files that it names are found relative to it. It is read once, now.
   *
   * @throws PolicyException if anything is wrong with it: all of it at once, each with its place
   */
  static PolicySource file(Path file) {
    return of(PolicyFile.read(file));
  }
}
