// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.ArrayList;
import java.util.List;

/** The words of a text, folded, in their order. */
final class Tokens extends Words {

  private final List<String> words = new ArrayList<>();
  private boolean hasStops;

  private Tokens(Phrase.Case letters) {
    super(letters, false);
  }

  static Tokens of(String text) {
    return of(text, Phrase.Case.ANY);
  }

  static Tokens of(String text, Phrase.Case letters) {
    var tokens = new Tokens(letters);
    tokens.read(text);
    return tokens;
  }

  @Override
  void take(int start, int end, boolean afterStop) {
    words.add(new String(word, 0, length));
    hasStops |= afterStop;
  }

  List<String> words() {
    return words;
  }

  boolean hasStops() {
    return hasStops;
  }
}
