// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.policy.condition.MatchedConditions;
import org.jspecify.annotations.Nullable;

/**
 * A compact explanation of a score, about forty bytes per rule: the rules that are true, in the order of the policy, and the position of the
 * first match of each. {@link Ruleset#score} explains the same lead in full, including the rules that are not true.
 *
 * <p>Immutable and thread-safe.
 */
public final class Trace {

  private final Ruleset rules;
  private final Lead lead;
  private final MatchedConditions found;

  Trace(Ruleset rules, Lead lead, MatchedConditions found) {
    this.rules = rules;
    this.lead = lead;
    this.found = found;
  }

  /** The number of rules that are true. */
  public int size() {
    return found.size();
  }

  /** The index of a rule in the policy, from 0. */
  public int number(int index) {
    return found.number(index);
  }

  /** The id of a rule that is true. */
  public String rule(int index) {
    return rules.line(number(index)).id();
  }

  /** The points of a rule, before caps and clamp. */
  public int points(int index) {
    return rules.line(number(index)).points(lead, null);
  }

  /** The start of its first match, as an index into the text; -1 if the rule matches no words. */
  public int start(int index) {
    return found.start(index);
  }

  /** The end of its first match, exclusive; -1 if the rule matches no words. */
  public int end(int index) {
    return found.end(index);
  }

  /** Its first match with its message; null if the rule matches no words. */
  public @Nullable Evidence words(int index) {
    return found.words(index, lead);
  }
}
