// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words that stand next to each other, whatever separates them; {@code ~} between two means that they may also be written as one.
 *
 * @param text as the policy has it
 * @param variants every sequence of words that it stands for
 * @param spelling how strictly it is compared
 */
record Phrase(String text, List<List<String>> variants, Spelling spelling) {

  /** So many {@code ~} in one phrase: each doubles its variants. */
  static final int MOST_OPTIONAL = 6;

  /** Whether capitals count. */
  enum Case {
    ANY,
    EXACT
  }

  /** How far a phrase may reach. */
  enum Across {
    /** Never over the end of a sentence or paragraph. */
    NOTHING,
    /** Over the end of a sentence. */
    SENTENCE
  }

  /** Where a phrase may begin and end. */
  enum Boundary {
    /** Where a word does. */
    WORD,
    /** Anywhere: for scripts that do not separate words. */
    NONE
  }

  /** How strictly a phrase is compared. */
  record Spelling(Case letters, Across across, Boundary boundary) {

    static final Spelling STANDARD = new Spelling(Case.ANY, Across.NOTHING, Boundary.WORD);
  }

  Phrase {
    variants = List.copyOf(variants);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Phrase phrase
        && text.equals(phrase.text)
        && spelling.equals(phrase.spelling);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + spelling.hashCode();
  }

  static Phrase of(String text) {
    return of(text, Spelling.STANDARD);
  }

  /** The phrase that this text means; without variants where it has no word, a sentence's end, or too many {@code ~}. */
  static Phrase of(String text, Spelling spelling) {
    return new Phrase(text, variants(text, Case.ANY), spelling);
  }

  private static List<List<String>> variants(String text, Case letters) {
    List<List<String>> variants = List.of();
    String[] pieces = text.split("~", -1);
    if (pieces.length - 1 > MOST_OPTIONAL) {
      return List.of();
    }
    for (String piece : pieces) {
      Tokens tokens = Tokens.of(piece, letters);
      List<String> words = List.copyOf(tokens.words());
      if (words.isEmpty() || tokens.hasStops()) {
        return List.of();
      }
      variants = variants.isEmpty() ? List.of(words) : joined(variants, words);
    }
    return variants;
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

  /** Whether wherever this stands, the other stands too. */
  boolean implies(Phrase other) {
    boolean comparable = (spelling.letters() == Case.EXACT || other.spelling.letters() == Case.ANY)
        && spelling.boundary() == other.spelling.boundary()
        && (spelling.across() == Across.NOTHING || other.spelling.across() == Across.SENTENCE);
    return comparable
        && spelling.boundary() == Boundary.WORD
        && !variants.isEmpty()
        && (other.spelling.letters() == Case.ANY || text.equals(other.text))
        && variants.stream()
            .allMatch(words -> other.variants.stream()
                .anyMatch(part -> Collections.indexOfSubList(words, part) >= 0));
  }

  /** Whether words that were found, whatever their case, are also spelled as this phrase wants them. */
  boolean accepts(String found) {
    return spelling.letters() == Case.ANY
        || variants(text, Case.EXACT).contains(Tokens.of(found, Case.EXACT).words());
  }
}
