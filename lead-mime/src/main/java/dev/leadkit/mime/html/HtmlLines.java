// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import dev.leadkit.understanding.Container;
import java.util.Arrays;
import java.util.List;

/**
 * Builds the plain text of an HTML document: white space collapses as in HTML, blocks become lines, and quoted lines begin with
 * {@code "> "}. Invisible characters are left out.
 *
 * <p>If origins are requested, the range of the HTML that each character comes from is stored.
 */
public final class HtmlLines {

  /** Whether the origins of the characters are stored. */
  public enum Origins {
    KEPT,
    NONE
  }

  private char[] text;
  private int size;
  private final boolean keepsOrigins;
  private int[] starts = {};
  private int[] ends = {};
  private boolean gap;
  private int lineBreaks = 2;
  private char joiner;
  private boolean quoted;

  /** @param room a buffer for the first characters; a larger one replaces it when it is full */
  HtmlLines(char[] room, Origins origins) {
    text = room;
    keepsOrigins = origins == Origins.KEPT;
  }

  /** Sets whether the following lines are quoted. */
  void quoted(boolean value) {
    quoted = value;
  }

  int length() {
    return size;
  }

  /** The text written since it had this length, cut off after a number of characters. */
  String since(int length, int most) {
    int from = Math.min(length, size);
    return new String(text, from, Math.min(size - from, most));
  }

  /** Appends characters of the HTML that are shown unchanged. */
  void append(String html, int from, int to) {
    begin(from, from);
    int length = to - from;
    if (length > text.length - size) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, size + length + 64));
    }
    html.getChars(from, to, text, size);
    size += length;
    if (keepsOrigins) {
      for (int i = from; i < to; i++) {
        place(size - to + i, i, i + 1);
      }
    }
  }

  /** Appends the character that a range of the HTML represents; white space collapses. */
  void character(char c, int from, int to) {
    if (isSpace(c)) {
      gap = true;
    } else {
      visible(c, from, to);
    }
  }

  /** Appends a character where white space is preserved. */
  void preformatted(char c, int from, int to) {
    if (c == '\n') {
      startLine(from, to);
      add('\n', from, to);
      gap = false;
      lineBreaks = Math.min(2, lineBreaks + 1);
    } else if (c == '\t' || c >= ' ' && isSpace(c)) {
      begin(from, from);
      add(c == '\t' ? '\t' : ' ', from, to);
    } else if (c > ' ') {
      visible(c, from, to);
    }
  }

  private void visible(char c, int from, int to) {
    if (c >= 0xAD && isInvisible(c)) {
      if ((c == '\u200C' || c == '\u200D') && !gap && lineBreaks == 0) {
        joiner = c;
      } else if (c == '\u200B' && !gap && isWrittenWithoutSpaces(last())) {
        joiner = c;
      }
      return;
    }
    begin(from, from);
    add(c, from, to);
  }

  /** Appends white space that collapses with the white space around it. */
  void gap() {
    gap = true;
  }

  /** Appends an explicit line break; several of them leave one blank line. */
  void lineBreak(int at) {
    gap = false;
    if (lineBreaks < 2) {
      startLine(at, at);
      add('\n', at, at);
      lineBreaks++;
    }
  }

  /** Ends a block, so that the next character begins a line. */
  void endLine(int at) {
    gap = false;
    joiner = 0;
    if (lineBreaks == 0) {
      add('\n', at, at);
      lineBreaks = 1;
    }
  }

  /** Appends a blank line if a line ended here. */
  void endParagraph(int at) {
    if (lineBreaks == 1) {
      lineBreak(at);
    }
  }

  /** Writes the line breaks and blanks that are due before a visible character. */
  private void begin(int from, int to) {
    startLine(from, to);
    if (gap && lineBreaks == 0) {
      add(' ', from, to);
    } else if (joiner != 0 && !gap && joins(joiner, last())) {
      add(joiner, from, to);
    }
    joiner = 0;
    gap = false;
    lineBreaks = 0;
  }

  private void startLine(int from, int to) {
    if (lineBreaks > 0 && quoted) {
      add('>', from, to);
      add(' ', from, to);
    }
  }

  private void add(char c, int from, int to) {
    if (size == text.length) {
      text = Arrays.copyOf(text, 2 * size + 64);
    }
    text[size++] = c;
    if (keepsOrigins) {
      place(size - 1, from, to);
    }
  }

  private void place(int index, int from, int to) {
    if (index >= starts.length) {
      int size = Math.max(256, 2 * index);
      starts = Arrays.copyOf(starts, size);
      ends = Arrays.copyOf(ends, size);
    }
    starts[index] = from;
    ends[index] = to;
  }

  private char last() {
    return size == 0 ? 0 : text[size - 1];
  }

  /** The text without white space at its ends. */
  String text() {
    int from = first();
    return new String(text, from, last(from) - from);
  }

  /** The containers with their ranges in {@link #text()}. */
  List<Container> within(HtmlContainers containers) {
    return containers.within(first(), last(first()));
  }

  /** The positions in the HTML where the characters of {@link #text()} begin; only if origins are stored. */
  int[] starts() {
    return Arrays.copyOfRange(starts, first(), last(first()));
  }

  /** The positions in the HTML where the characters of {@link #text()} end; only if origins are stored. */
  int[] ends() {
    return Arrays.copyOfRange(ends, first(), last(first()));
  }

  private int first() {
    int from = 0;
    while (from < size && Character.isWhitespace(text[from])) {
      from++;
    }
    return from;
  }

  private int last(int from) {
    int to = size;
    while (to > from && Character.isWhitespace(text[to - 1])) {
      to--;
    }
    return to;
  }

  // ------------------------------------------------------------------------------------------
  // characters

  /** Whether a character needs special treatment instead of being copied. */
  static boolean isSpecial(char c) {
    return c == 0xA0 || c >= 0xAD && (isInvisible(c) || isSpace(c));
  }

  private static boolean isSpace(char c) {
    return c <= ' '
        || c == 0xA0
        || c >= 0x2000 && (c <= 0x200A || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F);
  }

  private static boolean isInvisible(char c) {
    if (c < 0x200B) {
      return c == 0xAD || c == 0x34F || c == 0x180E;
    }
    return c <= 0x200F || c >= 0x2060 && c <= 0x2064 || c == 0xFEFF;
  }

  /** Whether a joiner has a meaning after this character, as in Arabic, Indic scripts and emoji. Elsewhere it hides a word from a search. */
  private static boolean joins(char joiner, char before) {
    return joiner == '\u200B' ? isWrittenWithoutSpaces(before) : before >= 0x590;
  }

  /** Whether the script separates words by U+200B: Thai, Lao, Myanmar and Khmer. */
  private static boolean isWrittenWithoutSpaces(char c) {
    return c >= 0xE00 && c <= 0xEFF || c >= 0x1000 && c <= 0x109F || c >= 0x1780 && c <= 0x17FF;
  }
}
