// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import dev.leadkit.policy.field.ComparisonKey;
import dev.leadkit.policy.field.Field;
import dev.leadkit.policy.field.FieldOverride;
import dev.leadkit.policy.field.LeadView;
import dev.leadkit.policy.field.Value;
import dev.leadkit.text.LiteralIndex;
import dev.leadkit.text.PhraseIndex;
import dev.leadkit.text.Regex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one lead during the evaluation of a set of conditions: each field is read once, and each text is searched once for all
 * phrases.
 *
 * <p>Made by {@link Conditions#view}; used by one thread for one decision.
 */
public final class EvaluationContext implements LeadView {

  private static final Object MISSING = new Object();

  /** The slots that a field has among the known values, and the offsets of two of them. */
  private static final int WIDTH = 3;

  private static final int COMPARABLE = 1;
  private static final int HITS = 2;

  private final ContextLayout layout;
  private final Lead lead;
  private final @Nullable Score score;
  private final @Nullable FieldOverride supposition;

  /** For each field that the conditions read: its value, its comparison key and the phrases found in it, each computed on first use. */
  private final @Nullable Object[] known;

  private @Nullable Map<String, BitSet> candidates;

  EvaluationContext(ContextLayout layout, Lead lead, @Nullable Score score) {
    this(layout, lead, score, buffer(layout), null);
  }

  /** @param buffer made for these conditions, and cleared */
  EvaluationContext(
      ContextLayout layout, Lead lead, @Nullable Score score, @Nullable Object[] buffer) {
    this(layout, lead, score, buffer, null);
  }

  EvaluationContext(
      ContextLayout layout,
      Lead lead,
      @Nullable Score score,
      @Nullable Object[] buffer,
      @Nullable FieldOverride supposition) {
    this.supposition = supposition;
    this.layout = layout;
    this.lead = lead;
    this.score = score;
    this.known = buffer;
  }

  /** A buffer for contexts with this layout, one after the other. */
  static @Nullable Object[] buffer(ContextLayout layout) {
    return new Object[WIDTH * layout.slots()];
  }

  /** Clears a buffer for the next lead. */
  static void clear(@Nullable Object[] buffer) {
    for (int i = 0; i < buffer.length; i += WIDTH) {
      buffer[i] = null;
      buffer[i + COMPARABLE] = null;
      if (buffer[i + HITS] instanceof PhraseMatches hits) {
        hits.clear();
      }
    }
  }

  @Override
  public Lead lead() {
    return lead;
  }

  /** What is supposed about the lead; null for nothing. */
  public @Nullable FieldOverride supposition() {
    return supposition;
  }

  @Override
  public @Nullable Score score() {
    return score;
  }

  /** The value of a field and, if the policy derives it, why: in words. */
  public String explain(Field field) {
    return layout.fields().explain(field, this);
  }

  /** The evidence for the value of a field, or of those from which the policy derives it; empty if it may name a person. */
  @Override
  public List<Evidence> evidence(Field field) {
    return layout.fields().evidence(field, this);
  }

  @Override
  public @Nullable Value value(String field) {
    int slot = layout.slot(field);
    if (slot < 0) {
      return read(field);
    }
    Object value = known[WIDTH * slot];
    if (value == null) {
      Value read = read(field);
      value = read == null ? MISSING : read;
      known[WIDTH * slot] = value;
    }
    return value == MISSING ? null : (Value) value;
  }

  private @Nullable Value read(String field) {
    Value supposed = supposition == null ? null : supposition.value(field);
    return supposed == null ? layout.fields().read(field, this) : supposed;
  }

  /** The comparison key of the value of this field; computed once. */
  String comparable(Field field, Value value) {
    int slot = layout.slot(field.name());
    Object made = slot < 0 ? null : known[WIDTH * slot + COMPARABLE];
    if (made == null) {
      made = ComparisonKey.of(field.type(), value.shown());
      if (slot >= 0) {
        known[WIDTH * slot + COMPARABLE] = made;
      }
    }
    return (String) made;
  }

  /** The first match of each phrase that a condition seeks in this field. */
  PhraseMatches hits(String field) {
    int slot = layout.slot(field);
    if (slot >= 0 && known[WIDTH * slot + HITS] instanceof PhraseMatches made && made.isRead()) {
      return made;
    }
    PhraseIndex index = layout.phrases(field);
    Value value = value(field);
    if (index == null || value == null) {
      return PhraseMatches.NONE;
    }
    PhraseMatches hits = slot >= 0 && known[WIDTH * slot + HITS] instanceof PhraseMatches made
        ? made
        : new PhraseMatches(index);
    hits.read(passages(field, value));
    if (slot >= 0) {
      known[WIDTH * slot + HITS] = hits;
    }
    return hits;
  }

  /** The first match of a regular expression; null if there is none. */
  @Nullable
  TextMatch match(String field, Value value, Regex regex) {
    LiteralIndex literals = layout.literals(field);
    if (literals != null) {
      if (candidates == null) {
        candidates = new HashMap<>();
      }
      BitSet possible =
          candidates.computeIfAbsent(field, name -> literals.candidates(texts(name, value)));
      if (!possible.get(literals.number(regex))) {
        return null;
      }
    }
    for (Value.Passage passage : passages(field, value)) {
      int[] found = regex.find(passage.text());
      if (found != null) {
        return new TextMatch(passage, found[0], found[1]);
      }
    }
    return null;
  }

  private static List<String> texts(String field, Value value) {
    return passages(field, value).stream().map(Value.Passage::text).toList();
  }

  static List<Value.Passage> passages(String field, Value value) {
    if (value instanceof Value.Text text) {
      return text.passages();
    }
    var passages = new ArrayList<Value.Passage>(1);
    passages.add(new Value.Passage(field, "", value.shown()));
    return passages;
  }
}
