// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import dev.leadkit.Verdict;
import dev.leadkit.policy.check.SatisfiabilityChecker.TooComplexException;
import dev.leadkit.policy.condition.FieldCondition;
import dev.leadkit.policy.field.ComparisonKey;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Type;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import dev.leadkit.text.MatchOptions.Case;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of one field, divided into cells: two values are in the same cell if no condition distinguishes them.
 *
 * @param field whose values these are
 * @param verdicts of each condition on the field, by cell
 * @param points for each cell some of the values in it, one or more
 */
record Cells(Field field, Map<FieldCondition, Verdict[]> verdicts, List<List<Point>> points) {

  static final Cells NONE = new Cells(
      new Field(
          "", Type.WORD, Field.Provenance.MAIL, List.of(), Presence.MAYBE, Field.Privacy.PLAIN, ""),
      Map.of(),
      List.of());

  static final int MAX_CANDIDATES = 20_000;

  /** A value of this name, or below this domain, is one that no condition names. */
  static final String OTHER = "zzz-other";

  /** The most opaque conditions that are considered together. */
  private static final int MAX_OPAQUE = 6;

  /** The most of them that are compared in pairs. */
  private static final int MAX_COMPARED = 150;

  private static final int MAX_POINTS = 4;

  /**
   * One value.
   *
   * @param value null where the field is missing
   * @param said the opaque conditions that it meets: phrases that it contains, expressions that it matches
   */
  record Point(@Nullable Value value, List<FieldCondition> said) {}

  int size() {
    return points.size();
  }

  /**
   * Divides the values of a field by these conditions on it. The result is one division if few of the conditions are opaque; else several,
   * which are taken to be independent of each other, so that more may look possible than is.
   *
   * @param known all possible values; null if the declaration of the field has them
   * @throws TooComplexException if the values cannot be distinguished with reasonable effort
   */
  static List<Cells> of(Collection<FieldCondition> leaves, @Nullable List<Value> known)
      throws TooComplexException {
    var opaque = new ArrayList<FieldCondition>(new LinkedHashSet<>(leaves.stream()
        .map(FieldCondition::withoutDefault)
        .filter(Cells::isOpaque)
        .toList()));
    var divisions = new ArrayList<Cells>();
    for (Collection<FieldCondition> part : parts(leaves, opaque)) {
      divisions.add(division(part, known));
    }
    return divisions;
  }

  /** The conditions in groups; conditions of different groups are taken to be independent. */
  private static List<Collection<FieldCondition>> parts(
      Collection<FieldCondition> leaves, List<FieldCondition> opaque) {
    var parts = new ArrayList<Collection<FieldCondition>>();
    var plain = new LinkedHashMap<String, Collection<FieldCondition>>();
    boolean isLarge = leaves.stream().mapToInt(Cells::values).sum() > MAX_CANDIDATES;
    if (opaque.size() <= MAX_OPAQUE && !isLarge) {
      return List.of(leaves);
    }
    Map<FieldCondition, Integer> components = components(opaque);
    var byComponent = new LinkedHashMap<Integer, Collection<FieldCondition>>();
    for (FieldCondition leaf : leaves) {
      Integer component = components.get(leaf.withoutDefault());
      if (component != null) {
        byComponent.computeIfAbsent(component, none -> new ArrayList<>()).add(leaf);
      } else {
        String list = isLarge && leaf.withoutDefault() instanceof FieldCondition.InList listed
            ? listed.list().name()
            : "";
        plain.computeIfAbsent(list, none -> new ArrayList<>()).add(leaf);
      }
    }
    parts.addAll(plain.values());
    for (Collection<FieldCondition> component : byComponent.values()) {
      if (component.stream().map(FieldCondition::withoutDefault).distinct().count() <= MAX_OPAQUE) {
        parts.add(component);
      } else {
        var single = new LinkedHashMap<FieldCondition, Collection<FieldCondition>>();
        component.forEach(leaf -> single
            .computeIfAbsent(leaf.withoutDefault(), none -> new ArrayList<>())
            .add(leaf));
        parts.addAll(single.values());
      }
    }
    return parts;
  }

  /** Puts opaque conditions into one component if one implies the other. */
  private static Map<FieldCondition, Integer> components(List<FieldCondition> opaque) {
    var components = new HashMap<FieldCondition, Integer>();
    for (int i = 0; i < opaque.size(); i++) {
      components.put(opaque.get(i), i);
    }
    for (int i = 0; i < opaque.size() && opaque.size() <= MAX_COMPARED; i++) {
      for (int j = 0; j < i; j++) {
        FieldCondition one = opaque.get(i);
        FieldCondition other = opaque.get(j);
        if (implies(one, other) || implies(other, one)) {
          Integer from = components.get(one);
          Integer to = components.get(other);
          components.replaceAll(
              (leaf, component) -> component.equals(from) && to != null ? to : component);
        }
      }
    }
    return components;
  }

  /** The number of values that a condition names. */
  static int values(FieldCondition leaf) {
    FieldCondition inner = leaf.withoutDefault();
    if (inner instanceof FieldCondition.Is is) {
      return is.given().size();
    }
    return inner instanceof FieldCondition.InList listed
        ? listed.list().entries().size()
        : 2;
  }

  private static Cells division(Collection<FieldCondition> leaves, @Nullable List<Value> known)
      throws TooComplexException {
    Field field = leaves.iterator().next().field();
    var opaque = new ArrayList<FieldCondition>(new LinkedHashSet<>(leaves.stream()
        .map(FieldCondition::withoutDefault)
        .filter(Cells::isOpaque)
        .toList()));
    if (opaque.size() > MAX_OPAQUE) {
      throw new TooComplexException();
    }
    var seen = new LinkedHashMap<List<Verdict>, List<Point>>();
    for (Value value : known == null ? candidates(field, leaves) : known) {
      for (int said = 0; said < 1 << opaque.size(); said++) {
        if (isConsistent(opaque, said)) {
          var verdicts = new ArrayList<Verdict>(leaves.size());
          for (FieldCondition leaf : leaves) {
            int index = opaque.isEmpty() ? -1 : opaque.indexOf(leaf.withoutDefault());
            verdicts.add(index < 0 ? of(leaf, value) : Verdict.of((said >> index & 1) == 1));
          }
          List<Point> points = seen.computeIfAbsent(verdicts, none -> new ArrayList<>(1));
          if (points.size() < MAX_POINTS || known != null) {
            points.add(new Point(value, said(opaque, said)));
          }
        }
      }
    }
    if (field.presence() == Presence.MAYBE) {
      seen.computeIfAbsent(
              leaves.stream().map(leaf -> of(leaf, null)).toList(), none -> new ArrayList<>(1))
          .add(new Point(null, List.of()));
    }
    var byLeaf = new HashMap<FieldCondition, Verdict[]>();
    int number = 0;
    for (FieldCondition leaf : leaves) {
      int at = number++;
      byLeaf.put(leaf, seen.keySet().stream().map(cell -> cell.get(at)).toArray(Verdict[]::new));
    }
    return new Cells(field, byLeaf, List.copyOf(seen.values()));
  }

  private static List<FieldCondition> said(List<FieldCondition> opaque, int said) {
    if (said == 0) {
      return List.of();
    }
    var leaves = new ArrayList<FieldCondition>();
    for (int i = 0; i < opaque.size(); i++) {
      if ((said >> i & 1) == 1) {
        leaves.add(opaque.get(i));
      }
    }
    return leaves;
  }

  /** Whether no list of values determines the verdicts of a condition. */
  static boolean isOpaque(FieldCondition leaf) {
    return leaf instanceof FieldCondition.ContainsPhrase
        || leaf instanceof FieldCondition.Matches
        || leaf instanceof FieldCondition.Window
        || leaf instanceof FieldCondition.Is is && is.caseSensitivity() == Case.EXACT;
  }

  /** Whether a text can contain exactly these: a text with a phrase also has the phrases contained in it. */
  private static boolean isConsistent(List<FieldCondition> opaque, int said) {
    for (int one = 0; one < opaque.size(); one++) {
      for (int other = 0; other < opaque.size(); other++) {
        if ((said >> one & 1) == 1
            && (said >> other & 1) == 0
            && implies(opaque.get(one), opaque.get(other))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean implies(FieldCondition one, FieldCondition other) {
    if (!(one instanceof FieldCondition.ContainsPhrase says)
        || !(other instanceof FieldCondition.ContainsPhrase also)) {
      return false;
    }
    if (says.atLeast() >= also.atLeast() && also.phrases().containsAll(says.phrases())) {
      return true;
    }
    return also.atLeast() == 1
        && says.phrases().size() * also.phrases().size() <= MAX_CANDIDATES
        && says.phrases().stream()
            .allMatch(phrase -> also.phrases().stream().anyMatch(phrase::implies));
  }

  /** The verdict of a condition that is not opaque on a value, null for a missing one. */
  private static Verdict of(FieldCondition leaf, @Nullable Value value) {
    if (leaf instanceof FieldCondition.Exists exists) {
      return exists.sense().of(value != null);
    }
    if (leaf instanceof FieldCondition.WithDefault presumed) {
      return value == null ? presumed.missing() : of(presumed.leaf(), value);
    }
    if (value == null) {
      return Verdict.UNKNOWN;
    }
    if (leaf instanceof FieldCondition.Is is) {
      return is.sense().of(is.given().containsKey(comparable(leaf, value)));
    }
    if (leaf instanceof FieldCondition.InList listed) {
      return listed.sense().of(listed.list().contains(comparable(leaf, value)));
    }
    if (leaf instanceof FieldCondition.Period period) {
      return period.of(value);
    }
    return leaf instanceof FieldCondition.Range range && value instanceof Value.Amount amount
        ? Verdict.of(range.contains(amount.number()))
        : Verdict.UNKNOWN;
  }

  private static String comparable(FieldCondition leaf, Value value) {
    return ComparisonKey.of(leaf.field().type(), value.shown());
  }

  /** Values such that every other value has the verdicts of one of them. */
  private static List<Value> candidates(Field field, Collection<FieldCondition> leaves)
      throws TooComplexException {
    if (field.type() == Type.NUMBER) {
      return numbers(field, leaves);
    }
    if (field.type() == Type.INSTANT) {
      return instants(leaves);
    }
    if (field.type() == Type.TEXT) {
      return List.of(new Value.Text(List.of()));
    }
    if (field.isClosed()) {
      return field.values().stream().<Value>map(Value.Word::new).toList();
    }
    var words = new LinkedHashSet<String>();
    boolean isOneList = leaves.stream()
            .map(leaf -> leaf.withoutDefault() instanceof FieldCondition.InList listed
                ? listed.list().name()
                : "")
            .distinct()
            .count()
        == 1;
    for (FieldCondition leaf : leaves) {
      if (leaf.withoutDefault() instanceof FieldCondition.Is is) {
        words.addAll(is.given().keySet());
      } else if (leaf.withoutDefault() instanceof FieldCondition.InList listed) {
        listed.list().entries().stream().limit(isOneList ? 1 : MAX_CANDIDATES).forEach(words::add);
      }
      if (words.size() >= MAX_CANDIDATES) {
        throw new TooComplexException();
      }
    }
    if (field.type() == Type.DOMAIN) {
      List.copyOf(words).forEach(word -> words.add(OTHER + "." + word));
    }
    words.add(OTHER);
    return words.stream().<Value>map(Value.Word::new).toList();
  }

  private static List<Value> instants(Collection<FieldCondition> leaves) {
    var instants = new TreeSet<Instant>();
    instants.add(Instant.EPOCH);
    for (FieldCondition leaf : leaves) {
      if (leaf.withoutDefault() instanceof FieldCondition.Period period) {
        Instant limit = period.since() == null ? period.before() : period.since();
        if (limit != null) {
          instants.add(limit);
          instants.add(limit.minusNanos(1));
        }
      }
    }
    return instants.stream().<Value>map(Value.Moment::new).toList();
  }

  /** Numbers such that every other number has the verdicts of one of them. */
  static List<Value> numbers(Field field, Collection<FieldCondition> leaves) {
    var limits = new TreeSet<BigDecimal>();
    for (FieldCondition leaf : leaves) {
      if (leaf.withoutDefault() instanceof FieldCondition.Range range) {
        if (range.low() != null) {
          limits.add(range.low().limit());
        }
        if (range.high() != null) {
          limits.add(range.high().limit());
        }
      } else if (leaf.withoutDefault() instanceof FieldCondition.Is is) {
        is.given().keySet().forEach(number -> limits.add(new BigDecimal(number)));
      }
    }
    return numbers(field, limits).stream().<Value>map(Value.Amount::new).toList();
  }

  private static Set<BigDecimal> numbers(Field field, TreeSet<BigDecimal> limits) {
    var numbers = new TreeSet<BigDecimal>();
    if (field.isClosed()) {
      field.values().forEach(value -> numbers.add(new BigDecimal(value)));
      return numbers;
    }
    boolean isScore = field.name().equals(Fields.SCORE);
    if (isScore || field.scale() == Field.Scale.COUNT) {
      numbers.add(BigDecimal.ZERO);
      for (BigDecimal limit : limits) {
        BigDecimal whole = limit.setScale(0, RoundingMode.FLOOR);
        for (int step = -1; step <= 2; step++) {
          numbers.add(whole.add(BigDecimal.valueOf(step)));
        }
      }
      numbers.removeIf(number -> number.signum() < 0 && !isScore);
      return numbers;
    }
    BigDecimal lowest = limits.isEmpty() ? BigDecimal.ZERO : limits.first();
    BigDecimal highest = limits.isEmpty() ? BigDecimal.ZERO : limits.last();
    limits.add(
        field.scale() == Field.Scale.SHARE ? BigDecimal.ZERO : lowest.subtract(BigDecimal.ONE));
    limits.add(field.scale() == Field.Scale.SHARE ? BigDecimal.ONE : highest.add(BigDecimal.ONE));
    BigDecimal before = null;
    for (BigDecimal limit : limits) {
      if (before != null) {
        numbers.add(before.add(limit).divide(BigDecimal.valueOf(2)));
      }
      numbers.add(limit);
      before = limit;
    }
    if (field.scale() == Field.Scale.SHARE) {
      numbers.removeIf(number -> number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0);
    }
    return numbers;
  }
}
