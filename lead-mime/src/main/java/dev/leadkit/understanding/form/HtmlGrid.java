// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import java.util.Locale;
import java.util.Set;

/**
 * An HTML document as lines in which tabs separate the cells of a table row, for forms whose labels and values are cells or terms and
 * definitions. What is bold, a heading or a term of its own begins a line.
 */
final class HtmlGrid {

  private static final int MAX_HTML = 500_000;

  private static final Set<String> LINES = Set.of(
      "p",
      "div",
      "tr",
      "table",
      "ul",
      "ol",
      "li",
      "dl",
      "dt",
      "dd",
      "h1",
      "h2",
      "h3",
      "h4",
      "h5",
      "h6",
      "section",
      "article",
      "header",
      "footer",
      "blockquote",
      "hr",
      "pre",
      "label",
      "tbody");
  private static final Set<String> SKIPPED = Set.of("style", "script", "head", "title", "template");

  private final String html;
  private final StringBuilder out = new StringBuilder();
  private boolean gap;

  private HtmlGrid(String html) {
    this.html = html.length() > MAX_HTML ? html.substring(0, MAX_HTML) : html;
  }

  /** Whether the document has an element whose structure its text does not show. */
  static boolean isGrid(String html) {
    return contains(html, "<td") || contains(html, "<dt") || contains(html, "<th");
  }

  private static boolean contains(String html, String tag) {
    return find(html, tag, 0) < html.length();
  }

  /** Where a tag begins, in any case; the length if there is none. */
  private static int find(String html, String tag, int from) {
    int last = html.length() - tag.length();
    for (int i = html.indexOf('<', from); i >= 0 && i <= last; i = html.indexOf('<', i + 1)) {
      if (html.regionMatches(true, i, tag, 0, tag.length())) {
        return i;
      }
    }
    return html.length();
  }

  static String text(String html) {
    var grid = new HtmlGrid(html);
    grid.read();
    return grid.out.toString();
  }

  private void read() {
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<') {
        at = tag(at);
      } else if (c == '&') {
        at = reference(at);
      } else {
        character(c);
        at++;
      }
    }
  }

  private void character(char c) {
    if (Character.isWhitespace(c) || c == '\u00a0') {
      gap = true;
      return;
    }
    if (gap && out.length() > 0 && "\n\t".indexOf(out.charAt(out.length() - 1)) < 0) {
      out.append(' ');
    }
    gap = false;
    out.append(c);
  }

  private int reference(int at) {
    int end = html.indexOf(';', at);
    if (end < 0 || end - at > 10) {
      character('&');
      return at + 1;
    }
    String decoded = FieldValues.decoded(html.substring(at, end + 1));
    decoded.chars().forEach(c -> character((char) c));
    return end + 1;
  }

  private int tag(int at) {
    if (html.startsWith("<!--", at)) {
      int end = html.indexOf("-->", at);
      return end < 0 ? html.length() : end + 3;
    }
    int end = html.indexOf('>', at);
    if (end < 0) {
      character('<');
      return at + 1;
    }
    boolean isClosing = at + 1 < html.length() && html.charAt(at + 1) == '/';
    int from = at + (isClosing ? 2 : 1);
    int to = from;
    while (to < end && Character.isLetterOrDigit(html.charAt(to))) {
      to++;
    }
    String name = html.substring(from, to).toLowerCase(Locale.ROOT);
    if (name.isEmpty() && html.charAt(from) != '!') {
      character('<');
      return at + 1;
    }
    if (!isClosing && SKIPPED.contains(name)) {
      return find(html, "</" + name, end);
    }
    if (name.equals("br")) {
      line();
    } else if ((name.equals("td") || name.equals("th")) && !isClosing) {
      cell();
    } else if (LINES.contains(name) && !isInCell(name)) {
      line();
    }
    return end + 1;
  }

  /** A paragraph at the beginning of a cell does not begin a line. */
  private boolean isInCell(String name) {
    boolean isRow = name.equals("tr") || name.equals("table") || name.equals("tbody");
    return !isRow && out.length() > 0 && out.charAt(out.length() - 1) == '\t';
  }

  private void line() {
    gap = false;
    trim();
    if (out.length() > 0 && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
  }

  private void trim() {
    while (out.length() > 0 && "\t ".indexOf(out.charAt(out.length() - 1)) >= 0) {
      out.setLength(out.length() - 1);
    }
  }

  private void cell() {
    gap = false;
    if (out.length() > 0 && "\n\t".indexOf(out.charAt(out.length() - 1)) < 0) {
      out.append('\t');
    }
  }
}
