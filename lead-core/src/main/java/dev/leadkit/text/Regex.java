// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import dev.leadkit.text.RegexProgram.Kind;
import dev.leadkit.text.RegexProgram.State;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that is matched in time linear in the text: all states of its automaton advance together, one character at a
 * time, after Thompson (1968), without backtracking.
 *
 * <p>The language: literals, {@code .}, classes {@code [a-z] [^0-9]}, {@code \d \w \s \D \W \S}, anchors {@code ^ $ \b \B}, groups,
 * {@code |}, and {@code * + ? {m} {m,} {m,n}} up to 100. There are no back-references and no look-around. Of all matches it finds the one
 * that begins first, and of these the longest. The classes are those of Unicode (UTS #18, annex C), and {@code \\b} is an edge of {@code \\w}:
 * see {@link CharClass}. Immutable and thread-safe.
 */
public final class Regex {

  /** How other languages ask to ignore case, which is the default here. */
  private static final String ANY_CASE = "(?i)";

  /** The ranges of characters for examples, in order of preference. */
  private static final int[] SHOWN = {'a', 'z', '0', '9', 'A', 'Z', ' ', 0x2FFF, 0, ' '};

  private final String text;
  private final MatchOptions.Case caseSensitivity;
  private final State[] states;
  private final String literal;

  private Regex(String text, MatchOptions.Case caseSensitivity, State[] states, String literal) {
    this.text = text;
    this.caseSensitivity = caseSensitivity;
    this.states = states;
    this.literal = literal;
  }

  /**
   * Reads a regular expression.
   *
   * @param caseSensitivity whether case counts
   */
  public static Regex of(String text, MatchOptions.Case caseSensitivity)
      throws RegexSyntaxException {
    if (text.startsWith(ANY_CASE) && caseSensitivity == MatchOptions.Case.EXACT) {
      throw new RegexSyntaxException("(?i) contradicts exact: true; expected one of them");
    }
    String pattern = text.startsWith(ANY_CASE) ? text.substring(ANY_CASE.length()) : text;
    RegexTree tree = new RegexParser(pattern, caseSensitivity).whole();
    return new Regex(text, caseSensitivity, RegexProgram.of(tree), tree.longestLiteral());
  }

  String text() {
    return text;
  }

  /** A text that every match contains, folded by {@link CharClass#fold}; {@code ""} if there is none. */
  public String literal() {
    return literal;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Regex regex
        && text.equals(regex.text)
        && caseSensitivity == regex.caseSensitivity;
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + caseSensitivity.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** Where the first, longest match begins and ends; null if there is none. */
  public int @Nullable [] find(String input) {
    return new RegexSearch(states, caseSensitivity, input).run();
  }

  /** A short text that matches, unless anchors or word boundaries prevent it. */
  public String example() {
    var texts = new String[states.length];
    var queue = new ArrayDeque<Integer>();
    texts[0] = "";
    queue.add(0);
    while (!queue.isEmpty()) {
      int number = queue.remove();
      State state = states[number];
      String text = String.valueOf(texts[number]);
      if (state.kind() == Kind.FOUND) {
        return text;
      }
      String after = state.kind() == Kind.SET ? text + Character.toString(any(state.set())) : text;
      for (int next : new int[] {state.next(), state.other()}) {
        if (next >= 0 && texts[next] == null) {
          texts[next] = after;
          queue.add(next);
        }
      }
    }
    return "";
  }

  /** A character of a set: a letter or digit of ASCII if there is one. */
  private static int any(CharClass set) {
    for (int i = 0; i < SHOWN.length; i += 2) {
      for (int c = SHOWN[i]; c <= SHOWN[i + 1]; c++) {
        if (set.contains(c)) {
          return c;
        }
      }
    }
    return ' ';
  }
}
