// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import dev.leadkit.text.MatchOptions.Across;
import dev.leadkit.text.MatchOptions.Boundary;
import dev.leadkit.text.MatchOptions.Case;
import dev.leadkit.text.PhraseMarks.Gap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words next to each other, whatever white space and punctuation separates them; {@code ~} between two means that they may also be
 * written as one. Symbols, as in {@code c++} or {@code AT&T}, are matched as they are written, see {@link PhraseMarks}.
 *
 * @param text as the policy has it
 * @param variants the sequences of words that match it
 * @param options how strictly it is compared
 * @param marks its symbols and the ends of sentences in it, null where it has none
 */
public record Phrase(
    String text,
    List<List<String>> variants,
    MatchOptions options,
    @Nullable PhraseMarks marks) {

  /** The most {@code ~} in one phrase: each doubles its variants. */
  public static final int MAX_OPTIONAL = 6;

  public Phrase {
    variants = List.copyOf(variants);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Phrase phrase
        && text.equals(phrase.text)
        && options.equals(phrase.options);
  }

  @Override
  public int hashCode() {
    return 31 * text.hashCode() + options.hashCode();
  }

  /** A phrase with the standard options. */
  public static Phrase of(String text) {
    return of(text, MatchOptions.STANDARD);
  }

  /** The phrase that this text means; without variants where a part of it has no word, or it has too many {@code ~}. */
  public static Phrase of(String text, MatchOptions options) {
    List<Variant> variants = variants(text, Case.ANY);
    List<List<String>> words = variants.stream().map(Variant::words).toList();
    if (variants.isEmpty()) {
      return new Phrase(text, words, options, null);
    }
    String[] pieces = text.split("~", -1);
    String last = pieces[pieces.length - 1];
    var marks = new PhraseMarks(
        PhraseMarks.lead(pieces[0], Tokens.of(pieces[0])),
        PhraseMarks.trail(last, Tokens.of(last)),
        variants.stream().map(Variant::gaps).toList());
    return new Phrase(text, words, options, marks.isEmpty() ? null : marks);
  }

  /** @param gaps the symbols between the words */
  private record Variant(List<String> words, List<Gap> gaps) {}

  private static List<Variant> variants(String text, Case caseSensitivity) {
    List<Variant> variants = List.of();
    String[] pieces = text.split("~", -1);
    if (pieces.length - 1 > MAX_OPTIONAL) {
      return List.of();
    }
    String symbols = "";
    for (String piece : pieces) {
      Tokens tokens = Tokens.of(piece, caseSensitivity);
      if (tokens.words().isEmpty()) {
        return List.of();
      }
      var next = new Variant(List.copyOf(tokens.words()), PhraseMarks.gaps(piece, tokens));
      symbols += PhraseMarks.lead(piece, tokens).symbols();
      variants = variants.isEmpty() ? List.of(next) : joined(variants, next, symbols);
      symbols = PhraseMarks.trail(piece, tokens).symbols();
    }
    return variants;
  }

  /** Each variant followed by these words, once separated and, without symbols between them, once not. */
  private static List<Variant> joined(List<Variant> variants, Variant next, String symbols) {
    var joined = new ArrayList<Variant>();
    for (Variant variant : variants) {
      var apart = new ArrayList<>(variant.words());
      apart.addAll(next.words());
      var gaps = new ArrayList<>(variant.gaps());
      gaps.add(symbols.isEmpty() ? Gap.NONE : new Gap(symbols, false));
      gaps.addAll(next.gaps());
      joined.add(new Variant(apart, gaps));
      if (symbols.isEmpty()) {
        var together = new ArrayList<>(variant.words());
        int last = together.size() - 1;
        together.set(last, together.get(last) + next.words().get(0));
        together.addAll(next.words().subList(1, next.words().size()));
        var fewer = new ArrayList<>(variant.gaps());
        fewer.addAll(next.gaps());
        joined.add(new Variant(together, fewer));
      }
    }
    return joined;
  }

  /** How far it may reach: over the end of a sentence also where it has one itself. */
  Across reach() {
    return marks != null && marks.hasStops() ? Across.SENTENCE : options.across();
  }

  /** Whether every match of this phrase contains a match of the other. */
  public boolean implies(Phrase other) {
    boolean comparable =
        (options.caseSensitivity() == Case.EXACT || other.options.caseSensitivity() == Case.ANY)
            && options.boundary() == other.options.boundary()
            && (reach() == Across.NOTHING || other.reach() == Across.SENTENCE)
            && (other.marks == null || text.equals(other.text));
    return comparable
        && options.boundary() == Boundary.WORD
        && !variants.isEmpty()
        && (other.options.caseSensitivity() == Case.ANY || text.equals(other.text))
        && variants.stream()
            .allMatch(words -> other.variants.stream()
                .anyMatch(part -> Collections.indexOfSubList(words, part) >= 0));
  }

  /** Whether every place where its words are found is one of the phrase. */
  boolean isPlain() {
    return marks == null && options.caseSensitivity() == Case.ANY;
  }

  /** Where the phrase is if its words were found, whatever their case; null if capitals or symbols are others. */
  int @Nullable [] place(String text, int start, int end) {
    if (options.caseSensitivity() == Case.EXACT) {
      List<String> found = Tokens.of(text.substring(start, end), Case.EXACT).words();
      if (variants(this.text, Case.EXACT).stream()
          .noneMatch(variant -> variant.words().equals(found))) {
        return null;
      }
    }
    return marks == null
        ? new int[] {start, end}
        : marks.place(text, start, end, variants, options);
  }
}
