// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.spi.Scorer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Scorer} must do: extend this, supply a scorer, and run it with JUnit. The kit scores leads of its own, with the texts that
 * strangers write by mistake or on purpose.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link Scorer}.
 */
public abstract class ScorerContract {

  private static final int THREADS = 8;

  private final List<Lead> leads = SampleLeads.all();
  private Scorer scorer;

  /** A scorer; each call makes one from the same settings that knows nothing of the others, as on another machine. */
  protected abstract Scorer scorer() throws Exception;

  @BeforeEach
  final void makeScorer() throws Exception {
    scorer = scorer();
  }

  private static List<Score> scores(Scorer scorer, List<Lead> leads) {
    return new ArrayList<>(leads.stream().map(scorer::score).toList());
  }

  @Test
  final void rule1_the_same_lead_has_an_equal_score_each_time() {
    List<Score> first = scores(scorer, leads);
    assertEquals(first, scores(scorer, leads));
    assertEquals(first, scores(scorer, SampleLeads.all()), "leads read from the store again");
  }

  @Test
  final void rule1_another_scorer_of_the_same_settings_gives_an_equal_score() throws Exception {
    assertEquals(scores(scorer, leads), scores(scorer(), leads));
  }

  @Test
  final void rule1_what_was_scored_before_does_not_matter() throws Exception {
    List<Score> expected = scores(scorer, leads);
    var reversed = new ArrayList<>(leads);
    Collections.reverse(reversed);
    List<Score> scores = scores(scorer(), reversed);
    Collections.reverse(scores);
    assertEquals(expected, scores);
  }

  @Test
  final void rule1_language_and_time_zone_of_the_machine_do_not_matter() throws Exception {
    List<Score> expected = scores(scorer, leads);
    assertEquals(expected, SampleLeads.elsewhere(() -> scores(scorer(), leads)));
  }

  @Test
  final void rule2_whatever_a_stranger_writes_has_a_score() {
    for (Lead lead : leads) {
      assertDoesNotThrow(() -> scorer.score(lead), () -> "lead " + leads.indexOf(lead));
    }
  }

  @Test
  final void rule3_many_threads_score_at_once() throws Exception {
    List<Score> expected = scores(scorer, leads);
    List<Boolean> right =
        Crowd.together(THREADS, thread -> () -> scores(scorer, leads).equals(expected));
    assertEquals(List.of(true), right.stream().distinct().toList(), "scores were right");
  }

  @Test
  final void rule4_no_score_is_null() {
    for (Lead lead : leads) {
      assertNotNull(scorer.score(lead), () -> "lead " + leads.indexOf(lead));
    }
    assertNotNull(scorer.scores(), "expected an empty list where the scores are not known");
  }

  @Test
  final void rule5_known_scores_ascend_without_duplicates() {
    List<Integer> known = scorer.scores();
    assertEquals(new ArrayList<>(new TreeSet<>(known)), known);
  }

  @Test
  final void rule5_every_score_is_a_known_one() {
    List<Integer> known = scorer.scores();
    for (Lead lead : leads) {
      int value = scorer.score(lead).value();
      assertTrue(known.isEmpty() || known.contains(value), () -> value + " is not one of " + known);
    }
  }
}
