// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.policy.condition.Condition;
import dev.leadkit.policy.condition.FieldCondition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which components of a score are distinguished by the values of fields: all, unless dividing the values of a field by
 * all conditions on it would take too long. Those that read fields of the routes come first.
 */
final class ComponentSeparation {

  /** Conditions on a field, times the values that they name. */
  private static final long MAX_PAIRS = 400_000;

  /** The same over all fields. */
  private static final long MAX_PAIRS_IN_ALL = 4_000_000;

  /** Phrases, expressions and the like on one field: these are compared in pairs. */
  private static final int MAX_OPAQUE = 120;

  private final Map<String, long[]> sizes = new HashMap<>();
  private long pairs;

  private ComponentSeparation() {}

  /** The numbers of the components that are distinguished. */
  static BitSet of(List<Condition> routes, ScoreModel model) {
    var separation = new ComponentSeparation();
    routes.forEach(route -> separation.fits(route, Long.MAX_VALUE, Integer.MAX_VALUE));
    Set<String> asked = Set.copyOf(separation.sizes.keySet());
    var order = new ArrayList<Integer>();
    for (boolean shared : new boolean[] {true, false}) {
      for (int i = 0; i < model.components().size(); i++) {
        var leaves = new LinkedHashMap<String, Set<FieldCondition>>();
        SatisfiabilityChecker.collect(model.components().get(i).when(), leaves);
        if (leaves.keySet().stream().anyMatch(asked::contains) == shared) {
          order.add(i);
        }
      }
    }
    var some = new BitSet();
    for (int number : order) {
      if (separation.fits(model.components().get(number).when(), MAX_PAIRS, MAX_OPAQUE)) {
        some.set(number);
      }
    }
    return some;
  }

  /** Adds the conditions on single fields if that leaves every field below the limits. */
  private boolean fits(Condition condition, long most, int mostOpaque) {
    var leaves = new LinkedHashMap<String, Set<FieldCondition>>();
    SatisfiabilityChecker.collect(condition, leaves);
    var after = new HashMap<String, long[]>();
    long added = 0;
    for (Map.Entry<String, Set<FieldCondition>> field : leaves.entrySet()) {
      long[] size = sizes.getOrDefault(field.getKey(), new long[3]).clone();
      long before = size[0] * size[1];
      for (FieldCondition leaf : field.getValue()) {
        size[0]++;
        size[1] += Cells.values(leaf);
        size[2] += Cells.isOpaque(leaf.withoutDefault()) ? 1 : 0;
      }
      added += size[0] * size[1] - before;
      if (size[0] * size[1] > most || size[2] > mostOpaque) {
        return false;
      }
      after.put(field.getKey(), size);
    }
    if (most != Long.MAX_VALUE && pairs + added > MAX_PAIRS_IN_ALL) {
      return false;
    }
    pairs += most == Long.MAX_VALUE ? 0 : added;
    sizes.putAll(after);
    return true;
  }
}
