// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.List;

/** Something that an operator wants to know of a policy that is reloaded; each is said once, not at each look. */
public sealed interface PolicyNews {

  /**
   * A policy takes effect.
   *
   * @param before the hash of the one before, {@code ""} for the first
   */
  record Loaded(String hash, String revision, String before) implements PolicyNews {}

  /**
   * What stands at the origin is no good; the last good policy stays.
   *
   * @param problems one line each, with its place
   * @param kept the hash of the policy that stays
   */
  record Refused(List<String> problems, String revision, String kept) implements PolicyNews {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * The origin cannot be read; the last good policy stays.
   *
   * @param kept the hash of the policy that stays
   */
  record Unreachable(String reason, String kept) implements PolicyNews {}

  /**
   * After trouble, the origin says again what is in effect.
   *
   * @param kept the hash of the policy that stayed
   */
  record Recovered(String kept) implements PolicyNews {}

  /** The origin has something else, which waits until the policy is no longer pinned. */
  record Held(String pinned, String revision) implements PolicyNews {}

  /** From now on this policy stays in effect, whatever the origin says. */
  record Pinned(String hash) implements PolicyNews {}

  /** From now on the origin decides again. */
  record Unpinned(String hash) implements PolicyNews {}
}
