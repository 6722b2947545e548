// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.Settings;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PromotionGateTest {

  private static final Policy RECORDED = Histories.policy("recorded", 10, 20, 25);
  private static final Policy GENEROUS = Histories.policy("generous", 30, 20, 25);
  private static Histories histories;

  @BeforeAll
  static void history() {
    histories = new Histories(42).grow(RECORDED, 100);
    for (int i = 0; i < 40; i++) {
      histories.observe(RECORDED, histories.leads.get(i), new Fact.Labelled("queue:standard", "g"));
    }
  }

  @Test
  void without_budgets_anything_may_be_promoted() {
    assertEquals(List.of(), reasons("schema: lead-budget/1", GENEROUS));
  }

  @Test
  void the_recorded_policy_keeps_the_tightest_budget() {
    assertEquals(
        List.of(),
        reasons(
            "{schema: lead-budget/1, moved: 0, changed: 0, accuracy: {queue: {drop: 0}}}",
            RECORDED));
  }

  @Test
  void too_many_moved_leads_are_refused() {
    List<String> reasons = reasons("{schema: lead-budget/1, moved: 10%, changed: 0.2}", GENEROUS);
    assertEquals(2, reasons.size(), reasons::toString);
    assertTrue(
        reasons.get(0).matches("changed: \\d+ of \\d+ decisions, 100%; expected at most 20%"),
        reasons::toString);
    assertTrue(reasons.get(1).startsWith("moved: "), reasons::toString);
  }

  @Test
  void a_drop_of_accuracy_is_refused() {
    List<String> reasons =
        reasons("{schema: lead-budget/1, accuracy: {queue: {atLeast: 50%, drop: 5%}}}", GENEROUS);
    assertEquals(2, reasons.size(), reasons::toString);
    assertTrue(reasons.get(0).contains("expected at least 50%"), reasons::toString);
    assertTrue(reasons.get(1).contains("expected a drop of at most 5%"), reasons::toString);
  }

  @Test
  void too_few_labels_are_no_proof() {
    List<String> reasons = reasons(
        "{schema: lead-budget/1, accuracy: {queue: {labelled: 41}, spam: {atLeast: 90%}}}",
        RECORDED);
    assertEquals(
        List.of(
            "accuracy.queue: 40 leads are labelled; expected 41 or more to judge it",
            "accuracy.spam: 0 leads are labelled; expected 30 or more to judge it"),
        reasons);
  }

  @Test
  void a_queue_that_gets_more_than_it_can_answer_is_refused() {
    String budget = "{schema: lead-budget/1, capacity: {priority: 2, standard: 1000}}";
    List<String> reasons = reasons(budget, GENEROUS);
    assertEquals(1, reasons.size(), reasons::toString);
    assertTrue(
        reasons.get(0).startsWith("capacity.priority: gets more than 2 leads in "),
        reasons::toString);
    assertEquals(
        List.of(),
        reasons("{schema: lead-budget/1, capacity: {priority: 2}, hoursOver: 1000}", GENEROUS));
  }

  @Test
  void an_empty_history_proves_nothing() {
    PromotionGate gate = PromotionGate.read(Settings.yaml("b.yaml", "schema: lead-budget/1"));
    SimulationReport nothing = Simulation.of(RECORDED).run(new Histories(1).store);
    assertEquals(
        List.of("the history holds no decision: nothing was tried"), gate.reasons(nothing));
  }

  @Test
  void everything_that_is_wrong_with_the_budgets_is_said_at_once() {
    PolicyException refused =
        assertThrows(PolicyException.class, () -> PromotionGate.read(Settings.yaml("b.yaml", """
            schema: lead-budget/1
            moved: 120%
            accuracy: { queue: { atLeast: high, labelled: 0 } }
            capacity: { sdr: -1 }
            mooved: 1%
            """)));
    assertEquals(
        List.of(
            "b.yaml:2:8: moved: set to '120%'; expected a share such as 10% or 0.1",
            "b.yaml:3:31: accuracy.queue.atLeast: set to 'high'; expected a share such as 10% or 0.1",
            "b.yaml:3:47: accuracy.queue.labelled: set to 0; expected 1 or more",
            "b.yaml:4:18: capacity.sdr: set to -1; expected 0 or more leads in an hour",
            "b.yaml:5:1: mooved: unknown key; did you mean 'moved'?"),
        refused.problems());
  }

  private static List<String> reasons(String budgets, Policy candidate) {
    PromotionGate gate = PromotionGate.read(Settings.yaml("b.yaml", budgets));
    return gate.reasons(
        Simulation.of(candidate).withCapacity(gate.capacity()).run(histories.store));
  }
}
