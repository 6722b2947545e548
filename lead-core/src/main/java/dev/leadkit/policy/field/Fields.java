// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import dev.leadkit.Evidence;
import dev.leadkit.Input;
import dev.leadkit.Lead;
import dev.leadkit.policy.field.Field.Presence;
import dev.leadkit.policy.field.Field.Privacy;
import dev.leadkit.policy.field.Field.Provenance;
import dev.leadkit.prospect.FormTemplates;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields that conditions can read.
 *
 * <p>{@code sender} is {@link Lead#contact()}, the prospect, no matter who transmitted the mail. {@code message}, {@code auth} and {@code spam}
 * mean the newest message, {@code text} and {@code subject} all of them, with the original inside a forward; automatic answers, reports and
 * bulk mail count only where there is nothing else, so that an out-of-office note in its thread never changes what a lead is worth. What is
 * missing is missing: no field holds {@code ""}, and none holds 0 for "not known".
 */
public final class Fields {

  /** The name of the field that holds the score. */
  public static final String SCORE = "score";

  private static final Fields OF_A_LEAD = new Fields(builtIn(), ConcurrentHashMap.newKeySet());

  private final Map<String, FieldEntry> entries;

  /** The names of the fields that a policy uses, collected while it is read; shared with the fields made of these. */
  private final Set<String> asked;

  private Fields(Map<String, FieldEntry> entries, Set<String> asked) {
    this.asked = asked;
    this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  private static Map<String, FieldEntry> builtIn() {
    var catalogue = new Catalogue();
    SenderFields.addTo(catalogue);
    MessageFields.addTo(catalogue);
    MessageClassFields.addTo(catalogue);
    SourceFields.addTo(catalogue);
    HistoryFields.addTo(catalogue);
    FormFields.addTo(catalogue);
    return catalogue.entries();
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** The fields that every lead has before it is scored. */
  public static Fields ofLead() {
    return OF_A_LEAD;
  }

  /** The same for one policy that is being read, to collect the fields that it uses. */
  static Fields ofPolicy() {
    return new Fields(OF_A_LEAD.entries, ConcurrentHashMap.newKeySet());
  }

  /** Whether the policy that is being read uses this field. */
  public boolean isAsked(String name) {
    return asked.contains(name);
  }

  /** The used fields that only enrichers fill, in the order of the catalogue. */
  public List<String> askedOfEnrichers() {
    return all().stream()
        .filter(field -> field.provenance() == Field.Provenance.ENRICHMENT)
        .map(Field::name)
        .filter(this::isAsked)
        .toList();
  }

  /** These and the score, for conditions that are evaluated after scoring. */
  public Fields withScore() {
    return withScore(List.of());
  }

  /** @param scores all possible scores; empty if they are not known */
  Fields withScore(List<Integer> scores) {
    var field = new Field(
        SCORE,
        Field.Type.NUMBER,
        Provenance.SCORE,
        scores.stream().map(String::valueOf).toList(),
        Presence.ALWAYS,
        Privacy.PLAIN,
        "the points that the lead was given");
    return with(new FieldEntry(field, view -> {
      var score = view.score();
      return score == null ? null : new Value.Amount(BigDecimal.valueOf(score.value()));
    }));
  }

  /** These and one that the policy derives from them. */
  Fields with(Derived derived) {
    return with(new FieldEntry(derived.field(), derived::value, derived));
  }

  /** These and one that holds the value of a recorded input. */
  Fields with(Field field, Function<Lead, Input> read) {
    return with(
        new FieldEntry(field, view -> new Value.Word(read.apply(view.lead()).value())));
  }

  /** These with the form fields that templates name. */
  Fields with(FormTemplates templates) {
    Fields known = this;
    if (!templates.list().isEmpty()) {
      for (FieldEntry entry : FormFields.of(templates)) {
        known = known.with(entry);
      }
    }
    return known;
  }

  private Fields with(FieldEntry entry) {
    var more = new LinkedHashMap<>(entries);
    more.put(entry.field().name(), entry);
    return new Fields(more, asked);
  }

  /** Every field, in the order of the catalogue, derived ones after those from which they derive. */
  public List<Field> all() {
    return entries.values().stream().map(FieldEntry::field).toList();
  }

  /** The names of all fields, in the order of the catalogue. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The field of this name, which counts as used from now on; null if there is none. */
  public @Nullable Field find(String name) {
    Field field = peek(name);
    if (field != null) {
      asked.add(name);
    }
    return field;
  }

  /** The same, without counting as a use of the field. */
  @Nullable
  public Field peek(String name) {
    FieldEntry entry = entries.get(name);
    return entry == null ? null : entry.field();
  }

  /** How a policy derives a field; null for any other field. */
  @Nullable
  public Derived derived(String name) {
    FieldEntry entry = entries.get(name);
    return entry == null ? null : entry.derived();
  }

  /** The value of a field; null if it is missing or unknown. */
  @Nullable
  public Value read(String name, LeadView view) {
    FieldEntry entry = entries.get(name);
    return entry == null ? null : entry.read().apply(view);
  }

  /** Why a field has its value, in words. */
  public String explain(Field field, LeadView view) {
    FieldEntry entry = entries.get(field.name());
    if (entry != null && entry.derived() != null) {
      return entry.derived().why(view);
    }
    Value value = view.value(field.name());
    return field.name() + (value == null ? " is not known" : " is " + value.shown());
  }

  /** The evidence for the value of a field; empty if it may name a person. */
  public List<Evidence> evidence(Field field, LeadView view) {
    FieldEntry entry = entries.get(field.name());
    if (entry != null && entry.derived() != null) {
      return entry.derived().evidence(view);
    }
    Value value = view.value(field.name());
    return value == null
            || field.type() == Field.Type.TEXT
            || field.privacy() == Field.Privacy.PERSONAL
        ? List.of()
        : List.of(Evidence.of(field.name(), value.shown()));
  }
}
