// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

/** Removes escapes and comments of CSS (CSS Syntax Level 3 §4.3.7, §4.3.2): {@code dis\70lay} is {@code display}. */
final class CssEscapes {

  private static final int MAX_DIGITS = 6;

  private CssEscapes() {}

  /**
   * The same declarations without comments and with escaped letters, digits and hyphens decoded. Any other escaped character becomes U+FFFD, so
   * that it never acts as punctuation.
   */
  static String removed(String css) {
    StringBuilder plain = new StringBuilder(css.length());
    char quote = 0;
    int at = 0;
    while (at < css.length()) {
      char c = css.charAt(at);
      if (c == '\\') {
        at = escape(css, at + 1, plain);
      } else if (quote == 0 && css.startsWith("/*", at)) {
        int end = css.indexOf("*/", at + 2);
        at = end < 0 ? css.length() : end + 2;
      } else {
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        }
        plain.append(c);
        at++;
      }
    }
    return plain.toString();
  }

  private static int escape(String css, int from, StringBuilder plain) {
    int at = from;
    int code = 0;
    while (at < css.length()
        && at - from < MAX_DIGITS
        && Character.digit(css.charAt(at), 16) >= 0) {
      code = code * 16 + Character.digit(css.charAt(at++), 16);
    }
    if (at == from) {
      code = at < css.length() ? css.charAt(at++) : 0;
    } else if (at < css.length() && css.charAt(at) <= ' ') {
      at++;
    }
    boolean isName = code < 128 && (Character.isLetterOrDigit(code) || code == '-');
    plain.append(isName ? (char) code : '\uFFFD');
    return at;
  }
}
