// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.text.MatchOptions.Across;
import dev.leadkit.text.MatchOptions.Boundary;
import dev.leadkit.text.MatchOptions.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a text that says one phrase certainly says another, which proofs about conditions rely on. */
class PhraseImplicationTest {

  private static final MatchOptions EXACT =
      new MatchOptions(Case.EXACT, Across.NOTHING, Boundary.WORD);
  private static final MatchOptions FAR =
      new MatchOptions(Case.ANY, Across.SENTENCE, Boundary.WORD);
  private static final MatchOptions INSIDE =
      new MatchOptions(Case.ANY, Across.NOTHING, Boundary.NONE);

  private static boolean implies(
      String one, MatchOptions spelling, String other, MatchOptions others) {
    return Phrase.of(one, spelling).implies(Phrase.of(other, others));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          soc 2 report | soc 2   | true
          the soc 2    | soc 2   | true
          SOC 2        | soc 2   | true
          soc 2        | soc 2   | true
          soc 2        | soc 2 report | false
          soc 2 report | soc report   | false
          socks        | soc     | false
          soc 2        | soc~2   | true
          soc~2        | soc 2   | false
          soc~2        | soc~2   | true
          c++ code     | code    | true
          c++          | c       | true
          c code       | c++     | false
          c++ code     | c++     | false
          c++          | c++     | true
          """)
  void a_phrase_implies_its_parts(String one, String other, boolean expected) {
    assertEquals(expected, implies(one, MatchOptions.STANDARD, other, MatchOptions.STANDARD));
  }

  @Test
  void exact_capitals_imply_any_capitals_and_not_the_reverse() {
    assertTrue(implies("US sales", EXACT, "us", MatchOptions.STANDARD));
    assertTrue(implies("US", EXACT, "US", EXACT));
    assertFalse(implies("US", MatchOptions.STANDARD, "US", EXACT), "a text may say 'us'");
    assertFalse(implies("US sales", EXACT, "us", EXACT), "other capitals are other words");
  }

  @Test
  void a_phrase_over_two_sentences_implies_only_phrases_that_may_reach_as_far() {
    assertTrue(implies("one two", FAR, "one two", FAR));
    assertTrue(implies("one two", MatchOptions.STANDARD, "one two", FAR));
    assertFalse(implies("one two", FAR, "one two", MatchOptions.STANDARD));
  }

  @Test
  void nothing_is_said_of_phrases_that_may_occur_within_words() {
    assertFalse(implies("one", INSIDE, "one", INSIDE));
    assertFalse(implies("one", INSIDE, "one", MatchOptions.STANDARD));
    assertFalse(implies("one", MatchOptions.STANDARD, "one", INSIDE));
  }

  @Test
  void a_phrase_without_words_implies_nothing() {
    assertFalse(implies("!", MatchOptions.STANDARD, "!", MatchOptions.STANDARD));
    assertFalse(implies("!", MatchOptions.STANDARD, "one", MatchOptions.STANDARD));
  }

  @Test
  void phrases_are_equal_by_their_text_and_spelling() {
    assertEquals(Phrase.of("one"), Phrase.of("one"));
    assertEquals(Phrase.of("one").hashCode(), Phrase.of("one").hashCode());
    assertNotEquals(Phrase.of("one"), Phrase.of("two"));
    assertNotEquals(Phrase.of("one"), Phrase.of("one", EXACT));
    assertNotEquals(Phrase.of("one").hashCode(), Phrase.of("one", EXACT).hashCode());
    assertNotEquals(Phrase.of("one").hashCode(), Phrase.of("two").hashCode());
  }

  @Test
  void a_phrase_has_at_most_six_optional_gaps() {
    assertEquals(64, Phrase.of("a~b~c~d~e~f~g").variants().size());
    assertEquals(0, Phrase.of("a~b~c~d~e~f~g~h").variants().size());
    assertEquals(0, Phrase.of("a~!").variants().size(), "each part needs a word");
  }
}
