// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Verdict;
import dev.leadkit.policy.Field.Presence;
import dev.leadkit.policy.Field.Type;
import dev.leadkit.policy.Phrase.Case;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All leads there can be, as far as one condition can tell them apart: which verdicts it can have, and together with which others.
 *
 * <p>For each field that the condition asks, the values that can stand there fall into a few cells in which all its parts have one verdict
 * each, a missing value among them. A set of leads is a list of boxes, one set of cells for each field. Fields are taken to be independent,
 * and what a text says beyond the phrases' own logic is taken to be possible: so "never" and "always" are proofs, and where nothing can be
 * proved with reasonable effort, nothing is said.
 */
final class Cases {

  /** There are too many boxes to prove anything. */
  static final class Unproved extends Exception {
    private static final long serialVersionUID = 1L;

    Unproved() {
      super("too many cases", null, false, false);
    }
  }

  /** Of what verdicts to find the leads. */
  enum Goal {
    TRUE(EnumSet.of(Verdict.TRUE)),
    FALSE(EnumSet.of(Verdict.FALSE)),
    NOT_TRUE(EnumSet.of(Verdict.FALSE, Verdict.UNKNOWN)),
    NOT_FALSE(EnumSet.of(Verdict.TRUE, Verdict.UNKNOWN));

    private final Set<Verdict> verdicts;

    Goal(Set<Verdict> verdicts) {
      this.verdicts = verdicts;
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

  private static final int MOST_BOXES = 2000;
  private static final int MOST_OPAQUE = 6;
  private static final int MOST_CANDIDATES = 20_000;
  private static final String OTHER = "zzz-other";

  /**
   * What the cells of one field say to each leaf, by cell.
   *
   * @param shown for each cell what may stand in the field, in words
   */
  private record Cells(Map<Leaf, Verdict[]> verdicts, List<String> shown) {
    int size() {
      return shown.size();
    }
  }

  private static final Cells NO_CELLS = new Cells(Map.of(), List.of());
  private static final String MISSING = "missing";

  private final Map<String, Cells> fields = new HashMap<>();

  /** @throws Unproved where the values of a field cannot be told apart with reasonable effort */
  Cases(Condition condition) throws Unproved {
    this(List.of(condition));
  }

  /**
   * All leads as far as several conditions can tell them apart.
   *
   * @throws Unproved where the values of a field cannot be told apart with reasonable effort
   */
  Cases(List<Condition> conditions) throws Unproved {
    var leaves = new LinkedHashMap<String, Set<Leaf>>();
    conditions.forEach(condition -> collect(condition, leaves));
    for (Map.Entry<String, Set<Leaf>> field : leaves.entrySet()) {
      fields.put(field.getKey(), cells(field.getValue()));
    }
  }

  private static void collect(Condition condition, Map<String, Set<Leaf>> leaves) {
    if (condition instanceof Condition.All all) {
      all.conditions().forEach(part -> collect(part, leaves));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(part -> collect(part, leaves));
    } else if (condition instanceof Condition.Not not) {
      collect(not.condition(), leaves);
    } else if (condition instanceof Leaf leaf) {
      leaves
          .computeIfAbsent(leaf.field().name(), unseen -> new LinkedHashSet<>())
          .add(leaf);
    }
  }

  /** Whether there can be a lead for which each of these comes out as its goal says. */
  boolean isPossible(List<Map.Entry<Condition, Goal>> wanted) throws Unproved {
    List<Map<String, BitSet>> boxes = List.of(Map.of());
    for (Map.Entry<Condition, Goal> one : wanted) {
      boxes = both(boxes, boxes(one.getKey(), one.getValue()));
    }
    return !boxes.isEmpty();
  }

  boolean isPossible(Condition condition, Goal goal) throws Unproved {
    return isPossible(List.of(Map.entry(condition, goal)));
  }

  /** All values that can stand in a field, by cell. */
  BitSet cells(String field) {
    var all = new BitSet();
    all.set(0, fields.getOrDefault(field, NO_CELLS).size());
    return all;
  }

  /** A lead of this box, by its fields, in words. */
  Map<String, String> shown(Map<String, BitSet> box) {
    var shown = new TreeMap<String, String>();
    box.forEach((field, cells) ->
        shown.put(field, fields.getOrDefault(field, NO_CELLS).shown().get(cells.nextSetBit(0))));
    return shown;
  }

  /** The leads of which the condition comes out as the goal says, each in one box at least. */
  List<Map<String, BitSet>> boxes(Condition condition, Goal goal) throws Unproved {
    if (condition instanceof Condition.Not not) {
      return boxes(not.condition(), goal.opposite());
    }
    boolean positive = goal == Goal.TRUE || goal == Goal.NOT_FALSE;
    if (condition instanceof Condition.All all) {
      return positive ? all(all.conditions(), goal) : any(all.conditions(), goal);
    }
    if (condition instanceof Condition.Any any) {
      return positive ? any(any.conditions(), goal) : all(any.conditions(), goal);
    }
    if (condition instanceof Leaf leaf) {
      return leaf(leaf, goal);
    }
    return positive ? List.of(Map.of()) : List.of();
  }

  private List<Map<String, BitSet>> leaf(Leaf leaf, Goal goal) {
    Cells cells = fields.getOrDefault(leaf.field().name(), NO_CELLS);
    Verdict[] verdicts = cells.verdicts().getOrDefault(leaf, new Verdict[0]);
    var set = new BitSet();
    for (int cell = 0; cell < verdicts.length; cell++) {
      set.set(cell, goal.verdicts.contains(verdicts[cell]));
    }
    if (set.isEmpty()) {
      return List.of();
    }
    return List.of(
        set.cardinality() == cells.size() ? Map.of() : Map.of(leaf.field().name(), set));
  }

  private List<Map<String, BitSet>> all(List<Condition> parts, Goal goal) throws Unproved {
    List<Map<String, BitSet>> boxes = List.of(Map.of());
    for (Condition part : parts) {
      boxes = both(boxes, boxes(part, goal));
    }
    return boxes;
  }

  private List<Map<String, BitSet>> any(List<Condition> parts, Goal goal) throws Unproved {
    var boxes = new ArrayList<Map<String, BitSet>>();
    for (Condition part : parts) {
      for (Map<String, BitSet> box : boxes(part, goal)) {
        if (box.isEmpty()) {
          return List.of(box);
        }
        boxes.add(box);
      }
      if (boxes.size() > MOST_BOXES) {
        throw new Unproved();
      }
    }
    return boxes;
  }

  private static List<Map<String, BitSet>> both(
      List<Map<String, BitSet>> some, List<Map<String, BitSet>> others) throws Unproved {
    var boxes = new LinkedHashSet<Map<String, BitSet>>();
    for (Map<String, BitSet> one : some) {
      for (Map<String, BitSet> other : others) {
        Map<String, BitSet> common = intersection(one, other);
        if (common != null) {
          boxes.add(common);
        }
        if (boxes.size() > MOST_BOXES) {
          throw new Unproved();
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

  /** The cells of one field. */
  private static Cells cells(Set<Leaf> leaves) throws Unproved {
    Field field = leaves.iterator().next().field();
    var opaque = new ArrayList<Leaf>(new LinkedHashSet<>(
        leaves.stream().map(Cases::inner).filter(Cases::isOpaque).toList()));
    if (opaque.size() > MOST_OPAQUE) {
      throw new Unproved();
    }
    var seen = new LinkedHashMap<List<Verdict>, String>();
    for (Value value : witnesses(field, leaves)) {
      for (int said = 0; said < 1 << opaque.size(); said++) {
        if (isConsistent(opaque, said)) {
          var verdicts = new ArrayList<Verdict>();
          for (Leaf leaf : leaves) {
            int index = opaque.indexOf(inner(leaf));
            verdicts.add(index < 0 ? of(leaf, value) : Verdict.of((said >> index & 1) == 1));
          }
          seen.putIfAbsent(verdicts, shown(field, value, opaque, said));
        }
      }
    }
    if (field.presence() == Presence.MAYBE) {
      seen.putIfAbsent(leaves.stream().map(leaf -> of(leaf, null)).toList(), MISSING);
    }
    var byLeaf = new HashMap<Leaf, Verdict[]>();
    int number = 0;
    for (Leaf leaf : leaves) {
      int at = number++;
      byLeaf.put(leaf, seen.keySet().stream().map(cell -> cell.get(at)).toArray(Verdict[]::new));
    }
    return new Cells(byLeaf, List.copyOf(seen.values()));
  }

  /** The value, or the words of a text that says just this. */
  private static String shown(Field field, Value value, List<Leaf> opaque, int said) {
    var words = new ArrayList<String>();
    for (int i = 0; i < opaque.size(); i++) {
      if ((said >> i & 1) == 1) {
        words.add(
            opaque.get(i) instanceof Leaf.Says says
                ? says.phrases().stream()
                    .limit(says.atLeast())
                    .map(Phrase::text)
                    .collect(Collectors.joining(", "))
                : opaque.get(i).describe());
      }
    }
    if (words.isEmpty()) {
      return field.type() == Type.TEXT ? "" : value.shown();
    }
    return String.join(", ", words);
  }

  private static Leaf inner(Leaf leaf) {
    return leaf instanceof Leaf.Presumed presumed ? presumed.leaf() : leaf;
  }

  private static boolean isOpaque(Leaf leaf) {
    return leaf instanceof Leaf.Says
        || leaf instanceof Leaf.Matches
        || leaf instanceof Leaf.Window
        || leaf instanceof Leaf.Is is && is.letters() == Case.EXACT;
  }

  /** Whether a text can say just this: who says a phrase also says what is contained in it. */
  private static boolean isConsistent(List<Leaf> opaque, int said) {
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

  private static boolean implies(Leaf one, Leaf other) {
    if (!(one instanceof Leaf.Says says) || !(other instanceof Leaf.Says also)) {
      return false;
    }
    if (says.atLeast() >= also.atLeast() && also.phrases().containsAll(says.phrases())) {
      return true;
    }
    return also.atLeast() == 1
        && says.phrases().size() * also.phrases().size() <= MOST_CANDIDATES
        && says.phrases().stream()
            .allMatch(phrase -> also.phrases().stream().anyMatch(phrase::implies));
  }

  /** What a leaf that is not opaque says of a value, null for a missing one. */
  private static Verdict of(Leaf leaf, @Nullable Value value) {
    if (leaf instanceof Leaf.Exists exists) {
      return exists.sense().of(value != null);
    }
    if (leaf instanceof Leaf.Presumed presumed) {
      return value == null ? presumed.missing() : of(presumed.leaf(), value);
    }
    if (value == null) {
      return Verdict.UNKNOWN;
    }
    if (leaf instanceof Leaf.Is is) {
      return is.sense().of(is.given().containsKey(comparable(leaf, value)));
    }
    if (leaf instanceof Leaf.Listed listed) {
      return listed.sense().of(listed.list().contains(comparable(leaf, value)));
    }
    if (leaf instanceof Leaf.Period period) {
      return period.of(value);
    }
    return leaf instanceof Leaf.Range range && value instanceof Value.Amount amount
        ? Verdict.of(range.contains(amount.number()))
        : Verdict.UNKNOWN;
  }

  private static String comparable(Leaf leaf, Value value) {
    return Leaf.Is.comparable(leaf.field().type(), value.shown());
  }

  /** Values of which every other one has the verdicts of one of them. */
  private static List<Value> witnesses(Field field, Set<Leaf> leaves) throws Unproved {
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
    for (Leaf leaf : leaves) {
      if (inner(leaf) instanceof Leaf.Is is) {
        words.addAll(is.given().keySet());
      } else if (inner(leaf) instanceof Leaf.Listed listed) {
        boolean alone = leaves.size() == 1;
        listed.list().entries().stream().limit(alone ? 1 : MOST_CANDIDATES).forEach(words::add);
      }
      if (words.size() >= MOST_CANDIDATES) {
        throw new Unproved();
      }
    }
    if (field.type() == Type.DOMAIN) {
      List.copyOf(words).forEach(word -> words.add(OTHER + "." + word));
    }
    words.add(OTHER);
    return words.stream().<Value>map(Value.Word::new).toList();
  }

  private static List<Value> instants(Set<Leaf> leaves) {
    var instants = new TreeSet<Instant>();
    instants.add(Instant.EPOCH);
    for (Leaf leaf : leaves) {
      if (inner(leaf) instanceof Leaf.Period period) {
        Instant limit = period.since() == null ? period.before() : period.since();
        if (limit != null) {
          instants.add(limit);
          instants.add(limit.minusNanos(1));
        }
      }
    }
    return instants.stream().<Value>map(Value.Moment::new).toList();
  }

  private static List<Value> numbers(Field field, Set<Leaf> leaves) {
    var limits = new TreeSet<BigDecimal>();
    for (Leaf leaf : leaves) {
      if (inner(leaf) instanceof Leaf.Range range) {
        if (range.low() != null) {
          limits.add(range.low().limit());
        }
        if (range.high() != null) {
          limits.add(range.high().limit());
        }
      } else if (inner(leaf) instanceof Leaf.Is is) {
        is.given().keySet().forEach(number -> limits.add(new BigDecimal(number)));
      }
    }
    return candidates(field, limits).stream().<Value>map(Value.Amount::new).toList();
  }

  private static Set<BigDecimal> candidates(Field field, TreeSet<BigDecimal> limits) {
    var numbers = new TreeSet<BigDecimal>();
    if (field.isClosed()) {
      field.values().forEach(value -> numbers.add(new BigDecimal(value)));
      return numbers;
    }
    if (field.scale() == Field.Scale.COUNT) {
      numbers.add(BigDecimal.ZERO);
      for (BigDecimal limit : limits) {
        BigDecimal whole = limit.setScale(0, RoundingMode.FLOOR);
        for (int step = -1; step <= 2; step++) {
          numbers.add(whole.add(BigDecimal.valueOf(step)));
        }
      }
      numbers.removeIf(number -> number.signum() < 0);
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
