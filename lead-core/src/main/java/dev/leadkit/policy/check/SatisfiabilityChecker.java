// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Verdict;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.FieldCondition;
import dev.leadkit.policy.field.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All possible leads, as far as conditions distinguish them: which verdicts a condition can have, alone and together with others.
 *
 * <p>For each field that the condition reads, the possible values fall into a few {@linkplain Cells cells}; in each cell every part of the
 * condition has one verdict. A missing value is in a cell too. A set of leads is a list of boxes, one set of cells for each
 * field. Fields are taken to be independent, and a text may contain anything beyond the phrases' own logic: so "never" and
 * "always" are proofs, and where nothing can be proved with reasonable effort, nothing is said.
 */
final class SatisfiabilityChecker {

  /** There are too many boxes to prove anything. */
  static final class TooComplexException extends Exception {
    private static final long serialVersionUID = 1L;

    TooComplexException() {
      super("too many cases", null, false, false);
    }
  }

  /** The verdicts for which leads are wanted. */
  enum Goal {
    TRUE(EnumSet.of(Verdict.TRUE)),
    FALSE(EnumSet.of(Verdict.FALSE)),
    NOT_TRUE(EnumSet.of(Verdict.FALSE, Verdict.UNKNOWN)),
    NOT_FALSE(EnumSet.of(Verdict.TRUE, Verdict.UNKNOWN));

    private final Set<Verdict> verdicts;

    Goal(Set<Verdict> verdicts) {
      this.verdicts = verdicts;
    }

    private boolean isPositive() {
      return this == TRUE || this == NOT_FALSE;
    }

    /** What a part must be for its opposite to be this. */
    Goal opposite() {
      return switch (this) {
        case TRUE -> FALSE;
        case FALSE -> TRUE;
        case NOT_TRUE -> NOT_FALSE;
        case NOT_FALSE -> NOT_TRUE;
      };
    }
  }

  private static final int MAX_BOXES = 2000;

  private final Map<String, Cells> dimensions = new LinkedHashMap<>();
  private final Map<FieldCondition, Answers> answers = new HashMap<>();

  /** The dimension in which a condition distinguishes leads, and its verdicts there, by cell. */
  private record Answers(String dimension, Verdict[] verdicts) {}

  /** All leads, without distinctions. */
  SatisfiabilityChecker() {}

  /** @throws TooComplexException if the values of a field cannot be distinguished with reasonable effort */
  SatisfiabilityChecker(Condition condition) throws TooComplexException {
    this(List.of(condition));
  }

  /**
   * All leads as far as several conditions distinguish them.
   *
   * @throws TooComplexException if the values of a field cannot be distinguished with reasonable effort
   */
  SatisfiabilityChecker(List<Condition> conditions) throws TooComplexException {
    this(conditions, Map.of());
  }

  /**
   * All leads as far as several conditions distinguish them.
   *
   * @param known all values of some fields, by their names; of other fields their own declaration counts
   * @throws TooComplexException if the values of a field cannot be distinguished with reasonable effort
   */
  SatisfiabilityChecker(List<Condition> conditions, Map<String, List<Value>> known)
      throws TooComplexException {
    var leaves = new LinkedHashMap<String, Set<FieldCondition>>();
    conditions.forEach(condition -> collect(condition, leaves));
    for (Map.Entry<String, Set<FieldCondition>> field : leaves.entrySet()) {
      int number = 1;
      for (Cells cells : Cells.of(field.getValue(), known.get(field.getKey()))) {
        String name = number == 1 ? field.getKey() : field.getKey() + "#" + number;
        dimensions.put(name, cells);
        cells.verdicts().forEach((leaf, said) -> answers.put(leaf, new Answers(name, said)));
        number++;
      }
    }
  }

  /** Adds the parts of a condition to those known by the names of their fields. */
  static void collect(Condition condition, Map<String, Set<FieldCondition>> byField) {
    for (FieldCondition part : condition.fieldConditions()) {
      byField
          .computeIfAbsent(part.field().name(), unseen -> new LinkedHashSet<>())
          .add(part);
    }
  }

  /** Whether there can be a lead for which each condition has a verdict of its goal. */
  boolean isPossible(List<Map.Entry<Condition, Goal>> wanted) throws TooComplexException {
    List<Map<String, BitSet>> boxes = List.of(Map.of());
    for (Map.Entry<Condition, Goal> one : wanted) {
      boxes = both(boxes, boxes(one.getKey(), one.getValue()));
    }
    return !boxes.isEmpty();
  }

  boolean isPossible(Condition condition, Goal goal) throws TooComplexException {
    return isPossible(List.of(Map.entry(condition, goal)));
  }

  /** The dimensions of the space of all leads: fields, or parts of fields that are taken to be independent. */
  Map<String, Cells> dimensions() {
    return dimensions;
  }

  /** The dimension in which a condition distinguishes leads. */
  String dimension(FieldCondition leaf) {
    Answers known = answers.get(leaf);
    return known == null ? leaf.field().name() : known.dimension();
  }

  /** The division of the values of a dimension; one without cells if no condition reads it. */
  Cells division(String dimension) {
    return dimensions.getOrDefault(dimension, Cells.NONE);
  }

  /** All cells of a dimension. */
  BitSet cells(String dimension) {
    var all = new BitSet();
    all.set(0, division(dimension).size());
    return all;
  }

  /** The leads for which a condition has a verdict of the goal, each in one box at least. */
  List<Map<String, BitSet>> boxes(Condition condition, Goal goal) throws TooComplexException {
    return condition.fold(new BoxesOf()).of(goal);
  }

  /** The leads for which a condition has a verdict of a goal. */
  private interface Boxes {
    List<Map<String, BitSet>> of(Goal goal) throws TooComplexException;
  }

  private final class BoxesOf implements Condition.Fold<Boxes> {

    @Override
    public Boxes always() {
      return goal -> goal.isPositive() ? List.of(Map.of()) : List.of();
    }

    @Override
    public Boxes all(List<Boxes> parts) {
      return goal -> goal.isPositive() ? intersection(parts, goal) : union(parts, goal);
    }

    @Override
    public Boxes any(List<Boxes> parts) {
      return goal -> goal.isPositive() ? union(parts, goal) : intersection(parts, goal);
    }

    @Override
    public Boxes not(Boxes part) {
      return goal -> part.of(goal.opposite());
    }

    @Override
    public Boxes field(FieldCondition condition) {
      return goal -> leaf(condition, goal);
    }
  }

  private List<Map<String, BitSet>> leaf(FieldCondition leaf, Goal goal) {
    Answers known = answers.get(leaf);
    if (known == null) {
      return List.of();
    }
    Verdict[] verdicts = known.verdicts();
    var set = new BitSet();
    for (int cell = 0; cell < verdicts.length; cell++) {
      set.set(cell, goal.verdicts.contains(verdicts[cell]));
    }
    if (set.isEmpty()) {
      return List.of();
    }
    return List.of(
        set.cardinality() == verdicts.length ? Map.of() : Map.of(known.dimension(), set));
  }

  private static List<Map<String, BitSet>> intersection(List<Boxes> parts, Goal goal)
      throws TooComplexException {
    List<Map<String, BitSet>> boxes = List.of(Map.of());
    for (Boxes part : parts) {
      boxes = both(boxes, part.of(goal));
    }
    return boxes;
  }

  private static List<Map<String, BitSet>> union(List<Boxes> parts, Goal goal)
      throws TooComplexException {
    var boxes = new ArrayList<Map<String, BitSet>>();
    for (Boxes part : parts) {
      for (Map<String, BitSet> box : part.of(goal)) {
        if (box.isEmpty()) {
          return List.of(box);
        }
        boxes.add(box);
      }
      if (boxes.size() > MAX_BOXES) {
        throw new TooComplexException();
      }
    }
    return boxes;
  }

  private static List<Map<String, BitSet>> both(
      List<Map<String, BitSet>> some, List<Map<String, BitSet>> others) throws TooComplexException {
    var boxes = new LinkedHashSet<Map<String, BitSet>>();
    for (Map<String, BitSet> one : some) {
      for (Map<String, BitSet> other : others) {
        Map<String, BitSet> common = intersection(one, other);
        if (common != null) {
          boxes.add(common);
        }
        if (boxes.size() > MAX_BOXES) {
          throw new TooComplexException();
        }
      }
    }
    return List.copyOf(boxes);
  }

  /** What is in both, null if nothing is. */
  static @Nullable Map<String, BitSet> intersection(
      Map<String, BitSet> one, Map<String, BitSet> other) {
    var common = new HashMap<>(one);
    for (Map.Entry<String, BitSet> entry : other.entrySet()) {
      BitSet known = common.get(entry.getKey());
      var cells = (BitSet) entry.getValue().clone();
      if (known != null) {
        cells.and(known);
      }
      if (cells.isEmpty()) {
        return null;
      }
      common.put(entry.getKey(), cells);
    }
    return common;
  }

  /** Whether something is in both. */
  static boolean meet(Map<String, BitSet> one, Map<String, BitSet> other) {
    for (Map.Entry<String, BitSet> entry : other.entrySet()) {
      BitSet known = one.get(entry.getKey());
      if (known != null && !known.intersects(entry.getValue())) {
        return false;
      }
    }
    return true;
  }
}
