// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

import java.util.Arrays;

/** A fixed set of phrases. Compares ranges of a text with them in any case, without copying: by the first character, then one by one. */
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

  /** A set of these phrases, which are in lower case. */
  public static Phrases of(String... phrases) {
    return new Phrases(phrases);
  }

  /** Whether a phrase may begin with this character; false means that none does. */
  public boolean mayBegin(char first) {
    return bucket(first).length > 0;
  }

  /** The phrase that this range of the text begins with, {@code ""} if there is none. */
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

  /** Whether the text begins with a phrase. */
  public boolean begin(String text) {
    return begin(text, 0, text.length());
  }

  /** Whether this range of the text begins with a phrase. */
  public boolean begin(String text, int from, int to) {
    return !at(text, from, to).isEmpty();
  }

  /** Whether this range of the text is a phrase. */
  public boolean hold(String text, int from, int to) {
    return !of(text, from, to).isEmpty();
  }

  /** The phrase that this range of the text is equal to, {@code ""} if there is none. */
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
