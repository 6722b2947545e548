// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.leadkit.Assignment.Disposition;
import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.kpi.SlaCompliance.Breach;
import dev.leadkit.kpi.SlaCompliance.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlaComplianceTest {

  private final Past past = new Past();

  private SlaCompliance at(long minute) {
    return SlaCompliance.of(past.store, Past.minute(minute), 100);
  }

  private static Kept queue(SlaCompliance report, String queue) {
    return Objects.requireNonNull(report.queues().get(queue));
  }

  @Test
  void the_share_that_was_kept_and_the_list_of_those_that_were_not() {
    past.lead("in-time").decided(0, "ae", 15).replied(10).end();
    past.lead("to-the-instant").decided(0, "ae", 15).replied(15).end();
    LeadId late = past.lead("late").decided(0, "ae", 15).replied(20).end();
    LeadId never = past.lead("never").decided(0, "ae", 15).end();
    past.lead("running").decided(0, "sdr", 120).end();
    past.lead("unlimited").decided(0, "sdr", null).end();

    SlaCompliance report = at(60);

    assertEquals(Proportion.of(2, 4), queue(report, "ae").kept());
    assertEquals(2, queue(report, "ae").breached());
    assertEquals(Proportion.of(0, 0), queue(report, "sdr").kept());
    assertEquals(1, queue(report, "sdr").running());
    assertEquals(1, queue(report, "sdr").unlimited());
    assertEquals(Proportion.of(2, 4), report.all().kept());
    assertEquals(
        List.of(
            new Breach(never, "ae", "to-ae", Past.minute(15), null, Duration.ofMinutes(45)),
            new Breach(
                late, "ae", "to-ae", Past.minute(15), Past.minute(20), Duration.ofMinutes(5))),
        report.breaches());
  }

  @Test
  void what_happened_later_is_ignored() {
    past.lead("late").decided(0, "ae", 15).replied(20).end();
    assertEquals(1, queue(at(14), "ae").running());
    assertEquals(1, queue(at(15), "ae").breached(), "the time is over at the deadline");
    assertNull(at(16).breaches().get(0).repliedAt());
    assertEquals(Duration.ofMinutes(5), at(90).breaches().get(0).late());
    assertEquals(0, at(-1).queues().size());
  }

  @Test
  void clocks_that_differ_leave_no_hole_in_a_history() {
    past.lead("skewed")
        .decided(0, "ae", 15)
        .given(30, "sdr", "wrong")
        .replied(12)
        .end();
    assertEquals(1, queue(at(14), "ae").running());
    assertEquals(Proportion.of(1, 1), queue(at(30), "ae").kept());
  }

  @Test
  void an_automatic_reply_keeps_no_promise() {
    past.lead("machine")
        .decided(0, "ae", 15)
        .at(1, new Fact.Replied(Fact.Replied.Author.MACHINE, "auto"))
        .end();
    assertEquals(1, queue(at(60), "ae").breached());
  }

  @Test
  void a_missed_deadline_stays_missed_whatever_is_decided_later() {
    past.lead("again")
        .decided(0, "ae", 15)
        .at(15, new Fact.Breached("ae", Past.minute(15)))
        .at(20, new Fact.Reopened("again", "ops"))
        .decided(20, "sdr", 120)
        .replied(30)
        .end();
    assertEquals(1, queue(at(60), "sdr").breached());
    assertEquals(Past.minute(15), at(60).breaches().get(0).due());
  }

  @Test
  void a_deadline_that_passed_while_no_engine_ran_is_missed_whatever_is_decided_later() {
    LeadId unwatched = past.lead("unwatched")
        .decided(0, "ae", 15)
        .at(20, new Fact.Reopened("again", "ops"))
        .decided(20, "sdr", 120)
        .replied(30)
        .end();
    past.lead("moved-in-time")
        .decided(0, "ae", 15)
        .decided(10, "sdr", 120)
        .replied(30)
        .end();
    assertEquals(Proportion.of(1, 2), queue(at(600), "sdr").kept());
    assertEquals(unwatched, at(600).breaches().get(0).lead());
    assertEquals(Past.minute(15), at(600).breaches().get(0).due());
  }

  @Test
  void one_lead_is_its_own_median_and_equal_times_are_all_percentiles() {
    past.lead("one").decided(0, "one", 60).replied(7).end();
    for (int lead = 1; lead <= 4; lead++) {
      past.lead("tie-" + lead).decided(0, "ties", 60).replied(9).end();
    }
    SlaCompliance report = at(600);
    assertEquals(Duration.ofMinutes(7), queue(report, "one").median());
    assertEquals(Duration.ofMinutes(7), queue(report, "one").p95());
    assertEquals(Proportion.of(1, 1), queue(report, "one").kept());
    assertEquals(Duration.ofMinutes(9), queue(report, "ties").median());
    assertEquals(Duration.ofMinutes(9), queue(report, "ties").p95());
    assertNull(at(-1).all().median(), "of no lead there is no median");
  }

  @Test
  void spam_and_machine_mail_are_promised_nothing() {
    past.lead("spam")
        .at(0, Past.decision("v1", "spam", Disposition.QUARANTINED, "", null))
        .end();
    past.lead("undecided").end();
    assertEquals(0, at(60).queues().size());
    assertEquals(Proportion.of(0, 0), at(60).all().kept());
  }

  @Test
  void an_unanswered_tail_is_never_and_not_a_good_percentile() {
    for (int lead = 1; lead <= 60; lead++) {
      past.lead("answered-" + lead).decided(0, "ae", 60).replied(30).end();
    }
    for (int lead = 1; lead <= 40; lead++) {
      past.lead("silent-" + lead).decided(0, "ae", 60).end();
    }
    Kept kept = queue(at(600), "ae");
    assertEquals(Duration.ofMinutes(30), kept.median());
    assertNull(kept.p95());
    assertEquals(0.6, kept.kept().share());
  }

  @Test
  void percentiles_are_times_that_occurred() {
    for (int lead = 20; lead >= 1; lead--) {
      past.lead("lead-" + lead).decided(0, "ae", 60).replied(lead).end();
    }
    assertEquals(Duration.ofMinutes(10), queue(at(600), "ae").median());
    assertEquals(Duration.ofMinutes(19), queue(at(600), "ae").p95());
  }

  @Test
  void breaches_that_are_equally_late_are_listed_by_lead() {
    var leads = new TreeSet<LeadId>();
    for (int lead = 1; lead <= 20; lead++) {
      leads.add(past.lead("lead-" + lead).decided(0, "ae", 15).end());
    }
    assertEquals(
        List.copyOf(leads), at(60).breaches().stream().map(Breach::lead).toList());
    assertEquals(List.of(), SlaCompliance.of(past.store, Past.minute(60), 0).breaches());
  }

  @Test
  void moves_are_ordered_by_where_they_come_from_and_then_by_where_they_go() {
    var moves = List.of(new QueueMove("a", "b"), new QueueMove("a", "c"), new QueueMove("b", "a"));
    for (int i = 0; i < moves.size(); i++) {
      for (int j = 0; j < moves.size(); j++) {
        assertEquals(
            Integer.signum(Integer.compare(i, j)),
            Integer.signum(moves.get(i).compareTo(moves.get(j))),
            moves.get(i) + " and " + moves.get(j));
      }
    }
  }

  @Test
  void the_requested_number_of_breaches_is_listed_the_latest_first() {
    for (int lead = 1; lead <= 250; lead++) {
      past.lead("lead-" + lead).decided(0, "ae", 15).replied(15 + lead).end();
    }
    SlaCompliance report = SlaCompliance.of(past.store, Past.minute(600), 3);
    assertEquals(250, report.all().breached());
    assertEquals(
        Stream.of(250, 249, 248).map(Duration::ofMinutes).toList(),
        report.breaches().stream().map(Breach::late).toList());
    assertThrows(IllegalArgumentException.class, () -> SlaCompliance.of(past.store, Past.NOON, -1));
  }
}
