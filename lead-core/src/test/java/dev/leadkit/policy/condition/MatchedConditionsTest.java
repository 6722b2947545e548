// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.policy.Leads;
import dev.leadkit.policy.check.ConditionLinter;
import dev.leadkit.policy.field.Definitions;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The conditions that are true of a lead, and the places of their first words. */
class MatchedConditionsTest {

  private static final String TEXT = "We use beta. Then gamma, alpha and beta again.";

  private final Lead lead = Leads.from("ada@acme.example", TEXT).lead();

  private static MatchedConditions find(Lead lead, String... conditions) {
    Settings root = Settings.yaml("test", """
        phrases: { few: [alpha, beta] }
        when: [%s]
        """.formatted(String.join(", ", conditions)));
    Definitions vocabulary = Definitions.read(root);
    List<Condition> read = root.list("when").stream()
        .map(when ->
            ConditionLinter.check(ConditionReader.read(when, vocabulary, vocabulary.fields())))
        .toList();
    return Conditions.of(vocabulary.fields(), read).find(lead);
  }

  @Test
  void each_true_condition_has_the_place_of_its_first_words() {
    MatchedConditions found = find(
        lead,
        "{ text: { phrase: alpha } }",
        "{ text: { phrase: zeta } }",
        "{ source.known: { is: true } }",
        "{ text: { phrase: gamma } }",
        "{ text: { phrases: few } }",
        "{ not: { text: { phrase: zeta } } }",
        "{ all: [{ text: { phrase: gamma } }, { sender.tld: { is: example } }] }");
    assertEquals(6, found.size());
    int[] numbers = {0, 2, 3, 4, 5, 6};
    String[] words = {"alpha", "", "gamma", "beta", "", "gamma"};
    for (int i = 0; i < 6; i++) {
      String say = "condition " + numbers[i];
      assertEquals(numbers[i], found.number(i), say);
      if (words[i].isEmpty()) {
        assertEquals(-1, found.start(i), say);
        assertEquals(-1, found.end(i), say);
        assertNull(found.words(i, lead), say);
      } else {
        int start = TEXT.indexOf(words[i]);
        assertEquals(start, found.start(i), say);
        assertEquals(start + words[i].length(), found.end(i), say);
        Evidence evidence = found.words(i, lead);
        assertNotNull(evidence, say);
        assertEquals(words[i], evidence.value(), say);
        assertEquals(lead.messages().get(0).id(), evidence.message(), say);
      }
    }
    assertThrows(IndexOutOfBoundsException.class, () -> found.number(6));
    assertThrows(IndexOutOfBoundsException.class, () -> found.start(6));
    assertThrows(IndexOutOfBoundsException.class, () -> found.end(-1));
  }

  @Test
  void of_several_messages_the_first_that_says_it_counts() {
    Lead two = Leads.from("ada@acme.example", "hello gamma")
        .and("ada@acme.example", "then beta, gamma")
        .lead();
    MatchedConditions found =
        find(two, "{ text: { phrase: beta } }", "{ text: { phrase: gamma } }");
    assertEquals(2, found.size());
    assertEquals(5, found.start(0));
    assertEquals(9, found.end(0));
    assertEquals(6, found.start(1));
    Evidence beta = found.words(0, two);
    Evidence gamma = found.words(1, two);
    assertNotNull(beta);
    assertNotNull(gamma);
    assertEquals(two.messages().get(1).id(), beta.message());
    assertEquals(two.messages().get(0).id(), gamma.message());
  }

  @Test
  void each_of_many_conditions_has_its_own_place_or_none() {
    String[] names = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"};
    Lead lead = Leads.from("ada@acme.example", String.join(" ", names)).lead();
    for (int some = 0; some < 1 << names.length; some += 5) {
      var conditions = new String[names.length];
      for (int i = 0; i < names.length; i++) {
        conditions[i] = (some >> i & 1) == 0
            ? "{ sender.domain: { is: acme.example } }"
            : "{ text: { phrase: " + names[i] + " } }";
      }
      MatchedConditions found = find(lead, conditions);
      assertEquals(names.length, found.size());
      for (int i = 0; i < names.length; i++) {
        boolean isWord = (some >> i & 1) != 0;
        int start = (" " + String.join(" ", names)).indexOf(" " + names[i]);
        assertEquals(i, found.number(i));
        assertEquals(isWord ? start : -1, found.start(i), names[i] + " of " + some);
        assertEquals(isWord ? start + names[i].length() : -1, found.end(i));
      }
    }
  }
}
