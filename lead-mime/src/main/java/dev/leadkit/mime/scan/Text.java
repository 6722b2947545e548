// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

/** Normalizes decoded text for a message. */
public final class Text {

  private Text() {}

  /** The text on one line: each run of white space and control characters becomes one blank, and those at the ends are removed. */
  public static String line(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isGap(c)) {
        gap = true;
      } else {
        if (gap && line.length() > 0) {
          line.append(' ');
        }
        gap = false;
        line.append(c);
      }
    }
    return line.toString();
  }

  private static boolean isGap(char c) {
    return c <= ' ' || c >= 0x7F && c <= 0x9F;
  }

  private static boolean isClean(String text) {
    int last = text.length() - 1;
    if (last >= 0 && (text.charAt(0) == ' ' || text.charAt(last) == ' ')) {
      return false;
    }
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F && c <= 0x9F || c == ' ' && text.charAt(i + 1) == ' ') {
        return false;
      }
    }
    return true;
  }

  /** The text with each line break replaced by a line feed (RFC 8621 §4.1.4). */
  public static String withLineFeeds(String text) {
    int at = text.indexOf('\r');
    if (at < 0) {
      return text;
    }
    StringBuilder lines = new StringBuilder(text.length());
    int done = 0;
    for (; at >= 0; at = text.indexOf('\r', at + 1)) {
      lines.append(text, done, at);
      if (at + 1 >= text.length() || text.charAt(at + 1) != '\n') {
        lines.append('\n');
      }
      done = at + 1;
    }
    return lines.append(text, done, text.length()).toString();
  }
}
