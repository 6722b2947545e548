// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.Arrays;

/**
 * Splits a text into words, each folded and with its place in the original.
 *
 * <p>A word is a maximal run of letters, marks and digits. Between two words is one separator of any length; it is a stop if a
 * sentence ends in it ({@code . ! ?} before white space, {@code 。}) or a paragraph does (an empty line).
 *
 * <p>The text is cut into pieces that normalise by themselves, a character and what combines with it, never longer than the stream-safe
 * format allows (UAX #15 §13): so each folded character knows where it came from. Used by one thread.
 */
public abstract class Tokenizer {

  private static final int MAX_PIECE_LENGTH = 32;

  /** What a single character folds to, 0 if not computed yet; races write the same value. */
  private static final char[] FOLDED = new char[0x10000];

  private static final int[] NOWHERE = {};
  private static final char SEVERAL = '\uFFFF';

  private final MatchOptions.Case caseSensitivity;

  /** The folded characters of the current word. */
  protected char[] word = new char[32];

  /** The number of characters in the word. */
  protected int length;

  /** Where each of them begins and ends in the original, if requested. */
  int[] starts = NOWHERE;

  int[] ends = NOWHERE;

  private final boolean placed;
  private int start;
  private int end;
  private boolean any;
  private boolean sentenceEnded;
  private int lineEnds;
  private boolean stop;

  /** @param placed whether to note the place of each character */
  protected Tokenizer(MatchOptions.Case caseSensitivity, boolean placed) {
    this.caseSensitivity = caseSensitivity;
    this.placed = placed;
  }

  /**
   * Takes one word; {@link #word} and {@link #length} hold it until this returns.
   *
   * @param start where it begins in the original
   * @param end where it ends, exclusive
   * @param afterStop whether a sentence or paragraph ends before it
   */
  protected abstract void take(int start, int end, boolean afterStop);

  /** Reads a text from its beginning. */
  public final void read(String text) {
    read(text, 0, text.length());
  }

  /** Reads a piece of a text that begins where a word does and ends where one does. */
  public final void read(String text, int from, int n) {
    length = 0;
    any = false;
    stop = false;
    sentenceEnded = false;
    lineEnds = 0;
    char c = n == from ? 0 : text.charAt(from);
    for (int i = from; i < n; ) {
      char next = i + 1 < n ? text.charAt(i + 1) : 0;
      if (c < 128 && next < 0x300) {
        ascii(c, i);
        i++;
        c = next;
      } else {
        i = piece(text, i);
        c = i < n ? text.charAt(i) : 0;
      }
    }
    close();
  }

  private void ascii(char c, int at) {
    if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
      add(c, at, at + 1);
    } else if (c >= 'A' && c <= 'Z') {
      add(caseSensitivity == MatchOptions.Case.ANY ? (char) (c + 32) : c, at, at + 1);
    } else {
      close();
      separate(c);
    }
  }

  /** Takes the piece that begins here; where it ends. */
  private int piece(String text, int from) {
    int to = pieceEnd(text, from);
    char c = text.charAt(from);
    if (to == from + 1 && caseSensitivity == MatchOptions.Case.ANY && !Character.isSurrogate(c)) {
      char folded = FOLDED[c];
      if (folded == 0) {
        String several = foldedAlone(c);
        folded = several.length() == 1 ? several.charAt(0) : SEVERAL;
        FOLDED[c] = folded;
      }
      if (folded != SEVERAL) {
        character(folded, from, to);
        return to;
      }
    }
    String piece = text.substring(from, to);
    String folded =
        caseSensitivity == MatchOptions.Case.ANY ? Folding.fold(piece) : Folding.compose(piece);
    for (int i = 0; i < folded.length(); ) {
      int point = folded.codePointAt(i);
      character(point, from, to);
      i += Character.charCount(point);
    }
    return to;
  }

  /** What a single character folds to. */
  static String foldedAlone(char c) {
    return Folding.fold(String.valueOf(c));
  }

  /** Whether a folded character is one of those that words are made of. */
  static boolean isOfWord(int c) {
    if (c < 128) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
    return Character.isLetterOrDigit(c) || Folding.isMark(c);
  }

  private void character(int c, int from, int to) {
    if (!isOfWord(c)) {
      close();
      separate(c);
    } else if (c < 0x10000) {
      add((char) c, from, to);
    } else {
      add(Character.highSurrogate(c), from, to);
      add(Character.lowSurrogate(c), from, to);
    }
  }

  private void add(char c, int from, int to) {
    if (length == 0) {
      start = from;
    } else if (length == word.length) {
      word = Arrays.copyOf(word, 2 * length);
    }
    word[length] = c;
    if (placed) {
      place(from, to);
    }
    length++;
    end = to;
  }

  private void place(int from, int to) {
    if (length >= starts.length) {
      starts = Arrays.copyOf(starts, word.length);
      ends = Arrays.copyOf(ends, word.length);
    }
    starts[length] = from;
    ends[length] = to;
  }

  private void close() {
    if (length > 0) {
      take(start, end, stop && any);
      any = true;
      length = 0;
      stop = false;
      sentenceEnded = false;
      lineEnds = 0;
    }
  }

  private void separate(int c) {
    switch (c) {
      case ' ' -> stop |= sentenceEnded;
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

  private static int pieceEnd(String text, int start) {
    int end = start + Character.charCount(text.codePointAt(start));
    while (end < text.length() && end - start < MAX_PIECE_LENGTH) {
      int c = text.codePointAt(end);
      if (!combines(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** Whether normalisation may join a character to the one before it: marks, and the vowels and finals of Hangul. */
  static boolean combines(int c) {
    return c >= 0x300
        && (Folding.isMark(c)
            || c >= 0x1160 && c <= 0x11FF
            || c >= 0x314F && c <= 0x3163
            || c >= 0xD7B0 && c <= 0xD7FF
            || c >= 0xFF9E && c <= 0xFFDC);
  }
}
