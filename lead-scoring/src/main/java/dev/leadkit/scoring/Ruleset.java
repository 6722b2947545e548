// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Score.Adjustment;
import dev.leadkit.Score.Contribution;
import dev.leadkit.policy.check.ConditionalScorer;
import dev.leadkit.policy.check.ScoreModel;
import dev.leadkit.policy.condition.Conditions;
import dev.leadkit.policy.condition.EvaluationContext;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scorer that adds up rules: a base, plus the points of every rule that is true, limited by caps and clamp. Every rule has a contribution in
 * the score, whatever its verdict.
 *
 * <p>Immutable, pure and thread-safe.
 */
@SuppressWarnings(
    "exports") // what only other modules of leadkit need is in packages exported to them
public final class Ruleset implements ConditionalScorer {

  /**
   * The range of all scores.
   *
   * @param lowest inclusive
   * @param highest inclusive
   */
  record Clamp(int lowest, int highest) {}

  private final int base;
  private final Clamp clamp;
  private final Map<String, OptionalInt> caps;
  private final List<ScoreComponent> lines;
  private final Conditions conditions;
  private final ScoreModel model;

  /** Computed on first access. */
  private volatile @Nullable List<Integer> scores;

  /** The caps by number, and for each rule the number of its group's cap, -1 for none. */
  private final int[] limits;

  private final String[] names;
  private final int[] groups;

  Ruleset(
      int base,
      Clamp clamp,
      Map<String, OptionalInt> caps,
      List<? extends ScoreComponent> lines,
      Conditions conditions) {
    this.base = base;
    this.clamp = clamp;
    this.caps = Collections.unmodifiableMap(new LinkedHashMap<>(caps));
    this.lines = List.copyOf(lines);
    this.conditions = conditions;
    var capped = new LinkedHashMap<String, Integer>();
    caps.forEach((name, cap) -> cap.ifPresent(most -> capped.put(name, most)));
    names = capped.keySet().toArray(String[]::new);
    limits = capped.values().stream().mapToInt(Integer::intValue).toArray();
    List<String> order = List.of(names);
    groups = lines.stream().mapToInt(line -> order.indexOf(line.group())).toArray();
    model = new ScoreModel(
        base,
        clamp.lowest(),
        clamp.highest(),
        capped,
        this.lines.stream()
            .map(line -> new ScoreModel.Component(
                line.when(), line.group(), line.least(), line.most(), line.fresh()))
            .toList());
  }

  /**
   * Reads the sections {@code score} and {@code rules} of a policy; notes mistakes as problems of the settings.
   *
   * @param root the whole policy, with a way to read the files that it names
   */
  public static Ruleset read(Settings root) {
    return RulesetReader.read(root);
  }

  /** The ids of the rules, in the order of the policy. */
  public List<String> rules() {
    return ownRules().stream().map(Rule::id).toList();
  }

  /** Every score that a lead can have, given which conditions exclude each other; see {@link ScoreModel#scores()}. */
  @Override
  public List<Integer> scores() {
    List<Integer> known = scores;
    if (known == null) {
      known = model.scores();
      scores = known;
    }
    return known;
  }

  @Override
  public ScoreModel model() {
    return model;
  }

  /**
   * Computes the points at once, and the contribution of each rule when it is first accessed.
   *
   * <p>The cost depends on the text of the lead and not on the number of rules: only rules whose phrases or values occur in it are evaluated.
   */
  @Override
  public Score score(Lead lead) {
    return score(lead, conditions.matches(lead));
  }

  @Override
  public Score score(Lead lead, FieldOverride supposition) {
    EvaluationContext view = conditions.view(lead, null, supposition);
    return score(
        lead,
        conditions.matches(view),
        supposition,
        () -> conditions.view(lead, null, supposition));
  }

  /** Scores without explanations: the rules that are true, and the positions of their first matches. */
  public Trace trace(Lead lead) {
    return new Trace(this, lead, conditions.find(lead));
  }

  /** The rules without the model, in the order of the policy; their contributions come first. */
  List<Rule> ownRules() {
    return lines.stream().filter(Rule.class::isInstance).map(Rule.class::cast).toList();
  }

  Conditions conditions() {
    return conditions;
  }

  ScoreComponent line(int number) {
    return lines.get(number);
  }

  private Score score(Lead lead, int[] fired) {
    return score(lead, fired, null, () -> conditions.view(lead));
  }

  private Score score(
      Lead lead,
      int[] fired,
      @Nullable FieldOverride supposition,
      Supplier<EvaluationContext> seen) {
    int points = 0;
    int[] sums = limits.length == 0 ? limits : new int[limits.length];
    for (int number : fired) {
      int given = lines.get(number).points(lead, supposition);
      points += given;
      if (groups[number] >= 0) {
        sums[groups[number]] += given;
      }
    }
    List<Adjustment> adjustments = adjustments(base + points, sums);
    return Score.lazily(base, lines.size(), points, () -> lines(lead, seen.get()), adjustments);
  }

  private List<Contribution> lines(Lead lead, EvaluationContext view) {
    return lines.stream().map(line -> line.apply(view, lead)).toList();
  }

  private List<Adjustment> adjustments(int gross, int[] sums) {
    List<Adjustment> adjustments = List.of();
    int sum = gross;
    for (int group = 0; group < limits.length; group++) {
      int over = sums[group] - limits[group];
      if (over > 0) {
        String reason = "group " + names[group] + " gives at most " + limits[group];
        adjustments = and(adjustments, new Adjustment(reason, -over));
        sum -= over;
      }
    }
    int clamped = Math.max(clamp.lowest(), Math.min(clamp.highest(), sum));
    if (clamped != sum) {
      String limit = clamped > sum ? "at least " + clamp.lowest() : "at most " + clamp.highest();
      adjustments = and(adjustments, new Adjustment("a score is " + limit, clamped - sum));
    }
    return adjustments;
  }

  private static List<Adjustment> and(List<Adjustment> some, Adjustment one) {
    var more = new ArrayList<Adjustment>(some);
    more.add(one);
    return more;
  }
}
