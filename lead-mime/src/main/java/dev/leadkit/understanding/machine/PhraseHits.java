// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.machine;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The phrases that were found in a text. */
final class PhraseHits {

  private final Map<MachinePhrase, Set<String>> phrases = new EnumMap<>(MachinePhrase.class);
  private final Map<MachinePhrase, Integer> firsts = new EnumMap<>(MachinePhrase.class);
  private final Map<MachinePhrase, List<String>> languages = new EnumMap<>(MachinePhrase.class);

  void add(MachinePhrases.Entry entry, int at) {
    phrases.computeIfAbsent(entry.kind(), k -> new LinkedHashSet<>()).add(entry.phrase());
    if (firsts.putIfAbsent(entry.kind(), at) == null) {
      languages.put(entry.kind(), entry.languages());
    }
  }

  boolean has(MachinePhrase kind) {
    return phrases.containsKey(kind);
  }

  /** The number of different phrases of a kind. */
  int count(MachinePhrase kind) {
    return phrases.getOrDefault(kind, Set.of()).size();
  }

  /** The index of the first phrase of a kind, -1 if there is none. */
  int first(MachinePhrase kind) {
    return firsts.getOrDefault(kind, -1);
  }

  /** The first phrase of a kind, {@code ""} if there is none. */
  String phrase(MachinePhrase kind) {
    Set<String> found = phrases.get(kind);
    return found == null ? "" : found.iterator().next();
  }

  /** The languages of the first phrase of a kind. */
  List<String> languages(MachinePhrase kind) {
    @Nullable List<String> found = languages.get(kind);
    return found == null ? List.of() : Objects.requireNonNull(found);
  }
}
