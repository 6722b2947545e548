// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

/** Finds the start tags of one element outside comments in one pass, without reading the rest of the document. */
final class TagFinder {

  private final String html;
  private final String name;
  private boolean noCommentEnds;

  /** @param name the name of the element in lower case */
  TagFinder(String html, String name) {
    this.html = html;
    this.name = name;
  }

  /** The end of the name of the next tag that begins here or later, -1 if there is none. */
  int next(int from) {
    int length = html.length();
    int at = html.indexOf('<', from);
    while (at >= 0 && at + name.length() < length) {
      char next = html.charAt(at + 1);
      int after = at + 1;
      if ((next | 0x20) == name.charAt(0)) {
        int end = at + 1 + name.length();
        if (html.regionMatches(true, at + 1, name, 0, name.length())
            && (end == length || endsName(html.charAt(end)))) {
          return end;
        }
      } else if (next == '!' && !noCommentEnds && html.startsWith("--", at + 2)) {
        int end = html.indexOf("-->", at + 2);
        noCommentEnds = end < 0;
        after = end < 0 ? after : end + 3;
      }
      at = html.indexOf('<', after);
    }
    return -1;
  }

  private static boolean endsName(char c) {
    return c <= ' ' || c == '>' || c == '/';
  }
}
