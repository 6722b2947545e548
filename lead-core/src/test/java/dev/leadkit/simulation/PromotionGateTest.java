// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicyException;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
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
        reasons
            .get(0)
            .matches("changed.outcome: \\d+ of \\d+ decisions, [\\d.]+%; expected at most 20%"),
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
  void a_budget_that_is_not_set_limits_nothing() {
    Histories labelled = new Histories(42).grow(RECORDED, 40);
    for (LeadId lead : labelled.leads) {
      labelled.observe(RECORDED, lead, new Fact.Labelled("queue:standard", "g"));
    }
    SimulationReport report = Simulation.of(GENEROUS).run(labelled.store);
    assertTrue(report.queues().broken() > 0, "the candidate is worse than the recorded policy");
    assertEquals(
        List.of(),
        gate("{schema: lead-budget/1, accuracy: {queue: {atLeast: 0%, labelled: 1}}}")
            .reasons(report),
        "atLeast alone says nothing of a drop");
    assertEquals(
        List.of(),
        gate("{schema: lead-budget/1, accuracy: {queue: {labelled: 1}}}").reasons(report),
        "enough labels are the only requirement");
    assertEquals(
        1,
        gate("{schema: lead-budget/1, accuracy: {queue: {drop: 0, labelled: 1}}}")
            .reasons(report)
            .size(),
        "a drop of 0 counts where it is set");
  }

  @Test
  void a_capacity_of_a_queue_that_does_not_exist_is_refused() {
    assertEquals(
        List.of("capacity.priorty: no lead goes to a queue of that name; did you mean 'priority'?"),
        reasons("{schema: lead-budget/1, capacity: {priorty: 1000}}", GENEROUS));
    Policy named = Policy.of("named", GENEROUS.scorer(), new Router() {
      @Override
      public Assignment route(Lead lead, Score score) {
        return GENEROUS.router().route(lead, score);
      }

      @Override
      public List<String> queues() {
        return List.of("priority", "standard", "spare");
      }
    });
    assertEquals(
        List.of(),
        reasons("{schema: lead-budget/1, capacity: {spare: 0}}", named),
        "a queue that a route names is known even if no lead came to it");
  }

  @Test
  void an_added_rule_changes_explanations_and_no_outcome() {
    Policy ruled = Policy.of(
        "ruled",
        lead -> {
          Score score = RECORDED.scorer().score(lead);
          var lines = new ArrayList<>(score.contributions());
          lines.add(new Score.Contribution("new", Verdict.FALSE, 0, "never", List.of()));
          return Score.of(score.base(), lines, score.adjustments());
        },
        RECORDED.router());
    SimulationReport report = Simulation.of(ruled).run(histories.store);
    long all = report.decisions();
    assertEquals(new SimulationReport.Changes(0, 0, all, all), report.changes());
    assertEquals(
        List.of(), gate("{schema: lead-budget/1, changed: 0}").reasons(report), "the outcome");
    assertEquals(
        List.of("changed.explanation: " + all + " of " + all
            + " decisions, 100%; expected at most 10%"),
        gate("{schema: lead-budget/1, changed: {outcome: 0, score: 0, explanation: 10%}}")
            .reasons(report));
  }

  @Test
  void another_score_in_the_same_queue_is_not_another_outcome() {
    Policy higher = Policy.of(
        "higher",
        lead -> Score.of(1, RECORDED.scorer().score(lead).contributions(), List.of()),
        (lead, score) -> RECORDED.router().route(lead, RECORDED.scorer().score(lead)));
    SimulationReport report = Simulation.of(higher).run(histories.store);
    long all = report.decisions();
    assertEquals(new SimulationReport.Changes(0, all, all, all), report.changes());
    assertEquals(
        List.of("changed.score: " + all + " of " + all + " decisions, 100%; expected at most 0%"),
        gate("{schema: lead-budget/1, changed: {outcome: 0, score: 0}}").reasons(report));
  }

  /** A quotient of six decimals would be 0. */
  @Test
  void one_of_many_millions_is_more_than_none() {
    SimulationReport some = Simulation.of(RECORDED).run(histories.store);
    var report = new SimulationReport(
        "v",
        some.policies(),
        9_000_000,
        0,
        9_000_000,
        new SimulationReport.Changes(1, 0, 0, 1),
        1,
        some.moved(),
        some.scoreShift(),
        some.queues(),
        some.spam(),
        some.load(),
        some.fairness(),
        some.arms(),
        List.of(),
        List.of());
    assertEquals(
        2, gate("{schema: lead-budget/1, changed: 0, moved: 0}").reasons(report).size());
  }

  @Test
  void too_few_labels_prove_nothing() {
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
            hoursOver: -1
            """)));
    assertEquals(
        List.of(
            "b.yaml:2:8: moved: set to '120%'; expected a share such as 10% or 0.1",
            "b.yaml:3:31: accuracy.queue.atLeast: set to 'high'; expected a share such as 10% or 0.1",
            "b.yaml:3:47: accuracy.queue.labelled: set to 0; expected 1 or more",
            "b.yaml:4:18: capacity.sdr: set to -1; expected 0 or more leads in an hour",
            "b.yaml:5:1: mooved: unknown key; did you mean 'moved'?",
            "b.yaml:6:12: hoursOver: set to -1; expected 0 or more hours"),
        refused.problems());
    assertEquals(
        List.of(
            "b.yaml:1:36: hoursOver: limits nothing without a capacity; expected capacity beside it"),
        assertThrows(PolicyException.class, () -> gate("{schema: lead-budget/1, hoursOver: 2}"))
            .problems());
  }

  private static PromotionGate gate(String budgets) {
    return PromotionGate.read(Settings.yaml("b.yaml", budgets));
  }

  private static List<String> reasons(String budgets, Policy candidate) {
    PromotionGate gate = gate(budgets);
    return gate.reasons(
        Simulation.of(candidate).withCapacity(gate.capacity()).run(histories.store));
  }
}
