// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Verdict;
import dev.leadkit.policy.condition.FieldCondition.Polarity;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Value;
import dev.leadkit.text.Domains;
import dev.leadkit.text.IntList;
import dev.leadkit.text.MatchOptions.Case;
import dev.leadkit.text.PhraseIndex;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the conditions that may be true of a lead. Each condition is indexed by something without which it cannot be true: a phrase, a
 * value, an entry of a list, a limit, the presence of a field. A lead is looked up once for each field; a condition that is not indexed is
 * always evaluated.
 *
 * <p>Immutable and thread-safe.
 */
final class ConditionIndex {

  /** Something that must hold for a condition to have a verdict; the lower its cost, the rarer it is. */
  private record Need(FieldCondition leaf, Kind kind) {}

  private enum Kind {
    PHRASE(1),
    VALUE(2),
    ENTRY(3),
    RANGE(20),
    PRESENT(50),
    ABSENT(50);

    private final int cost;

    Kind(int cost) {
      this.cost = cost;
    }
  }

  /** The conditions indexed by one field. */
  private static final class FieldIndex {
    private final Field field;
    private int[][] byPhrase = {};
    private final Map<String, int[]> byValue = new HashMap<>();
    private int fewestDots;
    private final List<Limit> limits = new ArrayList<>();
    private SortedLimits lower = SortedLimits.EMPTY;
    private SortedLimits upper = SortedLimits.EMPTY;
    private int[] present = {};
    private int[] absent = {};

    FieldIndex(Field field) {
      this.field = field;
    }
  }

  /** @param low null where there is an upper limit only */
  private record Limit(@Nullable BigDecimal low, @Nullable BigDecimal high, int number) {}

  /** Conditions by a limit, in its order. */
  private record SortedLimits(BigDecimal[] limits, int[] numbers) {

    private static final SortedLimits EMPTY = new SortedLimits(new BigDecimal[0], new int[0]);

    static SortedLimits of(List<Limit> limits, boolean low) {
      Comparator<Limit> order = Comparator.comparing(limit -> low ? limit.low() : limit.high());
      List<Limit> sorted = limits.stream()
          .filter(limit -> low == (limit.low() != null))
          .sorted(order)
          .toList();
      return new SortedLimits(
          sorted.stream().map(limit -> low ? limit.low() : limit.high()).toArray(BigDecimal[]::new),
          sorted.stream().mapToInt(Limit::number).toArray());
    }

    /** The number of limits that are at most this. */
    int upTo(BigDecimal amount) {
      int from = 0;
      int to = limits.length;
      while (from < to) {
        int middle = from + to >>> 1;
        if (limits[middle].compareTo(amount) <= 0) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    /** The number of limits below this. */
    int below(BigDecimal amount) {
      int n = upTo(amount);
      while (n > 0 && limits[n - 1].compareTo(amount) == 0) {
        n--;
      }
      return n;
    }
  }

  private final ContextLayout layout;
  private final Function<FieldCondition.ContainsPhrase, int[]> numbers;
  private final Map<String, FieldIndex> building = new LinkedHashMap<>();
  private final FieldIndex[] fields;
  private int[] always = {};

  /** @param numbers gives the numbers of the phrases of a condition in the index of its field */
  ConditionIndex(
      ContextLayout layout,
      List<Condition> all,
      Function<FieldCondition.ContainsPhrase, int[]> numbers) {
    this.layout = layout;
    this.numbers = numbers;
    for (int number = 0; number < all.size(); number++) {
      List<Need> needs = all.get(number).fold(NEEDS).apply(Verdict.TRUE);
      if (needs == null) {
        always = with(always, number);
      } else {
        for (Need need : needs) {
          add(need, number);
        }
      }
    }
    fields = building.values().toArray(FieldIndex[]::new);
    for (FieldIndex index : fields) {
      index.lower = SortedLimits.of(index.limits, true);
      index.upper = SortedLimits.of(index.limits, false);
      index.limits.clear();
      index.fewestDots =
          index.byValue.keySet().stream().mapToInt(Domains::dots).min().orElse(0);
    }
    building.clear();
  }

  /** What a condition needs to have a verdict: at least one of the list must be met; null if nothing must. */
  private interface Needs extends Function<Verdict, @Nullable List<Need>> {}

  private static final Condition.Fold<Needs> NEEDS = new Condition.Fold<>() {
    @Override
    public Needs always() {
      return verdict -> null;
    }

    @Override
    public Needs all(List<Needs> parts) {
      return verdict -> verdict == Verdict.TRUE ? rarest(parts, verdict) : union(parts, verdict);
    }

    @Override
    public Needs any(List<Needs> parts) {
      return verdict -> verdict == Verdict.TRUE ? union(parts, verdict) : rarest(parts, verdict);
    }

    @Override
    public Needs not(Needs part) {
      return verdict -> part.apply(verdict.not());
    }

    @Override
    public Needs field(FieldCondition condition) {
      return verdict -> needs(condition, verdict);
    }
  };

  private static @Nullable List<Need> needs(FieldCondition leaf, Verdict wanted) {
    if (leaf instanceof FieldCondition.WithDefault presumed) {
      List<Need> known = needs(presumed.leaf(), wanted);
      if (known == null || presumed.missing() != wanted) {
        return known;
      }
      var either = new ArrayList<>(known);
      either.add(new Need(leaf, Kind.ABSENT));
      return either;
    }
    boolean positive = wanted == Verdict.TRUE;
    if (leaf instanceof FieldCondition.Exists exists) {
      boolean present = positive == (exists.sense() == Polarity.IS);
      return List.of(new Need(leaf, present ? Kind.PRESENT : Kind.ABSENT));
    }
    Kind kind = Kind.PRESENT;
    if (leaf instanceof FieldCondition.ContainsPhrase && positive) {
      kind = Kind.PHRASE;
    } else if (leaf instanceof FieldCondition.Is is
        && is.caseSensitivity() == Case.ANY
        && positive == (is.sense() == Polarity.IS)) {
      kind = Kind.VALUE;
    } else if (leaf instanceof FieldCondition.InList listed
        && positive == (listed.sense() == Polarity.IS)) {
      kind = Kind.ENTRY;
    } else if (leaf instanceof FieldCondition.Range && positive) {
      kind = Kind.RANGE;
    }
    return List.of(new Need(leaf, kind));
  }

  private static @Nullable List<Need> union(List<Needs> parts, Verdict wanted) {
    var all = new ArrayList<Need>();
    for (Needs part : parts) {
      List<Need> needs = part.apply(wanted);
      if (needs == null) {
        return null;
      }
      all.addAll(needs);
    }
    return all;
  }

  private static @Nullable List<Need> rarest(List<Needs> parts, Verdict wanted) {
    List<Need> rarest = null;
    for (Needs part : parts) {
      List<Need> needs = part.apply(wanted);
      if (needs != null && (rarest == null || cost(needs) < cost(rarest))) {
        rarest = needs;
      }
    }
    return rarest;
  }

  private static int cost(List<Need> needs) {
    return needs.stream().mapToInt(need -> need.kind().cost).sum();
  }

  private void add(Need need, int number) {
    int[] alone = {number};
    Field field = need.leaf().field();
    FieldIndex index = building.computeIfAbsent(field.name(), unseen -> new FieldIndex(field));
    switch (need.kind()) {
      case PHRASE -> phrases(index, (FieldCondition.ContainsPhrase) need.leaf(), alone);
      case VALUE ->
        ((FieldCondition.Is) need.leaf())
            .given()
            .keySet()
            .forEach(value -> index.byValue.merge(value, alone, ConditionIndex::joined));
      case ENTRY ->
        ((FieldCondition.InList) need.leaf())
            .list()
            .entries()
            .forEach(entry -> index.byValue.merge(entry, alone, ConditionIndex::joined));
      case RANGE -> {
        var range = (FieldCondition.Range) need.leaf();
        index.limits.add(new Limit(
            range.low() == null ? null : range.low().limit(),
            range.high() == null ? null : range.high().limit(),
            number));
      }
      case PRESENT -> index.present = with(index.present, number);
      case ABSENT -> index.absent = with(index.absent, number);
    }
  }

  private void phrases(FieldIndex index, FieldCondition.ContainsPhrase says, int[] alone) {
    PhraseIndex sought = layout.phrases(says.field().name());
    if (sought == null) {
      return;
    }
    if (index.byPhrase.length == 0) {
      index.byPhrase = new int[sought.size()][];
    }
    for (int phrase : numbers.apply(says)) {
      int[] known = index.byPhrase[phrase];
      index.byPhrase[phrase] = known == null ? alone : with(known, alone[0]);
    }
  }

  /** Collects the numbers of the conditions that may be true, each once, ascending. */
  void candidates(EvaluationContext view, IntList candidates) {
    candidates.clear();
    candidates.addAll(always);
    for (FieldIndex index : fields) {
      Value value = view.value(index.field.name());
      if (value == null) {
        candidates.addAll(index.absent);
      } else {
        candidates.addAll(index.present);
        collect(index, value, view, candidates);
      }
    }
    candidates.sort();
  }

  private static void collect(
      FieldIndex index, Value value, EvaluationContext view, IntList candidates) {
    if (index.byPhrase.length > 0) {
      view.hits(index.field.name()).addTo(candidates, index.byPhrase);
    }
    if (!index.byValue.isEmpty()) {
      String text = view.comparable(index.field, value);
      candidates.addAll(index.byValue.get(text));
      if (index.field.type() == Field.Type.DOMAIN) {
        for (int left = Domains.dots(text) - index.fewestDots; left > 0; left--) {
          text = Domains.parent(text);
          candidates.addAll(index.byValue.get(text));
        }
      }
    }
    if (value instanceof Value.Amount amount) {
      candidates.addAll(index.lower.numbers(), 0, index.lower.upTo(amount.number()));
      candidates.addAll(
          index.upper.numbers(), index.upper.below(amount.number()), index.upper.numbers().length);
    }
  }

  private static int[] joined(int[] known, int[] more) {
    return with(known, more[0]);
  }

  private static int[] with(int[] numbers, int number) {
    if (numbers.length > 0 && numbers[numbers.length - 1] == number) {
      return numbers;
    }
    int[] longer = Arrays.copyOf(numbers, numbers.length + 1);
    longer[numbers.length] = number;
    return longer;
  }
}
