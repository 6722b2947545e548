// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Assignment;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Score.Contribution;
import dev.leadkit.Verdict;
import dev.leadkit.policy.Policy;
import dev.leadkit.spi.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A lead in a policy file with its expected decision: a test of the policy, beside the policy.
 *
 * <p>Only what it expects is compared. Immutable and thread-safe.
 */
public final class Example {

  /**
   * What is expected; null for what does not matter.
   *
   * @param fired the rules that are true, all of them, in any order
   * @param unknown the rules with an unknown verdict, all of them, in any order
   * @param points of single rules
   */
  record Expected(
      @Nullable Integer score,
      @Nullable List<String> fired,
      @Nullable List<String> unknown,
      Map<String, Integer> points,
      @Nullable String route,
      @Nullable String disposition,
      @Nullable String queue,
      @Nullable String owner,
      @Nullable Duration sla,
      @Nullable List<String> connectors) {

    boolean isEmpty() {
      return equals(new Expected(null, null, null, Map.of(), null, null, null, null, null, null));
    }
  }

  /**
   * The result of an example.
   *
   * @param differences one line for each difference from what was expected; empty if there is none
   */
  public record Result(
      Example example, Score score, Assignment assignment, List<String> differences) {

    public Result {
      Objects.requireNonNull(example, "example");
      Objects.requireNonNull(score, "score");
      Objects.requireNonNull(assignment, "assignment");
      Objects.requireNonNull(differences, "differences");
      differences = List.copyOf(differences);
    }

    /** Whether everything came out as expected. */
    public boolean isAsExpected() {
      return differences.isEmpty();
    }
  }

  private final String name;
  private final Settings place;
  private final Lead lead;
  private final Expected expected;

  Example(String name, Settings place, Lead lead, Expected expected) {
    this.name = name;
    this.place = place;
    this.lead = lead;
    this.expected = expected;
  }

  /** What it shows, in the words of its author. */
  public String name() {
    return name;
  }

  /** Its place: {@code file:line:column}. */
  public String place() {
    return place.place();
  }

  Settings settings() {
    return place;
  }

  /** The lead that it describes. */
  public Lead lead() {
    return lead;
  }

  /** Has a policy decide it. */
  public Result run(Policy policy) {
    Score score = policy.scorer().score(lead);
    Assignment assignment = policy.router().route(lead, score);
    var differences = new ArrayList<String>();
    score(score, differences);
    rules("fired", expected.fired(), Verdict.TRUE, score, differences);
    rules("unknown", expected.unknown(), Verdict.UNKNOWN, score, differences);
    points(score, differences);
    assignment(assignment, differences);
    return new Result(this, score, assignment, differences);
  }

  private void score(Score score, List<String> differences) {
    if (expected.score() != null && expected.score() != score.value()) {
      var lines = new ArrayList<String>();
      lines.add("base " + score.base());
      for (Contribution contribution : score.contributions()) {
        if (contribution.points() != 0) {
          lines.add(contribution.rule() + " " + signed(contribution.points()));
        }
      }
      score.adjustments().forEach(one -> lines.add(one.reason() + " " + signed(one.points())));
      differences.add("score: expected " + expected.score() + ", got " + score.value() + " ("
          + String.join(", ", lines) + ")");
    }
  }

  private static String signed(int points) {
    return String.format(Locale.ROOT, "%+d", points);
  }

  private static void rules(
      String key,
      @Nullable List<String> wanted,
      Verdict verdict,
      Score score,
      List<String> differences) {
    if (wanted == null) {
      return;
    }
    var names = new ArrayList<String>();
    var missing = new TreeSet<>(wanted);
    var surplus = new ArrayList<String>();
    for (Contribution contribution : score.contributions()) {
      names.add(contribution.rule());
      if (contribution.verdict() == verdict && !missing.remove(contribution.rule())) {
        surplus.add(contribution.rule() + " (" + contribution.why() + ")");
      }
    }
    for (String rule : missing) {
      differences.add(
          names.contains(rule)
              ? key + ": expected " + rule + ", which is " + said(rule, score)
              : key + ": no rule is called '" + rule + "'; " + Settings.nearest(rule, names));
    }
    surplus.forEach(rule -> differences.add(key + ": not expected " + rule));
  }

  private static String said(String rule, Score score) {
    return score.contributions().stream()
        .filter(contribution -> contribution.rule().equals(rule))
        .map(contribution -> contribution.verdict().name().toLowerCase(Locale.ROOT) + " ("
            + contribution.why() + ")")
        .findFirst()
        .orElse("");
  }

  private void points(Score score, List<String> differences) {
    expected.points().forEach((rule, points) -> {
      int given = score.contributions().stream()
          .filter(contribution -> contribution.rule().equals(rule))
          .mapToInt(Contribution::points)
          .sum();
      if (given != points) {
        differences.add("points: expected " + signed(points) + " of " + rule + ", got "
            + signed(given) + " (" + said(rule, score) + ")");
      }
    });
  }

  private void assignment(Assignment assignment, List<String> differences) {
    String because = " (" + assignment.reason() + ")";
    compare("route", expected.route(), assignment.route(), because, differences);
    compare(
        "disposition",
        expected.disposition(),
        assignment.disposition().name().toLowerCase(Locale.ROOT),
        because,
        differences);
    compare("queue", expected.queue(), assignment.queue(), because, differences);
    compare("owner", expected.owner(), assignment.owner(), "", differences);
    compare("sla", expected.sla(), assignment.sla(), because, differences);
    compare("connectors", expected.connectors(), assignment.connectors(), because, differences);
  }

  private static void compare(
      String key,
      @Nullable Object wanted,
      @Nullable Object given,
      String because,
      List<String> differences) {
    if (wanted != null && !wanted.equals(given)) {
      differences.add(key + ": expected " + wanted + ", got " + given + because);
    }
  }

  @Override
  public String toString() {
    return "Example[" + name + "]";
  }
}
