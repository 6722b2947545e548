// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The words of a text, folded, in their order. */
final class Tokens extends Tokenizer {

  private final List<String> words = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private final BitSet stops = new BitSet();

  private Tokens(MatchOptions.Case caseSensitivity) {
    super(caseSensitivity, false);
  }

  static Tokens of(String text) {
    return of(text, MatchOptions.Case.ANY);
  }

  static Tokens of(String text, MatchOptions.Case caseSensitivity) {
    var tokens = new Tokens(caseSensitivity);
    tokens.read(text);
    return tokens;
  }

  @Override
  protected void take(int start, int end, boolean afterStop) {
    stops.set(words.size(), afterStop);
    words.add(new String(word, 0, length));
    places.add(new int[] {start, end});
  }

  List<String> words() {
    return words;
  }

  /** Where a word begins. */
  int start(int word) {
    return places.get(word)[0];
  }

  /** Where a word ends, exclusive. */
  int end(int word) {
    return places.get(word)[1];
  }

  /** Whether a sentence or paragraph ends before a word. */
  boolean isAfterStop(int word) {
    return stops.get(word);
  }
}
