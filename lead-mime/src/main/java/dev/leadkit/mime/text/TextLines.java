// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

/** Ranges of lines in a text with line feeds, without copying. */
final class TextLines {

  private TextLines() {}

  /** The end of the line that contains this position, without its line feed and not beyond {@code to}. */
  static int lineEnd(String text, int from, int to) {
    int end = text.indexOf('\n', from);
    return end < 0 || end > to ? to : end;
  }

  /** The position of the first character that is not white space, {@code to} if there is none. */
  static int stripLeading(String text, int from, int to) {
    int at = from;
    while (at < to && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The position after the last character that is not white space, {@code from} if there is none. */
  static int stripTrailing(String text, int from, int to) {
    int at = to;
    while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Whether the line is quoted: {@code >} is its first character that is not blank. */
  static boolean isQuoted(String body, int from, int end) {
    int at = from;
    while (at < end && body.charAt(at) <= ' ') {
      at++;
    }
    return at < end && body.charAt(at) == '>';
  }

  /** The line without any quotation marks and without the white space around it. */
  static String unquoted(String body, int start, int end) {
    int at = start;
    while (at < end && (body.charAt(at) == '>' || body.charAt(at) <= ' ')) {
      at++;
    }
    return body.substring(at, end).strip();
  }

  /** The line without its first quotation mark and one blank after it. */
  static String onceUnquoted(String line) {
    if (!line.startsWith(">")) {
      return line;
    }
    return line.startsWith("> ") ? line.substring(2) : line.substring(1);
  }
}
