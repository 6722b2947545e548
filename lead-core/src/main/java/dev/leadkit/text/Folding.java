// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes texts comparable: NFKC (UAX #15) and full case folding, the same in every locale; what has no width of its own is taken out.
 *
 * <p>Dotted and dotless i are one letter, so that Turkish and other texts in capitals are found.
 */
public final class Folding {

  private Folding() {}

  /** The form under which texts are compared: NFKC, case folded. */
  public static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    var folded = new StringBuilder(composed.length());
    composed.codePoints().filter(c -> !isInvisible(c)).forEach(c -> fold(c, folded));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  /** The same letters in the same case, composed (NFKC), without what has no width. */
  public static String compose(String text) {
    if (isAscii(text)) {
      return text;
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    var visible = new StringBuilder(composed.length());
    composed.codePoints().filter(c -> !isInvisible(c)).forEach(visible::appendCodePoint);
    return Normalizer.normalize(visible, Normalizer.Form.NFKC);
  }

  private static void fold(int c, StringBuilder folded) {
    if (c < 128) {
      folded.append((char) Character.toLowerCase(c));
      return;
    }
    String upper = Character.toString(Character.toLowerCase(c)).toUpperCase(Locale.ROOT);
    upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
  }

  /** Soft hyphens, joiners, marks of direction, variation selectors. */
  static boolean isInvisible(int c) {
    return Character.getType(c) == Character.FORMAT
        || c >= 0xFE00 && c <= 0xFE0F
        || c >= 0xE0100 && c <= 0xE01EF;
  }

  static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
