// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one rule set or table, compiled together, so that a lead's text is read once for all of them and only those are asked
 * that something in the lead speaks for.
 *
 * <p>Immutable and thread-safe.
 */
public final class Conditions {

  /** The phrases of a field, by their numbers in its index. */
  private record Asked(String field, int slot, int[] phrases) {

    private static final Asked[] NOTHING = {};
  }

  /** A condition as it is asked: nothing but its verdict. */
  @FunctionalInterface
  interface Check {
    Verdict of(View view);
  }

  private final Fields fields;
  private final List<Condition> conditions;
  private final Map<String, Integer> slots;
  private final String[] names;
  private final Map<String, PhraseIndex> phrases;
  private final Map<String, Literals> literals;

  /** The numbers of phrases by field, while this is being made. */
  private final Map<String, Map<Phrase, Integer>> numbers = new HashMap<>();

  private final Check[] checks;
  private final Triggers triggers;

  /** For each condition the words that it asks for. */
  private final Asked[][] asked;

  private Conditions(Fields fields, Collection<Condition> conditions) {
    this.fields = fields;
    this.conditions = List.copyOf(conditions);
    var said = new LinkedHashMap<String, Set<Phrase>>();
    var matched = new LinkedHashMap<String, Set<Regex>>();
    var asked = new HashMap<String, Integer>();
    conditions.forEach(condition -> fields(condition, asked));
    slots = asked;
    names = new String[asked.size()];
    asked.forEach((name, slot) -> names[slot] = name);
    conditions.forEach(condition -> collect(condition, said, matched));
    var indexes = new HashMap<String, PhraseIndex>();
    said.forEach((field, sought) -> indexes.put(field, new PhraseIndex(sought)));
    phrases = Collections.unmodifiableMap(indexes);
    var searches = new HashMap<String, Literals>();
    matched.forEach((field, sought) -> searches.put(field, new Literals(sought)));
    literals = Collections.unmodifiableMap(searches);
    phrases.forEach((field, index) -> numbers.put(field, index.numbers()));
    checks = this.conditions.stream().map(this::check).toArray(Check[]::new);
    triggers = new Triggers(this, this.conditions);
    this.asked = this.conditions.stream().map(this::asked).toArray(Asked[][]::new);
    numbers.clear();
  }

  /**
   * Compiles conditions.
   *
   * @param fields those with which the conditions were read
   */
  public static Conditions of(Fields fields, Collection<Condition> conditions) {
    return new Conditions(fields, conditions);
  }

  /** Numbers the fields that are asked. */
  private static void fields(Condition condition, Map<String, Integer> asked) {
    if (condition instanceof Condition.All all) {
      all.conditions().forEach(part -> fields(part, asked));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(part -> fields(part, asked));
    } else if (condition instanceof Condition.Not not) {
      fields(not.condition(), asked);
    } else if (condition instanceof Leaf leaf) {
      asked.putIfAbsent(leaf.field().name(), asked.size());
    }
  }

  private static void collect(
      Condition condition, Map<String, Set<Phrase>> said, Map<String, Set<Regex>> matched) {
    if (condition instanceof Condition.All all) {
      all.conditions().forEach(part -> collect(part, said, matched));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(part -> collect(part, said, matched));
    } else if (condition instanceof Condition.Not not) {
      collect(not.condition(), said, matched);
    } else if (condition instanceof Leaf.Presumed presumed) {
      collect(presumed.leaf(), said, matched);
    } else if (condition instanceof Leaf.Says says) {
      said.computeIfAbsent(says.field().name(), unasked -> new LinkedHashSet<>())
          .addAll(says.phrases());
    } else if (condition instanceof Leaf.Matches matches) {
      matched
          .computeIfAbsent(matches.field().name(), unasked -> new LinkedHashSet<>())
          .add(matches.regex());
    }
  }

  /** What they see of this lead. */
  public View view(Lead lead) {
    return new View(this, lead, null);
  }

  /** What they see of this lead, which has this score. */
  public View view(Lead lead, @Nullable Score score) {
    return new View(this, lead, score);
  }

  /**
   * The conditions that are true, by their numbers in the order in which they were given, ascending. Its cost follows what the lead says,
   * not the number of conditions.
   *
   * @param view of these conditions
   */
  public int[] matches(View view) {
    int[] touched = triggers.touched(view);
    int n = 0;
    for (int number : touched) {
      if (checks[number].of(view) == Verdict.TRUE) {
        touched[n++] = number;
      }
    }
    return Arrays.copyOf(touched, n);
  }

  /** So many numbers has a place: see {@link #places}. */
  public static final int PLACE = 4;

  /**
   * Where the first of the words stand that each of these conditions asks for, {@value #PLACE} numbers for each: the field, the passage,
   * start and end in it. All are -1 where it asks for none, or none of them stand there; what it wants to be absent is not looked for.
   *
   * @param view of these conditions
   * @param numbers of conditions
   */
  public int[] places(View view, int[] numbers) {
    int[] places = new int[PLACE * numbers.length];
    Arrays.fill(places, -1);
    for (int i = 0; i < numbers.length; i++) {
      Asked[] words = asked[numbers[i]];
      for (int j = 0; j < words.length && places[PLACE * i] < 0; j++) {
        if (view.value(words[j].field()) != null
            && view.hits(words[j].field()).first(words[j].phrases(), places, PLACE * i + 1)) {
          places[PLACE * i] = words[j].slot();
        }
      }
    }
    return places;
  }

  /**
   * The words at a place.
   *
   * @param view of the same lead
   * @param places from {@link #places}
   * @param at where in them
   * @return null where nothing stands
   */
  public @Nullable Evidence evidence(View view, int[] places, int at) {
    if (places[at] < 0) {
      return null;
    }
    String name = names[places[at]];
    Field field = fields.find(name);
    Value value = view.value(name);
    return field == null || value == null
        ? null
        : new View.Hit(
                View.passages(name, value).get(places[at + 1]), places[at + 2], places[at + 3])
            .evidence(field);
  }

  private Asked[] asked(Condition condition) {
    var says = new ArrayList<Leaf.Says>();
    said(condition, Verdict.TRUE, says);
    return says.isEmpty()
        ? Asked.NOTHING
        : says.stream()
            .map(leaf -> new Asked(leaf.field().name(), slot(leaf.field().name()), numbers(leaf)))
            .toArray(Asked[]::new);
  }

  /** What a condition wants to be said for this verdict. */
  private static void said(Condition condition, Verdict wanted, List<Leaf.Says> said) {
    if (condition instanceof Condition.All all) {
      all.conditions().forEach(part -> said(part, wanted, said));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(part -> said(part, wanted, said));
    } else if (condition instanceof Condition.Not not) {
      said(not.condition(), wanted.not(), said);
    } else if (condition instanceof Leaf.Presumed presumed) {
      said(presumed.leaf(), wanted, said);
    } else if (condition instanceof Leaf.Says says && wanted == Verdict.TRUE) {
      said.add(says);
    }
  }

  Fields fields() {
    return fields;
  }

  /** How many fields are asked. */
  int slots() {
    return slots.size();
  }

  /** The number of a field, -1 where none of these conditions asks it. */
  int slot(String field) {
    return slots.getOrDefault(field, -1);
  }

  @Nullable
  PhraseIndex phrases(String field) {
    return phrases.get(field);
  }

  @Nullable
  Literals literals(String field) {
    return literals.get(field);
  }

  private Check check(Condition condition) {
    if (condition instanceof Condition.All all) {
      Check[] parts = all.conditions().stream().map(this::check).toArray(Check[]::new);
      return view -> {
        Verdict verdict = Verdict.TRUE;
        for (int i = 0; i < parts.length && verdict != Verdict.FALSE; i++) {
          verdict = verdict.and(parts[i].of(view));
        }
        return verdict;
      };
    }
    if (condition instanceof Condition.Any any) {
      Check[] parts = any.conditions().stream().map(this::check).toArray(Check[]::new);
      return view -> {
        Verdict verdict = Verdict.FALSE;
        for (int i = 0; i < parts.length && verdict != Verdict.TRUE; i++) {
          verdict = verdict.or(parts[i].of(view));
        }
        return verdict;
      };
    }
    if (condition instanceof Condition.Not not) {
      Check part = check(not.condition());
      return view -> part.of(view).not();
    }
    if (condition instanceof Leaf.Presumed presumed) {
      Check leaf = check(presumed.leaf());
      String field = presumed.field().name();
      return view -> view.value(field) == null ? presumed.missing() : leaf.of(view);
    }
    if (condition instanceof Leaf.Says says) {
      String field = says.field().name();
      int[] numbers = numbers(says);
      return view -> view.value(field) == null
          ? Verdict.UNKNOWN
          : Verdict.of(view.hits(field).count(numbers, says.atLeast()) >= says.atLeast());
    }
    return condition::verdict;
  }

  /** The numbers of its phrases in the index of its field, ascending; only while this is being made. */
  int[] numbers(Leaf.Says says) {
    Map<Phrase, Integer> known = numbers.getOrDefault(says.field().name(), Map.of());
    return says.phrases().stream()
        .mapToInt(phrase -> known.getOrDefault(phrase, -1))
        .sorted()
        .toArray();
  }
}
