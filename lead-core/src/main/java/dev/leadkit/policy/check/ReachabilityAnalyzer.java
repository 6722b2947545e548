// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.check.SatisfiabilityChecker.Goal;
import dev.leadkit.policy.check.SatisfiabilityChecker.TooComplexException;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Analyzes conditions in an order in which the first true one decides: which of them a lead can reach, and which compete.
 *
 * <p>The answers are proofs over all possible leads. {@link Unreachable} means that there is no such lead. {@link Reachable} means that
 * nothing excludes one: fields are taken to be independent of each other. A {@link Witness} is an actual lead that was scored and asked. Where
 * the search would take too long, nothing is proved.
 *
 * <p>Where conditions read the score, only scores count that the scorer can give to a lead that meets the rest; see {@link ScoreModel}.
 *
 * <p>Used by one thread.
 */
public final class ReachabilityAnalyzer {

  /** The most pieces of the space of all leads that are considered for one answer. */
  private static final int MAX_STEPS = 20_000;

  /** At most as many pieces are searched for a witness. */
  private static final int MAX_PIECES = 8;

  /** The most scores that are distinguished. */
  private static final int MAX_SCORES = 20_000;

  /** At most as many boxes are remembered with their scores. */
  private static final int MAX_KNOWN = 10_000;

  /** Whether there is such a lead. */
  public sealed interface Proof {}

  /** Nothing excludes one. */
  public record Reachable() implements Proof {}

  /** There is none. */
  public record Unreachable() implements Proof {}

  /** The search would take too long. */
  public record NotProved() implements Proof {}

  /**
   * A lead that was made up, scored and asked.
   *
   * @param score what the scorer gives it, or a score that it could have where no scorer is known
   * @param fields its values as the {@code given} of an example; {@code missing} for fields that must be missing, and the score
   */
  public record Witness(Lead lead, Score score, Map<String, String> fields) {

    public Witness {
      Objects.requireNonNull(lead, "lead");
      Objects.requireNonNull(score, "score");
      Objects.requireNonNull(fields, "fields");
      fields = Map.copyOf(fields);
    }

    /** As a flow mapping of YAML, by the names of the fields. */
    @Override
    public String toString() {
      return fields.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(field -> field.getKey() + ": "
              + (field.getValue().matches("[\\w.:+-]+")
                  ? field.getValue()
                  : '"' + field.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + '"'))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
  }

  private final List<Condition> conditions;
  private final Scoring scoring;
  private final Fields fields;
  private final @Nullable SatisfiabilityChecker cases;
  private final @Nullable AchievableScores achievable;

  /** The numbers of the components of the score that are distinguished. */
  private final BitSet separate;

  private final Map<Map<String, BitSet>, SumSet> known = new HashMap<>();

  /** For each condition the leads for which it is true; null if they cannot be determined. */
  private final List<@Nullable List<Map<String, BitSet>>> met = new ArrayList<>();

  private @Nullable Witnesses witnesses;

  private ReachabilityAnalyzer(List<Condition> conditions, Fields fields, Scoring scoring) {
    this.conditions = List.copyOf(conditions);
    this.fields = fields;
    this.scoring = scoring;
    List<Integer> scores = scoring.scores();
    Map<String, List<Value>> values = scores.isEmpty() || scores.size() > MAX_SCORES
        ? Map.of()
        : Map.of(
            Fields.SCORE,
            scores.stream()
                .<Value>map(score -> new Value.Amount(BigDecimal.valueOf(score)))
                .toList());
    ScoreModel model = values.isEmpty() ? null : scoring.model();
    BitSet some = model == null ? new BitSet() : ComponentSeparation.of(this.conditions, model);
    SatisfiabilityChecker all = cases(model, some, values);
    if (all == null) {
      some = new BitSet();
      all = cases(model, some, values);
    }
    separate = some;
    cases = all;
    achievable = all == null || model == null || !asksScore()
        ? null
        : new AchievableScores(all, model, separate);
    for (Condition condition : conditions) {
      met.add(boxes(condition));
    }
  }

  /** These conditions, in this order, of leads with any score. */
  public static ReachabilityAnalyzer of(List<Condition> conditions) {
    return of(conditions, Fields.ofLead().withScore(), Scoring.UNKNOWN);
  }

  /**
   * These conditions, in this order, of leads that are scored like this.
   *
   * @param fields those with which the conditions were read
   */
  public static ReachabilityAnalyzer of(
      List<Condition> conditions, Fields fields, Scoring scoring) {
    return new ReachabilityAnalyzer(conditions, fields, scoring);
  }

  private @Nullable SatisfiabilityChecker cases(
      @Nullable ScoreModel model, BitSet some, Map<String, List<Value>> values) {
    var all = new ArrayList<>(conditions);
    if (model != null) {
      all.addAll(AchievableScores.conditions(model, some));
    }
    try {
      return new SatisfiabilityChecker(all, values);
    } catch (TooComplexException e) {
      return null;
    }
  }

  private boolean asksScore() {
    return cases != null && cases.dimensions().containsKey(Fields.SCORE);
  }

  private @Nullable List<Map<String, BitSet>> boxes(Condition condition) {
    try {
      return cases == null ? null : cases.boxes(condition, Goal.TRUE);
    } catch (TooComplexException e) {
      return null;
    }
  }

  /** Whether a lead meets this condition, and none of the others. */
  public Proof meeting(int number, List<Integer> others) {
    return search(List.of(number), others);
  }

  /** Whether a lead meets this condition, and none before it. */
  public Proof comingTo(int number) {
    return search(List.of(number), before(number));
  }

  /** Whether a lead meets both. */
  public Proof meetingBoth(int one, int other) {
    return search(List.of(one, other), List.of());
  }

  private static List<Integer> before(int number) {
    return IntStream.range(0, number).boxed().toList();
  }

  private Proof search(List<Integer> wanted, List<Integer> unwanted) {
    return search(wanted, unwanted, box -> isAchievable(box, achievable));
  }

  /**
   * The least and the greatest score of leads that meet this condition apart from its restriction of the score; null where a lead meets it, where
   * none would with any score, or where that is not known.
   */
  public @Nullable List<Integer> scoresBeside(int number) {
    List<Map<String, BitSet>> boxes = met.get(number);
    if (boxes == null
        || boxes.isEmpty()
        || achievable == null
        || !(search(List.of(number), List.of()) instanceof Unreachable)) {
      return outside(number);
    }
    SumSet all = null;
    for (Map<String, BitSet> box : boxes) {
      SumSet one = achievable.of(withoutScore(box));
      all = all == null ? one : all.or(one);
    }
    return all == null ? null : List.of(all.least(), all.greatest());
  }

  /** Where no score that the scorer knows is in the range of the condition, all that it knows. */
  private @Nullable List<Integer> outside(int number) {
    List<Integer> scores = scoring.scores();
    if (scores.isEmpty() || !(search(List.of(number), List.of()) instanceof Unreachable)) {
      return null;
    }
    Condition condition = conditions.get(number);
    try {
      return new SatisfiabilityChecker(condition).isPossible(condition, Goal.TRUE)
          ? List.of(scores.get(0), scores.get(scores.size() - 1))
          : null;
    } catch (TooComplexException e) {
      return null;
    }
  }

  /**
   * A lead that meets these conditions and none of the others: made up, scored by the scorer, and asked by every one of them. Null where none
   * was found, which proves nothing.
   */
  public @Nullable Witness witness(List<Integer> wanted, List<Integer> unwanted) {
    if (cases == null) {
      return null;
    }
    Witnesses maker = witnesses;
    if (maker == null) {
      AchievableScores fresh = achievable == null || scoring.model() == null
          ? null
          : new AchievableScores(cases, scoring.model().fresh(), separate);
      maker = new Witnesses(cases, fields, conditions, scoring, box -> isAchievable(box, fresh));
      witnesses = maker;
    }
    Witnesses making = maker;
    var found = new ArrayList<Witness>(1);
    var pieces = new int[] {0};
    search(wanted, unwanted, box -> {
      if (isAchievable(box, achievable)) {
        Witness witness = making.of(box, wanted, unwanted);
        if (witness != null) {
          found.add(witness);
        }
        pieces[0]++;
      }
      return !found.isEmpty() || pieces[0] >= MAX_PIECES;
    });
    return found.isEmpty() ? null : found.get(0);
  }

  /** A lead that meets this condition and none before it; null where none was found. */
  public @Nullable Witness witnessTo(int number) {
    return witness(List.of(number), before(number));
  }

  /** Whether leads of this box can have a score that is in it. */
  private boolean isAchievable(Map<String, BitSet> box, @Nullable AchievableScores scores) {
    BitSet allowed = box.get(Fields.SCORE);
    if (scores == null || cases == null || allowed == null) {
      return true;
    }
    SumSet achieved =
        scores == achievable ? remembered(withoutScore(box)) : scores.of(withoutScore(box));
    List<List<Cells.Point>> points = cases.division(Fields.SCORE).points();
    return allowed.stream()
        .anyMatch(cell -> points.get(cell).stream()
            .anyMatch(point -> point.value() instanceof Value.Amount amount
                && achieved.contains(amount.number().intValue())));
  }

  private SumSet remembered(Map<String, BitSet> box) {
    SumSet sums = known.get(box);
    if (sums == null && achievable != null) {
      sums = achievable.of(box);
      if (known.size() < MAX_KNOWN) {
        known.put(box, sums);
      }
    }
    return sums == null ? SumSet.ZERO : sums;
  }

  private static Map<String, BitSet> withoutScore(Map<String, BitSet> box) {
    var rest = new HashMap<>(box);
    rest.remove(Fields.SCORE);
    return rest;
  }

  /** @param isFound whether a piece of the space in which all wanted are met, and no other, is one that was looked for */
  private Proof search(
      List<Integer> wanted, List<Integer> unwanted, Predicate<Map<String, BitSet>> isFound) {
    var outside = new ArrayList<Map<String, BitSet>>();
    for (int number : unwanted) {
      List<Map<String, BitSet>> boxes = met.get(number);
      if (boxes == null) {
        return new NotProved();
      }
      outside.addAll(boxes);
    }
    List<Map<String, BitSet>> inside = List.of(Map.of());
    for (int number : wanted) {
      List<Map<String, BitSet>> boxes = met.get(number);
      if (boxes == null) {
        return new NotProved();
      }
      inside = common(inside, boxes);
    }
    var steps = new int[] {0};
    for (Map<String, BitSet> box : inside) {
      if (isAchievable(box, achievable)) {
        List<Map<String, BitSet>> near = outside.stream()
            .filter(other -> SatisfiabilityChecker.meet(box, other))
            .toList();
        boolean found = isOutside(box, near, 0, steps, isFound);
        if (steps[0] > MAX_STEPS) {
          return new NotProved();
        }
        if (found) {
          return new Reachable();
        }
      }
    }
    return new Unreachable();
  }

  private static List<Map<String, BitSet>> common(
      List<Map<String, BitSet>> some, List<Map<String, BitSet>> others) {
    var common = new ArrayList<Map<String, BitSet>>();
    for (Map<String, BitSet> one : some) {
      for (Map<String, BitSet> other : others) {
        Map<String, BitSet> both = SatisfiabilityChecker.intersection(one, other);
        if (both != null) {
          common.add(both);
        }
      }
    }
    return common;
  }

  /** Whether a part of the box that is in none of the others is one that was sought; false, too, if there is too much to examine. */
  private boolean isOutside(
      Map<String, BitSet> box,
      List<Map<String, BitSet>> others,
      int from,
      int[] steps,
      Predicate<Map<String, BitSet>> isFound) {
    int next = from;
    while (next < others.size() && !SatisfiabilityChecker.meet(box, others.get(next))) {
      next++;
    }
    if (next == others.size()) {
      return isFound.test(box);
    }
    Map<String, BitSet> rest = new HashMap<>(box);
    for (Map.Entry<String, BitSet> limit : others.get(next).entrySet()) {
      if (++steps[0] > MAX_STEPS || cases == null) {
        return false;
      }
      String field = limit.getKey();
      BitSet allowed = rest.getOrDefault(field, cases.cells(field));
      var beyond = (BitSet) allowed.clone();
      beyond.andNot(limit.getValue());
      if (!beyond.isEmpty()) {
        var part = new HashMap<>(rest);
        part.put(field, beyond);
        if (isOutside(part, others, next + 1, steps, isFound)) {
          return true;
        }
      }
      var within = (BitSet) allowed.clone();
      within.and(limit.getValue());
      rest.put(field, within);
    }
    return false;
  }
}
