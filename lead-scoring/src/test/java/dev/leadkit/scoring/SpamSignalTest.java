// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Lead;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Spam;
import dev.leadkit.Verdict;
import dev.leadkit.tck.Leads;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpamSignalTest {

  private final Ruleset rules = Rulesets.of("""
      score: { base: 0 }
      rules:
        - { id: likely, add: -50, when: { spam.score: { gt: 0.5 } } }
        - { id: bayes, add: -30, when: { spam.flags: { phrase: BAYES_99 } }, why: "the filter says {match}" }
        - { id: listed, add: -20, when: { spam.flags: { phrase: URIBL_BLACK } } }
        - { id: known, add: 5, when: { spam.flags: { phrase: ALL_TRUSTED } } }
      """);

  private Map<String, Contribution> lines(Spam spam) {
    Lead lead = Leads.from(message -> message.visibleText("Hello").spam(spam)).lead();
    return rules.score(lead).contributions().stream()
        .collect(Collectors.toMap(Contribution::rule, line -> line));
  }

  @Test
  void each_flag_of_the_filter_has_a_contribution() {
    var lines = lines(new Spam(0.9, List.of("BAYES_99", "HTML_MESSAGE", "URIBL_BLACK")));
    assertEquals(-50, lines.get("likely").points());
    assertEquals(-30, lines.get("bayes").points());
    assertEquals("the filter says BAYES_99", lines.get("bayes").why());
    assertEquals("BAYES_99", lines.get("bayes").evidence().get(0).value());
    assertEquals(-20, lines.get("listed").points());
    assertEquals(Verdict.FALSE, lines.get("known").verdict());
  }

  @Test
  void no_two_flags_make_a_third_and_none_is_part_of_another() {
    var lines = lines(new Spam(0.1, List.of("BAYES", "99", "URIBL_BLACKER")));
    lines.values().forEach(line -> assertEquals(Verdict.FALSE, line.verdict(), line.rule()));
  }

  @Test
  void without_a_filter_result_no_flag_is_known() {
    lines(Spam.NONE)
        .values()
        .forEach(line -> assertEquals(Verdict.UNKNOWN, line.verdict(), line.rule()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void a_score_is_from_0_to_1(double score) {
    assertThrows(IllegalArgumentException.class, () -> new Spam(score, List.of()));
  }
}
