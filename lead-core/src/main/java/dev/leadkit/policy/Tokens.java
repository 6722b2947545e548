// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The words of a text, folded, each with its place in the original.
 *
 * <p>A word is a maximal run of letters, marks and digits. Between two words stands one separator, however long; it is a stop where a
 * sentence ends in it ({@code . ! ?} before white space, {@code 。}) or a paragraph does (an empty line).
 *
 * <p>The text is cut into pieces that normalise by themselves, a character and what combines with it, never longer than the stream-safe
 * format allows (UAX #15 §13): so each folded character knows where it came from.
 */
final class Tokens {

  private static final int LONGEST_PIECE = 32;

  private final List<String> words = new ArrayList<>();
  private final BitSet stops = new BitSet();
  private int[] starts = new int[32];
  private int[] ends = new int[32];

  private final StringBuilder word = new StringBuilder();
  private int start;
  private int end;
  private boolean sentenceEnded;
  private int lineEnds;
  private boolean stop;

  private Tokens(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c < 128 && (i + 1 == text.length() || text.charAt(i + 1) < 128)) {
        take(c >= 'A' && c <= 'Z' ? c + 32 : c, i, i + 1);
        i++;
      } else {
        int next = pieceEnd(text, i);
        takeAll(Folding.fold(text.substring(i, next)), i, next);
        i = next;
      }
    }
    close();
  }

  static Tokens of(String text) {
    return new Tokens(text);
  }

  int size() {
    return words.size();
  }

  String word(int index) {
    return words.get(index);
  }

  List<String> words() {
    return words;
  }

  /** Where the word begins in the original. */
  int start(int index) {
    return starts[index];
  }

  /** Where it ends, exclusive. */
  int end(int index) {
    return ends[index];
  }

  /** Whether a sentence or paragraph ends before this word. */
  boolean isAfterStop(int index) {
    return stops.get(index);
  }

  boolean hasStops() {
    return !stops.isEmpty();
  }

  private void takeAll(String folded, int from, int to) {
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      take(c, from, to);
      i += Character.charCount(c);
    }
  }

  private void take(int c, int from, int to) {
    if (isWord(c)) {
      if (word.isEmpty()) {
        start = from;
        if (stop && !words.isEmpty()) {
          stops.set(words.size());
        }
        stop = false;
        sentenceEnded = false;
        lineEnds = 0;
      }
      if (c < 128) {
        word.append((char) c);
      } else {
        word.appendCodePoint(c);
      }
      end = to;
      return;
    }
    close();
    separate(c);
  }

  private void close() {
    if (word.isEmpty()) {
      return;
    }
    int n = words.size();
    if (n == starts.length) {
      starts = Arrays.copyOf(starts, 2 * n);
      ends = Arrays.copyOf(ends, 2 * n);
    }
    starts[n] = start;
    ends[n] = end;
    words.add(word.toString());
    word.setLength(0);
  }

  private void separate(int c) {
    switch (c) {
      case '.', '!', '?' -> {
        sentenceEnded = true;
        lineEnds = 0;
      }
      case '。' -> stop = true;
      case '"', '\'', ')', ']', '”', '’', '»' -> lineEnds = 0;
      case '\n', '\u2028', '\u2029' -> {
        lineEnds += c == '\u2029' ? 2 : 1;
        stop |= sentenceEnded || lineEnds > 1;
      }
      default -> {
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
          stop |= sentenceEnded;
        } else {
          sentenceEnded = false;
          lineEnds = 0;
        }
      }
    }
  }

  private static boolean isWord(int c) {
    if (c < 128) {
      return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }
    return Character.isLetterOrDigit(c) || Folding.isMark(c);
  }

  private static int pieceEnd(String text, int start) {
    int end = start + Character.charCount(text.codePointAt(start));
    while (end < text.length() && end - start < LONGEST_PIECE) {
      int c = text.codePointAt(end);
      if (!combines(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** Whether normalisation may join a character to the one before it: marks, and the vowels and finals of Hangul. */
  private static boolean combines(int c) {
    return c >= 0x300
        && (Folding.isMark(c)
            || c >= 0x1160 && c <= 0x11FF
            || c >= 0x314F && c <= 0x3163
            || c >= 0xD7B0 && c <= 0xD7FF
            || c >= 0xFF9E && c <= 0xFFDC);
  }
}
