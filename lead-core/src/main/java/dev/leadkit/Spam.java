// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;

/**
 * What a spam filter said of a message.
 *
 * @param score from 0 (not spam) to 1 (spam)
 * @param flags the filter's own reasons, in its order
 */
public record Spam(double score, List<String> flags) {

  /** No filter has looked. */
  public static final Spam NONE = new Spam(0, List.of());

  public Spam {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score: expected 0 to 1, got " + score);
    }
    flags = Checks.list(flags, "flags");
  }
}
