// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.policy.check.ScoreModel.Component;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.FieldCondition;
import dev.leadkit.policy.condition.FieldCondition.Polarity;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import dev.leadkit.policy.field.Field.Type;
import dev.leadkit.policy.field.WordList;
import dev.leadkit.text.Phrase;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rules a proof distinguishes by the values of fields, so that it does not take too long. */
class ComponentSeparationTest {

  private static Field field(int number) {
    return new Field(
        "field" + number,
        Type.WORD,
        Provenance.ENRICHMENT,
        List.of(),
        Presence.MAYBE,
        Privacy.PLAIN,
        "a field");
  }

  private static WordList list(int entries) {
    return new WordList(
        "list",
        WordList.Kind.WORD,
        IntStream.range(0, entries).mapToObj(i -> "w" + i).collect(Collectors.toSet()));
  }

  private static Condition listed(int field, WordList list) {
    return new FieldCondition.InList(field(field), Polarity.IS, list);
  }

  private static BitSet told(List<Condition> routes, List<? extends Condition> rules) {
    return ComponentSeparation.of(
        routes,
        new ScoreModel(
            0,
            0,
            100,
            Map.of(),
            rules.stream().map(rule -> new Component(rule, "", 1, 1, 1)).toList()));
  }

  private static BitSet to(int end) {
    var set = new BitSet();
    set.set(0, end);
    return set;
  }

  @Test
  void a_field_has_up_to_400000_pairs_of_a_condition_and_a_value() {
    assertEquals(to(1), told(List.of(), List.of(listed(0, list(400_000)))));
    assertEquals(to(0), told(List.of(), List.of(listed(0, list(400_001)))));
    WordList list = list(100_000);
    assertEquals(
        to(2),
        told(List.of(), List.of(listed(0, list), new Condition.Not(listed(0, list)))),
        "the same condition is counted in each rule: 2 * 200000");
    WordList more = list(100_001);
    assertEquals(to(1), told(List.of(), List.of(listed(0, more), listed(0, more))));
  }

  /** Forty lists of 100000 words are the most that is distinguished; the conditions of the routes are free. */
  @Test
  void all_fields_have_up_to_4000000_pairs_and_those_of_the_routes_come_first() {
    WordList list = list(100_000);
    List<Condition> rules =
        IntStream.range(0, 41).mapToObj(i -> listed(i, list)).toList();
    assertEquals(to(40), told(List.of(), rules));
    BitSet expected = to(37);
    expected.set(40);
    assertEquals(
        expected,
        told(List.of(new FieldCondition.Exists(field(40), Polarity.IS)), rules),
        "2 * 100002 first");
    assertEquals(
        to(40),
        told(List.of(new FieldCondition.Exists(field(99), Polarity.IS)), rules),
        "asked by no rule");
  }

  @Test
  void a_field_has_up_to_120_phrases() {
    List<FieldCondition> rules = IntStream.range(0, 121)
        .mapToObj(i -> (FieldCondition) new FieldCondition.ContainsPhrase(
            field(0), "word" + i, Set.of(Phrase.of("word" + i)), 1))
        .toList();
    assertEquals(to(120), told(List.of(), rules));
    assertEquals(to(119), told(List.of(rules.get(120)), rules), "one of the routes counts too");
  }
}
