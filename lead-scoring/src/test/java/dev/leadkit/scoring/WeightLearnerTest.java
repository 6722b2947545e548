// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.scoring.WeightLearner.Learnt;
import dev.leadkit.scoring.WeightLearner.Proposal;
import dev.leadkit.tck.Leads;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
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
  void rules_that_separate_leads_gain_and_others_lose() {
    Learnt learnt = learner(1, false).learn();
    Map<String, Integer> points = proposed(learnt);
    assertTrue(points.get("demo") > 10, points.toString());
    assertTrue(points.get("casino") < -5, points.toString());
    assertTrue(Math.abs(points.get("price")) < 20, points.toString());
    assertTrue(learnt.after() > learnt.before() + 0.02, learnt.toString());
    assertEquals(450, learnt.tested());
  }

  /**
   * What is proposed has the greatest likelihood, less half the squared distance from what the rules are worth now; found here by many small
   * steps down the slope.
   */
  @Test
  void the_proposal_is_the_most_likely_one_near_the_present_points() {
    double[] points = {30, 20, -25};
    var random = new Random(41);
    var learner = new WeightLearner(Rulesets.of("""
        score: { base: 0, clamp: [-1000, 1000] }
        rules:
          - { id: demo, add: 30, when: { text: { phrase: demo } } }
          - { id: price, add: 20, when: { text: { phrase: price } } }
          - { id: casino, add: -25, when: { text: { phrase: casino } } }
        """));
    var shares = new double[280][];
    var gross = new double[280][];
    var labels = new boolean[280];
    for (int i = 0; i < 400; i++) {
      double[] share = {random.nextInt(2), random.nextInt(2), random.nextInt(2)};
      double logit = 2.2 * share[0] + 0.4 * share[1] - 1.1 * share[2] - 0.5;
      boolean wanted = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      if (i < 280) {
        shares[i] = share;
        gross[i] = new double[] {(30 * share[0] + 20 * share[1] - 25 * share[2]) / 30};
        labels[i] = wanted;
      }
      String text = (share[0] > 0 ? "demo " : "")
          + (share[1] > 0 ? "price " : "")
          + (share[2] > 0 ? "casino " : "");
      learner.add(Leads.from("jo@acme.example", text).lead(), wanted);
    }
    double ofAPoint = likeliest(gross, labels, new double[1], 0)[0] / 30;
    double[] now = DoubleStream.of(points).map(some -> some * ofAPoint).toArray();
    double[] likeliest = likeliest(shares, labels, now, 1);
    List<Proposal> proposals = learner.learn().proposals();
    for (int i = 0; i < 3; i++) {
      int number = i;
      assertEquals(likeliest[i] / ofAPoint, proposals.get(i).proposed(), 0.51, "rule " + i);
      assertEquals(
          Stream.of(shares).filter(share -> share[number] > 0).count(),
          proposals.get(i).times());
    }
  }

  private static double[] likeliest(
      double[][] shares, boolean[] labels, double[] near, double penalty) {
    double[] weights = near.clone();
    double intercept = 0;
    for (int step = 0; step < 4_000; step++) {
      double[] slopes = new double[weights.length];
      double slope = 0;
      for (int i = 0; i < shares.length; i++) {
        double logit = intercept;
        for (int j = 0; j < weights.length; j++) {
          logit += weights[j] * shares[i][j];
        }
        double error = 1 / (1 + Math.exp(-logit)) - (labels[i] ? 1 : 0);
        slope += error;
        for (int j = 0; j < weights.length; j++) {
          slopes[j] += error * shares[i][j];
        }
      }
      intercept -= slope / shares.length;
      for (int j = 0; j < weights.length; j++) {
        weights[j] -= (slopes[j] + penalty * (weights[j] - near[j])) / shares.length;
      }
    }
    return weights;
  }

  /** The same leads give the same points on every machine; a change here is one that the changelog tells. */
  @Test
  void the_points_of_these_leads_never_change() {
    Learnt learnt = learner(17, false).learn();
    assertEquals(
        List.of(
            "price 284 40 10",
            "demo 359 10 158",
            "casino 372 -5 -138",
            "never-seen 0 7 7",
            "hello 516 20 0"),
        learnt.proposals().stream()
            .map(one -> one.rule() + " " + one.times() + " " + one.points() + " " + one.proposed())
            .toList());
    assertEquals(
        "0.5972 0.7826", String.format(Locale.ROOT, "%.4f %.4f", learnt.before(), learnt.after()));
  }

  @Test
  void decayed_points_count_by_the_share_that_is_left() {
    var learner = new WeightLearner(Rulesets.of("""
        rules:
          - { id: demo, add: 40, decay: { linear: 20d }, when: { text: { phrase: demo } } }
          - { id: none, add: 0, when: always }
        """));
    for (int i = 0; i < 100; i++) {
      boolean isOld = i % 2 == 0;
      Lead lead = Leads.from("jo@acme.example", "demo").lead();
      learner.add(
          isOld
              ? lead.apply(new LeadEvent(
                  lead.id(),
                  lead.seq() + 1,
                  lead.asOf().plus(Duration.ofDays(15)),
                  new Fact.Reopened("kim", "asked again")))
              : lead,
          isOld == (i % 5 == 0));
    }
    Learnt learnt = learner.learn();
    assertEquals(70, learnt.proposals().get(0).times(), "a quarter of the points is left of half");
    assertEquals(new Proposal("none", 0, 0, 0), learnt.proposals().get(1));
    assertEquals(0.8, learnt.before(), 1e-9);
  }

  @Test
  void twenty_of_each_kind_are_enough_and_nineteen_are_not() {
    // the oldest 42 of 60 leads are trained on
    assertEquals(18, ofKinds(20).learn().tested());
    assertEquals(18, ofKinds(22).learn().tested());
    assertThrows(IllegalArgumentException.class, () -> ofKinds(19).learn());
    assertThrows(IllegalArgumentException.class, () -> ofKinds(23).learn());
    assertEquals(60, ofKinds(20).size());
  }

  private static WeightLearner ofKinds(int wanted) {
    var learner = new WeightLearner(Rulesets.of(RULES));
    for (int i = 0; i < 60; i++) {
      learner.add(
          Leads.from("jo@acme.example", i < wanted && i % 3 > 0 ? "demo" : "hi").lead(),
          i < wanted);
    }
    return learner;
  }

  @Test
  void a_rule_without_evidence_keeps_its_points_and_none_changes_its_sign() {
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
    assertEquals(
        "of 60 labelled leads the oldest 42 would be trained on, 19 of them wanted and 23 not;"
            + " expected at least 20 of each",
        assertThrows(IllegalArgumentException.class, () -> ofKinds(19).learn()).getMessage());
  }

  @Test
  void a_score_that_is_the_same_for_all_is_refused() {
    var learner = new WeightLearner(
        Rulesets.of("rules: [{ id: a, add: 5, when: { text: { phrase: zebra } } }]"));
    for (int i = 0; i < 100; i++) {
      learner.add(Leads.from("jo@acme.example", "hello").lead(), i % 2 == 0);
    }
    assertThrows(IllegalArgumentException.class, learner::learn);
  }
}
