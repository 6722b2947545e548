// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Locale;

/**
 * The words of an HTML body, which two copies of a mail share although links, images and layout were written for each recipient: tracking
 * pixels, addresses of links, {@code cid:} references, attributes, comments and white space are not part of it.
 *
 * <p>One pass, without a tree: it is computed for every message and has to be linear on any input.
 */
final class HtmlText {

  /** Elements whose content is not shown (HTML §4.2, §4.12). */
  private static final String[] HIDDEN = {"head", "style", "script", "template", "title"};

  private static final int MAX_REFERENCE = 10;

  private final String html;
  private final StringBuilder words;
  private int at;

  /** Whether an element was found to be never closed, by index in {@link #HIDDEN}: looking again would take quadratic time. */
  private final boolean[] unclosed = new boolean[HIDDEN.length];

  private HtmlText(String html) {
    this.html = html;
    words = new StringBuilder(html.length() / 2);
  }

  /** The text with one blank between words; {@code ""} if the HTML has none. */
  static String of(String html) {
    return html.isEmpty() ? "" : new HtmlText(html).read();
  }

  private String read() {
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<') {
        tag();
      } else if (c == '&') {
        reference();
      } else {
        append(c);
        at++;
      }
    }
    int end = words.length();
    return end > 0 && words.charAt(end - 1) == ' ' ? words.substring(0, end - 1) : words.toString();
  }

  /** A tag or comment; a lone angle bracket is text. */
  private void tag() {
    if (html.startsWith("<!--", at)) {
      int end = html.indexOf("-->", at + 4);
      at = end < 0 ? html.length() : end + 3;
      return;
    }
    boolean isTag = at + 1 < html.length()
        && (Character.isLetter(html.charAt(at + 1)) || "/!?".indexOf(html.charAt(at + 1)) >= 0);
    if (!isTag) {
      append('<');
      at++;
      return;
    }
    int start = at + 1;
    int end = html.indexOf('>', start);
    at = end < 0 ? html.length() : end + 1;
    if (isBreaking(start)) {
      append(' ');
    }
    for (int i = 0; i < HIDDEN.length; i++) {
      if (!unclosed[i] && isNamed(start, HIDDEN[i])) {
        int close = closing(HIDDEN[i]);
        unclosed[i] = close < 0;
        at = close < 0 ? at : close;
      }
    }
  }

  /** Whether the element separates words: all do, except those that mark up a part of a word. */
  private boolean isBreaking(int start) {
    int name = start < html.length() && html.charAt(start) == '/' ? start + 1 : start;
    int end = name;
    while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    String element = html.substring(name, Math.min(end, name + 10)).toLowerCase(Locale.ROOT);
    return switch (element) {
      case "a",
          "b",
          "i",
          "u",
          "em",
          "strong",
          "span",
          "font",
          "small",
          "big",
          "sub",
          "sup",
          "wbr",
          "img" -> false;
      default -> true;
    };
  }

  private boolean isNamed(int start, String name) {
    int end = start + name.length();
    return html.regionMatches(true, start, name, 0, name.length())
        && (end >= html.length() || !Character.isLetterOrDigit(html.charAt(end)));
  }

  /** The index after the closing tag of an element; -1 if it is never closed, so that its content counts as text. */
  private int closing(String name) {
    int from = at;
    while (from >= 0 && from < html.length()) {
      int open = html.indexOf("</", from);
      if (open < 0) {
        return -1;
      }
      if (isNamed(open + 2, name)) {
        int end = html.indexOf('>', open);
        return end < 0 ? html.length() : end + 1;
      }
      from = open + 2;
    }
    return -1;
  }

  /** A character reference: those that matter for the comparison of words; any other stays as it is written. */
  private void reference() {
    int end = at + 1;
    while (end < html.length() && end - at <= MAX_REFERENCE && html.charAt(end) != ';') {
      end++;
    }
    if (end >= html.length() || html.charAt(end) != ';') {
      append('&');
      at++;
      return;
    }
    String name = html.substring(at + 1, end);
    int decoded = decoded(name);
    if (decoded < 0) {
      append('&');
      at++;
      return;
    }
    if (Character.isBmpCodePoint(decoded)) {
      append((char) decoded);
    } else {
      words.appendCodePoint(decoded);
    }
    at = end + 1;
  }

  private static int decoded(String name) {
    switch (name) {
      case "nbsp":
        return ' ';
      case "amp":
        return '&';
      case "lt":
        return '<';
      case "gt":
        return '>';
      case "quot":
        return '"';
      case "apos":
        return '\'';
      default:
        break;
    }
    boolean isNumber = name.length() > 1 && name.charAt(0) == '#';
    if (!isNumber) {
      return -1;
    }
    boolean isHex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
    try {
      int code =
          isHex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
      return Character.isValidCodePoint(code) && !(code >= 0xD800 && code <= 0xDFFF) ? code : -1;
    } catch (NumberFormatException e) {
      return -1; // not a number: the text stays as it is written
    }
  }

  private void append(char c) {
    boolean isZeroWidth = c == '\u200b'
        || c == '\u200c'
        || c == '\u200d'
        || c == '\u2060'
        || c == '\ufeff'
        || c == '\u00ad';
    if (isZeroWidth) {
      return;
    }
    if (c > ' ' && c != '\u00a0') {
      words.append(c);
    } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }
}
