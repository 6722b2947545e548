// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses which word was meant: the one with the smallest number of edits and swaps of neighbouring letters (Damerau 1964). */
final class EditDistance {

  private EditDistance() {}

  /** The end of a problem: the known word that was probably meant, or all known words. */
  static String suggestion(String given, Collection<String> known) {
    String near = nearest(given, known);
    if (near != null) {
      return "did you mean '" + near + "'?";
    }
    return known.isEmpty() ? "none is known" : "known: " + String.join(", ", known);
  }

  /** The nearest word, the first of several; null if none is near. */
  static @Nullable String nearest(String given, Collection<String> known) {
    String best = null;
    int least = Math.max(1, given.length() / 3) + 1;
    for (String word : known) {
      int edits = edits(given, word);
      if (edits < least) {
        least = edits;
        best = word;
      }
    }
    return best;
  }

  private static int edits(String one, String other) {
    var rows = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : edits(rows, one, other, i, j);
      }
    }
    return rows[one.length()][other.length()];
  }

  private static int edits(int[][] rows, String one, String other, int i, int j) {
    int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
    int least = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
    least = Math.min(least, rows[i - 1][j - 1] + changed);
    if (i > 1
        && j > 1
        && one.charAt(i - 1) == other.charAt(j - 2)
        && one.charAt(i - 2) == other.charAt(j - 1)) {
      least = Math.min(least, rows[i - 2][j - 2] + 1);
    }
    return least;
  }
}
