// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.policy.Policy;
import dev.leadkit.simulation.Shadow.Decided;
import dev.leadkit.simulation.Shadow.Failed;
import dev.leadkit.simulation.Shadow.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShadowTest {

  private static final Policy ACTIVE = Histories.policy("active", 10, 20, 25);
  private static final Policy CANDIDATE = Histories.policy("candidate", 30, 20, 25);

  private final List<Sighting> seen = new ArrayList<>();

  private static List<LeadEvent> log(Histories histories) {
    return histories.store.events(0, 100_000).events();
  }

  private static List<Long> decisions(List<LeadEvent> log) {
    return log.stream()
        .filter(event -> event.fact() instanceof Qualified)
        .map(LeadEvent::seq)
        .toList();
  }

  @Test
  void every_decision_is_seen_once_in_the_order_of_the_log_however_often_it_looks() {
    Histories histories = new Histories(1).grow(ACTIVE, 40);
    Shadow shadow = Shadow.of(CANDIDATE, histories.store, 0, seen::add);
    shadow.follow();
    shadow.follow();
    histories.grow(ACTIVE, 30);
    shadow.follow();
    assertEquals(
        decisions(log(histories)),
        seen.stream().map(one -> ((Decided) one).comparison().seq()).toList());
    assertEquals(seen.size(), shadow.decisions());
    assertEquals(0, shadow.failed());
  }

  @Test
  void it_decides_as_a_simulation_of_the_same_candidate_does() {
    Histories histories = new Histories(2).grow(ACTIVE, 60);
    Shadow shadow = Shadow.of(CANDIDATE, histories.store, 0, seen::add);
    shadow.follow();
    SimulationReport report = Simulation.of(CANDIDATE).run(histories.store);
    assertEquals(report.decisions(), shadow.decisions());
    assertEquals(report.changes().any(), shadow.changed());
    assertEquals(report.changes().outcome(), shadow.outcomeChanged());
    assertTrue(shadow.changed() > 0 && shadow.moved() > 0);
    long moved =
        seen.stream().filter(one -> ((Decided) one).comparison().isMoved()).count();
    assertEquals(moved, shadow.moved());
    assertTrue(moved < shadow.decisions(), "some leads stay where they are");
  }

  @Test
  void the_active_policy_as_its_own_shadow_differs_nowhere() {
    Histories histories = new Histories(3).grow(ACTIVE, 60);
    Shadow shadow = Shadow.of(ACTIVE, histories.store, 0, seen::add);
    shadow.follow();
    assertTrue(shadow.decisions() > 0);
    assertEquals(0, shadow.changed());
  }

  @Test
  void it_has_no_effect_on_any_lead() {
    Histories histories = new Histories(4).grow(ACTIVE, 40);
    List<LeadEvent> before = log(histories);
    Shadow.of(CANDIDATE, histories.store, 0, seen::add).follow();
    assertEquals(before, log(histories));
  }

  @Test
  void from_the_end_it_sees_what_comes_and_nothing_before() {
    Histories histories = new Histories(5).grow(ACTIVE, 30);
    int before = log(histories).size();
    Shadow shadow = Shadow.of(CANDIDATE, histories.store, histories.store.end(), seen::add);
    shadow.follow();
    assertEquals(0, shadow.decisions());
    histories.grow(ACTIVE, 20);
    shadow.follow();
    List<LeadEvent> later = log(histories).subList(before, log(histories).size());
    assertEquals(decisions(later).size(), shadow.decisions());
    assertTrue(shadow.decisions() > 0);
    assertEquals(histories.store.end(), shadow.position());
  }

  @Test
  void a_candidate_that_fails_is_counted_and_the_next_lead_is_seen() {
    Histories histories = new Histories(6).grow(ACTIVE, 40);
    LeadId first = histories.leads.get(0);
    var broken = new IllegalStateException("a bug of the candidate");
    Policy failing = Policy.of(
        "failing",
        lead -> {
          if (lead.id().equals(first)) {
            throw broken;
          }
          return CANDIDATE.scorer().score(lead);
        },
        CANDIDATE.router());
    Shadow shadow = Shadow.of(failing, histories.store, 0, seen::add);
    shadow.follow();
    assertEquals(decisions(log(histories)).size(), shadow.decisions());
    assertTrue(shadow.failed() > 0 && shadow.failed() < shadow.decisions());
    for (Sighting sighting : seen) {
      if (sighting instanceof Failed failed) {
        assertEquals(first, failed.lead());
        assertSame(broken, failed.cause());
      }
    }
  }

  @Test
  void what_the_candidate_decided_before_is_what_it_knows() {
    Histories histories = new Histories(7).grow(ACTIVE, 80);
    Policy loyal = Policy.of("loyal", CANDIDATE.scorer(), (lead, score) -> {
      Assignment now = CANDIDATE.router().route(lead, score);
      Qualified before = lead.decision();
      String owner = before == null ? "first by loyal" : before.assignment().owner();
      return Assignment.builder(now.route(), now.disposition())
          .queue(now.queue())
          .owner(owner)
          .sla(now.sla())
          .due(now.due())
          .connectors(now.connectors())
          .reason(now.reason())
          .evidence(now.evidence())
          .passed(now.passed())
          .build();
    });
    Shadow.of(loyal, histories.store, 0, seen::add).follow();
    boolean again = false;
    for (Sighting sighting : seen) {
      Comparison comparison = ((Decided) sighting).comparison();
      assertEquals("first by loyal", comparison.candidate().assignment().owner());
      again |= Objects.requireNonNull(
              histories.store.histories(List.of(comparison.lead())).get(comparison.lead()))
          .stream()
          .anyMatch(event -> event.fact() instanceof Qualified && event.seq() < comparison.seq());
    }
    assertTrue(again, "some lead was decided twice");
  }
}
