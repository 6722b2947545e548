// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.reload;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link LivePolicy} is doing: it follows its origin, or stays with a pinned version.
 *
 * <pre>
 *  Following ── pin ──▶ Pinned          the origin's candidates wait
 *      ▲                  │
 *      └───── unpin ──────┘             the next look decides
 * </pre>
 *
 * <p>A candidate that was refused, a candidate that waits and an outage are remembered so that each is reported once and not at every look.
 */
sealed interface PolicyState {

  /** The version in effect. */
  StoredPolicy current();

  /** Why the origin could not be read when it was last tried; {@code ""} if it could. */
  String outage();

  /** The same state after the origin was tried. */
  PolicyState withOutage(String outage);

  /** The hash of the pinned version; {@code ""} if none is pinned. */
  String pinned();

  /**
   * The origin decides which version is in effect.
   *
   * @param refused the candidate that was refused last; null if the current version was offered since
   */
  record Following(StoredPolicy current, @Nullable PolicySnapshot refused, String outage)
      implements PolicyState {

    @Override
    public PolicyState withOutage(String outage) {
      return new Following(current, refused, outage);
    }

    @Override
    public String pinned() {
      return "";
    }
  }

  /**
   * The current version stays whatever the origin offers.
   *
   * @param waiting the candidate that the origin offers; null if it offers the current version
   */
  record Pinned(StoredPolicy current, @Nullable PolicySnapshot waiting, String outage)
      implements PolicyState {

    @Override
    public PolicyState withOutage(String outage) {
      return new Pinned(current, waiting, outage);
    }

    @Override
    public String pinned() {
      return current.hash();
    }
  }
}
