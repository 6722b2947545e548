// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Qualified;
import dev.leadkit.Key;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Score;
import dev.leadkit.Source;
import dev.leadkit.Verdict;
import dev.leadkit.kpi.Proportion;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.policy.FlagPolicies;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.Retry;
import dev.leadkit.simulation.SimulationReport.Arm;
import dev.leadkit.simulation.SimulationReport.Changes;
import dev.leadkit.simulation.SimulationReport.Fairness;
import dev.leadkit.simulation.SimulationReport.Load;
import dev.leadkit.simulation.SimulationReport.QueueLoad;
import dev.leadkit.simulation.SimulationReport.Share;
import dev.leadkit.spi.LeadStore.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a report counts, on histories that are written by hand. */
class TallyTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:20:00Z");

  /** Where the candidate puts a lead and how many points it gives, as the subject says. */
  private static final Policy CANDIDATE = new Policy(
      "candidate",
      List.of(),
      Duration.ZERO,
      Retry.STANDARD,
      Map.of(),
      lead -> points(Integer.parseInt(lead.messages().get(0).subject().split(" ")[1])),
      (lead, score) -> to(lead.messages().get(0).subject().split(" ")[0], "kim"),
      FlagPolicies.flag("bonus"));

  private final InMemoryStore store = new InMemoryStore();
  private int number;

  private static Score points(int points) {
    return Score.of(
        0,
        List.of(new Score.Contribution("points", Verdict.TRUE, points, "by subject", List.of())),
        List.of());
  }

  private static Assignment to(String queue, String owner) {
    boolean isLead = !queue.equals("spam");
    return Assignment.builder(queue, isLead ? Disposition.LEAD : Disposition.QUARANTINED)
        .queue(isLead ? queue : "")
        .owner(isLead ? owner : "")
        .reason("by subject")
        .build();
  }

  /** A lead that Ada got in this queue for 0 points, and that the candidate would put elsewhere. */
  private LeadId decided(Instant at, String recorded, String candidate, int points) {
    return decided(at, recorded, candidate, points, List.of(), List.of());
  }

  private LeadId decided(
      Instant at,
      String recorded,
      String candidate,
      int points,
      List<Fact> before,
      List<Fact> after) {
    var facts = new ArrayList<>(before);
    facts.add(new Qualified(points(0), to(recorded, "ada"), "recorded"));
    facts.addAll(after);
    return lead(at, candidate + " " + points, facts);
  }

  private LeadId lead(Instant at, String subject, List<Fact> facts) {
    number++;
    Message message = Message.builder("evt_" + number, at).subject(subject).build();
    LeadId id = LeadId.openedBy("evt_" + number);
    Source source = Source.of("mail", "sales@leadkit.example");
    var history = new ArrayList<LeadEvent>();
    history.add(new LeadEvent(id, 1, at, new Fact.Received(message, source, Key.of(message), "")));
    facts.forEach(fact -> history.add(new LeadEvent(id, history.size() + 1, at, fact)));
    store.commit(List.of(new Commit(id, 0, history, Map.of(), List.of(), null, null)));
    return id;
  }

  private SimulationReport report() {
    return Simulation.of(CANDIDATE).run(store);
  }

  @Test
  void leads_without_a_decision_are_counted_apart() {
    lead(NOON, "a 0", List.of());
    lead(NOON, "a 0", List.of());
    decided(NOON, "a", "a", 0);
    SimulationReport report = report();
    assertEquals(3, report.leads());
    assertEquals(2, report.undecided());
    assertEquals(1, report.decisions());
  }

  @Test
  void changes_are_counted_in_each_respect() {
    decided(NOON, "a", "a", 5);
    decided(NOON, "a", "b", 5);
    decided(NOON, "a", "a", 0);
    assertEquals(new Changes(3, 2, 2, 3), report().changes(), "the owner is another one each time");
    assertEquals(1, report().movedLeads());
    assertEquals(Map.of(0, 1L, 5, 2L), report().scoreShift());
  }

  /** Two leads with the flag on, one of them labelled; three with it off, two of them labelled. */
  @Test
  void each_value_of_a_flag_has_its_leads_its_points_and_its_accuracy() {
    Fact on = Fact.FlagEvaluated.of("task", "bonus", "on");
    Fact inB = new Fact.Labelled("queue:b", "grace");
    decided(NOON, "a", "b", 7, List.of(on), List.of(inB));
    decided(NOON, "a", "a", 2, List.of(on), List.of());
    decided(NOON, "a", "a", 1, List.of(), List.of(inB));
    decided(NOON, "a", "b", 1, List.of(), List.of(inB));
    decided(NOON, "a", "b", 1, List.of(), List.of());
    assertEquals(
        List.of(
            new Arm("flag.bonus", "off", 3, 2, 3, Proportion.of(1, 2)),
            new Arm("flag.bonus", "on", 2, 1, 9, Proportion.of(1, 1))),
        report().arms());
  }

  @Test
  void a_value_that_no_lead_has_is_reported_too() {
    assertEquals(
        List.of(
            new Arm("flag.bonus", "off", 0, 0, 0, Proportion.of(0, 0)),
            new Arm("flag.bonus", "on", 0, 0, 0, Proportion.of(0, 0))),
        report().arms());
  }

  /** Three leads at noon, three at six and one the next day; the candidate moves one of those at six. The capacity is two an hour. */
  @Test
  void a_queue_has_its_load_by_hour_for_both_policies() {
    Instant six = NOON.plus(Duration.ofHours(6));
    for (Instant hour : List.of(NOON, six)) {
      decided(hour, "a", "a", 0);
      decided(hour.plusSeconds(60), "a", "a", 0);
      decided(hour.plusSeconds(120), "a", hour == six ? "b" : "a", 0);
    }
    decided(NOON.plus(Duration.ofDays(1)), "a", "a", 0);
    SimulationReport report =
        Simulation.of(CANDIDATE).withCapacity(Map.of("a", 2)).run(store);
    var hours = new ArrayList<>(Collections.nCopies(24, 0L));
    hours.set(12, 4L);
    hours.set(18, 2L);
    Instant noon = Instant.parse("2026-03-02T12:00:00Z");
    assertEquals(
        new QueueLoad("a", 2, new Load(7, 3, noon, 2), new Load(6, 3, noon, 1), hours),
        report.load().get(0),
        "two in an hour are not more than the capacity; of equal hours the first is the busiest");
    assertEquals(
        new Load(0, 0, null, 0), report.load().get(1).recorded(), "nothing came to queue b");
    assertEquals(1, report.load().get(1).candidate().leads());
  }

  @Test
  void the_busiest_hour_may_come_late() {
    Instant later = NOON.plus(Duration.ofHours(2));
    decided(NOON, "a", "a", 0);
    decided(later, "a", "a", 0);
    decided(later, "a", "a", 0);
    assertEquals(
        new Load(3, 2, Instant.parse("2026-03-02T14:00:00Z"), 0),
        report().load().get(0).candidate());
  }

  @Test
  void owners_are_counted_for_both_policies() {
    decided(NOON, "a", "a", 0);
    decided(NOON, "a", "b", 0);
    Fairness first = report().fairness().get(0);
    assertEquals(Map.of("ada", 2L), first.recorded());
    assertEquals(Map.of("kim", 1L), first.candidate());
  }

  @Test
  void a_label_that_is_neither_a_queue_nor_spam_or_ham_says_nothing() {
    decided(NOON, "a", "a", 0, List.of(), List.of(new Fact.Labelled("important", "grace")));
    decided(NOON, "spam", "a", 0, List.of(), List.of(new Fact.Labelled("spam", "grace")));
    SimulationReport report = report();
    assertEquals(0, report.queues().labelled());
    assertEquals(1, report.spam().labelled());
    assertEquals(1, report.spam().recorded().hits());
    assertEquals(1, report.spam().broken());
  }

  /** Ada has twice what is due to her; nothing is due to Sam, who is left out of the index. */
  @Test
  void a_person_to_whom_nothing_is_due_is_left_out_of_the_index() {
    var choices = new TreeMap<>(
        Map.of("ada", new Share(2, 1.0), "kim", new Share(0, 1.0), "sam", new Share(3, 0.0)));
    double index = new Fairness("a", new TreeMap<>(), new TreeMap<>(), choices).index();
    assertEquals(0.5, index, 1e-12);
    assertTrue(Double.isFinite(index), "no share is divided by zero");
  }
}
