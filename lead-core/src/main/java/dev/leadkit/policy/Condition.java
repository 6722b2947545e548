// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Verdict;
import dev.leadkit.spi.Settings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A question to a lead that is answered with true, false or not known, after Kleene (1938): what is missing decides nothing, and only
 * {@code exists} and {@code missing} make a certainty of it.
 *
 * <p>Immutable, pure and thread-safe.
 */
public sealed interface Condition
    permits Condition.Always, Condition.All, Condition.Any, Condition.Not, FieldCondition {

  /** What it says of a lead, and why. */
  ConditionResult test(EvaluationContext view);

  /** The verdict of {@link #test} alone, without the reasons: many times as fast. */
  Verdict verdict(EvaluationContext view);

  /** The condition in words. */
  String describe();

  /** Whether it can be true because of words that it found in a text. */
  default boolean findsWords() {
    return findsWords(this, Verdict.TRUE);
  }

  private static boolean findsWords(Condition condition, Verdict wanted) {
    if (condition instanceof All all) {
      return all.conditions().stream().anyMatch(part -> findsWords(part, wanted));
    }
    if (condition instanceof Any any) {
      return any.conditions().stream().anyMatch(part -> findsWords(part, wanted));
    }
    if (condition instanceof Not not) {
      return findsWords(not.condition(), wanted.not());
    }
    Condition leaf = condition instanceof FieldCondition.WithDefault presumed ? presumed.leaf() : condition;
    return wanted == Verdict.TRUE && (leaf instanceof FieldCondition.ContainsPhrase || leaf instanceof FieldCondition.Matches);
  }

  /** Always true. */
  record Always() implements Condition {
    @Override
    public ConditionResult test(EvaluationContext view) {
      return new ConditionResult(Verdict.TRUE, describe(), List.of(), "");
    }

    @Override
    public Verdict verdict(EvaluationContext view) {
      return Verdict.TRUE;
    }

    @Override
    public String describe() {
      return "always";
    }
  }

  /** False if one is, else not known if one is not, else true. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      Objects.requireNonNull(conditions, "conditions");
      conditions = List.copyOf(conditions);
    }

    @Override
    public ConditionResult test(EvaluationContext view) {
      return ConditionResult.all(conditions, view, Verdict.FALSE);
    }

    @Override
    public Verdict verdict(EvaluationContext view) {
      Verdict all = Verdict.TRUE;
      for (int i = 0; i < conditions.size() && all != Verdict.FALSE; i++) {
        all = all.and(conditions.get(i).verdict(view));
      }
      return all;
    }

    @Override
    public String describe() {
      return conditions.stream()
          .map(part -> part instanceof Any ? "(" + part.describe() + ")" : part.describe())
          .collect(Collectors.joining(" and "));
    }
  }

  /** True if one is, else not known if one is not, else false. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      Objects.requireNonNull(conditions, "conditions");
      conditions = List.copyOf(conditions);
    }

    @Override
    public ConditionResult test(EvaluationContext view) {
      return ConditionResult.all(conditions, view, Verdict.TRUE);
    }

    @Override
    public Verdict verdict(EvaluationContext view) {
      Verdict any = Verdict.FALSE;
      for (int i = 0; i < conditions.size() && any != Verdict.TRUE; i++) {
        any = any.or(conditions.get(i).verdict(view));
      }
      return any;
    }

    @Override
    public String describe() {
      return conditions.stream()
          .map(part -> part instanceof All ? "(" + part.describe() + ")" : part.describe())
          .collect(Collectors.joining(" or "));
    }
  }

  /** The opposite; what is not known stays so. */
  record Not(Condition condition) implements Condition {
    public Not {
      Objects.requireNonNull(condition, "condition");
    }

    @Override
    public ConditionResult test(EvaluationContext view) {
      return condition.test(view).not();
    }

    @Override
    public Verdict verdict(EvaluationContext view) {
      return condition.verdict(view).not();
    }

    @Override
    public String describe() {
      return "not (" + condition.describe() + ")";
    }
  }

  /**
   * Reads a condition; what is wrong with it, and what it says in vain, is noted, and where it is wrong {@link Always} stands in its place.
   *
   * @param when {@code always}, or a section: {@code all}, {@code any}, {@code not} and fields with operators, all of which must hold
   * @param fields what can be asked for
   */
  static Condition read(Settings when, Definitions vocabulary, Fields fields) {
    return new ConditionReader(vocabulary, fields).checked(when);
  }
}
