// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Validates the components of values, so that what a store is given is what it can give back. */
final class Checks {

  /** The longest text that {@link dev.leadkit.json.LeadJson} reads back. */
  static final int MAX_TEXT = 100_000_000;

  private static final char REPLACEMENT = '\uFFFD';

  private Checks() {}

  /** An unmodifiable copy; throws {@link NullPointerException}, naming the component, for a null list or element. */
  static <T> List<T> list(List<? extends T> list, String component) {
    Objects.requireNonNull(list, component);
    try {
      return List.copyOf(list);
    } catch (NullPointerException e) {
      throw named(component + ": expected no null element", e);
    }
  }

  /** An unmodifiable copy in the order of the keys; throws {@link NullPointerException}, naming it, for a null key or value. */
  static <V> Map<String, V> sorted(Map<String, ? extends V> map, String component) {
    Objects.requireNonNull(map, component);
    var sorted = new TreeMap<String, V>();
    map.forEach((key, value) -> {
      Objects.requireNonNull(key, () -> component + ": expected no null key");
      sorted.put(key, Objects.requireNonNull(value, () -> component + "." + key));
    });
    return Collections.unmodifiableMap(sorted);
  }

  private static NullPointerException named(String message, NullPointerException cause) {
    var named = new NullPointerException(message);
    named.initCause(cause);
    return named;
  }

  /**
   * A name or id that is looked up later: not blank, at most {@code max} characters, without control characters and without unpaired
   * surrogates, which UTF-8 cannot encode.
   */
  static String name(String text, String component, int max) {
    Objects.requireNonNull(text, component);
    if (text.isBlank()) {
      throw new IllegalArgumentException(component + ": expected a name, got nothing");
    }
    return optionalName(text, component, max);
  }

  /** A name or id, or {@code ""}. */
  static String optionalName(String text, String component, int max) {
    max(text, component, max);
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new IllegalArgumentException(component + ": expected no control character, got U+"
            + hex(text.charAt(i)) + " at index " + i);
      }
    }
    int bad = unpairedSurrogate(text, 0);
    if (bad >= 0) {
      throw new IllegalArgumentException(
          component + ": expected Unicode text, got the unpaired surrogate U+"
              + hex(text.charAt(bad)) + " at index " + bad);
    }
    return text;
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT);
    return "0".repeat(4 - digits.length()) + digits;
  }

  /** A text of at most {@code max} characters. */
  static String max(String text, String component, int max) {
    Objects.requireNonNull(text, component);
    if (text.length() > max) {
      throw new IllegalArgumentException(
          component + ": expected at most " + max + " characters, got " + text.length());
    }
    return text;
  }

  /** The text with U+FFFD for every unpaired surrogate. */
  static String wellFormed(String text, String component) {
    Objects.requireNonNull(text, component);
    int bad = unpairedSurrogate(text, 0);
    if (bad < 0) {
      return text;
    }
    var repaired = new StringBuilder(text);
    for (; bad >= 0; bad = unpairedSurrogate(text, bad + 1)) {
      repaired.setCharAt(bad, REPLACEMENT);
    }
    return repaired.toString();
  }

  /** The index of the first unpaired surrogate at or after {@code from}, -1 if there is none. */
  private static int unpairedSurrogate(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isLowSurrogate(c)
          || i + 1 == text.length()
          || !Character.isLowSurrogate(text.charAt(i + 1))) {
        return i;
      }
      i++;
    }
    return -1;
  }
}
