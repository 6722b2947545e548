// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Evidence;
import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of one rule set or table see of one lead: each field is read once, and each text once for all phrases.
 *
 * <p>Made by {@link Conditions#view}; used by one thread for one decision.
 */
public final class View {

  private static final Object MISSING = new Object();

  /** A phrase that stands in a passage, and where. */
  record Hit(Value.Passage passage, int start, int end) {
    String words() {
      return passage.text().substring(start, end);
    }

    Evidence evidence(Field field) {
      return passage.message().isEmpty()
          ? Evidence.of(field.name(), words())
          : Evidence.of(passage.part(), words(), passage.message(), start, end);
    }
  }

  private final Conditions conditions;
  private final Lead lead;
  private final @Nullable Score score;
  private final @Nullable Object[] values;
  private @Nullable String @Nullable [] comparables;
  private @Nullable Hits @Nullable [] hits;
  private final Map<String, BitSet> candidates = new HashMap<>(0);

  View(Conditions conditions, Lead lead, @Nullable Score score) {
    this.conditions = conditions;
    this.lead = lead;
    this.score = score;
    this.values = new Object[conditions.fields().size()];
  }

  Lead lead() {
    return lead;
  }

  @Nullable
  Score score() {
    return score;
  }

  /** What a field holds and, where the policy derives it, why: in words. */
  public String explain(Field field) {
    return conditions.fields().explain(field, this);
  }

  /** What stood in the field, or in those from which the policy derives it; nothing where it may name a person. */
  public List<Evidence> evidence(Field field) {
    return conditions.fields().evidence(field, this);
  }

  /** Null where nothing stands there. */
  @Nullable
  Value value(String field) {
    int slot = conditions.fields().slot(field);
    return slot < 0 ? null : value(slot, field);
  }

  private @Nullable Value value(int slot, String field) {
    Object known = values[slot];
    if (known == null) {
      Value read = conditions.fields().read(field, this);
      known = read == null ? MISSING : read;
      values[slot] = known;
    }
    return known == MISSING ? null : (Value) known;
  }

  /** What the value of this field compares as; made once. */
  String comparable(Field field, Value value) {
    int slot = conditions.fields().slot(field.name());
    if (slot < 0) {
      return Leaf.Is.comparable(field.type(), value.shown());
    }
    String[] made = comparables;
    if (made == null) {
      made = new String[values.length];
      comparables = made;
    }
    String known = made[slot];
    if (known == null) {
      known = Leaf.Is.comparable(field.type(), value.shown());
      made[slot] = known;
    }
    return known;
  }

  /** Where each phrase that any condition asks of this field stands first. */
  Hits hits(String field) {
    int slot = conditions.fields().slot(field);
    Hits[] made = hits;
    if (made == null) {
      made = new Hits[values.length];
      hits = made;
    }
    Hits known = slot < 0 ? null : made[slot];
    if (known == null) {
      known = find(field);
      if (slot >= 0) {
        made[slot] = known;
      }
    }
    return known;
  }

  private Hits find(String field) {
    PhraseIndex index = conditions.phrases(field);
    Value value = value(field);
    if (index == null || value == null) {
      return Hits.NONE;
    }
    return new Hits(index, passages(field, value));
  }

  /** The first place where a regular expression matches; null if there is none. */
  @Nullable
  Hit match(String field, Value value, Regex regex) {
    Literals literals = conditions.literals(field);
    if (literals != null) {
      BitSet possible = candidates.get(field);
      if (possible == null) {
        possible = literals.candidates(passages(field, value));
        candidates.put(field, possible);
      }
      if (!possible.get(literals.number(regex))) {
        return null;
      }
    }
    for (Value.Passage passage : passages(field, value)) {
      int[] found = regex.find(passage.text());
      if (found != null) {
        return new Hit(passage, found[0], found[1]);
      }
    }
    return null;
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
