// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Verdict;
import dev.leadkit.policy.check.SatisfiabilityChecker.TooComplexException;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.ConditionReader;
import dev.leadkit.policy.condition.FieldCondition;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Scale;
import dev.leadkit.policy.field.Field.Type;
import dev.leadkit.policy.field.Value;
import dev.leadkit.spi.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the values of a field are divided, so that no condition distinguishes two values of one cell. */
class CellsTest {

  private static final String WORDS = """
      lists:
        free: { words: [free.example, web.example], as: domain }
        rival: { words: [rival.example, web.example], as: domain }
        large: [a, b, c, d, e, f]
      """;

  /** The conditions on single fields in these texts. */
  private static List<FieldCondition> leaves(String... conditions) {
    var leaves = new LinkedHashMap<String, Set<FieldCondition>>();
    for (String text : conditions) {
      Settings root = Settings.yaml("test", WORDS + "when: " + text + "\n");
      Definitions vocabulary = Definitions.read(root);
      Condition condition = ConditionLinter.check(
          ConditionReader.read(root.at("when"), vocabulary, vocabulary.fields().withScore()));
      SatisfiabilityChecker.collect(condition, leaves);
    }
    return leaves.values().stream().flatMap(Set::stream).toList();
  }

  private static List<Cells> divisions(String... conditions) throws TooComplexException {
    return Cells.of(leaves(conditions), null);
  }

  /** The values of each cell; what a text must say stands for the text. */
  private static String shown(Cells cells) {
    return cells.points().stream()
        .map(points -> points.stream().map(CellsTest::shown).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" | "));
  }

  private static String shown(Cells.Point point) {
    if (point.value() == null) {
      return "missing";
    }
    return point.value() instanceof Value.Text
        ? point.said().stream()
            .map(leaf -> leaf.describe().replaceAll(".*\"(.*)\"", "$1"))
            .collect(Collectors.joining("+", "'", "'"))
        : point.value().shown();
  }

  private static String shown(String... conditions) throws TooComplexException {
    return divisions(conditions).stream().map(CellsTest::shown).collect(Collectors.joining(" ; "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
          { company.size: { gte: 5 } }                   ; 0 4 | 5 6 7 | missing
          { company.size: { gt: 5 } }                    ; 0 4 5 | 6 7 | missing
          { company.size: { gte: 5, lt: 6 } }            ; 0 4 | 5 | 6 7 8 | missing
          { company.size: { gt: 1.5 } }                  ; 0 1 | 2 3 | missing
          { company.size: { lt: 0 } }                    ; 0 1 2 | missing
          { company.size: { is: 7 } }                    ; 0 6 8 9 | 7 | missing
          { company.size: { gte: 5, ifMissing: true } }  ; 0 4 | 5 6 7 missing
          { company.size: { gte: 5, ifMissing: false } } ; 0 4 missing | 5 6 7
          { company.size: { exists: true } }             ; 0 | missing
          { company.size: { missing: true } }            ; 0 | missing
          { spam.score: { gte: 0.5 } }                   ; 0 0.25 | 0.5 0.75 1 | missing
          { spam.score: { gt: 5 } }                      ; 0 0.5 1 | missing
          { spam.score: { gt: -1 } }                     ; 0 0.5 1 | missing
          { score: { lt: 0 } }                           ; 0 1 2 | -1
          { score: { gte: 10 } }                         ; 0 9 | 10 11 12
          { company.country: { is: DE } }                ; de | zzz-other | missing
          { company.country: { isNot: DE } }             ; de | zzz-other | missing
          { company.industry: { inList: large } }        ; a | zzz-other | missing
          { company.country: { in: [A, B, C, D, E, F] } } ; a b c d | zzz-other | missing
          { source.known: { is: true } }                 ; true | false
          { auth.spf: { is: pass } }                     ; none fail softfail neutral | pass | missing
          """)
  void values_that_one_condition_cannot_distinguish_are_in_one_cell(String when, String cells)
      throws TooComplexException {
    assertEquals(
        Arrays.stream(cells.split(" \\| ")).sorted().toList(),
        Arrays.stream(shown(when).split(" \\| ")).sorted().toList());
  }

  @Test
  void a_domain_has_others_below_it() throws TooComplexException {
    assertEquals(
        "acme.example | zzz-other.acme.example zzz-other | missing",
        shown("{ sender.domain: { is: acme.example } }"),
        "is means this very domain");
  }

  @Test
  void one_entry_stands_for_a_list_unless_others_are_needed() throws TooComplexException {
    assertEquals(
        "free.example zzz-other.free.example | zzz-other | missing",
        shown("{ sender.domain: { inList: free } }"));
    assertEquals(
        "free.example zzz-other.free.example | web.example zzz-other.web.example"
            + " | rival.example zzz-other.rival.example | zzz-other | missing",
        shown("{ sender.domain: { inList: free } }", "{ sender.domain: { notInList: rival } }"));
  }

  @Test
  void a_moment_and_the_one_before_are_on_both_sides_of_a_limit() throws TooComplexException {
    assertEquals(
        "1970-01-01T00:00:00Z 2026-03-02T11:59:59.999999999Z | 2026-03-02T12:00:00Z" + " | missing",
        shown("{ lead.received: { since: \"2026-03-02T12:00:00Z\" } }"));
    assertEquals(
        "1970-01-01T00:00:00Z 2026-03-02T11:59:59.999999999Z | 2026-03-02T12:00:00Z" + " | missing",
        shown("{ lead.received: { before: \"2026-03-02T12:00:00Z\" } }"));
  }

  @Test
  void a_text_says_each_combination_of_phrases_that_is_possible() throws TooComplexException {
    assertEquals(
        "'' | 'alpha' | 'beta' | 'alpha+beta' | missing",
        shown("{ text: { phrase: alpha } }", "{ text: { phrase: beta } }"));
    assertEquals(
        "'' | 'alpha' | 'alpha+alpha beta' | missing",
        shown("{ text: { phrase: alpha } }", "{ text: { phrase: alpha beta } }"),
        "what says two words says the first of them");
  }

  /** Six conditions are examined together; with more, those that have nothing to do with each other are independent. */
  @Test
  void many_phrases_are_independent_unless_one_implies_another() throws TooComplexException {
    String[] six = IntStream.range(0, 6)
        .mapToObj(i -> "{ text: { phrase: word" + i + " } }")
        .toArray(String[]::new);
    assertEquals(1, divisions(six).size());
    assertEquals(64 + 1, divisions(six).get(0).size());
    var more = new ArrayList<>(List.of(six));
    more.add("{ text: { phrase: word0 word1 } }");
    more.add("{ text: { phrase: word1 } }");
    more.add("{ text: { missing: true } }");
    List<Cells> divisions = divisions(more.toArray(String[]::new));
    assertEquals(
        List.of(
            "'' | missing",
            "'' | 'word0' | 'word1' | 'word0+word1' | 'word0+word1+word0 word1' | missing",
            "'' | 'word2' | missing",
            "'' | 'word3' | missing",
            "'' | 'word4' | missing",
            "'' | 'word5' | missing"),
        divisions.stream().map(CellsTest::shown).toList());
  }

  /** Seven phrases where each implies the next are too many to be examined together. */
  @Test
  void too_many_phrases_that_imply_each_other_are_taken_to_be_independent()
      throws TooComplexException {
    var chain = new ArrayList<String>();
    var words = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      words.append(i == 0 ? "" : " ").append("word").append(i);
      chain.add("{ text: { phrase: " + words + " } }");
    }
    List<Cells> divisions = divisions(chain.toArray(String[]::new));
    assertEquals(7, divisions.size());
    divisions.forEach(division -> assertEquals(3, division.size()));
    chain.remove(6);
    assertEquals(1, divisions(chain.toArray(String[]::new)).size());
  }

  @Test
  void counts_of_phrases_imply_smaller_counts() throws TooComplexException {
    assertEquals(
        4,
        divisions(
                "{ text: { count: { phrases: [a, b, c], atLeast: 2 } } }",
                "{ text: { count: { phrases: [a, b, c], atLeast: 1 } } }")
            .get(0)
            .size(),
        "none, one, two or more, missing");
  }

  @Test
  void every_known_value_is_in_a_cell() throws TooComplexException {
    List<Value> known = IntStream.range(0, 9)
        .<Value>mapToObj(i -> new Value.Amount(BigDecimal.valueOf(i)))
        .toList();
    List<Cells> divisions = Cells.of(leaves("{ score: { gte: 6 } }"), known);
    assertEquals("0 1 2 3 4 5 | 6 7 8", shown(divisions.get(0)));
  }

  @Test
  void a_verdict_is_told_for_each_cell() throws TooComplexException {
    List<FieldCondition> leaves = leaves(
        "{ company.size: { gte: 5 } }",
        "{ company.size: { lt: 5, ifMissing: true } }",
        "{ company.size: { exists: true } }");
    Cells cells = Cells.of(leaves, null).get(0);
    assertEquals("0 4 | 5 6 7 | missing", shown(cells));
    assertEquals(
        List.of(
            List.of(Verdict.FALSE, Verdict.TRUE, Verdict.UNKNOWN),
            List.of(Verdict.TRUE, Verdict.FALSE, Verdict.TRUE),
            List.of(Verdict.TRUE, Verdict.TRUE, Verdict.FALSE)),
        leaves.stream()
            .map(leaf -> List.of(Objects.requireNonNull(cells.verdicts().get(leaf))))
            .toList());
    assertEquals(3, cells.size());
  }

  @Test
  void numbers_of_any_scale_have_one_between_and_beyond_the_limits() {
    assertEquals(List.of("-1", "0", "1"), numbers(number(List.of(), Scale.ANY), List.of()));
    List<FieldCondition> five = leaves("{ company.size: { gte: 5 } }");
    assertEquals(List.of("4", "4.5", "5", "5.5", "6"), numbers(number(List.of(), Scale.ANY), five));
    assertEquals(
        List.of("1", "2.5"),
        numbers(number(List.of("1", "2.5"), Scale.ANY), five),
        "of a closed field no others are possible");
  }

  private static Field number(List<String> values, Scale scale) {
    return new Field(
        "amount",
        Type.NUMBER,
        Field.Provenance.DERIVED,
        values,
        Presence.MAYBE,
        Field.Privacy.PLAIN,
        "an amount",
        scale);
  }

  private static List<String> numbers(Field field, List<FieldCondition> leaves) {
    return Cells.numbers(field, leaves).stream().map(Value::shown).toList();
  }

  @Test
  void lists_that_name_too_many_values_prove_nothing_beside_others() {
    String many = IntStream.range(0, Cells.MAX_CANDIDATES)
        .mapToObj(i -> "w" + i)
        .collect(Collectors.joining(", ", "[", "]"));
    assertThrows(
        TooComplexException.class, () -> divisions("{ company.name: { in: " + many + " } }"));
  }

  @Test
  void without_conditions_there_is_no_cell() {
    assertEquals(0, Cells.NONE.size());
    assertEquals(Map.of(), Cells.NONE.verdicts());
  }
}
