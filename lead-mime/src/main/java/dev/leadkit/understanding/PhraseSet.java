// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of phrases in lower case that is searched as a whole text, as a prefix, as a suffix or inside a text.
 *
 * <p>Two filters of bits tell without a search that no phrase begins or ends with given characters, which is so nearly everywhere.
 */
final class PhraseSet {

  private static final int BITS = 12;
  private static final int ANY = 0;

  private final Set<String> phrases = new HashSet<>();
  private final Map<Integer, List<String>> byStart = new HashMap<>();
  private final Map<Character, List<String>> byEnd = new HashMap<>();
  private final long[] starts = new long[1 << BITS - 6];
  private final long[] ends = new long[1 << BITS - 6];

  void add(String phrase) {
    if (phrases.add(phrase)) {
      char last = phrase.charAt(phrase.length() - 1);
      byStart.computeIfAbsent(key(phrase, 0), k -> new ArrayList<>()).add(phrase);
      byEnd.computeIfAbsent(last, k -> new ArrayList<>()).add(phrase);
      set(starts, bit(phrase.charAt(0), phrase.length() > 1 ? phrase.charAt(1) : ANY));
      set(ends, bit(last, ANY));
    }
  }

  private static void set(long[] filter, int bit) {
    filter[bit >> 6] |= 1L << (bit & 63);
  }

  private static boolean has(long[] filter, int bit) {
    return (filter[bit >> 6] & 1L << (bit & 63)) != 0;
  }

  private static int bit(int first, int second) {
    return (first * 0x9E3779B1 + second * 0x85EBCA6B) >>> 32 - BITS;
  }

  /** The first two characters, so that few phrases are compared; a phrase of one character has a key of its own. */
  private static int key(String text, int at) {
    int second = at + 1 < text.length() ? text.charAt(at + 1) : ANY;
    return (text.charAt(at) << 16 | second) * 0x9E3779B1;
  }

  boolean isEmpty() {
    return phrases.isEmpty();
  }

  boolean contains(String text) {
    return phrases.contains(text);
  }

  /** Whether a phrase may begin at this index of a text in any case; false means that none does. */
  boolean mayBegin(String text, int at) {
    int first = lower(text.charAt(at));
    int second = at + 1 < text.length() ? lower(text.charAt(at + 1)) : ANY;
    return second == '*' || has(starts, bit(first, second)) || has(starts, bit(first, ANY));
  }

  /** Whether a phrase may end with this character in any case; false means that none does. */
  boolean mayEnd(char last) {
    return has(ends, bit(lower(last), ANY));
  }

  private static int lower(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
    }
    return c == '’' ? '\'' : TextLine.isBlank(c) ? ' ' : Character.toLowerCase(c);
  }

  /** The length of the longest phrase at this index that ends at the end of a word, 0 where there is none. */
  int lengthAt(String text, int at) {
    return longest(text, at, true);
  }

  /** The length of the longest phrase at this index, whatever follows, 0 where there is none. */
  int prefixAt(String text, int at) {
    return longest(text, at, false);
  }

  private int longest(String text, int at, boolean wholeWord) {
    if (at >= text.length()) {
      return 0;
    }
    char first = text.charAt(at);
    int best = 0;
    if (has(starts, bit(first, ANY))) {
      best = among(byStart.get((first << 16) * 0x9E3779B1), text, at, wholeWord);
    }
    if (at + 1 < text.length() && has(starts, bit(first, text.charAt(at + 1)))) {
      best = Math.max(best, among(byStart.get(key(text, at)), text, at, wholeWord));
    }
    return best;
  }

  private static int among(
      @Nullable List<String> candidates, String text, int at, boolean wholeWord) {
    int best = 0;
    if (candidates != null) {
      for (String phrase : candidates) {
        int end = at + phrase.length();
        if (phrase.length() > best
            && text.startsWith(phrase, at)
            && (!wholeWord || end == text.length() || isWordEnd(text, end))) {
          best = phrase.length();
        }
      }
    }
    return best;
  }

  /** The length of the longest phrase that ends a text, 0 where there is none. */
  int suffixOf(String text) {
    int best = 0;
    if (!text.isEmpty() && mayEnd(text.charAt(text.length() - 1))) {
      for (String phrase : byEnd.getOrDefault(text.charAt(text.length() - 1), List.of())) {
        int start = text.length() - phrase.length();
        if (phrase.length() > best
            && text.endsWith(phrase)
            && (start == 0 || isWordEnd(text, start))) {
          best = phrase.length();
        }
      }
    }
    return best;
  }

  /** The index of the first phrase in a text, at the beginning of a word, -1 where there is none. */
  int indexIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ((i == 0 || isWordEnd(text, i)) && prefixAt(text, i) > 0) {
        return i;
      }
    }
    return -1;
  }

  /** The number of different phrases in a text, each at the beginning of a word. */
  int countIn(String text) {
    Set<String> found = new HashSet<>();
    for (int i = 0; i < text.length(); i++) {
      if (i == 0 || isWordEnd(text, i)) {
        int length = prefixAt(text, i);
        if (length > 0) {
          found.add(text.substring(i, i + length));
        }
      }
    }
    return found.size();
  }

  /** Whether a word may end before this index: scripts without spaces have no such places, so every place is one. */
  private static boolean isWordEnd(String text, int at) {
    char before = text.charAt(at - 1);
    char after = text.charAt(at);
    return !Character.isLetterOrDigit(before)
        || !Character.isLetterOrDigit(after)
        || isIdeographic(before)
        || isIdeographic(after);
  }

  /** Chinese, Japanese and Korean letters. */
  static boolean isIdeographic(char c) {
    return c >= 0x2E80 && c <= 0xD7FF && Character.isLetter(c);
  }
}
