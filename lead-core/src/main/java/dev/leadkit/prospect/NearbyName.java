// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.prospect;

import java.util.Locale;

/** The name before an address in a text, as in "Visitor: Ada Byron (ada@acme.example)". */
final class NearbyName {

  private static final int MAX_WORDS = 4;

  private NearbyName() {}

  static String before(String text, String email) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(email);
    if (at <= 0) {
      return "";
    }
    int line = text.lastIndexOf('\n', at - 1) + 1;
    String head = text.substring(line, at).strip();
    boolean isEnclosed = head.endsWith("(") || head.endsWith("<") || head.endsWith("[");
    if (!isEnclosed) {
      return "";
    }
    head = head.substring(0, head.length() - 1).strip();
    int colon = head.lastIndexOf(':');
    head = head.substring(colon + 1).strip();
    return isName(head) ? head : "";
  }

  /** Whether a text looks like the name of a person: one to four words, each with a capital or without case, and no digit. */
  static boolean isName(String text) {
    String[] words = text.strip().split("\\s+", -1);
    if (text.isBlank() || words.length > MAX_WORDS || text.length() > 60) {
      return false;
    }
    int capitals = 0;
    for (String word : words) {
      int c = word.codePointAt(0);
      if (word.codePoints().anyMatch(d -> Character.isDigit(d) || "@/:;=<>|?!".indexOf(d) >= 0)) {
        return false;
      }
      capitals +=
          Character.isUpperCase(c) || !Character.isLowerCase(c) && Character.isLetter(c) ? 1 : 0;
    }
    return capitals > 0 && capitals * 2 >= words.length;
  }
}
