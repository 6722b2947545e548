// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.util.ArrayList;
import java.util.List;

/** A fixed set of phrases that a text is compared with in place, whatever its case: by the first character, then one by one. */
final class Phrases {

  private static final int BUCKETS = 64;

  private final List<List<String>> buckets = new ArrayList<>(BUCKETS);

  private Phrases(String... phrases) {
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new ArrayList<>(2));
    }
    for (String phrase : phrases) {
      bucket(phrase.charAt(0)).add(phrase);
    }
  }

  /** The phrases, lower-case. */
  static Phrases of(String... phrases) {
    return new Phrases(phrases);
  }

  /** The phrase that the text begins with at this place, {@code ""} where it is none. */
  String at(String text, int from) {
    if (from < text.length()) {
      for (String phrase : bucket(Character.toLowerCase(text.charAt(from)))) {
        if (text.regionMatches(true, from, phrase, 0, phrase.length())) {
          return phrase;
        }
      }
    }
    return "";
  }

  /** Whether the text begins with one of them. */
  boolean begin(String text) {
    return !at(text, 0).isEmpty();
  }

  /** Whether this range of the text is one of them. */
  boolean hold(String text, int from, int to) {
    if (from < to) {
      for (String phrase : bucket(Character.toLowerCase(text.charAt(from)))) {
        if (phrase.length() == to - from && text.regionMatches(true, from, phrase, 0, to - from)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<String> bucket(char first) {
    return buckets.get(first & (BUCKETS - 1));
  }
}
