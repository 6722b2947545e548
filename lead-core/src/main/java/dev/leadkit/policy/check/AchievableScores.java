// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Verdict;
import dev.leadkit.policy.check.SatisfiabilityChecker.Goal;
import dev.leadkit.policy.check.SatisfiabilityChecker.TooComplexException;
import dev.leadkit.policy.check.ScoreModel.Component;
import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.FieldCondition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scores that the leads of a box can have. A result may hold a score that no lead has, and never lacks one: what is said to be out of
 * reach is.
 *
 * <p>Components of the score whose conditions read the same fields are considered together, for every combination of cells of these
 * fields: two ranges of one field are never true together, and a box that says what a text says decides which phrases count. Clusters of
 * components that have no field in common add up independently. Points of components that do not fit into a cluster count as if
 * their condition had nothing to do with the others; only whether it can, or must, be true in the box is proved.
 *
 * <p>Used by one thread.
 */
final class AchievableScores {

  /** The most combinations of cells that are considered in one cluster. */
  private static final int MAX_COMBINATIONS = 2_000;

  /** At most as many different outcomes of a cluster that gives points to several groups. */
  private static final int MAX_VECTORS = 256;

  /** At most as many components are judged by their own boxes. */
  private static final int MAX_JUDGED = 2_000;

  /** The most evaluations of conditions and words of sums; beyond it boxes are no longer distinguished, which proves less. */
  private static final long MAX_WORK = 4_000_000;

  /** At most as many scores are listed. */
  private static final int MAX_LISTED = 20_000;

  /** The number of the group that has no cap. */
  private static final int UNCAPPED = 0;

  /** The verdict of a condition where each dimension of a cluster has one cell. */
  private interface Evaluation {
    Verdict of(int[] cells);
  }

  /** A component of the score with the number of its group. */
  private record Part(Component component, int group) {}

  /** A component that is judged on its own; the boxes are null where they are too many. */
  private record Loose(
      Part part,
      @Nullable List<Map<String, BitSet>> met,
      @Nullable List<Map<String, BitSet>> missed) {}

  /** Components on the same dimensions, and what they give in boxes that were considered. */
  private static final class Cluster {
    private final Set<String> dimensions = new LinkedHashSet<>();
    private final List<Part> parts = new ArrayList<>();
    private final Map<List<BitSet>, Points> known = new HashMap<>();
    private List<Evaluation> evaluations = List.of();
  }

  /** Sums by group, or vectors of sums that belong together. */
  private record Points(Map<Integer, SumSet> sums, List<int[]> vectors) {}

  private final SatisfiabilityChecker cases;
  private final ScoreModel model;
  private final List<Integer> caps = new ArrayList<>();
  private final List<Cluster> clusters = new ArrayList<>();
  private final List<Loose> loose = new ArrayList<>();

  /** What the components give that are always true, or that no box can decide. */
  private final Map<Integer, SumSet> constant = new HashMap<>();

  /** What the clusters give that a box does not restrict, by the numbers of the others. */
  private final Map<BitSet, Gathered> untouched = new HashMap<>();

  /** The scores of all leads. */
  private @Nullable SumSet everything;

  private long work;

  /**
   * @param cases over the conditions of all components that are distinguished, and others
   * @param separate the numbers of these components
   */
  AchievableScores(SatisfiabilityChecker cases, ScoreModel model, BitSet separate) {
    this.cases = cases;
    this.model = model;
    var groups = new LinkedHashMap<String, Integer>();
    caps.add(Integer.MAX_VALUE);
    model.caps().forEach((name, cap) -> {
      groups.put(name, caps.size());
      caps.add(cap);
    });
    var parts = new ArrayList<Part>();
    var others = new HashMap<List<Integer>, Integer>();
    for (int i = 0; i < model.components().size(); i++) {
      Component component = model.components().get(i);
      int group = groups.getOrDefault(component.group(), UNCAPPED);
      if (component.when() instanceof Condition.Always) {
        add(constant, group, certain(component));
      } else if (separate.get(i)) {
        parts.add(new Part(component, group));
      } else {
        others.merge(List.of(group, component.least(), component.most()), 1, Integer::sum);
      }
    }
    others.forEach((points, count) ->
        add(constant, points.get(0), several(points.get(1), points.get(2), count)));
    parts.stream().filter(part -> dimensions(part).size() == 1).forEach(this::place);
    parts.stream().filter(part -> dimensions(part).size() != 1).forEach(this::place);
    clusters.forEach(this::compile);
  }

  /** Those of a model by itself. */
  static AchievableScores of(ScoreModel model) {
    BitSet separate = ComponentSeparation.of(List.of(), model);
    try {
      return new AchievableScores(
          new SatisfiabilityChecker(conditions(model, separate)), model, separate);
    } catch (TooComplexException e) {
      return new AchievableScores(new SatisfiabilityChecker(), model, new BitSet());
    }
  }

  /** The conditions of these components. */
  static List<Condition> conditions(ScoreModel model, BitSet separate) {
    return separate.stream()
        .mapToObj(number -> model.components().get(number).when())
        .toList();
  }

  /** All scores, ascending; empty where there are too many. */
  List<Integer> list() {
    SumSet all = of(Map.of());
    if ((long) all.greatest() - all.least() > MAX_LISTED) {
      return List.of();
    }
    var scores = new ArrayList<Integer>();
    for (int score = all.least(); score <= all.greatest(); score++) {
      if (all.contains(score)) {
        scores.add(score);
      }
    }
    return List.copyOf(scores);
  }

  private static void add(Map<Integer, SumSet> sums, int group, SumSet points) {
    sums.merge(group, points, SumSet::plus);
  }

  /** What it gives if its condition is true. */
  private static SumSet certain(Component component) {
    return SumSet.between(component.least(), component.most());
  }

  /** What it gives if its condition may be true and may be not. */
  private static SumSet possible(Component component) {
    return component.isExact()
        ? SumSet.ZERO.or(SumSet.of(component.most()))
        : SumSet.between(Math.min(0, component.least()), Math.max(0, component.most()));
  }

  /** What some components of the same points give if any number of them can be true: 1, 2, 4 of them and so on, each taken or not. */
  private static SumSet several(int least, int most, int count) {
    SumSet sums = SumSet.ZERO;
    int left = count;
    for (int step = 1; left > 0; step *= 2) {
      int times = Math.min(step, left);
      sums = sums.plus(
          least == most
              ? SumSet.ZERO.or(SumSet.of(times * most))
              : SumSet.between(times * Math.min(0, least), times * Math.max(0, most)));
      left -= times;
    }
    return sums;
  }

  private Set<String> dimensions(Part part) {
    var leaves = new LinkedHashMap<String, Set<FieldCondition>>();
    SatisfiabilityChecker.collect(part.component().when(), leaves);
    var dimensions = new LinkedHashSet<String>();
    leaves.values().forEach(some -> some.forEach(leaf -> dimensions.add(cases.dimension(leaf))));
    return dimensions;
  }

  /** Puts a component into the cluster of its dimensions, or leaves it on its own where that would grow too large. */
  private void place(Part part) {
    Set<String> dimensions = dimensions(part);
    var joined = new ArrayList<Cluster>();
    var all = new LinkedHashSet<>(dimensions);
    for (Cluster cluster : clusters) {
      if (cluster.dimensions.stream().anyMatch(dimensions::contains)) {
        joined.add(cluster);
        all.addAll(cluster.dimensions);
      }
    }
    long combinations = 1;
    for (String dimension : all) {
      combinations = Math.min(
          MAX_COMBINATIONS + 1L, combinations * cases.division(dimension).size());
    }
    if (!part.component().isExact() || combinations > MAX_COMBINATIONS) {
      loose.add(loose(part));
      return;
    }
    var cluster = new Cluster();
    joined.forEach(one -> cluster.parts.addAll(one.parts));
    cluster.parts.add(part);
    cluster.dimensions.addAll(all);
    clusters.removeAll(joined);
    clusters.add(cluster);
  }

  private Loose loose(Part part) {
    if (loose.size() >= MAX_JUDGED) {
      return new Loose(part, null, null);
    }
    Condition when = part.component().when();
    return new Loose(part, boxes(when, Goal.TRUE), boxes(when, Goal.NOT_TRUE));
  }

  private @Nullable List<Map<String, BitSet>> boxes(Condition condition, Goal goal) {
    try {
      return cases.boxes(condition, goal);
    } catch (TooComplexException e) {
      return null;
    }
  }

  private void compile(Cluster cluster) {
    var evaluations = new Evaluations(List.copyOf(cluster.dimensions));
    cluster.evaluations = cluster.parts.stream()
        .map(part -> part.component().when().fold(evaluations))
        .toList();
  }

  /** Compiles conditions to functions of the cells of these dimensions. */
  private final class Evaluations implements Condition.Fold<Evaluation> {

    private final List<String> order;

    Evaluations(List<String> order) {
      this.order = order;
    }

    @Override
    public Evaluation always() {
      return cells -> Verdict.TRUE;
    }

    @Override
    public Evaluation all(List<Evaluation> parts) {
      return cells -> {
        Verdict verdict = Verdict.TRUE;
        for (Evaluation part : parts) {
          verdict = verdict.and(part.of(cells));
        }
        return verdict;
      };
    }

    @Override
    public Evaluation any(List<Evaluation> parts) {
      return cells -> {
        Verdict verdict = Verdict.FALSE;
        for (Evaluation part : parts) {
          verdict = verdict.or(part.of(cells));
        }
        return verdict;
      };
    }

    @Override
    public Evaluation not(Evaluation part) {
      return cells -> part.of(cells).not();
    }

    @Override
    public Evaluation field(FieldCondition condition) {
      String dimension = cases.dimension(condition);
      int at = order.indexOf(dimension);
      Verdict[] verdicts =
          cases.division(dimension).verdicts().getOrDefault(condition, new Verdict[0]);
      return cells -> verdicts[cells[at]];
    }
  }

  /** The scores of the leads in a box, ignoring its restriction of the score itself. */
  SumSet of(Map<String, BitSet> box) {
    if (everything == null) {
      everything = sums(Map.of());
    }
    return work > MAX_WORK ? everything : sums(box);
  }

  private SumSet sums(Map<String, BitSet> box) {
    var touched = new BitSet();
    for (int i = 0; i < clusters.size(); i++) {
      touched.set(i, clusters.get(i).dimensions.stream().anyMatch(box::containsKey));
    }
    Gathered all = untouched.computeIfAbsent(touched, this::gathered).copy();
    touched.stream().forEach(number -> all.add(points(clusters.get(number), box)));
    Map<Integer, SumSet> sums = all.sums;
    List<int[]> vectors = all.vectors;
    for (Loose one : loose) {
      Component component = one.part().component();
      work++;
      if (one.met() == null
          || one.met().stream().anyMatch(met -> SatisfiabilityChecker.meet(box, met))) {
        boolean isCertain = one.missed() != null
            && one.missed().stream().noneMatch(missed -> SatisfiabilityChecker.meet(box, missed));
        add(sums, one.part().group(), isCertain ? certain(component) : possible(component));
      }
    }
    SumSet whole = null;
    for (int[] vector : vectors) {
      SumSet sum = SumSet.of(model.base());
      for (int group = 0; group < caps.size(); group++) {
        SumSet points = sums.getOrDefault(group, SumSet.ZERO).plus(SumSet.of(vector[group]));
        long width = (long) sum.greatest() - sum.least();
        work += 4 + width * (points.greatest() - points.least()) / 256;
        sum = sum.plus(points.clamp(Integer.MIN_VALUE, caps.get(group)));
      }
      whole = whole == null ? sum : whole.or(sum);
    }
    return (whole == null ? SumSet.of(model.base()) : whole).clamp(model.lowest(), model.highest());
  }

  /** What all clusters give but these, whatever the box is. */
  private Gathered gathered(BitSet touched) {
    var all = new Gathered(new HashMap<>(constant), List.of(new int[caps.size()]));
    for (int i = 0; i < clusters.size(); i++) {
      if (!touched.get(i)) {
        all.add(points(clusters.get(i), Map.of()));
      }
    }
    return all;
  }

  /** Points of several clusters so far. */
  private static final class Gathered {
    private final Map<Integer, SumSet> sums;
    private List<int[]> vectors;

    Gathered(Map<Integer, SumSet> sums, List<int[]> vectors) {
      this.sums = sums;
      this.vectors = vectors;
    }

    Gathered copy() {
      return new Gathered(new HashMap<>(sums), vectors);
    }

    void add(Points points) {
      List<int[]> both =
          points.vectors().isEmpty() ? null : AchievableScores.sums(vectors, points.vectors());
      if (both == null) {
        points.sums().forEach((group, some) -> AchievableScores.add(sums, group, some));
      } else {
        vectors = both;
      }
    }
  }

  /** Every sum of one vector and another; null where there are too many. */
  private static @Nullable List<int[]> sums(List<int[]> some, List<int[]> others) {
    var sums = new LinkedHashMap<List<Integer>, int[]>();
    for (int[] one : some) {
      for (int[] other : others) {
        var sum = new int[one.length];
        for (int i = 0; i < sum.length; i++) {
          sum[i] = one[i] + other[i];
        }
        sums.put(Arrays.stream(sum).boxed().toList(), sum);
        if (sums.size() > MAX_VECTORS) {
          return null;
        }
      }
    }
    return List.copyOf(sums.values());
  }

  private Points points(Cluster cluster, Map<String, BitSet> box) {
    var allowed = new ArrayList<BitSet>();
    for (String dimension : cluster.dimensions) {
      allowed.add(box.getOrDefault(dimension, cases.cells(dimension)));
    }
    Points known = cluster.known.get(allowed);
    if (known == null) {
      known = points(cluster, allowed);
      cluster.known.put(allowed, known);
    }
    return known;
  }

  private Points points(Cluster cluster, List<BitSet> allowed) {
    var vectors = new LinkedHashMap<List<Integer>, int[]>();
    var cells = new int[allowed.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = allowed.get(i).nextSetBit(0);
    }
    int moved = 0;
    while (moved >= 0) {
      int[] vector = vector(cluster, cells);
      vectors.putIfAbsent(Arrays.stream(vector).boxed().toList(), vector);
      moved = cells.length - 1;
      while (moved >= 0 && allowed.get(moved).nextSetBit(cells[moved] + 1) < 0) {
        cells[moved] = allowed.get(moved).nextSetBit(0);
        moved--;
      }
      if (moved >= 0) {
        cells[moved] = allowed.get(moved).nextSetBit(cells[moved] + 1);
      }
    }
    var sums = new HashMap<Integer, SumSet>();
    for (int group = 0; group < caps.size(); group++) {
      SumSet all = null;
      for (int[] vector : vectors.values()) {
        SumSet one = SumSet.of(vector[group]);
        all = all == null ? one : all.or(one);
      }
      if (all != null && (all.least() != 0 || all.greatest() != 0)) {
        sums.put(group, all);
      }
    }
    boolean isJoint = sums.size() > 1 && vectors.size() <= MAX_VECTORS;
    return new Points(sums, isJoint ? List.copyOf(vectors.values()) : List.of());
  }

  private int[] vector(Cluster cluster, int[] cells) {
    var vector = new int[caps.size()];
    for (int i = 0; i < cluster.parts.size(); i++) {
      work++;
      if (cluster.evaluations.get(i).of(cells) == Verdict.TRUE) {
        Part part = cluster.parts.get(i);
        vector[part.group()] += part.component().most();
      }
    }
    return vector;
  }
}
