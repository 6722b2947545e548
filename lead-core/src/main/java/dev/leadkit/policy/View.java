// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of one rule set or table see of one lead: each field is read once, and each text once for all phrases.
 *
 * <p>Made by {@link Conditions#view}; used by one thread for one decision.
 */
public final class View {

  /** A phrase that stands in a passage, and where. */
  record Hit(Value.Passage passage, int start, int end) {
    String words() {
      return passage.text().substring(start, end);
    }
  }

  private final Fields fields;
  private final Map<String, PhraseIndex> phrases;
  private final Lead lead;
  private final @Nullable Score score;
  private final Map<String, Value> values = new HashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final Map<String, Map<Phrase, Hit>> hits = new HashMap<>();

  View(Fields fields, Map<String, PhraseIndex> phrases, Lead lead, @Nullable Score score) {
    this.fields = fields;
    this.phrases = phrases;
    this.lead = lead;
    this.score = score;
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
    return fields.explain(field, this);
  }

  /** Null where nothing stands there. */
  @Nullable
  Value value(String field) {
    Value known = values.get(field);
    if (known != null || missing.contains(field)) {
      return known;
    }
    Value value = fields.read(field, this);
    if (value == null) {
      missing.add(field);
    } else {
      values.put(field, value);
    }
    return value;
  }

  /** Where each phrase that any condition asks of this field stands first, in the order of the text. */
  Map<Phrase, Hit> hits(String field) {
    Map<Phrase, Hit> known = hits.get(field);
    if (known == null) {
      known = find(field);
      hits.put(field, known);
    }
    return known;
  }

  private Map<Phrase, Hit> find(String field) {
    var found = new LinkedHashMap<Phrase, Hit>();
    PhraseIndex index = phrases.get(field);
    Value value = value(field);
    if (index != null && value != null) {
      for (Value.Passage passage : passages(field, value)) {
        index.find(
            Tokens.of(passage.text()),
            hit -> found.putIfAbsent(hit.phrase(), new Hit(passage, hit.start(), hit.end())));
      }
    }
    return found;
  }

  private static List<Value.Passage> passages(String field, Value value) {
    return value instanceof Value.Text text
        ? text.passages()
        : List.of(new Value.Passage(field, "", value.shown()));
  }
}
