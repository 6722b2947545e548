// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Parses the language of {@link Regex}: one method for each production, from alternatives down to single characters. */
final class RegexParser {

  private static final int MAX_FOLDED = 2000;
  private static final int MAX_REPEATS = 100;
  private static final int MAX_DEPTH = 50;

  private final int[] pattern;
  private final MatchOptions.Case caseSensitivity;
  private int at;
  private int depth;

  RegexParser(String text, MatchOptions.Case caseSensitivity) {
    pattern = text.codePoints().toArray();
    this.caseSensitivity = caseSensitivity;
  }

  RegexTree whole() throws RegexSyntaxException {
    RegexTree tree = either();
    if (at < pattern.length) {
      throw new RegexSyntaxException("unmatched ) at character " + (at + 1));
    }
    return tree;
  }

  private RegexTree either() throws RegexSyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new RegexSyntaxException("nested deeper than " + MAX_DEPTH + " groups");
    }
    var parts = new ArrayList<RegexTree>();
    parts.add(row());
    while (take('|')) {
      parts.add(row());
    }
    depth--;
    return parts.size() == 1 ? parts.get(0) : new RegexTree.Either(parts);
  }

  private RegexTree row() throws RegexSyntaxException {
    var parts = new ArrayList<RegexTree>();
    while (at < pattern.length && pattern[at] != '|' && pattern[at] != ')') {
      parts.add(repeated(atom()));
    }
    return new RegexTree.Row(parts);
  }

  private RegexTree repeated(RegexTree part) throws RegexSyntaxException {
    RegexTree tree = part;
    int times = 0;
    while (at < pattern.length && "*+?{".indexOf(pattern[at]) >= 0) {
      if (part instanceof RegexTree.At || ++times > 1) {
        throw new RegexSyntaxException("nothing to repeat at character " + (at + 1));
      }
      int c = pattern[at++];
      tree = switch (c) {
        case '*' -> new RegexTree.Repeat(part, 0, -1);
        case '+' -> new RegexTree.Repeat(part, 1, -1);
        case '?' -> new RegexTree.Repeat(part, 0, 1);
        default -> counted(part);
      };
    }
    return tree;
  }

  private RegexTree counted(RegexTree part) throws RegexSyntaxException {
    int least = number();
    int most = least;
    if (take(',')) {
      most = at < pattern.length && pattern[at] == '}' ? -1 : number();
    }
    if (!take('}') || most >= 0 && most < least) {
      throw new RegexSyntaxException("expected {m}, {m,} or {m,n} before character " + (at + 1));
    }
    return new RegexTree.Repeat(part, least, most);
  }

  private int number() throws RegexSyntaxException {
    int number = -1;
    while (at < pattern.length && pattern[at] >= '0' && pattern[at] <= '9') {
      number = Math.max(0, number) * 10 + pattern[at++] - '0';
      if (number > MAX_REPEATS) {
        throw new RegexSyntaxException("expected at most " + MAX_REPEATS + " repetitions");
      }
    }
    if (number < 0) {
      throw new RegexSyntaxException("expected a number at character " + (at + 1));
    }
    return number;
  }

  private RegexTree atom() throws RegexSyntaxException {
    int c = pattern[at++];
    return switch (c) {
      case '(' -> group();
      case '[' -> new RegexTree.Set(set());
      case '.' -> new RegexTree.Set(CharClass.of('\n', '\n').negated());
      case '^' -> new RegexTree.At(RegexTree.Assertion.START);
      case '$' -> new RegexTree.At(RegexTree.Assertion.END);
      case '\\' -> escaped();
      case '*', '+', '?', '{' ->
        throw new RegexSyntaxException("nothing to repeat at character " + at);
      default -> one(c);
    };
  }

  private RegexTree group() throws RegexSyntaxException {
    if (take('?') && !take(':')) {
      throw new RegexSyntaxException(
          "(?" + (at < pattern.length ? Character.toString(pattern[at]) : "")
              + " is not known; expected ( or (?:");
    }
    RegexTree tree = either();
    if (!take(')')) {
      throw new RegexSyntaxException("expected ) at the end");
    }
    return tree;
  }

  private RegexTree escaped() throws RegexSyntaxException {
    if (at == pattern.length) {
      throw new RegexSyntaxException("ends with \\");
    }
    int c = pattern[at++];
    return switch (c) {
      case 'b' -> new RegexTree.At(RegexTree.Assertion.EDGE);
      case 'B' -> new RegexTree.At(RegexTree.Assertion.INNER);
      default -> {
        CharClass set = named(c);
        yield set == null ? one(literal(c)) : new RegexTree.Set(set);
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

  private static int literal(int c) throws RegexSyntaxException {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> {
        if (c < 128 && Character.isLetterOrDigit(c)) {
          throw new RegexSyntaxException("\\" + (char) c + " is not known");
        }
        yield c;
      }
    };
  }

  private RegexTree one(int c) {
    int folded = caseSensitivity == MatchOptions.Case.ANY ? CharClass.fold(c) : c;
    return new RegexTree.Set(CharClass.of(folded, folded));
  }

  private CharClass set() throws RegexSyntaxException {
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
      throw new RegexSyntaxException("expected ] at the end");
    }
    CharClass all = CharClass.union(ranges);
    return negated ? all.negated() : all;
  }

  private CharClass range(int low) throws RegexSyntaxException {
    if (at + 1 >= pattern.length || pattern[at] != '-' || pattern[at + 1] == ']') {
      return ranged(low, low);
    }
    at++;
    int high = pattern[at++];
    if (high == '\\' && at < pattern.length) {
      high = literal(pattern[at++]);
    }
    if (high < low) {
      throw new RegexSyntaxException("a range that ends before it begins");
    }
    return ranged(low, high);
  }

  /** A range with the folded forms of its characters, unless it is large: folded text is matched. */
  private CharClass ranged(int low, int high) {
    var all = new ArrayList<CharClass>();
    all.add(CharClass.of(low, high));
    if (caseSensitivity == MatchOptions.Case.ANY) {
      for (int c = low; c <= Math.min(high, low + MAX_FOLDED); c++) {
        int folded = CharClass.fold(c);
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
