// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.List;

/** The syntax tree of a regular expression. */
sealed interface RegexTree {

  /** One character of a set. */
  record Set(CharClass set) implements RegexTree {}

  /** One after the other. */
  record Row(List<RegexTree> parts) implements RegexTree {}

  /** One of several. */
  record Either(List<RegexTree> parts) implements RegexTree {}

  /**
   * A repetition.
   *
   * @param most -1 for no limit
   */
  record Repeat(RegexTree part, int least, int most) implements RegexTree {}

  /** A condition on the place, which consumes nothing. */
  record At(Assertion assertion) implements RegexTree {}

  /** A condition on the place between two characters. */
  enum Assertion {
    /** The beginning of the text. */
    START,
    /** The end of the text. */
    END,
    /** Between a word character and another character, or the text's edge. */
    EDGE,
    /** Anywhere else. */
    INNER
  }

  /** The longest run of single characters that every match contains. */
  default String longestLiteral() {
    if (this instanceof Set set) {
      return set.set().isOne() ? Character.toString(set.set().first()) : "";
    }
    if (this instanceof Repeat repeat) {
      return repeat.least() > 0 ? repeat.part().longestLiteral() : "";
    }
    String longest = "";
    if (this instanceof Row row) {
      var run = new StringBuilder();
      for (RegexTree part : row.parts()) {
        if (part instanceof Set set && set.set().isOne()) {
          run.appendCodePoint(set.set().first());
        } else if (!(part instanceof At)) {
          longest = longer(longest, run.toString());
          run.setLength(0);
          longest = longer(longest, part.longestLiteral());
        }
      }
      longest = longer(longest, run.toString());
    }
    return longest;
  }

  private static String longer(String one, String other) {
    return other.length() > one.length() ? other : one;
  }
}
