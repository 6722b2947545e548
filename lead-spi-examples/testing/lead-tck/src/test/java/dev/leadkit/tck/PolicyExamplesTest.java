// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Assignment;
import dev.leadkit.Score;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.spi.Provider;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

class PolicyExamplesTest {

  /** Gives a fixed number of points for a message and does nothing else. */
  public static final class Points implements Provider<Scorer> {

    /** For the service loader. */
    public Points() {}

    @Override
    public Class<Scorer> type() {
      return Scorer.class;
    }

    @Override
    public String name() {
      return "points";
    }

    @Override
    public Scorer create(Settings settings) {
      int points = settings.section("score").integer("base");
      settings.list("rules");
      return lead -> Score.of(
          0,
          List.of(new Contribution("message", Verdict.TRUE, points, "it is one", List.of())),
          List.of());
    }
  }

  /** One queue for all. */
  public static final class OneQueue implements Provider<Router> {

    /** For the service loader. */
    public OneQueue() {}

    @Override
    public Class<Router> type() {
      return Router.class;
    }

    @Override
    public String name() {
      return "one";
    }

    @Override
    public Router create(Settings settings) {
      return (lead, score) -> Assignment.builder("all", Assignment.Disposition.LEAD)
          .queue("inbox")
          .reason("always")
          .build();
    }
  }

  private static final String POLICY = """
      schema: lead-policy/1
      scorer: points
      router: one
      score: { base: 7 }
      examples:
        - { name: seven, given: { text: hello }, expect: { score: 7, queue: inbox } }
        - { name: whatever, given: { text: hello }, expect: { fired: [message] } }
      """;

  /** The names of the tests that fail, each with what it says. */
  private static List<String> failures(String policy) {
    var failures = new ArrayList<String>();
    PolicyExamples.of(Settings.yaml("policy.yaml", policy)).forEach(test -> {
      try {
        test.getExecutable().execute();
      } catch (AssertionError e) {
        failures.add(test.getDisplayName() + ": " + e.getMessage());
      } catch (Throwable e) {
        throw new AssertionError(test.getDisplayName() + " broke", e);
      }
    });
    return failures;
  }

  @Test
  void each_example_is_a_test_and_so_are_the_findings_and_the_mutants() {
    List<String> names = PolicyExamples.of(Settings.yaml("policy.yaml", POLICY))
        .map(DynamicTest::getDisplayName)
        .toList();
    assertEquals(
        List.of(
            "seven",
            "whatever",
            "everything in the policy has an effect",
            "no change of the policy goes unnoticed"),
        names);
    assertEquals(List.of(), failures(POLICY));
  }

  @Test
  void an_example_that_does_not_hold_fails_and_says_where_and_why() {
    assertTrue(
        failures(POLICY.replace("score: 7,", "score: 8,"))
            .contains("seven: policy.yaml:6:5: score: expected 8, got 7 (base 0, message +7)"),
        () -> failures(POLICY.replace("score: 7,", "score: 8,")).toString());
  }

  @Test
  void a_change_that_goes_unnoticed_fails() {
    List<String> failures = failures(POLICY.replace("score: 7, ", ""));
    assertEquals(1, failures.size(), failures.toString());
    assertTrue(
        failures.get(0).contains("policy.yaml:4:16: surviving-mutant: score.base: 7 changed to 8"),
        failures.get(0));
  }
}
