// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.Key;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.policy.Policy;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.Share;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.Router;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** How a queue is shared, with indices that were worked out by hand: (sum of x)^2 / (n * sum of x^2). */
class FairnessTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  /** Decides the lead of each number: who gets it, and among whom that was chosen. */
  private record Team(IntFunction<String> owners, IntFunction<Map<String, Integer>> choices)
      implements Router {

    private static int number(Lead lead) {
      return Integer.parseInt(lead.messages().get(0).subject());
    }

    @Override
    public Assignment route(Lead lead, Score score) {
      return Assignment.builder("all", Disposition.LEAD)
          .queue("ae")
          .owner(owners.apply(number(lead)))
          .reason("always")
          .build();
    }

    @Override
    public Map<String, Integer> choice(Lead lead, Score score) {
      return choices.apply(number(lead));
    }
  }

  private static Fairness shared(
      int leads, IntFunction<String> owners, IntFunction<Map<String, Integer>> choices) {
    Policy policy =
        Policy.of("v", lead -> Score.of(0, List.of(), List.of()), new Team(owners, choices));
    var store = new InMemoryStore();
    for (int i = 0; i < leads; i++) {
      Message message =
          Message.builder("evt_" + i, NOON).subject(String.valueOf(i)).build();
      Source source = Source.of("mail", "sales@leadkit.example");
      LeadId id = LeadId.openedBy("evt_" + i);
      var received =
          new LeadEvent(id, 1, NOON, new Fact.Received(message, source, Key.of(message), ""));
      var decided = new LeadEvent(id, 2, NOON, policy.qualify(Lead.of(id, List.of(received))));
      store.commit(
          List.of(new Commit(id, 0, List.of(received, decided), Map.of(), List.of(), null, null)));
    }
    SimulationReport one = Simulation.of(policy).run(store);
    SimulationReport three = Simulation.of(policy).withThreads(3).run(store);
    assertEquals(
        new String(one.toJson(), StandardCharsets.UTF_8),
        new String(three.toJson(), StandardCharsets.UTF_8));
    return one.fairness().get(0);
  }

  private static Map<String, Integer> all(int number) {
    return Map.of("alex", 1, "kim", 1, "sam", 1);
  }

  @Test
  void one_of_three_who_gets_everything_is_a_third() {
    Fairness queue = shared(6, number -> "kim", FairnessTest::all);
    assertEquals(1 / 3.0, queue.index(), 1e-12);
    assertEquals(
        Map.of("alex", new Share(0, 2), "kim", new Share(6, 2), "sam", new Share(0, 2)),
        queue.choices());
  }

  @Test
  void three_who_get_the_same_are_one() {
    String[] team = {"alex", "kim", "sam"};
    assertEquals(1, shared(6, number -> team[number % 3], FairnessTest::all).index(), 1e-12);
  }

  /** Shares 2, 1, 0 of 1 each: (3)^2 / (3 * 5). */
  @Test
  void two_one_and_none_are_six_tenths() {
    String[] team = {"alex", "alex", "kim"};
    assertEquals(0.6, shared(3, number -> team[number], FairnessTest::all).index(), 1e-12);
  }

  @Test
  void who_is_to_have_twice_as_much_and_has_it_is_treated_fairly() {
    Map<String, Integer> weights = Map.of("kim", 2, "alex", 1);
    assertEquals(
        1,
        shared(6, number -> number % 3 == 0 ? "alex" : "kim", number -> weights).index(),
        1e-12);
    // kim should have 4 and has 3, alex should have 2 and has 3: x = 0.75, 1.5; 5.0625 / (2 *
    // 2.8125)
    assertEquals(
        0.9,
        shared(6, number -> number % 2 == 0 ? "alex" : "kim", number -> weights).index(),
        1e-12);
  }

  /** Sam is away for the first four of six leads: due are 2 + 2/3 to the others, 2/3 to Sam. */
  @Test
  void who_is_away_is_due_nothing_meanwhile() {
    Fairness queue = shared(
        6,
        number -> number % 2 == 0 ? "alex" : "kim",
        number -> number < 4 ? Map.of("alex", 1, "kim", 1) : all(number));
    assertEquals(2 + 2 / 3.0, queue.choices().get("alex").fair(), 1e-12);
    assertEquals(2 / 3.0, queue.choices().get("sam").fair(), 1e-12);
    assertEquals(2 / 3.0, queue.index(), 1e-12, "two have 9/8 of what is due to them, Sam nothing");
  }

  @Test
  void a_lead_whose_owner_was_not_chosen_does_not_affect_fairness() {
    Fairness queue = shared(
        3, number -> number == 0 ? "vip" : "kim", number -> number == 0 ? Map.of() : all(number));
    assertEquals(1, queue.candidate().get("vip"));
    assertEquals(1 / 3.0, queue.index(), 1e-12);
  }

  @Test
  void one_person_and_one_lead_are_fair_and_nothing_is_nothing() {
    assertEquals(1, shared(1, number -> "kim", number -> Map.of("kim", 1)).index());
    assertEquals(1 / 3.0, shared(1, number -> "kim", FairnessTest::all).index(), 1e-12);
    var nothing = new Fairness("ae", new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    assertTrue(Double.isNaN(nothing.index()), "nothing was shared");
    Fairness unowned = shared(4, number -> "", number -> Map.of());
    assertTrue(Double.isNaN(unowned.index()), "leads without an owner are shared by no one");
  }

  /** It is unknown who could have had a lead, but the recorded policy shows an owner who lost all. */
  @Test
  void an_owner_who_loses_everything_counts() {
    var was = new TreeMap<String, Long>(Map.of("ada", 5L, "grace", 5L));
    var is = new TreeMap<String, Long>(Map.of("ada", 10L, "", 7L));
    assertEquals(0.5, new Fairness("ae", was, is, new TreeMap<>()).index(), 1e-12);
  }
}
