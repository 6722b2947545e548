// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that stand next to each other, whatever separates them; {@code ~} between two means that they may also be written as one.
 *
 * @param text as the policy has it
 * @param variants every sequence of words that it stands for
 */
record Phrase(String text, List<List<String>> variants) {

  /** So many {@code ~} in one phrase: each doubles its variants. */
  static final int MOST_OPTIONAL = 6;

  Phrase {
    variants = List.copyOf(variants);
  }

  /** The phrase that this text means; without variants where it has no word, a sentence's end, or too many {@code ~}. */
  static Phrase of(String text) {
    List<List<String>> variants = List.of();
    String[] pieces = text.split("~", -1);
    if (pieces.length - 1 > MOST_OPTIONAL) {
      return new Phrase(text, List.of());
    }
    for (String piece : pieces) {
      Tokens tokens = Tokens.of(piece);
      List<String> words = List.copyOf(tokens.words());
      if (words.isEmpty() || tokens.hasStops()) {
        return new Phrase(text, List.of());
      }
      variants = variants.isEmpty() ? List.of(words) : joined(variants, words);
    }
    return new Phrase(text, variants);
  }

  /** Each variant followed by these words, once separated and once not. */
  private static List<List<String>> joined(List<List<String>> variants, List<String> words) {
    var joined = new ArrayList<List<String>>();
    for (List<String> variant : variants) {
      var apart = new ArrayList<>(variant);
      apart.addAll(words);
      joined.add(apart);
      var together = new ArrayList<>(variant);
      int last = together.size() - 1;
      together.set(last, together.get(last) + words.get(0));
      together.addAll(words.subList(1, words.size()));
      joined.add(together);
    }
    return joined;
  }
}
