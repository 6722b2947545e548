// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;

/**
 * The verdict of a spam filter.
 *
 * @param score from 0 (not spam) to 1 (spam)
 * @param flags the reasons of the filter, in its order
 */
public record Spam(double score, List<String> flags) {

  /** No filter has checked the message. */
  public static final Spam NONE = new Spam(0, List.of());

  public Spam {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score: expected 0 to 1, got " + score);
    }
    flags = Checks.list(flags, "flags");
  }
}
