// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.condition;

import dev.leadkit.policy.field.Fields;
import dev.leadkit.text.LiteralIndex;
import dev.leadkit.text.Phrase;
import dev.leadkit.text.PhraseIndex;
import dev.leadkit.text.Regex;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a set of conditions reads, numbered, and for each of them the indexes of the phrases and regular expressions that the
 * conditions look for in it.
 *
 * <p>Immutable and thread-safe.
 */
final class ContextLayout {

  private final Fields fields;
  private final Map<String, Integer> slots;
  private final String[] names;
  private final Map<String, PhraseIndex> phrases;
  private final Map<String, LiteralIndex> literals;

  /**
   * @param slots the fields that are read, numbered from 0
   * @param phrases to be found, by the names of the fields
   * @param expressions to be matched, by the names of the fields
   */
  ContextLayout(
      Fields fields,
      Map<String, Integer> slots,
      Map<String, Set<Phrase>> phrases,
      Map<String, Set<Regex>> expressions) {
    this.fields = fields;
    this.slots = slots;
    names = new String[slots.size()];
    slots.forEach((name, slot) -> names[slot] = name);
    this.phrases = indexes(phrases, PhraseIndex::new);
    literals = indexes(expressions, LiteralIndex::new);
  }

  private static <T, I> Map<String, I> indexes(
      Map<String, Set<T>> byField, Function<Set<T>, I> index) {
    var indexes = new HashMap<String, I>();
    byField.forEach((field, all) -> indexes.put(field, index.apply(all)));
    return Collections.unmodifiableMap(indexes);
  }

  /** The fields with which the conditions were read. */
  Fields fields() {
    return fields;
  }

  /** The number of fields that the conditions read. */
  int slots() {
    return names.length;
  }

  /** The number of a field, -1 if no condition reads it. */
  int slot(String field) {
    return slots.getOrDefault(field, -1);
  }

  /** The name of the field with this number. */
  String name(int slot) {
    return names[slot];
  }

  /** The index of all phrases in conditions on this field; null if there are none. */
  @Nullable
  PhraseIndex phrases(String field) {
    return phrases.get(field);
  }

  /** The phrase indexes by the names of their fields. */
  Map<String, PhraseIndex> phrases() {
    return phrases;
  }

  /** The literals of all regular expressions in conditions on this field; null if there are none. */
  @Nullable
  LiteralIndex literals(String field) {
    return literals.get(field);
  }
}
