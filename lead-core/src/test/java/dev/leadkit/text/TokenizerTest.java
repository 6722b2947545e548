// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a text is cut into folded words. */
class TokenizerTest {

  /** Each word as it folds, and where it is in the text. */
  private static String words(String text, MatchOptions.Case letters) {
    Tokens tokens = Tokens.of(text, letters);
    var words = new ArrayList<String>();
    for (int i = 0; i < tokens.words().size(); i++) {
      words.add(tokens.words().get(i) + "@" + tokens.start(i) + "-" + tokens.end(i));
    }
    return String.join(" ", words);
  }

  /** A character beyond ASCII after it changes nothing: 单 is a letter, “ is none. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
          a      | a@0-1       | a@0-1
          z      | z@0-1       | z@0-1
          A      | a@0-1       | A@0-1
          Z      | z@0-1       | Z@0-1
          0      | 0@0-1       | 0@0-1
          9      | 9@0-1       | 9@0-1
          a单    | a单@0-2     | a单@0-2
          z单    | z单@0-2     | z单@0-2
          A单    | a单@0-2     | A单@0-2
          Z单    | z单@0-2     | Z单@0-2
          0单    | 0单@0-2     | 0单@0-2
          9单    | 9单@0-2     | 9单@0-2
          /单    | 单@1-2      | 单@1-2
          :单    | 单@1-2      | 单@1-2
          @单    | 单@1-2      | 单@1-2
          [单    | 单@1-2      | 单@1-2
          `单    | 单@1-2      | 单@1-2
          {单    | 单@1-2      | 单@1-2
          Z/Z    | z@0-1 z@2-3 | Z@0-1 Z@2-3
          9:9    | 9@0-1 9@2-3 | 9@0-1 9@2-3
          A@A    | a@0-1 a@2-3 | A@0-1 A@2-3
          Z[Z    | z@0-1 z@2-3 | Z@0-1 Z@2-3
          a`a    | a@0-1 a@2-3 | a@0-1 a@2-3
          z{z    | z@0-1 z@2-3 | z@0-1 z@2-3
          A“A”   | a@0-1 a@2-3 | A@0-1 A@2-3
          Ü      | ü@0-1       | Ü@0-1
          Straße | strasse@0-6 | Straße@0-6
          """)
  void words_are_runs_of_letters_and_digits(String text, String folded, String exact) {
    assertEquals(folded, words(text, MatchOptions.Case.ANY));
    assertEquals(exact, words(text, MatchOptions.Case.EXACT));
  }

  /** Marks, and the vowels and finals of Hangul, belong to the character before them. */
  @ParameterizedTest
  @CsvSource(textBlock = """
          e\u0300,            è
          e\u0301,            é
          a\u0323\u0302,      ậ
          \u1112\u1161,       하
          \u1112\u1161\u11AB, 한
          \u1112\u1175\u11C2, 힣
          ㅎ\u314F,           하
          ㅎ\u3163,           히
          \uFF76\uFF9E,       ガ
          \uFF8A\uFF9F,       パ
          \uFFBE\uFFC2,       하
          \uFFBE\uFFDC,       히
          """)
  void a_character_is_composed_with_what_combines_with_it(String text, String composed) {
    String whole = "@0-" + text.length();
    assertEquals(composed + whole, words(text, MatchOptions.Case.EXACT));
    assertEquals(Folding.fold(composed) + whole, words(text, MatchOptions.Case.ANY));
    assertEquals(
        composed + "x@0-" + (text.length() + 1), words(text + "x", MatchOptions.Case.EXACT));
  }

  @Test
  void a_letter_beyond_the_first_plane_is_one_letter() {
    assertEquals("𐐨x@0-3", words("𐐀x", MatchOptions.Case.ANY), "Deseret has capitals");
    assertEquals("𐐀x@0-3", words("𐐀x", MatchOptions.Case.EXACT));
    assertEquals("a@0-1 b@3-4", words("a😀b", MatchOptions.Case.ANY), "an emoji is not a letter");
  }

  /** Stream-safe text (UAX #15 §13) has no more than 30 marks in a row: what has more is cut, and nothing is lost. */
  @Test
  void any_number_of_marks_is_read() {
    for (int marks : new int[] {1, 29, 30, 31, 32, 33, 63, 64, 65, 500}) {
      String text = "q" + "\u0323".repeat(marks);
      assertEquals(text + "@0-" + (marks + 1), words(text, MatchOptions.Case.ANY));
      assertEquals(text + "x@0-" + (marks + 2), words(text + "x", MatchOptions.Case.ANY));
    }
  }

  @Test
  void a_word_of_any_length_is_read() {
    for (int length : new int[] {1, 31, 32, 33, 64, 65, 1000}) {
      String word = "ab".repeat(length).substring(0, length);
      assertEquals(List.of(word, word), Tokens.of(word + " " + word).words());
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          00AD, true
          200B, true
          200D, true
          202E, true
          FDFF, false
          FE00, true
          FE0F, true
          FE10, false
          E00FF, false
          E0100, true
          E01EF, true
          E01F0, false
          0041, false
          0301, false
          """)
  void hyphens_joiners_and_selectors_are_left_out(String hex, boolean isLeftOut) {
    int c = Integer.parseInt(hex, 16);
    assertEquals(isLeftOut, Folding.isInvisible(c));
    if (isLeftOut) {
      String text = "Co" + Character.toString(c) + "op";
      assertEquals("coop", Folding.fold(text));
      assertEquals("Coop", Folding.compose(text));
      assertEquals("Coop@0-" + text.length(), words(text, MatchOptions.Case.EXACT));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          Plain ASCII | plain ascii | Plain ASCII
          ÉCOLE       | école       | ÉCOLE
          E\u0301     | é           | É
          ﬁN          | fin         | fiN
          ＡＢ        | ab          | AB
          ς           | σ           | ς
          """)
  void folding_drops_case_and_composing_keeps_it(String text, String folded, String composed) {
    assertEquals(folded, Folding.fold(text));
    assertEquals(composed, Folding.compose(text));
  }
}
