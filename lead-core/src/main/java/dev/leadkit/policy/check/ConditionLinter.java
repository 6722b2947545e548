// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.policy.check.SatisfiabilityChecker.Goal;
import dev.leadkit.policy.check.SatisfiabilityChecker.TooComplexException;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.FieldCondition;
import dev.leadkit.policy.condition.ParsedCondition;
import dev.leadkit.spi.Diagnostic.Code;
import dev.leadkit.spi.Settings;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Finds useless parts of a condition. Everything that it reports is proved; it may miss something, and is never wrong. */
public final class ConditionLinter {

  private final Settings whole;
  private final IdentityHashMap<Condition, Settings> places;

  private ConditionLinter(ParsedCondition parsed) {
    whole = parsed.place();
    places = parsed.places();
  }

  /** Reports what is provably useless in a condition, at its place in the policy; returns the condition. */
  public static Condition check(ParsedCondition parsed) {
    new ConditionLinter(parsed).report(parsed.condition());
    return parsed.condition();
  }

  private void report(Condition condition) {
    if (hasAlways(condition)) {
      return;
    }
    try {
      var cases = new SatisfiabilityChecker(condition);
      if (!cases.isPossible(condition, Goal.TRUE)) {
        whole.found(
            Code.NEVER_TRUE, "no lead can meet it: " + condition.describe() + because(condition));
      } else if (!cases.isPossible(condition, Goal.NOT_TRUE)) {
        whole.found(Code.ALWAYS_TRUE, "every lead meets it: " + condition.describe());
      } else {
        parts(condition, Goal.TRUE, cases);
      }
    } catch (TooComplexException e) {
      // nothing can be proved, so nothing is said
    }
  }

  private static boolean hasAlways(Condition condition) {
    return condition.fold(new Condition.Fold<Boolean>() {
      @Override
      public Boolean always() {
        return true;
      }

      @Override
      public Boolean all(List<Boolean> parts) {
        return parts.contains(true);
      }

      @Override
      public Boolean any(List<Boolean> parts) {
        return parts.contains(true);
      }

      @Override
      public Boolean not(Boolean part) {
        return part;
      }

      @Override
      public Boolean field(FieldCondition condition) {
        return false;
      }
    });
  }

  /** The part that no lead can meet, if it is a single one. */
  private static String because(Condition condition) throws TooComplexException {
    if (condition instanceof Condition.All all) {
      for (Condition part : all.conditions()) {
        if (!new SatisfiabilityChecker(part).isPossible(part, Goal.TRUE)) {
          return ", because of: " + part.describe();
        }
      }
    }
    return "";
  }

  /** Reports parts without which the whole would have the same leads. */
  private void parts(Condition condition, Goal goal, SatisfiabilityChecker cases)
      throws TooComplexException {
    if (condition instanceof Condition.Not not) {
      parts(not.condition(), goal.opposite(), cases);
      return;
    }
    List<Condition> parts = List.of();
    boolean narrowing = goal == Goal.TRUE;
    if (condition instanceof Condition.All all) {
      parts = all.conditions();
    } else if (condition instanceof Condition.Any any) {
      parts = any.conditions();
      narrowing = goal == Goal.FALSE;
    }
    var needed = new ArrayList<>(parts);
    for (int i = parts.size() - 1; i >= 0 && needed.size() > 1; i--) {
      Condition part = parts.get(i);
      var others = new ArrayList<>(needed);
      others.removeIf(other -> other == part);
      if (!cases.isPossible(counterexample(part, others, goal, narrowing))) {
        needed = others;
        found(part, others, goal, narrowing, cases);
      }
    }
    for (Condition part : needed) {
      parts(part, goal, cases);
    }
  }

  /** A lead that the part makes a difference to. */
  private static List<Map.Entry<Condition, Goal>> counterexample(
      Condition part, List<Condition> others, Goal goal, boolean narrowing) {
    Goal missed = goal == Goal.TRUE ? Goal.NOT_TRUE : Goal.NOT_FALSE;
    var wanted = new ArrayList<Map.Entry<Condition, Goal>>();
    wanted.add(Map.entry(part, narrowing ? missed : goal));
    for (Condition other : others) {
      wanted.add(Map.entry(other, narrowing ? goal : missed));
    }
    return wanted;
  }

  private void found(
      Condition part,
      List<Condition> others,
      Goal goal,
      boolean narrowing,
      SatisfiabilityChecker cases)
      throws TooComplexException {
    Settings place = places.getOrDefault(part, whole);
    if (!narrowing && goal == Goal.TRUE && !cases.isPossible(part, Goal.TRUE)) {
      place.found(Code.NEVER_TRUE, "no lead can meet it: " + part.describe());
      return;
    }
    String rest = narrowing == (goal == Goal.TRUE)
        ? new Condition.All(others).describe()
        : new Condition.Any(others).describe();
    place.found(
        Code.REDUNDANT_CONDITION,
        "changes nothing beside the rest: " + part.describe() + "; the rest: " + rest);
  }
}
