// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a text with its quotation depth and, on demand, a folded form for comparisons. */
final class TextLine {

  /** The most lines that are read; what follows belongs to the last of them. */
  static final int MAX_LINES = 20_000;

  /** The most characters of a line that are examined. */
  private static final int MAX_LENGTH = 2_000;

  private static final int MAX_DEPTH = 50;

  final int start;
  final int end;

  /** The number of quotation marks at the beginning. */
  final int depth;

  /** Where the content begins, after the quotation marks and blanks. */
  final int contentStart;

  /** The content without blanks at its ends and without invisible characters. */
  final String content;

  private @Nullable String folded;
  private int words = -1;

  private TextLine(String text, int start, int end) {
    this.start = start;
    this.end = end;
    int at = start;
    int marks = 0;
    int limit = Math.min(end, start + MAX_LENGTH);
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '>' && marks < MAX_DEPTH) {
        marks++;
        at = i + 1;
      } else if (!isBlank(c)) {
        break;
      }
    }
    while (at < limit && isBlank(text.charAt(at))) {
      at++;
    }
    contentStart = at;
    content = clean(text, at, limit);
    depth = marks > 0 && isArrow(content) ? 0 : marks;
  }

  /** {@code >>> link <<<} is decoration and no quotation. */
  private static boolean isArrow(String content) {
    return content.endsWith("<<") || content.endsWith("<<<");
  }

  static List<TextLine> split(String text) {
    return split(text, 0, text.length());
  }

  private static List<TextLine> split(String text, int from, int to) {
    List<TextLine> lines = new ArrayList<>();
    int start = from;
    while (start < to) {
      int end = start;
      if (lines.size() == MAX_LINES - 1) {
        end = to;
      } else {
        while (end < to && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
          end++;
        }
        if (end < to) {
          end = lineEnd(text, end, to);
        }
      }
      lines.add(new TextLine(text, start, end));
      start = end;
    }
    return lines;
  }

  /** The index after a line end: LF, CR, or any number of CR and an LF, which damaged conversions produce. */
  private static int lineEnd(String text, int at, int to) {
    int end = at;
    while (end < to && end < at + 3 && text.charAt(end) == '\r') {
      end++;
    }
    return end < to && text.charAt(end) == '\n' ? end + 1 : at + 1;
  }

  boolean isBlank() {
    return content.isEmpty();
  }

  /** The content in lower case, character by character so that no length changes, with every run of blanks as one space and without asterisks of bold text. */
  String folded() {
    String result = folded;
    if (result == null) {
      result = fold(content);
      folded = result;
    }
    return result;
  }

  static String fold(String text) {
    return isFolded(text) ? text : folded(text);
  }

  /** Whether a text is in lower case ASCII with single spaces. */
  private static boolean isFolded(String text) {
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == ' ';
      if (c < ' ' || c > '~' || c >= 'A' && c <= 'Z' || c == '*' || space && blank) {
        return false;
      }
      blank = space;
    }
    return !blank || text.isEmpty();
  }

  private static String folded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c < 0x7F && c != '*') {
        out.append(c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c);
      } else if (isBlank(c)) {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
      } else if (c != '*') {
        out.append(c == '’' ? '\'' : Character.toLowerCase(c));
      }
    }
    return out.toString().strip();
  }

  private static String clean(String text, int from, int to) {
    int last = to;
    while (last > from && isBlank(text.charAt(last - 1))) {
      last--;
    }
    boolean hidden = false;
    for (int i = from; i < last && !hidden; i++) {
      hidden = isInvisible(text.charAt(i));
    }
    if (!hidden) {
      return text.substring(from, last);
    }
    StringBuilder out = new StringBuilder(last - from);
    for (int i = from; i < last; i++) {
      if (!isInvisible(text.charAt(i))) {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  /** White space of any kind, or nothing visible. */
  static boolean isBlank(char c) {
    if (c < 0x7F) {
      return c <= ' ';
    }
    return c == 0xA0 || isInvisible(c) || Character.isSpaceChar(c);
  }

  private static boolean isInvisible(char c) {
    return c >= 0x200B && c <= 0x200F
        || c >= 0x202A && c <= 0x202E
        || c >= 0x2060 && c <= 0x2069
        || c == 0xFEFF
        || c == 0xAD;
  }

  /** The number of words, which blanks separate. */
  int words() {
    if (words < 0) {
      words = countWords();
    }
    return words;
  }

  private int countWords() {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < content.length(); i++) {
      boolean blank = isBlank(content.charAt(i));
      words += !blank && !inside ? 1 : 0;
      inside = !blank;
    }
    return words;
  }

  /** Whether this line is drawn of at least this number of dashes, underscores, equals signs or the like. */
  boolean isRule(int least) {
    if (content.length() < least) {
      return false;
    }
    for (int i = 0; i < content.length(); i++) {
      if ("-_=*~–—―─━ ".indexOf(content.charAt(i)) < 0) {
        return false;
      }
    }
    return !content.isEmpty();
  }
}
