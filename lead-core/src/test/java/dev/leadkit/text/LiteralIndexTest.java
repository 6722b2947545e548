// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.text.MatchOptions.Case;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralIndexTest {

  private static final List<String> EXPRESSIONS =
      List.of("order-\\d+", "[0-9]{4}", "web(shop|site)", "der-", "Ünal", "𝐀b", "^$");

  private static Regex regex(String text) {
    try {
      return Regex.of(text, Case.ANY);
    } catch (RegexSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> candidates(List<String> expressions, String... texts) {
    var literals =
        new LiteralIndex(expressions.stream().map(LiteralIndexTest::regex).toList());
    var found = literals.candidates(List.of(texts));
    var candidates = new ArrayList<String>();
    for (String expression : expressions) {
      if (found.get(literals.number(regex(expression)))) {
        candidates.add(expression);
      }
    }
    return candidates;
  }

  /** What needs no literal may match anywhere: {@code [0-9]{4}} and {@code ^$}. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
          nothing of it    ; [0-9]{4} ^$
          an ORDER-12      ; order-\\d+ [0-9]{4} der- ^$
          under-size       ; [0-9]{4} der- ^$
          our WebSite, web ; [0-9]{4} web(shop|site) ^$
          Frau ünal        ; [0-9]{4} Ünal ^$
          x𝐀B              ; [0-9]{4} 𝐀b ^$
          """)
  void an_expression_may_match_where_its_literal_is(String text, String expected) {
    String expressions = expected.replace("\\\\", "\\");
    assertEquals(List.of(expressions.split(" ")), candidates(EXPRESSIONS, text));
    assertEquals(List.of(expressions.split(" ")), candidates(EXPRESSIONS, "", text));
    assertEquals(List.of(expressions.split(" ")), candidates(EXPRESSIONS, text, "other"));
  }

  @Test
  void expressions_are_numbered_once_each() {
    var literals = new LiteralIndex(List.of(regex("a"), regex("b"), regex("a")));
    assertEquals(0, literals.number(regex("a")));
    assertEquals(1, literals.number(regex("b")));
    assertEquals(-1, literals.number(regex("c")), "it is not in the index");
    assertEquals(List.of("[ab]"), candidates(List.of("[ab]"), "nothing"));
    assertEquals(List.of(), candidates(List.of("xy"), "nothing"));
  }
}
