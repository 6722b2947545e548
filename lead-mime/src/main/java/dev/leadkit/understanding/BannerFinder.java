// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Segment.Kind;

/** Marks the warning about external mail that a mail system put above a text. */
final class BannerFinder {

  private static final int MAX_PARAGRAPH = 6;
  private static final int MAX_TAG = 24;

  private final LineKinds kinds;

  BannerFinder(LineKinds kinds) {
    this.kinds = kinds;
  }

  void mark() {
    int first = 0;
    while (first < kinds.size() && kinds.lines.get(first).isBlank()) {
      first++;
    }
    int from = first;
    while (first < kinds.size() && kinds.lines.get(first).isRule(3)) {
      first++;
    }
    if (first >= kinds.size() || kinds.of(first) != Kind.OWN_TEXT) {
      return;
    }
    TextLine line = kinds.lines.get(first);
    String opening = trim(line.folded());
    if (PhraseTables.of(PhraseType.BANNER).prefixAt(opening, 0) == 0) {
      return;
    }
    boolean tag = line.content.length() <= MAX_TAG
        && line.content.startsWith("[")
        && line.content.endsWith("]");
    int last = tag ? first : lastWithCue(first);
    if (last < 0) {
      return;
    }
    while (last + 1 < kinds.size() && kinds.lines.get(last + 1).isRule(3)) {
      last++;
    }
    kinds.set(from, last + 1, Kind.BANNER, "external-banner", 0.9);
  }

  /** The last line of the first paragraph that contains what such a warning says, -1 where none does. */
  private int lastWithCue(int first) {
    int last = -1;
    for (int i = first; i < kinds.size() && i < first + MAX_PARAGRAPH; i++) {
      TextLine line = kinds.lines.get(i);
      if (line.isBlank()) {
        break;
      }
      String text = line.folded();
      if (PhraseTables.of(PhraseType.BANNER_CUE).indexIn(text) >= 0) {
        last = i;
      } else if (last >= 0 && !isWrapped(kinds.lines.get(i - 1))) {
        break;
      } else if (last >= 0) {
        last = i;
      }
    }
    if (last < 0 && first + 1 < kinds.size()) {
      String joined =
          kinds.lines.get(first).folded() + " " + kinds.lines.get(first + 1).folded();
      return PhraseTables.of(PhraseType.BANNER_CUE).indexIn(joined) >= 0 ? first + 1 : -1;
    }
    return last;
  }

  /** Whether a sentence goes on in the next line. */
  private static boolean isWrapped(TextLine line) {
    return line.content.length() >= 50
        && ".!?]".indexOf(line.content.charAt(line.content.length() - 1)) < 0;
  }

  private static String trim(String folded) {
    int at = 0;
    while (at < folded.length()
        && folded.charAt(at) != '['
        && !Character.isLetter(folded.charAt(at))) {
      at++;
    }
    return folded.substring(at);
  }
}
