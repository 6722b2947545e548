// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.scoring.WeightLearner.Learnt;
import dev.leadkit.scoring.WeightLearner.Proposal;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WeightLearnerTest {

  private static final String RULES = """
      score: { base: 0, clamp: [-1000, 1000] }
      rules:
        - { id: price, add: 40, when: { text: { phrase: price } } }
        - { id: demo, add: 10, when: { text: { phrase: demo } } }
        - { id: casino, add: -5, when: { text: { phrase: casino } } }
        - { id: never-seen, add: 7, when: { text: { phrase: zebra } } }
        - { id: hello, add: 20, when: { text: { phrase: hello } } }
      """;

  /** What leads turn out to be follows demo and casino, and neither price nor hello. */
  private static WeightLearner learner(long seed, boolean opposite) {
    var random = new Random(seed);
    var learner = new WeightLearner(Rulesets.of(RULES));
    for (int i = 0; i < 1_500; i++) {
      boolean demo = random.nextInt(3) == 0;
      boolean casino = random.nextInt(3) == 0;
      double logit = (demo ? 2 : 0) - (casino ? 2 : 0);
      boolean wanted = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      String text = (demo ? "demo " : "")
          + (casino ? "casino " : "")
          + (random.nextInt(4) == 0 ? "price " : "")
          + (random.nextBoolean() ? "hello" : "hi");
      learner.add(Leads.from("jo@acme.example", text).lead(), wanted != opposite);
    }
    return learner;
  }

  private static Map<String, Integer> proposed(Learnt learnt) {
    return learnt.proposals().stream()
        .collect(Collectors.toMap(Proposal::rule, Proposal::proposed));
  }

  @Test
  void what_tells_leads_apart_gains_and_what_does_not_loses() {
    Learnt learnt = learner(1, false).learn();
    Map<String, Integer> points = proposed(learnt);
    assertTrue(points.get("demo") > 10, points.toString());
    assertTrue(points.get("casino") < -5, points.toString());
    assertTrue(Math.abs(points.get("price")) < 20, points.toString());
    assertTrue(learnt.after() > learnt.before() + 0.02, learnt.toString());
    assertEquals(450, learnt.tested());
  }

  @Test
  void a_rule_that_no_lead_speaks_of_keeps_its_points_and_none_changes_its_sign() {
    for (long seed = 2; seed < 6; seed++) {
      for (Proposal proposal : learner(seed, false).learn().proposals()) {
        assertTrue(
            Integer.signum(proposal.points()) * proposal.proposed() >= 0,
            "seed " + seed + ": " + proposal);
        if (proposal.rule().equals("never-seen")) {
          assertEquals(7, proposal.proposed());
          assertEquals(0, proposal.times());
        }
      }
    }
  }

  @Test
  void the_same_leads_give_the_same_points() {
    assertEquals(learner(7, false).learn(), learner(7, false).learn());
  }

  @Test
  void labels_the_other_way_round_are_refused() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> learner(8, true).learn());
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("the score is not higher"),
        refused.getMessage());
  }

  @Test
  void too_few_leads_are_refused_with_their_numbers() {
    var learner = new WeightLearner(Rulesets.of(RULES));
    learner.add(Leads.from("jo@acme.example", "demo").lead(), true);
    var refused = assertThrows(IllegalArgumentException.class, learner::learn);
    assertTrue(
        String.valueOf(refused.getMessage()).startsWith("of 1 labelled leads the oldest 0"),
        refused.getMessage());
  }
}
