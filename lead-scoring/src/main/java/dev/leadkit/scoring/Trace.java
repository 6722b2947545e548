// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.policy.condition.MatchedConditions;
import org.jspecify.annotations.Nullable;

/**
 * What a score comes from, in some forty bytes a rule: the rules that are true, in the order of the policy, and where the first of the words
 * stand that each asks for. Of the same lead, {@link Ruleset#score} says the same in words, and what is not true as well.
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

  /** How many rules are true. */
  public int size() {
    return found.size();
  }

  /** The place of a rule in the policy, from 0. */
  public int number(int index) {
    return found.number(index);
  }

  /** The id of a rule that is true. */
  public String rule(int index) {
    return rules.line(number(index)).id();
  }

  /** What it gives, before caps and clamp. */
  public int points(int index) {
    return rules.line(number(index)).points(lead, null);
  }

  /** Where the first of the words begin that it asks for, as an index into the text that holds them; -1 if it asks for none. */
  public int start(int index) {
    return found.start(index);
  }

  /** Where they end, exclusive; -1 likewise. */
  public int end(int index) {
    return found.end(index);
  }

  /** These words and the message that says them; null where the rule asks for none. */
  public @Nullable Evidence words(int index) {
    return found.words(index, lead);
  }
}
