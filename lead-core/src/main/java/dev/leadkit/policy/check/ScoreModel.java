// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.policy.condition.Condition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The parts of a score: a base, the points of every component whose condition is true, what caps take away from groups, and the limits of
 * the whole. With it a route can be proved unreachable even if its own condition is satisfiable.
 *
 * @param base what every lead begins with
 * @param lowest the score is never less
 * @param highest the score is never more
 * @param caps the most that a group gives, by its name; a group that is not named here has no cap
 * @param components in the order of the policy
 */
public record ScoreModel(
    int base, int lowest, int highest, Map<String, Integer> caps, List<Component> components) {

  /**
   * Points that a lead has if a condition is true of it.
   *
   * @param group whose cap limits it, {@code ""} for none
   * @param least the fewest points that it gives where the condition is true
   * @param most the most points that it gives there; every whole number between the two is possible
   * @param fresh what it gives initially, before it fades
   */
  public record Component(Condition when, String group, int least, int most, int fresh) {

    public Component {
      Objects.requireNonNull(when, "when");
      Objects.requireNonNull(group, "group");
    }

    /** Always the same points. */
    boolean isExact() {
      return least == most;
    }
  }

  public ScoreModel {
    caps = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(caps, "caps")));
    caps.forEach((group, cap) -> {
      Objects.requireNonNull(group, "caps: a group");
      Objects.requireNonNull(cap, "caps: a cap");
    });
    components = List.copyOf(Objects.requireNonNull(components, "components"));
  }

  /** The same model before any component fades. */
  ScoreModel fresh() {
    return new ScoreModel(
        base,
        lowest,
        highest,
        caps,
        components.stream()
            .map(one ->
                new Component(one.when(), one.group(), one.fresh(), one.fresh(), one.fresh()))
            .toList());
  }

  /**
   * Every score that a lead can have, ascending: what the conditions exclude together, such as two ranges of one field, is left out, as far as
   * that can be proved. Empty where there are too many to list.
   */
  public List<Integer> scores() {
    return AchievableScores.of(this).list();
  }
}
