// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Score.Adjustment;
import dev.leadkit.Score.Contribution;
import dev.leadkit.policy.Conditions;
import dev.leadkit.policy.View;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Rules that add up: a base, the points of every rule that is true, and what caps and clamp take away. Each rule has its line in the
 * score, whatever its verdict.
 *
 * <p>Immutable, pure and thread-safe.
 */
public final class Ruleset implements Scorer {

  /**
   * The range in which every score lies.
   *
   * @param lowest inclusive
   * @param highest inclusive
   */
  record Clamp(int lowest, int highest) {}

  private final int base;
  private final Clamp clamp;
  private final Map<String, OptionalInt> caps;
  private final List<Rule> rules;
  private final Conditions conditions;

  Ruleset(
      int base,
      Clamp clamp,
      Map<String, OptionalInt> caps,
      List<Rule> rules,
      Conditions conditions) {
    this.base = base;
    this.clamp = clamp;
    this.caps = Collections.unmodifiableMap(new LinkedHashMap<>(caps));
    this.rules = List.copyOf(rules);
    this.conditions = conditions;
  }

  /**
   * Reads the sections {@code score} and {@code rules} of a policy; what is wrong with them is noted.
   *
   * @param root the whole policy, with a way to read the files that it names
   */
  public static Ruleset read(Settings root) {
    return RulesetReader.read(root);
  }

  /** In the order of the policy. */
  public List<Rule> rules() {
    return rules;
  }

  @Override
  public Score score(Lead lead) {
    View view = conditions.view(lead);
    List<Contribution> lines = rules.stream().map(rule -> rule.apply(view)).toList();
    var adjustments = new ArrayList<Adjustment>();
    int sum = Math.addExact(base, lines.stream().mapToInt(Contribution::points).sum());
    for (Map.Entry<String, OptionalInt> cap : caps.entrySet()) {
      int points = points(cap.getKey(), lines);
      int most = cap.getValue().orElse(Integer.MAX_VALUE);
      if (points > most) {
        adjustments.add(
            new Adjustment("group " + cap.getKey() + " gives at most " + most, most - points));
        sum += most - points;
      }
    }
    int clamped = Math.max(clamp.lowest(), Math.min(clamp.highest(), sum));
    if (clamped != sum) {
      String limit = clamped > sum ? "at least " + clamp.lowest() : "at most " + clamp.highest();
      adjustments.add(new Adjustment("a score is " + limit, clamped - sum));
    }
    return Score.of(base, lines, adjustments);
  }

  private int points(String group, List<Contribution> lines) {
    int points = 0;
    for (int i = 0; i < rules.size(); i++) {
      points += rules.get(i).group().equals(group) ? lines.get(i).points() : 0;
    }
    return points;
  }
}
