// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.spi.Router;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Router} must do: extend this, supply a router, and run it with JUnit. The kit routes leads of its own, each with a low, a
 * middling and a high score.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link Router}.
 */
public abstract class RouterContract {

  private static final int THREADS = 8;

  private static final List<Integer> SCORES = List.of(-1_000, 0, 50, 1_000);

  private final List<Lead> leads = SampleLeads.all();
  private Router router;

  /** All that a router says of a lead with a score. */
  private record Answer(Assignment assignment, String line, Map<String, Integer> choice) {}

  /** A router; each call makes one from the same settings that knows nothing of the others, as on another machine. */
  protected abstract Router router() throws Exception;

  @BeforeEach
  final void makeRouter() throws Exception {
    router = router();
  }

  private static Score score(int value) {
    return Score.of(value, List.of(), List.of());
  }

  private static List<Answer> answers(Router router, List<Lead> leads) {
    var answers = new ArrayList<Answer>();
    for (Lead lead : leads) {
      for (int value : SCORES) {
        Score score = score(value);
        answers.add(new Answer(
            router.route(lead, score), router.line(lead, score), router.choice(lead, score)));
      }
    }
    return answers;
  }

  @Test
  final void rule1_the_same_lead_has_the_same_assignment_each_time() {
    List<Answer> first = answers(router, leads);
    assertEquals(first, answers(router, leads));
    assertEquals(first, answers(router, SampleLeads.all()), "leads read from the store again");
  }

  @Test
  final void rule1_another_router_of_the_same_settings_gives_the_same_assignment()
      throws Exception {
    Router other = router();
    assertEquals(answers(router, leads), answers(other, leads));
    assertEquals(router.queues(), other.queues());
    assertEquals(router.connectors(), other.connectors());
  }

  @Test
  final void rule1_what_was_routed_before_does_not_matter() throws Exception {
    var expected = new ArrayList<List<Answer>>();
    leads.forEach(lead -> expected.add(answers(router, List.of(lead))));
    var reversed = new ArrayList<>(leads);
    Collections.reverse(reversed);
    Router other = router();
    var found = new ArrayList<List<Answer>>();
    reversed.forEach(lead -> found.add(answers(other, List.of(lead))));
    Collections.reverse(found);
    assertEquals(expected, found);
  }

  @Test
  final void rule1_language_and_time_zone_of_the_machine_do_not_matter() throws Exception {
    List<Answer> expected = answers(router, leads);
    assertEquals(expected, SampleLeads.elsewhere(() -> answers(router(), leads)));
  }

  @Test
  final void rule2_whatever_a_stranger_writes_is_assigned() {
    for (Lead lead : leads) {
      assertDoesNotThrow(() -> answers(router, List.of(lead)), () -> "lead " + leads.indexOf(lead));
    }
  }

  @Test
  final void rule3_many_threads_route_at_once() throws Exception {
    List<Answer> expected = answers(router, leads);
    List<Boolean> right =
        Crowd.together(THREADS, thread -> () -> answers(router, leads).equals(expected));
    assertEquals(List.of(true), right.stream().distinct().toList(), "assignments were right");
  }

  @Test
  final void rule4_no_answer_is_null() {
    for (Answer answer : answers(router, leads)) {
      assertNotNull(answer.assignment(), "expected an assignment for every lead");
      assertNotNull(answer.line(), "expected \"\" where there is no line");
      assertNotNull(answer.choice(), "expected an empty map where there is no choice");
    }
    assertNotNull(router.queues(), "expected an empty list where the queues are not known");
    assertNotNull(router.connectors(), "expected an empty list where there are none");
  }

  @Test
  final void rule5_every_connector_of_an_assignment_is_announced() {
    List<String> announced = router.connectors();
    for (Answer answer : answers(router, leads)) {
      assertTrue(
          announced.containsAll(answer.assignment().connectors()),
          () -> answer.assignment().connectors() + " are not all in " + announced);
    }
  }

  @Test
  final void rule6_a_router_that_names_a_line_says_that_it_has_lines() {
    for (Answer answer : answers(router, leads)) {
      assertTrue(
          answer.line().isEmpty() || router.hasLines(), () -> "line '" + answer.line() + "'");
    }
  }

  @Test
  final void rule7_everyone_to_choose_from_has_a_weight_of_1_or_more() {
    for (Answer answer : answers(router, leads)) {
      answer
          .choice()
          .forEach((person, weight) -> assertTrue(weight >= 1, () -> person + ": " + weight));
    }
  }
}
