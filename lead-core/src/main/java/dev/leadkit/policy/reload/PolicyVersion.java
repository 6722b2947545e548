// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import java.util.Objects;

/**
 * A version of a policy that is stored and can be pinned.
 *
 * @param hash of its content: the {@link dev.leadkit.policy.Policy#version()}
 * @param revision as its origin named it, {@code ""} if it did not
 */
public record PolicyVersion(String hash, String revision, Role role) {

  public PolicyVersion {
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(revision, "revision");
    Objects.requireNonNull(role, "role");
  }

  /** Whether a version is in effect. */
  public enum Role {
    /** In effect. */
    CURRENT,
    /** In effect whatever the origin offers. */
    PINNED,
    /** Was in effect earlier. */
    KEPT
  }
}
