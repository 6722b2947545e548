// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import dev.leadkit.text.MatchOptions.Across;
import dev.leadkit.text.MatchOptions.Boundary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The symbols of a phrase, as in {@code c++}, {@code .net} and {@code AT&T}, and the ends of sentences within it, as in {@code St. Gallen}.
 *
 * <p>Phrases are found by their words. Where one has symbols, they are compared afterwards, in the few places where its words were found:
 * symbols between two words whatever white space and punctuation is beside them, symbols at either end next to the word, where neither a
 * letter, a digit nor the same symbol follows.
 *
 * @param lead the symbols before the first word
 * @param trail the symbols after the last word
 * @param gaps for each variant of the phrase, the symbols between its words
 */
record PhraseMarks(Edge lead, Edge trail, List<List<Gap>> gaps) {

  /** The ASCII characters, beside letters and digits, that a phrase does not match loosely. */
  private static final String SYMBOLS = "#$%&*+=@\\";

  /**
   * Symbols at an end of a phrase.
   *
   * @param isSpaced whether white space may be between them and the word
   */
  record Edge(String symbols, boolean isSpaced) {
    static final Edge NONE = new Edge("", false);
  }

  /**
   * What is between two words.
   *
   * @param symbols which must be there; {@code ""} where anything may be
   * @param isStop whether a sentence may end there
   */
  record Gap(String symbols, boolean isStop) {
    static final Gap NONE = new Gap("", false);
  }

  PhraseMarks {
    gaps = List.copyOf(gaps);
  }

  /** Whether there is anything to compare. */
  boolean isEmpty() {
    return lead.symbols().isEmpty()
        && trail.symbols().isEmpty()
        && gaps.stream().allMatch(variant -> variant.stream().allMatch(Gap.NONE::equals));
  }

  boolean hasStops() {
    return gaps.stream().anyMatch(variant -> variant.stream().anyMatch(Gap::isStop));
  }

  /** The gaps between the words of a text. */
  static List<Gap> gaps(String text, Tokens tokens) {
    var gaps = new Gap[Math.max(0, tokens.words().size() - 1)];
    for (int i = 0; i < gaps.length; i++) {
      int from = tokens.end(i);
      int to = tokens.start(i + 1);
      gaps[i] = new Gap(symbols(text, from, to, true, true), tokens.isAfterStop(i + 1));
    }
    return List.of(gaps);
  }

  /** The symbols before the first word of a text. */
  static Edge lead(String text, Tokens tokens) {
    int end = tokens.start(0);
    boolean isSpaced = end > 0 && Character.isWhitespace(text.charAt(end - 1));
    return edge(symbols(text, 0, end, false, true), isSpaced);
  }

  /** The symbols after the last word of a text. */
  static Edge trail(String text, Tokens tokens) {
    int start = tokens.end(tokens.words().size() - 1);
    boolean isSpaced = start < text.length() && Character.isWhitespace(text.charAt(start));
    return edge(symbols(text, start, text.length(), true, false), isSpaced);
  }

  private static Edge edge(String symbols, boolean isSpaced) {
    return symbols.isEmpty() ? Edge.NONE : new Edge(symbols, isSpaced);
  }

  /** The symbols of a piece of text without words; a point counts where it begins a word, as in {@code .net}. */
  private static String symbols(
      String text, int from, int to, boolean isAfterWord, boolean isBeforeWord) {
    var symbols = new StringBuilder();
    for (int i = from; i < to; ) {
      int point = text.codePointAt(i);
      int next = i + Character.charCount(point);
      boolean beginsWord = isBeforeWord && next == to && (i > from || !isAfterWord);
      String folded = folded(point);
      if (folded.codePoints().allMatch(PhraseMarks::isSymbol) || folded.equals(".") && beginsWord) {
        symbols.append(folded);
      }
      i = next;
    }
    return symbols.toString();
  }

  private static String folded(int point) {
    return point < 128 ? Character.toString(point) : Folding.fold(Character.toString(point));
  }

  private static boolean isSymbol(int c) {
    if (c < 128) {
      return SYMBOLS.indexOf(c) >= 0;
    }
    int type = Character.getType(c);
    return type == Character.MATH_SYMBOL
        || type == Character.CURRENCY_SYMBOL
        || type == Character.OTHER_SYMBOL;
  }

  /**
   * Where the phrase is, symbols included, if its words were found; null if the symbols are others.
   *
   * @param variants the sequences of words of the phrase, one for each element of {@link #gaps}
   */
  int @Nullable [] place(
      String text, int start, int end, List<List<String>> variants, MatchOptions options) {
    String found = text.substring(start, end);
    Tokens tokens = Tokens.of(found);
    List<Gap> between = gaps(found, tokens);
    for (int i = 0; i < variants.size(); i++) {
      if (variants.get(i).equals(tokens.words()) && fits(gaps.get(i), between, options)) {
        boolean isWord = options.boundary() == Boundary.WORD;
        int from = before(text, start, isWord);
        int to = after(text, end, isWord);
        return from < 0 || to < 0 ? null : new int[] {from, to};
      }
    }
    // a phrase that begins or ends within words
    boolean isWithin = options.boundary() == Boundary.NONE
        && gaps.stream().anyMatch(variant -> fits(variant, between, options));
    int from = isWithin ? before(text, start, false) : -1;
    int to = isWithin ? after(text, end, false) : -1;
    return from < 0 || to < 0 ? null : new int[] {from, to};
  }

  private static boolean fits(List<Gap> wanted, List<Gap> found, MatchOptions options) {
    if (wanted.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      Gap gap = wanted.get(i);
      boolean isSame =
          gap.symbols().isEmpty() || gap.symbols().equals(found.get(i).symbols());
      boolean mayStop = gap.isStop() || options.across() == Across.SENTENCE;
      if (!isSame || found.get(i).isStop() && !mayStop) {
        return false;
      }
    }
    return true;
  }

  /** Where the symbols before a word begin; -1 where they are others. */
  private int before(String text, int start, boolean isWord) {
    String symbols = lead.symbols();
    int at = start;
    while (lead.isSpaced() && at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    int left = symbols.length();
    while (left > 0) {
      String folded = at > 0 ? folded(text.codePointBefore(at)) : "";
      if (folded.isEmpty() || !symbols.substring(0, left).endsWith(folded)) {
        return -1;
      }
      left -= folded.length();
      at -= Character.charCount(text.codePointBefore(at));
    }
    if (symbols.isEmpty() || at == 0) {
      return at;
    }
    return isApart(text.codePointBefore(at), symbols.codePointAt(0), isWord) ? at : -1;
  }

  /** Where the symbols after a word end; -1 where they are others. */
  private int after(String text, int end, boolean isWord) {
    String symbols = trail.symbols();
    int at = end;
    while (trail.isSpaced() && at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    int done = 0;
    while (done < symbols.length()) {
      String folded = at < text.length() ? folded(text.codePointAt(at)) : "";
      if (folded.isEmpty() || !symbols.startsWith(folded, done)) {
        return -1;
      }
      done += folded.length();
      at += Character.charCount(text.codePointAt(at));
    }
    if (symbols.isEmpty() || at == text.length()) {
      return at;
    }
    return isApart(text.codePointAt(at), symbols.codePointBefore(symbols.length()), isWord)
        ? at
        : -1;
  }

  /** Whether a symbol at the end of a phrase may have this character beside it. */
  private static boolean isApart(int beside, int symbol, boolean isWord) {
    String folded = folded(beside);
    return folded.isEmpty()
        || folded.codePointAt(0) != symbol
            && (!isWord || folded.codePoints().noneMatch(Tokenizer::isOfWord));
  }
}
