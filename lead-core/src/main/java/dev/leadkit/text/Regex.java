// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that is found in time linear in the text, whatever the two are: all its states advance together, one character at
 * a time, after Thompson (1968); nothing is ever tried again.
 *
 * <p>The language: literals, {@code .}, classes {@code [a-z] [^0-9]}, {@code \d \w \s \D \W \S}, anchors {@code ^ $ \b \B}, groups,
 * {@code |}, and {@code * + ? {m} {m,} {m,n}} up to 100. No back-reference and no look-around exists. Of all matches it finds that which
 * begins first, and of these the longest. The classes are those of Unicode (UTS #18, annex C), and {@code \\b} is an edge of {@code \\w}:
 * see {@link CharClass}. Immutable and thread-safe.
 */
public final class Regex {

  /** So many states at most: a match takes at most so many steps for each character. */
  static final int MAX_STATES = 1000;

  /** Capitals count only where the policy says so: this is what holds anyway, in the words of other languages. */
  private static final String ANY_CASE = "(?i)";

  private static final int MAX_REPEATS = 100;
  private static final int MAX_DEPTH = 50;

  /** Which characters examples are made of, in this order: letters and digits of ASCII first. */
  private static final int[] SHOWN = {'a', 'z', '0', '9', 'A', 'Z', ' ', 0x2FFF, 0, ' '};

  /** A text that is no regular expression of this language. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private enum Kind {
    /** One character of a set. */
    SET,
    /** Goes on at both. */
    SPLIT,
    START,
    END,
    EDGE,
    INNER,
    FOUND
  }

  private record State(Kind kind, CharClass set, int next, int other) {}

  private final String text;
  private final MatchOptions.Case letters;
  private final State[] states;
  private final String literal;

  private Regex(String text, MatchOptions.Case letters, State[] states, String literal) {
    this.text = text;
    this.letters = letters;
    this.states = states;
    this.literal = literal;
  }

  /**
   * Reads a regular expression.
   *
   * @param letters whether capitals count
   */
  public static Regex of(String text, MatchOptions.Case letters) throws Malformed {
    if (text.startsWith(ANY_CASE) && letters == MatchOptions.Case.EXACT) {
      throw new Malformed("(?i) contradicts exact: true; expected one of them");
    }
    String pattern = text.startsWith(ANY_CASE) ? text.substring(ANY_CASE.length()) : text;
    Tree tree = new Parser(pattern, letters).whole();
    var program = new Program();
    int first = program.compile(tree, program.add(new State(Kind.FOUND, CharClass.NONE, -1, -1)));
    State[] states = program.states.toArray(State[]::new);
    // the entry stands first
    var ordered = new State[states.length + 1];
    ordered[0] = new State(Kind.SPLIT, CharClass.NONE, first + 1, -1);
    for (int i = 0; i < states.length; i++) {
      State state = states[i];
      ordered[i + 1] = new State(
          state.kind(),
          state.set(),
          state.next() < 0 ? -1 : state.next() + 1,
          state.other() < 0 ? -1 : state.other() + 1);
    }
    return new Regex(text, letters, ordered, longestLiteral(tree));
  }

  String text() {
    return text;
  }

  /** What every match contains, in the folding of {@link #fold}; {@code ""} where nothing is sure. */
  public String literal() {
    return literal;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Regex regex && text.equals(regex.text) && letters == regex.letters;
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + letters.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  /** One form for a character in all its cases. */
  static int fold(int c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  /** Where the first, longest match begins and ends; null if there is none. */
  public int @Nullable [] find(String input) {
    return new Search(input).run();
  }

  /** A short text in which the expression is found, unless anchors or the edges of words forbid it there. */
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

  /** All states at work on one text; each remembers where its match began. */
  private final class Search {

    private final String input;
    private int[] active = new int[states.length];
    private int[] nextActive = new int[states.length];
    private int count;
    private int nextCount;
    private int[] begins = new int[states.length];
    private int[] nextBegins = new int[states.length];
    private final int[] seen = new int[states.length];
    private final int[] stack = new int[2 * states.length + 2];
    private int generation;
    private int bestStart = -1;
    private int bestEnd = -1;

    Search(String input) {
      this.input = input;
      Arrays.fill(seen, -1);
    }

    int @Nullable [] run() {
      int n = input.length();
      for (int at = 0; ; ) {
        // the earliest beginnings stand first in the list, and so win
        if (bestStart < 0) {
          nextCount = count;
          enter(active, begins, 0, at, at);
          count = nextCount;
        }
        if (at >= n || count == 0 && bestStart >= 0) {
          break;
        }
        int point = input.codePointAt(at);
        int after = at + Character.charCount(point);
        advance(letters == MatchOptions.Case.ANY ? fold(point) : point, after);
        at = after;
      }
      return bestStart < 0 ? null : new int[] {bestStart, bestEnd};
    }

    private void advance(int point, int after) {
      generation++;
      nextCount = 0;
      for (int i = 0; i < count; i++) {
        if (bestStart >= 0 && begins[i] > bestStart) {
          break;
        }
        State state = states[active[i]];
        if (state.set().contains(point)) {
          enter(nextActive, nextBegins, state.next(), after, begins[i]);
        }
      }
      int[] swap = active;
      active = nextActive;
      nextActive = swap;
      swap = begins;
      begins = nextBegins;
      nextBegins = swap;
      count = nextCount;
    }

    /** Follows everything that needs no character. */
    private void enter(int[] into, int[] intoBegins, int first, int at, int begin) {
      int top = 0;
      stack[top++] = first;
      while (top > 0) {
        int number = stack[--top];
        if (number < 0 || seen[number] == generation) {
          continue;
        }
        seen[number] = generation;
        State state = states[number];
        switch (state.kind()) {
          case SET -> {
            into[nextCount] = number;
            intoBegins[nextCount++] = begin;
          }
          case SPLIT -> {
            stack[top++] = state.other();
            stack[top++] = state.next();
          }
          case FOUND -> found(begin, at);
          default -> {
            if (holds(state.kind(), at)) {
              stack[top++] = state.next();
            }
          }
        }
      }
    }

    private void found(int begin, int at) {
      if (bestStart < 0 || begin < bestStart || begin == bestStart && at > bestEnd) {
        bestStart = begin;
        bestEnd = at;
      }
    }

    private boolean holds(Kind kind, int at) {
      return switch (kind) {
        case START -> at == 0;
        case END -> at == input.length();
        case EDGE -> isWordBefore(at) != isWordAfter(at);
        default -> isWordBefore(at) == isWordAfter(at);
      };
    }

    private boolean isWordBefore(int at) {
      return at > 0 && CharClass.isWord(input.codePointBefore(at));
    }

    private boolean isWordAfter(int at) {
      return at < input.length() && CharClass.isWord(input.codePointAt(at));
    }
  }

  /** What a pattern says. */
  private sealed interface Tree {

    record Set(CharClass set) implements Tree {}

    record Row(List<Tree> parts) implements Tree {}

    record Either(List<Tree> parts) implements Tree {}

    /** @param most -1 for no limit */
    record Repeat(Tree part, int least, int most) implements Tree {}

    record At(Kind kind) implements Tree {}
  }

  /** The longest run of single characters that stands in every match. */
  private static String longestLiteral(Tree tree) {
    if (tree instanceof Tree.Set set) {
      return set.set().isOne() ? Character.toString(set.set().first()) : "";
    }
    if (tree instanceof Tree.Repeat repeat) {
      return repeat.least() > 0 ? longestLiteral(repeat.part()) : "";
    }
    String longest = "";
    if (tree instanceof Tree.Row row) {
      var run = new StringBuilder();
      for (Tree part : row.parts()) {
        if (part instanceof Tree.Set set && set.set().isOne()) {
          run.appendCodePoint(set.set().first());
        } else if (!(part instanceof Tree.At)) {
          longest = longer(longest, run.toString());
          run.setLength(0);
          longest = longer(longest, longestLiteral(part));
        }
      }
      longest = longer(longest, run.toString());
    }
    return longest;
  }

  private static String longer(String one, String other) {
    return other.length() > one.length() ? other : one;
  }

  /** States for a tree, from its end to its beginning. */
  private static final class Program {

    private final List<State> states = new ArrayList<>();

    int add(State state) throws Malformed {
      if (states.size() >= MAX_STATES) {
        throw new Malformed("too large: more than " + MAX_STATES + " states");
      }
      states.add(state);
      return states.size() - 1;
    }

    int compile(Tree tree, int next) throws Malformed {
      if (tree instanceof Tree.Set set) {
        return add(new State(Kind.SET, set.set(), next, -1));
      }
      if (tree instanceof Tree.At at) {
        return add(new State(at.kind(), CharClass.NONE, next, -1));
      }
      if (tree instanceof Tree.Row row) {
        int first = next;
        for (int i = row.parts().size() - 1; i >= 0; i--) {
          first = compile(row.parts().get(i), first);
        }
        return first;
      }
      if (tree instanceof Tree.Either either) {
        int first = compile(either.parts().get(0), next);
        for (Tree part : either.parts().subList(1, either.parts().size())) {
          first = add(new State(Kind.SPLIT, CharClass.NONE, first, compile(part, next)));
        }
        return first;
      }
      return repeat((Tree.Repeat) tree, next);
    }

    private int repeat(Tree.Repeat repeat, int next) throws Malformed {
      int first = next;
      if (repeat.most() < 0) {
        int loop = add(new State(Kind.SPLIT, CharClass.NONE, -1, -1));
        int body = compile(repeat.part(), loop);
        states.set(loop, new State(Kind.SPLIT, CharClass.NONE, body, next));
        first = loop;
      }
      for (int i = repeat.least(); i < repeat.most(); i++) {
        first = add(new State(Kind.SPLIT, CharClass.NONE, compile(repeat.part(), first), next));
      }
      for (int i = 0; i < repeat.least(); i++) {
        first = compile(repeat.part(), first);
      }
      return first;
    }
  }

  private static final class Parser {

    private static final int MAX_FOLDED = 2000;

    private final int[] pattern;
    private final MatchOptions.Case letters;
    private int at;
    private int depth;

    Parser(String text, MatchOptions.Case letters) {
      pattern = text.codePoints().toArray();
      this.letters = letters;
    }

    Tree whole() throws Malformed {
      Tree tree = either();
      if (at < pattern.length) {
        throw new Malformed("unmatched ) at character " + (at + 1));
      }
      return tree;
    }

    private Tree either() throws Malformed {
      if (++depth > MAX_DEPTH) {
        throw new Malformed("nested deeper than " + MAX_DEPTH + " groups");
      }
      var parts = new ArrayList<Tree>();
      parts.add(row());
      while (take('|')) {
        parts.add(row());
      }
      depth--;
      return parts.size() == 1 ? parts.get(0) : new Tree.Either(parts);
    }

    private Tree row() throws Malformed {
      var parts = new ArrayList<Tree>();
      while (at < pattern.length && pattern[at] != '|' && pattern[at] != ')') {
        parts.add(repeated(atom()));
      }
      return new Tree.Row(parts);
    }

    private Tree repeated(Tree part) throws Malformed {
      Tree tree = part;
      int times = 0;
      while (at < pattern.length && "*+?{".indexOf(pattern[at]) >= 0) {
        if (part instanceof Tree.At || ++times > 1) {
          throw new Malformed("nothing to repeat at character " + (at + 1));
        }
        int c = pattern[at++];
        tree = switch (c) {
          case '*' -> new Tree.Repeat(part, 0, -1);
          case '+' -> new Tree.Repeat(part, 1, -1);
          case '?' -> new Tree.Repeat(part, 0, 1);
          default -> counted(part);
        };
      }
      return tree;
    }

    private Tree counted(Tree part) throws Malformed {
      int least = number();
      int most = least;
      if (take(',')) {
        most = at < pattern.length && pattern[at] == '}' ? -1 : number();
      }
      if (!take('}') || most >= 0 && most < least) {
        throw new Malformed("expected {m}, {m,} or {m,n} before character " + (at + 1));
      }
      return new Tree.Repeat(part, least, most);
    }

    private int number() throws Malformed {
      int number = -1;
      while (at < pattern.length && pattern[at] >= '0' && pattern[at] <= '9') {
        number = Math.max(0, number) * 10 + pattern[at++] - '0';
        if (number > MAX_REPEATS) {
          throw new Malformed("expected at most " + MAX_REPEATS + " repetitions");
        }
      }
      if (number < 0) {
        throw new Malformed("expected a number at character " + (at + 1));
      }
      return number;
    }

    private Tree atom() throws Malformed {
      int c = pattern[at++];
      return switch (c) {
        case '(' -> group();
        case '[' -> new Tree.Set(set());
        case '.' -> new Tree.Set(CharClass.of('\n', '\n').negated());
        case '^' -> new Tree.At(Kind.START);
        case '$' -> new Tree.At(Kind.END);
        case '\\' -> escaped();
        case '*', '+', '?', '{' -> throw new Malformed("nothing to repeat at character " + at);
        default -> one(c);
      };
    }

    private Tree group() throws Malformed {
      if (take('?') && !take(':')) {
        throw new Malformed("(?" + (at < pattern.length ? Character.toString(pattern[at]) : "")
            + " is not known; expected ( or (?:");
      }
      Tree tree = either();
      if (!take(')')) {
        throw new Malformed("expected ) at the end");
      }
      return tree;
    }

    private Tree escaped() throws Malformed {
      if (at == pattern.length) {
        throw new Malformed("ends with \\");
      }
      int c = pattern[at++];
      return switch (c) {
        case 'b' -> new Tree.At(Kind.EDGE);
        case 'B' -> new Tree.At(Kind.INNER);
        default -> {
          CharClass set = named(c);
          yield set == null ? one(literal(c)) : new Tree.Set(set);
        }
      };
    }

    private static @Nullable CharClass named(int c) {
      return switch (c) {
        case 'd' -> CharClass.DIGIT;
        case 'D' -> CharClass.DIGIT.negated();
        case 'w' -> CharClass.WORD;
        case 'W' -> CharClass.WORD.negated();
        case 's' -> CharClass.SPACE;
        case 'S' -> CharClass.SPACE.negated();
        default -> null;
      };
    }

    private static int literal(int c) throws Malformed {
      return switch (c) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        default -> {
          if (c < 128 && Character.isLetterOrDigit(c)) {
            throw new Malformed("\\" + (char) c + " is not known");
          }
          yield c;
        }
      };
    }

    private Tree one(int c) {
      int folded = letters == MatchOptions.Case.ANY ? fold(c) : c;
      return new Tree.Set(CharClass.of(folded, folded));
    }

    private CharClass set() throws Malformed {
      boolean negated = take('^');
      var ranges = new ArrayList<CharClass>();
      while (at < pattern.length && (pattern[at] != ']' || ranges.isEmpty())) {
        int c = pattern[at++];
        if (c == '\\' && at < pattern.length) {
          c = pattern[at++];
          CharClass named = named(c);
          if (named != null) {
            ranges.add(named);
            continue;
          }
          c = literal(c);
        }
        ranges.add(range(c));
      }
      if (!take(']')) {
        throw new Malformed("expected ] at the end");
      }
      CharClass all = CharClass.union(ranges);
      return negated ? all.negated() : all;
    }

    private CharClass range(int low) throws Malformed {
      if (at + 1 >= pattern.length || pattern[at] != '-' || pattern[at + 1] == ']') {
        return ranged(low, low);
      }
      at++;
      int high = pattern[at++];
      if (high == '\\' && at < pattern.length) {
        high = literal(pattern[at++]);
      }
      if (high < low) {
        throw new Malformed("a range that ends before it begins");
      }
      return ranged(low, high);
    }

    /** With what the characters of a small range fold to; what is folded is what is compared. */
    private CharClass ranged(int low, int high) {
      var all = new ArrayList<CharClass>();
      all.add(CharClass.of(low, high));
      if (letters == MatchOptions.Case.ANY) {
        for (int c = low; c <= Math.min(high, low + MAX_FOLDED); c++) {
          int folded = fold(c);
          if (folded != c) {
            all.add(CharClass.of(folded, folded));
          }
        }
      }
      return CharClass.union(all);
    }

    private boolean take(int c) {
      if (at < pattern.length && pattern[at] == c) {
        at++;
        return true;
      }
      return false;
    }
  }
}
