// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import java.util.Arrays;

/**
 * Plain text in the making: white space collapses as it does in HTML, blocks become lines, and lines of a quotation begin with
 * {@code "> "}. Characters that a reader cannot see are left out.
 *
 * <p>Where origins are asked for, it remembers the range of the HTML that each character comes from.
 */
public final class HtmlLines {

  /** Whether the places of the characters are remembered. */
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

  /** @param room where characters may be put until there are more of them */
  HtmlLines(char[] room, Origins origins) {
    text = room;
    keepsOrigins = origins == Origins.KEPT;
  }

  /** Whether the lines from here on are quoted. */
  void quoted(boolean value) {
    quoted = value;
  }

  int length() {
    return size;
  }

  /** What was written since the text had this length. */
  String since(int length, int most) {
    int from = Math.min(length, size);
    return new String(text, from, Math.min(size - from, most));
  }

  /** Characters of the HTML that are shown as they are. */
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

  /** A character that this range of the HTML stands for; white space collapses. */
  void character(char c, int from, int to) {
    if (isSpace(c)) {
      gap = true;
    } else {
      visible(c, from, to);
    }
  }

  /** A character where white space is kept. */
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

  /** White space that collapses with what is around it. */
  void gap() {
    gap = true;
  }

  /** A line break that is meant; of several a blank line stays. */
  void lineBreak(int at) {
    gap = false;
    if (lineBreaks < 2) {
      startLine(at, at);
      add('\n', at, at);
      lineBreaks++;
    }
  }

  /** The end of a block: what follows begins a line. */
  void endLine(int at) {
    gap = false;
    joiner = 0;
    if (lineBreaks == 0) {
      add('\n', at, at);
      lineBreaks = 1;
    }
  }

  /** A blank line, where a line ended here. */
  void endParagraph(int at) {
    if (lineBreaks == 1) {
      lineBreak(at);
    }
  }

  /** What comes before a visible character. */
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

  /** Where the characters of {@link #text()} begin in the HTML; only where origins are kept. */
  int[] starts() {
    return Arrays.copyOfRange(starts, first(), last(first()));
  }

  /** Where the characters of {@link #text()} end in the HTML; only where origins are kept. */
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

  /** Whether a character cannot simply be copied. */
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

  /** A joiner means something between Arabic or Indic letters and in emoji; between others it hides a word from a search. */
  private static boolean joins(char joiner, char before) {
    return joiner == '\u200B' ? isWrittenWithoutSpaces(before) : before >= 0x590;
  }

  /** Thai, Lao, Myanmar and Khmer part words by U+200B. */
  private static boolean isWrittenWithoutSpaces(char c) {
    return c >= 0xE00 && c <= 0xEFF || c >= 0x1000 && c <= 0x109F || c >= 0x1780 && c <= 0x17FF;
  }
}
