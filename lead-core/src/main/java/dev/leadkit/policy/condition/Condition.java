// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A condition on a lead that is true, false or unknown, after Kleene (1938): a missing value decides nothing, except for {@code exists} and
 * {@code missing}.
 *
 * <p>Immutable, pure and thread-safe.
 */
public sealed interface Condition
    permits Condition.Always, Condition.All, Condition.Any, Condition.Not, FieldCondition {

  /** The verdict on a lead, and why. */
  ConditionResult test(EvaluationContext view);

  /** The verdict of {@link #test} alone, without the reasons: many times as fast. */
  Verdict verdict(EvaluationContext view);

  /** The condition in words. */
  String describe();

  /** Computes a value from the values of the parts, from the field conditions up. */
  <R> R fold(Fold<R> fold);

  /**
   * A function over the structure of conditions: a value for each condition on a field, and how values are combined.
   *
   * @param <R> the value of a condition
   */
  interface Fold<R> {

    /** The value of {@link Always}. */
    R always();

    /** The value of {@link All}. */
    R all(List<R> parts);

    /** The value of {@link Any}. */
    R any(List<R> parts);

    /** The value of {@link Not}. */
    R not(R part);

    /** The value of a condition on a field. */
    R field(FieldCondition condition);
  }

  /** The conditions on fields that this one consists of, in order. */
  default List<FieldCondition> fieldConditions() {
    var all = new ArrayList<FieldCondition>();
    visit((condition, verdict) -> all.add(condition));
    return all;
  }

  /** Those of the {@link #fieldConditions()} that contribute to its truth by being true: they are below an even number of negations. */
  default List<FieldCondition> positiveFieldConditions() {
    var positive = new ArrayList<FieldCondition>();
    visit((condition, verdict) -> {
      if (verdict == Verdict.TRUE) {
        positive.add(condition);
      }
    });
    return positive;
  }

  private void visit(BiConsumer<FieldCondition, Verdict> visitor) {
    Consumer<Verdict> walk = fold(new Fold<Consumer<Verdict>>() {
      @Override
      public Consumer<Verdict> always() {
        return verdict -> {};
      }

      @Override
      public Consumer<Verdict> all(List<Consumer<Verdict>> parts) {
        return verdict -> parts.forEach(part -> part.accept(verdict));
      }

      @Override
      public Consumer<Verdict> any(List<Consumer<Verdict>> parts) {
        return all(parts);
      }

      @Override
      public Consumer<Verdict> not(Consumer<Verdict> part) {
        return verdict -> part.accept(verdict.not());
      }

      @Override
      public Consumer<Verdict> field(FieldCondition condition) {
        return verdict -> visitor.accept(condition, verdict);
      }
    });
    walk.accept(Verdict.TRUE);
  }

  /** Whether words found in a text can make it true. */
  default boolean findsWords() {
    return positiveFieldConditions().stream()
        .map(FieldCondition::withoutDefault)
        .anyMatch(condition -> condition instanceof FieldCondition.ContainsPhrase
            || condition instanceof FieldCondition.Matches);
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
    public <R> R fold(Fold<R> fold) {
      return fold.always();
    }

    @Override
    public String describe() {
      return "always";
    }
  }

  /** False if a part is, else unknown if a part is, else true. */
  record All(List<Condition> conditions) implements Condition {
    public All {
      Objects.requireNonNull(conditions, "conditions");
      conditions = List.copyOf(conditions);
    }

    @Override
    public ConditionResult test(EvaluationContext view) {
      return Condition.testAll(conditions, view, Verdict.FALSE);
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
    public <R> R fold(Fold<R> fold) {
      return fold.all(conditions.stream().map(part -> part.fold(fold)).toList());
    }

    @Override
    public String describe() {
      return conditions.stream()
          .map(part -> part instanceof Any ? "(" + part.describe() + ")" : part.describe())
          .collect(Collectors.joining(" and "));
    }
  }

  /** True if a part is, else unknown if a part is, else false. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      Objects.requireNonNull(conditions, "conditions");
      conditions = List.copyOf(conditions);
    }

    @Override
    public ConditionResult test(EvaluationContext view) {
      return Condition.testAll(conditions, view, Verdict.TRUE);
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
    public <R> R fold(Fold<R> fold) {
      return fold.any(conditions.stream().map(part -> part.fold(fold)).toList());
    }

    @Override
    public String describe() {
      return conditions.stream()
          .map(part -> part instanceof All ? "(" + part.describe() + ")" : part.describe())
          .collect(Collectors.joining(" or "));
    }
  }

  /** The opposite; unknown stays unknown. */
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
    public <R> R fold(Fold<R> fold) {
      return fold.not(condition.fold(fold));
    }

    @Override
    public String describe() {
      return "not (" + condition.describe() + ")";
    }
  }

  /**
   * The result of several conditions: the first that settles the verdict alone, else all that are unknown, else all.
   *
   * @param settling the verdict of a part that settles the verdict of the whole
   */
  private static ConditionResult testAll(
      List<Condition> conditions, EvaluationContext view, Verdict settling) {
    var results = new ArrayList<ConditionResult>();
    for (Condition condition : conditions) {
      ConditionResult result = condition.test(view);
      if (result.verdict() == settling) {
        return result;
      }
      results.add(result);
    }
    List<ConditionResult> unknown =
        results.stream().filter(result -> result.verdict() == Verdict.UNKNOWN).toList();
    return unknown.isEmpty()
        ? ConditionResult.joined(settling.not(), results)
        : ConditionResult.joined(Verdict.UNKNOWN, unknown);
  }
}
