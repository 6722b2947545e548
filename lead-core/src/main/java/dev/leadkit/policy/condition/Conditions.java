// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.Verdict;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.Fields;
import dev.leadkit.policy.field.Value;
import dev.leadkit.text.IntList;
import dev.leadkit.text.Phrase;
import dev.leadkit.text.Regex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one rule set or route table, compiled together: a text is read once for all of them, and only those are evaluated that
 * may be true of the lead.
 *
 * <p>Immutable and thread-safe.
 */
public final class Conditions {

  /** The phrases of a field, by their numbers in its index. */
  private record Sought(String field, int slot, int[] phrases) {

    private static final Sought[] NOTHING = {};
  }

  /** Scratch buffers, which are reused. */
  private record Buffers(@Nullable Object[] known, IntList numbers) {}

  /** A condition compiled to its verdict. */
  @FunctionalInterface
  interface Check {
    Verdict of(EvaluationContext view);
  }

  private final ContextLayout layout;
  private final List<Condition> conditions;

  /** The numbers of phrases by field, while this is being made. */
  private final Map<String, Map<Phrase, Integer>> numbers = new HashMap<>();

  private final Check[] checks;
  private final ConditionIndex index;

  private final AtomicReferenceArray<Buffers> pool = new AtomicReferenceArray<>(8);

  /** For each condition the phrases whose presence it wants. */
  private final Sought[][] sought;

  private Conditions(Fields fields, Collection<Condition> conditions) {
    this.conditions = List.copyOf(conditions);
    layout = layout(fields, this.conditions);
    layout.phrases().forEach((field, index) -> numbers.put(field, index.numbers()));
    var compiler = new Compiler();
    checks =
        this.conditions.stream().map(condition -> condition.fold(compiler)).toArray(Check[]::new);
    index = new ConditionIndex(layout, this.conditions, this::numbers);
    this.sought = this.conditions.stream().map(this::sought).toArray(Sought[][]::new);
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

  private static ContextLayout layout(Fields fields, List<Condition> conditions) {
    var slots = new HashMap<String, Integer>();
    var phrases = new LinkedHashMap<String, Set<Phrase>>();
    var expressions = new LinkedHashMap<String, Set<Regex>>();
    for (Condition condition : conditions) {
      for (FieldCondition part : condition.fieldConditions()) {
        String field = part.field().name();
        slots.putIfAbsent(field, slots.size());
        if (part.withoutDefault() instanceof FieldCondition.ContainsPhrase says) {
          phrases.computeIfAbsent(field, none -> new LinkedHashSet<>()).addAll(says.phrases());
        } else if (part.withoutDefault() instanceof FieldCondition.Matches matches) {
          expressions.computeIfAbsent(field, none -> new LinkedHashSet<>()).add(matches.regex());
        }
      }
    }
    return new ContextLayout(fields, slots, phrases, expressions);
  }

  /** The evaluation context of a lead. */
  public EvaluationContext view(Lead lead) {
    return new EvaluationContext(layout, lead, null);
  }

  /** The evaluation context of a lead that has this score. */
  public EvaluationContext view(Lead lead, @Nullable Score score) {
    return new EvaluationContext(layout, lead, score);
  }

  /** The evaluation context that a lead would have if the supposition held. */
  public EvaluationContext view(Lead lead, @Nullable Score score, FieldOverride supposition) {
    return new EvaluationContext(
        layout, lead, score, EvaluationContext.buffer(layout), supposition);
  }

  /**
   * The conditions that are true, by their numbers in the order in which they were given, ascending. The cost depends on the lead,
   * not on the number of conditions.
   *
   * @param view of these conditions
   */
  public int[] matches(EvaluationContext view) {
    var numbers = new IntList();
    match(view, numbers);
    return numbers.toArray();
  }

  private void match(EvaluationContext view, IntList numbers) {
    index.candidates(view, numbers);
    int n = 0;
    for (int i = 0; i < numbers.count(); i++) {
      int number = numbers.get(i);
      if (checks[number].of(view) == Verdict.TRUE) {
        numbers.set(n++, number);
      }
    }
    numbers.keep(n);
  }

  /** The same as {@link #matches(EvaluationContext)} for a lead, with buffers that are reused for the next lead. */
  public int[] matches(Lead lead) {
    Buffers buffers = buffers();
    match(new EvaluationContext(layout, lead, null, buffers.known()), buffers.numbers());
    return release(buffers);
  }

  /** The same with the places of the words. */
  public MatchedConditions find(Lead lead) {
    Buffers buffers = buffers();
    EvaluationContext view = new EvaluationContext(layout, lead, null, buffers.known());
    match(view, buffers.numbers());
    int size = buffers.numbers().count();
    places(view, buffers.numbers());
    return new MatchedConditions(this::evidence, size, release(buffers));
  }

  private Buffers buffers() {
    Buffers buffers = pool.getAndSet(place(), null);
    return buffers == null ? new Buffers(EvaluationContext.buffer(layout), new IntList()) : buffers;
  }

  private int[] release(Buffers buffers) {
    int[] numbers = buffers.numbers().toArray();
    EvaluationContext.clear(buffers.known());
    pool.set(place(), buffers);
    return numbers;
  }

  private int place() {
    return (int) Thread.currentThread().getId() & pool.length() - 1;
  }

  /** Adds the places of the words to the numbers of the conditions. */
  private void places(EvaluationContext view, IntList numbers) {
    int size = numbers.count();
    for (int i = 0; i < size; i++) {
      boolean placed = false;
      for (Sought words : sought[numbers.get(i)]) {
        if (!placed && view.value(words.field()) != null) {
          placed = view.hits(words.field()).addFirst(words.phrases(), i, words.slot(), numbers);
        }
      }
    }
  }

  /** The words in a field of a lead: {@code place} has the field, the passage, start and end from {@code at} on. */
  @Nullable
  Evidence evidence(Lead lead, int[] place, int at) {
    String name = layout.name(place[at]);
    Field field = layout.fields().find(name);
    Value value = view(lead).value(name);
    return field == null || value == null
        ? null
        : new TextMatch(
                EvaluationContext.passages(name, value).get(place[at + 1]),
                place[at + 2],
                place[at + 3])
            .evidence(field);
  }

  /** The phrases whose presence the condition wants. */
  private Sought[] sought(Condition condition) {
    var sought = new ArrayList<Sought>();
    for (FieldCondition part : condition.positiveFieldConditions()) {
      if (part.withoutDefault() instanceof FieldCondition.ContainsPhrase says) {
        String field = says.field().name();
        sought.add(new Sought(field, layout.slot(field), numbers(says)));
      }
    }
    return sought.isEmpty() ? Sought.NOTHING : sought.toArray(Sought[]::new);
  }

  /** The fields with which they were read. */
  public Fields fields() {
    return layout.fields();
  }

  /** Compiles conditions to checks. */
  private final class Compiler implements Condition.Fold<Check> {

    @Override
    public Check always() {
      return view -> Verdict.TRUE;
    }

    @Override
    public Check all(List<Check> all) {
      Check[] parts = all.toArray(Check[]::new);
      return view -> {
        Verdict verdict = Verdict.TRUE;
        for (int i = 0; i < parts.length && verdict != Verdict.FALSE; i++) {
          verdict = verdict.and(parts[i].of(view));
        }
        return verdict;
      };
    }

    @Override
    public Check any(List<Check> any) {
      Check[] parts = any.toArray(Check[]::new);
      return view -> {
        Verdict verdict = Verdict.FALSE;
        for (int i = 0; i < parts.length && verdict != Verdict.TRUE; i++) {
          verdict = verdict.or(parts[i].of(view));
        }
        return verdict;
      };
    }

    @Override
    public Check not(Check part) {
      return view -> part.of(view).not();
    }

    @Override
    public Check field(FieldCondition condition) {
      if (condition instanceof FieldCondition.WithDefault presumed) {
        Check known = field(presumed.leaf());
        String field = presumed.field().name();
        return view -> view.value(field) == null ? presumed.missing() : known.of(view);
      }
      if (condition instanceof FieldCondition.ContainsPhrase says) {
        String field = says.field().name();
        int[] numbers = numbers(says);
        return view -> view.value(field) == null
            ? Verdict.UNKNOWN
            : Verdict.of(view.hits(field).count(numbers, says.atLeast()) >= says.atLeast());
      }
      return condition::verdict;
    }
  }

  /** The numbers of its phrases in the index of its field, ascending; only while this is being made. */
  int[] numbers(FieldCondition.ContainsPhrase says) {
    Map<Phrase, Integer> known = numbers.getOrDefault(says.field().name(), Map.of());
    return says.phrases().stream()
        .mapToInt(phrase -> known.getOrDefault(phrase, -1))
        .sorted()
        .toArray();
  }
}
