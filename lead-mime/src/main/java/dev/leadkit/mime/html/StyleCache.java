// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import org.jspecify.annotations.Nullable;

/**
 * Caches the declarations of the style attributes of one document, because documents repeat a few of them. Holds at most {@link #SLOTS}; an
 * attribute is parsed again only after another one has replaced it.
 */
final class StyleCache {

  private static final int SLOTS = 64;

  private @Nullable CssDeclarations @Nullable [] parsed;
  private int[] starts = {};
  private int[] ends = {};

  /** The declarations in this range of the document; valid until the next call. */
  CssDeclarations of(String html, int from, int to) {
    @Nullable CssDeclarations[] all = parsed;
    if (all == null) {
      all = new @Nullable CssDeclarations[SLOTS];
      parsed = all;
      starts = new int[SLOTS];
      ends = new int[SLOTS];
    }
    int slot = slot(html, from, to);
    CssDeclarations known = all[slot];
    if (known != null
        && ends[slot] - starts[slot] == to - from
        && html.regionMatches(from, html, starts[slot], to - from)) {
      return known;
    }
    if (known == null) {
      known = new CssDeclarations();
      all[slot] = known;
    }
    known.clear();
    known.parse(html, from, to);
    starts[slot] = from;
    ends[slot] = to;
    return known;
  }

  /** A hash of the length and some of the characters; a hit is compared as a whole. */
  private static int slot(String html, int from, int to) {
    int hash = to - from;
    int step = Math.max(1, (to - from) >> 4);
    for (int at = from; at < to; at += step) {
      hash = 31 * hash + html.charAt(at);
    }
    return (hash ^ hash >>> 6 ^ hash >>> 12) & SLOTS - 1;
  }
}
