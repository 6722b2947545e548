// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.json.LeadJson;
import dev.leadkit.kpi.QueueMove;
import dev.leadkit.policy.Policy;
import dev.leadkit.simulation.SimulationReport.Cell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Policy RECORDED = Histories.policy("recorded", 10, 20, 25);
  private static final Policy GENEROUS = Histories.policy("generous", 30, 20, 25);

  @Test
  void the_recorded_policy_reproduces_every_decision_byte_for_byte() {
    for (long seed = 1; seed <= 5; seed++) {
      Histories histories = new Histories(seed).grow(RECORDED, 120);
      SimulationReport report = Simulation.of(RECORDED).run(histories.store);
      assertTrue(report.decisions() > histories.leads.size(), "late answers decide again");
      assertEquals(new SimulationReport.Changes(0, 0, 0, 0), report.changes(), "seed " + seed);
      assertEquals(0, report.movedLeads(), "seed " + seed);
      assertEquals(List.of(), report.movers());
      for (LeadId lead : histories.leads) {
        for (Comparison comparison : Simulation.of(RECORDED).replay(history(histories, lead))) {
          assertArrayEquals(
              LeadJson.write(comparison.recorded()), LeadJson.write(comparison.candidate()));
        }
      }
    }
  }

  @Test
  void every_decision_is_compared_on_the_facts_that_it_knew() {
    Histories histories = new Histories(3).grow(RECORDED, 80);
    long late = 0;
    for (LeadId lead : histories.leads) {
      List<Comparison> comparisons = Simulation.of(GENEROUS).replay(history(histories, lead));
      for (Comparison comparison : comparisons) {
        long messages = history(histories, lead).stream()
            .filter(event -> event.seq() < comparison.seq())
            .filter(event -> event.fact() instanceof Fact.Received)
            .count();
        assertEquals(20 * messages, comparison.shift(), "20 points more for each message then");
      }
      late += comparisons.size() - 1;
    }
    assertTrue(late > 0, "some leads were decided again");
  }

  @Test
  void the_report_accounts_for_every_lead() {
    Histories histories = new Histories(4).grow(RECORDED, 150);
    SimulationReport report = Simulation.of(GENEROUS).run(histories.store);
    long decided = report.leads() - report.undecided();
    assertEquals(histories.leads.size(), report.leads());
    assertEquals(decided, sum(report.moved()));
    assertEquals(decided, sum(report.scoreShift()));
    assertEquals(
        report.movedLeads(),
        report.moved().entrySet().stream()
            .filter(move -> !move.getKey().from().equals(move.getKey().to()))
            .mapToLong(Map.Entry::getValue)
            .sum());
    assertTrue(report.moved().containsKey(new QueueMove("standard", "priority")), report::toString);
    assertTrue(report.moved().containsKey(new QueueMove("[quarantined]", "priority")));
    assertEquals(report.decisions(), sum(report.policies()));
    long candidates =
        report.load().stream().mapToLong(load -> load.candidate().leads()).sum();
    long byHour = report.load().stream()
        .flatMap(load -> load.byHour().stream())
        .mapToLong(Long::longValue)
        .sum();
    assertEquals(candidates, byHour);
    assertEquals(
        candidates,
        report.fairness().stream().mapToLong(queue -> sum(queue.candidate())).sum());
  }

  @Test
  void the_number_of_threads_changes_nothing() {
    Histories histories = new Histories(5).grow(RECORDED, 700);
    byte[] one = Simulation.of(GENEROUS).run(histories.store).toJson();
    byte[] four = Simulation.of(GENEROUS).withThreads(4).run(histories.store).toJson();
    assertEquals(new String(one, StandardCharsets.UTF_8), new String(four, StandardCharsets.UTF_8));
  }

  @Test
  void those_that_move_farthest_come_first_with_both_decisions() {
    Histories histories = new Histories(6).grow(RECORDED, 120);
    List<Comparison> movers =
        Simulation.of(GENEROUS).withMovers(5).run(histories.store).movers();
    assertEquals(5, movers.size());
    var sorted = new ArrayList<>(movers);
    sorted.sort(Comparison.LARGEST_MOVE_FIRST);
    assertEquals(sorted, movers);
    int farthest = histories.leads.stream()
        .map(lead -> Simulation.of(GENEROUS).replay(history(histories, lead)))
        .map(comparisons -> comparisons.get(comparisons.size() - 1))
        .filter(Comparison::isMoved)
        .mapToInt(comparison -> Math.abs(comparison.shift()))
        .max()
        .orElseThrow();
    assertEquals(farthest, Math.abs(movers.get(0).shift()));
    assertEquals("generous", movers.get(0).candidate().policy());
  }

  @Test
  void without_labels_it_says_so_and_invents_nothing() {
    Histories histories = new Histories(7).grow(RECORDED, 30);
    SimulationReport report = Simulation.of(GENEROUS).run(histories.store);
    assertEquals(0, report.queues().labelled());
    assertEquals(2, report.notes().size(), report.notes()::toString);
    String json = new String(report.toJson(), StandardCharsets.UTF_8);
    assertTrue(json.contains("\"labelled\" : 0,\n      \"recorded\" : null"), json);
  }

  @Test
  void labels_tell_how_often_each_policy_was_right() {
    Histories histories = new Histories(8).grow(RECORDED, 60);
    var standard = new ArrayList<LeadId>();
    for (LeadId lead : histories.leads) {
      List<Comparison> all = Simulation.of(GENEROUS).replay(history(histories, lead));
      if (all.get(all.size() - 1).from().equals("standard")) {
        standard.add(lead);
      }
    }
    say(histories, standard.get(0), new Fact.Reassigned("priority", "", "misroute: urgent", "g"));
    say(histories, standard.get(1), new Fact.Labelled("queue:priority", "g"));
    say(histories, standard.get(2), new Fact.Labelled("queue:standard", "g"));
    say(histories, standard.get(3), new Fact.Reassigned("other", "", "absence", "g"));
    say(histories, standard.get(4), new Fact.Labelled("ham", "g"));
    SimulationReport report = Simulation.of(GENEROUS).run(histories.store);
    assertEquals(3, report.queues().labelled(), "an absence is not a mistake of the route");
    assertEquals(1, report.queues().recorded().hits());
    assertEquals(2, report.queues().candidate().hits());
    assertEquals(2, report.queues().fixed());
    assertEquals(1, report.queues().broken());
    assertEquals(
        Map.of(
            new Cell("priority", "standard", "priority"), 2L,
            new Cell("standard", "standard", "priority"), 1L),
        report.queues().cells());
    assertEquals(Map.of(new Cell("ham", "ham", "ham"), 1L), report.spam().cells());
    assertEquals(List.of(), report.notes());
  }

  @Test
  void labels_of_mistakes_only_are_called_so() {
    Histories histories = new Histories(9).grow(RECORDED, 10);
    say(histories, histories.leads.get(0), new Fact.Reassigned("elsewhere", "", "misroute", "g"));
    SimulationReport report = Simulation.of(RECORDED).run(histories.store);
    assertTrue(
        report.notes().get(0).contains("only mistakes are labelled"), report.notes()::toString);
  }

  @Test
  void nothing_is_written_to_the_store() {
    Histories histories = new Histories(10).grow(RECORDED, 40);
    long before = histories.store.events(0, 100_000).events().size();
    Simulation.of(GENEROUS).withThreads(3).run(histories.store);
    assertEquals(before, histories.store.events(0, 100_000).events().size());
  }

  @Test
  void what_a_policy_throws_comes_through() {
    Histories histories = new Histories(11).grow(RECORDED, 5);
    Policy broken = Policy.of(
        "broken",
        lead -> {
          throw new IllegalStateException("a fault of the host");
        },
        RECORDED.router());
    var thrown =
        assertThrows(IllegalStateException.class, () -> Simulation.of(broken).run(histories.store));
    assertEquals("a fault of the host", thrown.getMessage());
  }

  @Test
  void an_empty_history_has_nothing_to_compare() {
    SimulationReport report = Simulation.of(RECORDED).run(new Histories(1).store);
    assertEquals(0, report.leads());
    assertTrue(Double.isNaN(report.movedShare()), "a share of nothing is not known, and not 0");
    String json = new String(report.toJson(), StandardCharsets.UTF_8);
    assertTrue(json.contains("\"moved_share\" : null"), json);
    assertFalse(report.notes().isEmpty());
    assertEquals(List.of(), Simulation.of(RECORDED).replay(List.of()));
  }

  @Test
  void an_error_of_a_policy_comes_through_as_it_is() {
    Histories histories = new Histories(11).grow(RECORDED, 5);
    var error = new AssertionError("a fault of the host");
    Policy broken = Policy.of(
        "broken",
        lead -> {
          throw error;
        },
        RECORDED.router());
    assertSame(
        error,
        assertThrows(AssertionError.class, () -> Simulation.of(broken).run(histories.store)));
  }

  @Test
  void threads_are_one_or_more_and_movers_may_be_none() {
    var none = assertThrows(
        IllegalArgumentException.class, () -> Simulation.of(GENEROUS).withThreads(0));
    assertEquals("threads: expected 1 or more, got 0", none.getMessage());
    var negative = assertThrows(
        IllegalArgumentException.class, () -> Simulation.of(GENEROUS).withMovers(-1));
    assertEquals("movers: expected 0 or more, got -1", negative.getMessage());
    Histories histories = new Histories(6).grow(RECORDED, 20);
    SimulationReport report =
        Simulation.of(GENEROUS).withThreads(1).withMovers(0).run(histories.store);
    assertEquals(List.of(), report.movers());
    assertTrue(report.movedLeads() > 0, "leads move, though none is listed");
  }

  private static void say(Histories histories, LeadId lead, Fact.Observation fact) {
    histories.observe(RECORDED, lead, fact);
  }

  private static List<LeadEvent> history(Histories histories, LeadId lead) {
    return histories.store.histories(List.of(lead)).get(lead);
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
