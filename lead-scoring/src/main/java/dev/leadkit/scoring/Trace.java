// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.policy.Conditions;
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
  private final int[] fired;
  private final int[] places;

  Trace(Ruleset rules, Lead lead, int[] fired, int[] places) {
    this.rules = rules;
    this.lead = lead;
    this.fired = fired;
    this.places = places;
  }

  /** How many rules are true. */
  public int size() {
    return fired.length;
  }

  /** The place of a rule in the policy, from 0. */
  public int number(int index) {
    return fired[index];
  }

  /** The id of a rule that is true. */
  public String rule(int index) {
    return rules.rule(fired[index]).id();
  }

  /** What it gives, before caps and clamp. */
  public int points(int index) {
    return rules.rule(fired[index]).points(lead);
  }

  /** Where the first of the words begin that it asks for, as an index into the text that holds them; -1 if it asks for none. */
  public int start(int index) {
    return places[Conditions.PLACE * index + 2];
  }

  /** Where they end, exclusive; -1 likewise. */
  public int end(int index) {
    return places[Conditions.PLACE * index + 3];
  }

  /** These words and the message that says them; null where the rule asks for none. */
  public @Nullable Evidence words(int index) {
    Conditions conditions = rules.conditions();
    return conditions.evidence(conditions.view(lead), places, Conditions.PLACE * index);
  }
}
