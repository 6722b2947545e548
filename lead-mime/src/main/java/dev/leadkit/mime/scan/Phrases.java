// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

import java.util.Arrays;

/** A fixed set of phrases that a text is compared with in place, whatever its case: by the first character, then one by one. */
public final class Phrases {

  private static final int BUCKETS = 128;
  private static final String[] NONE = {};

  private final String[][] buckets = new String[BUCKETS][];

  private Phrases(String... phrases) {
    Arrays.fill(buckets, NONE);
    for (String phrase : phrases) {
      int bucket = phrase.charAt(0) & (BUCKETS - 1);
      String[] before = buckets[bucket];
      String[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = phrase;
      buckets[bucket] = after;
    }
  }

  /** The phrases, lower-case. */
  public static Phrases of(String... phrases) {
    return new Phrases(phrases);
  }

  /** Whether any of them begins with this character, or one that is like it. */
  public boolean mayBegin(char first) {
    return bucket(first).length > 0;
  }

  /** The phrase that this range of the text begins with, {@code ""} where it is none. */
  public String at(String text, int from, int to) {
    if (from < to) {
      for (String phrase : bucket(text.charAt(from))) {
        if (phrase.length() <= to - from
            && text.regionMatches(true, from, phrase, 0, phrase.length())) {
          return phrase;
        }
      }
    }
    return "";
  }

  /** Whether the text begins with one of them. */
  public boolean begin(String text) {
    return begin(text, 0, text.length());
  }

  /** Whether this range of the text begins with one of them. */
  public boolean begin(String text, int from, int to) {
    return !at(text, from, to).isEmpty();
  }

  /** Whether this range of the text is one of them. */
  public boolean hold(String text, int from, int to) {
    return !of(text, from, to).isEmpty();
  }

  /** The phrase that this range of the text is, {@code ""} where it is none. */
  public String of(String text, int from, int to) {
    if (from < to) {
      for (String phrase : bucket(text.charAt(from))) {
        if (phrase.length() == to - from && text.regionMatches(true, from, phrase, 0, to - from)) {
          return phrase;
        }
      }
    }
    return "";
  }

  private String[] bucket(char first) {
    char lower = first < 0x80
        ? (char) (first >= 'A' && first <= 'Z' ? first + 32 : first)
        : Character.toLowerCase(first);
    return buckets[lower & (BUCKETS - 1)];
  }
}
