// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Evidence;
import dev.leadkit.text.Domains;
import dev.leadkit.text.Folding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field that a policy derives from others: the value of the first step that gives one, else a default.
 *
 * @param defaultValue {@code ""} for none, in which case the field can be missing
 */
public record Derived(String name, List<Step> steps, String defaultValue, String description) {

  /** How a step looks a value up. */
  public enum Rule {
    /** As it is. */
    COPY,
    /** The key that equals it after folding. */
    MAP,
    /** The longest key with which it begins, if no letter or digit follows. */
    PREFIX,
    /** The longest key that it is, or with which it ends after a dot. */
    SUFFIX
  }

  /**
   * One way to derive the value, from one field.
   *
   * @param pairs by folded key
   */
  public record Step(Field of, Rule rule, Map<String, String> pairs) {

    public Step {
      pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    }

    /** What the step gives for a text; null for nothing. */
    @Nullable
    public String look(String text) {
      String folded = Folding.fold(text.strip());
      return switch (rule) {
        case COPY -> text;
        case MAP -> pairs.get(folded);
        case PREFIX -> longest(folded);
        case SUFFIX -> pairs.get(Domains.match(Domains.normal(text), pairs.keySet()));
      };
    }

    /** Texts for which the step gives this value, as far as the policy names any. */
    public List<String> keys(String value) {
      if (rule == Rule.COPY) {
        return List.of(value);
      }
      return pairs.entrySet().stream()
          .filter(pair -> pair.getValue().equals(value))
          .map(pair -> rule == Rule.SUFFIX ? "company." + pair.getKey() : pair.getKey())
          .toList();
    }

    private @Nullable String longest(String folded) {
      String best = null;
      for (String key : pairs.keySet()) {
        if (folded.startsWith(key)
            && (folded.length() == key.length()
                || !Character.isLetterOrDigit(folded.codePointAt(key.length())))
            && (best == null || key.length() > best.length())) {
          best = key;
        }
      }
      return best == null ? null : pairs.get(best);
    }
  }

  public Derived {
    steps = List.copyOf(steps);
  }

  Field field() {
    return new Field(
        name,
        Field.Type.WORD,
        Field.Provenance.DERIVED,
        List.copyOf(values()),
        defaultValue.isEmpty() ? Field.Presence.MAYBE : Field.Presence.ALWAYS,
        steps.stream().anyMatch(Derived::isPersonal) ? Field.Privacy.PERSONAL : Field.Privacy.PLAIN,
        description);
  }

  private static boolean isPersonal(Step step) {
    return step.rule() == Rule.COPY && step.of().privacy() == Field.Privacy.PERSONAL;
  }

  /** All possible values; empty if anything is possible. */
  private Set<String> values() {
    var values = new LinkedHashSet<String>();
    for (Step step : steps) {
      if (step.rule() == Rule.COPY && !step.of().isClosed()) {
        return Set.of();
      }
      values.addAll(step.rule() == Rule.COPY ? step.of().values() : step.pairs().values());
    }
    if (!defaultValue.isEmpty()) {
      values.add(defaultValue);
    }
    return values;
  }

  @Nullable
  Value value(LeadView view) {
    for (Step step : steps) {
      Value value = view.value(step.of().name());
      String found = value == null ? null : step.look(value.shown());
      if (found != null) {
        return new Value.Word(found);
      }
    }
    return defaultValue.isEmpty() ? null : new Value.Word(defaultValue);
  }

  /** The evidence of the field that gave it its value; empty if none did. */
  List<Evidence> evidence(LeadView view) {
    for (Step step : steps) {
      Value value = view.value(step.of().name());
      if (value != null && step.look(value.shown()) != null) {
        return view.evidence(step.of());
      }
    }
    return List.of();
  }

  /** Why it has its value, in words. */
  String why(LeadView view) {
    for (Step step : steps) {
      Value value = view.value(step.of().name());
      String found = value == null ? null : step.look(value.shown());
      if (found != null) {
        return name + " is " + found + " by " + step.of().name();
      }
    }
    String why = steps.stream()
        .map(step -> step.of().name()
            + (view.value(step.of().name()) == null ? " is not known" : " is not mapped"))
        .distinct()
        .collect(Collectors.joining(", "));
    return name + (defaultValue.isEmpty() ? " is not known" : " is " + defaultValue) + ": " + why;
  }
}
