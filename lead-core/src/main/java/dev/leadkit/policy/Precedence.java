// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.policy.Cases.Goal;
import dev.leadkit.policy.Cases.Unproved;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that are asked in an order, of which the first that is true decides: which of them any lead comes to, and which compete.
 *
 * <p>The answers are proofs over all leads there can be, with fields taken to be independent of each other: nobody means that there is no
 * such lead, and somebody that there is one unless fields exclude each other. Where the search would take too long, the answer is that
 * nothing is proved.
 *
 * <p>Immutable and thread-safe.
 */
public final class Precedence {

  /** So many pieces of the space of all leads are looked at for one answer. */
  private static final int MOST_STEPS = 20_000;

  /** Whether there is such a lead. */
  public sealed interface Proof {}

  /**
   * There is one.
   *
   * @param fields what has to stand in which field, {@code missing} for nothing; any other may hold anything
   */
  public record Somebody(Map<String, String> fields) implements Proof {

    public Somebody {
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
                  : '"' + field.getValue() + '"'))
          .collect(Collectors.joining(", ", "{ ", " }"));
    }
  }

  /** There is none. */
  public record Nobody() implements Proof {}

  /** The search would take too long. */
  public record NotProved() implements Proof {}

  private final @Nullable Cases cases;

  /** For each condition the leads of which it is true; null where they cannot be told. */
  private final List<@Nullable List<Map<String, BitSet>>> met = new ArrayList<>();

  private Precedence(List<Condition> conditions) {
    Cases all = null;
    try {
      all = new Cases(conditions);
    } catch (Unproved e) {
      // nothing will be proved
    }
    cases = all;
    for (Condition condition : conditions) {
      met.add(boxes(condition));
    }
  }

  /** These conditions, in this order. */
  public static Precedence of(List<Condition> conditions) {
    return new Precedence(conditions);
  }

  private @Nullable List<Map<String, BitSet>> boxes(Condition condition) {
    try {
      return cases == null ? null : cases.boxes(condition, Goal.TRUE);
    } catch (Unproved e) {
      return null;
    }
  }

  /** A lead that meets this condition, and none of the others. */
  public Proof meeting(int number, List<Integer> others) {
    return search(List.of(number), others);
  }

  /** A lead that meets this condition, and none before it. */
  public Proof comingTo(int number) {
    var before = new ArrayList<Integer>();
    for (int i = 0; i < number; i++) {
      before.add(i);
    }
    return search(List.of(number), before);
  }

  /** A lead that meets both. */
  public Proof meetingBoth(int one, int other) {
    return search(List.of(one, other), List.of());
  }

  private Proof search(List<Integer> wanted, List<Integer> unwanted) {
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
      List<Map<String, BitSet>> near =
          outside.stream().filter(other -> meet(box, other)).toList();
      Map<String, BitSet> found = outside(box, near, 0, steps);
      if (steps[0] > MOST_STEPS) {
        return new NotProved();
      }
      if (found != null && cases != null) {
        return new Somebody(cases.shown(found));
      }
    }
    return new Nobody();
  }

  private static List<Map<String, BitSet>> common(
      List<Map<String, BitSet>> some, List<Map<String, BitSet>> others) {
    var common = new ArrayList<Map<String, BitSet>>();
    for (Map<String, BitSet> one : some) {
      for (Map<String, BitSet> other : others) {
        Map<String, BitSet> both = Cases.intersection(one, other);
        if (both != null) {
          common.add(both);
        }
      }
    }
    return common;
  }

  /** Whether something is in both. */
  private static boolean meet(Map<String, BitSet> one, Map<String, BitSet> other) {
    for (Map.Entry<String, BitSet> entry : other.entrySet()) {
      BitSet known = one.get(entry.getKey());
      if (known != null && !known.intersects(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** A part of the box in none of the others; null if there is none, or too much to look at. */
  private @Nullable Map<String, BitSet> outside(
      Map<String, BitSet> box, List<Map<String, BitSet>> others, int from, int[] steps) {
    int next = from;
    while (next < others.size() && !meet(box, others.get(next))) {
      next++;
    }
    if (next == others.size()) {
      return box;
    }
    Map<String, BitSet> rest = new HashMap<>(box);
    for (Map.Entry<String, BitSet> limit : others.get(next).entrySet()) {
      if (++steps[0] > MOST_STEPS || cases == null) {
        return null;
      }
      String field = limit.getKey();
      BitSet known = rest.getOrDefault(field, cases.cells(field));
      var beyond = (BitSet) known.clone();
      beyond.andNot(limit.getValue());
      if (!beyond.isEmpty()) {
        var part = new HashMap<>(rest);
        part.put(field, beyond);
        Map<String, BitSet> found = outside(part, others, next + 1, steps);
        if (found != null) {
          return found;
        }
      }
      var within = (BitSet) known.clone();
      within.and(limit.getValue());
      rest.put(field, within);
    }
    return null;
  }
}
