// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import dev.leadkit.Lead;
import dev.leadkit.Score;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one rule set or table, compiled together, so that a lead's text is read once for all of them.
 *
 * <p>Immutable and thread-safe.
 */
public final class Conditions {

  private final Fields fields;
  private final Map<String, PhraseIndex> phrases;

  private Conditions(Fields fields, Map<String, PhraseIndex> phrases) {
    this.fields = fields;
    this.phrases = phrases;
  }

  /**
   * Compiles conditions.
   *
   * @param fields those with which the conditions were read
   */
  public static Conditions of(Fields fields, Collection<Condition> conditions) {
    var asked = new LinkedHashMap<String, Set<Phrase>>();
    conditions.forEach(condition -> collect(condition, asked));
    var indexes = new LinkedHashMap<String, PhraseIndex>();
    asked.forEach((field, phrases) -> indexes.put(field, new PhraseIndex(phrases)));
    return new Conditions(fields, Collections.unmodifiableMap(indexes));
  }

  private static void collect(Condition condition, Map<String, Set<Phrase>> asked) {
    if (condition instanceof Condition.All all) {
      all.conditions().forEach(part -> collect(part, asked));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(part -> collect(part, asked));
    } else if (condition instanceof Condition.Not not) {
      collect(not.condition(), asked);
    } else if (condition instanceof Leaf.Says says) {
      asked
          .computeIfAbsent(says.field().name(), unasked -> new LinkedHashSet<>())
          .addAll(says.phrases());
    }
  }

  /** What they see of this lead. */
  public View view(Lead lead) {
    return new View(fields, phrases, lead, null);
  }

  /** What they see of this lead, which has this score. */
  public View view(Lead lead, @Nullable Score score) {
    return new View(fields, phrases, lead, score);
  }
}
