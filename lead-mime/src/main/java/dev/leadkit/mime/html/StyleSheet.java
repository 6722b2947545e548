// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the {@code style} elements of a document that may hide text or preserve its lines, as far as their selectors are simple: a
 * name, classes and an id of one element (Selectors 3 §4). Rules with other selectors, and rules within {@code @media} other than {@code all}
 * and {@code screen}, are ignored: it is unknown whether they apply, and text that may be visible counts as visible.
 */
final class StyleSheet {

  /** The maximum number of rules. */
  static final int MAX_RULES = 2_000;

  /** The maximum number of comparisons of rules with elements; the rest of the document is read without rules. */
  static final int MAX_COMPARISONS = 500_000;

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** An empty place in a list of selectors. */
  private static final Pattern NO_SELECTOR = Pattern.compile("(?:^|,)\\s*(?:,|$)");

  private static final int MAX_CLASSES = 16;
  private static final int MAX_DEPTH = 8;

  /** A simple selector and its declarations. */
  private record Rule(
      int key, List<String> classes, String id, long precedence, CssDeclarations says) {}

  private static final int ANY = -1;

  private final Map<Integer, List<Rule>> byElement = new HashMap<>();
  private final Map<String, List<Rule>> byClass = new HashMap<>();
  private final Map<String, List<Rule>> byId = new HashMap<>();
  private final CssDeclarations reading = new CssDeclarations();
  private final List<Rule> matching = new ArrayList<>();

  /** The known elements with rules in {@link #byElement}, as bits. */
  private final long[] named = new long[HtmlElement.UNKNOWN / Long.SIZE];

  private boolean forAll;
  private int rules;
  private int comparisons;
  private boolean cut;
  private boolean hasUnknownColors;

  boolean isEmpty() {
    return rules == 0;
  }

  /** Whether there are rules for elements with this name or for all elements. */
  boolean hasRulesFor(int key) {
    return rules > 0
        && (forAll
            || (key < HtmlElement.UNKNOWN
                ? (named[key >> 6] & 1L << key) != 0
                : byElement.containsKey(key)));
  }

  /** Whether rules were left out because there are too many or they need too many comparisons. */
  boolean isCut() {
    return cut;
  }

  /** Whether a rule with an unsupported selector sets colours. */
  boolean hasUnknownColors() {
    return hasUnknownColors;
  }

  // ------------------------------------------------------------------------------------------
  // reading

  /** The rules of all {@code style} elements of a document, except those within comments and for other media. */
  static StyleSheet of(String html) {
    var sheet = new StyleSheet();
    var elements = new TagFinder(html, "style");
    int at = elements.next(0);
    while (at >= 0) {
      var tag = new HtmlTag(html);
      int open = tag.read(at);
      int close = open < 0 ? -1 : HtmlTag.endOf("style", html, open + 1);
      if (close < 0) {
        break;
      }
      if (!tag.has(HtmlTag.MEDIA)
          || isAlwaysTrue("@media " + tag.value(HtmlTag.MEDIA).strip())) {
        sheet.add(html.substring(open + 1, close));
      }
      at = elements.next(close);
    }
    return sheet;
  }

  /** Adds the rules of one {@code style} element. */
  void add(String css) {
    rules(withoutComments(css), 0);
  }

  private static String withoutComments(String css) {
    int at = css.indexOf("/*");
    String plain = css.replace("<!--", "    ").replace("-->", "   ");
    if (at < 0) {
      return plain;
    }
    var kept = new StringBuilder(css.length());
    int done = 0;
    while (at >= 0) {
      kept.append(plain, done, at).append(' ');
      int end = plain.indexOf("*/", at + 2);
      done = end < 0 ? plain.length() : end + 2;
      at = plain.indexOf("/*", done);
    }
    return kept.append(plain, done, plain.length()).toString();
  }

  private void rules(String css, int depth) {
    int at = 0;
    while (at < css.length()) {
      int open = css.indexOf('{', at);
      if (open < 0) {
        return;
      }
      String selector = css.substring(afterStatements(css, at, open), open).strip();
      int close;
      if (selector.startsWith("@")) {
        close = blockEnd(css, open);
        if (isAlwaysTrue(selector) && depth < MAX_DEPTH) {
          rules(css.substring(open + 1, close), depth + 1);
        }
      } else {
        close = css.indexOf('}', open);
        close = close < 0 ? css.length() : close;
        rule(selector, css, open + 1, close);
      }
      at = close + 1;
    }
  }

  /** Behind rules such as {@code @import}, which end with a semicolon; any other one is part of a selector, and spoils it. */
  private static int afterStatements(String css, int from, int open) {
    int start = from;
    for (int i = from; i < open; i++) {
      char c = css.charAt(i);
      if (c <= ' ' && i == start || c == ';' && css.charAt(start) == '@') {
        start = i + 1;
      }
    }
    return start;
  }

  private static boolean isAlwaysTrue(String atRule) {
    String rule = SPACES.matcher(atRule.toLowerCase(java.util.Locale.ROOT)).replaceAll(" ");
    return rule.equals("@media all")
        || rule.equals("@media screen")
        || rule.equals("@media only screen");
  }

  private static int blockEnd(String css, int open) {
    int depth = 0;
    for (int i = open; i < css.length(); i++) {
      char c = css.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return css.length();
  }

  private void rule(String selectors, String css, int from, int to) {
    reading.clear();
    reading.parse(css, from, to);
    if (reading.isEmpty() || NO_SELECTOR.matcher(selectors).find()) {
      return; // one invalid selector makes the whole rule invalid (Selectors 3 §5)
    }
    CssDeclarations says = reading.copy();
    int at = 0;
    while (at < selectors.length()) {
      int comma = selectors.indexOf(',', at);
      int end = comma < 0 ? selectors.length() : comma;
      if (rules == MAX_RULES) {
        cut = true;
        return;
      }
      Rule rule = rule(selectors.substring(at, end).strip(), says, rules);
      if (rule != null) {
        add(rule);
      } else {
        hasUnknownColors |= says.has(CssDeclarations.COLOR) || says.has(CssDeclarations.BACKGROUND);
      }
      at = end + 1;
    }
  }

  /** The rule with this selector, null if the selector is not simple. */
  private static @Nullable Rule rule(String selector, CssDeclarations says, int order) {
    int nameEnd = nameEnd(selector, 0);
    int key = ANY;
    int specificity = 0;
    if (nameEnd > 0) {
      key = HtmlElement.key(selector, 0, nameEnd);
      specificity = 1;
    } else if (selector.startsWith("*")) {
      nameEnd = 1;
    }
    var classes = new ArrayList<String>(1);
    String id = "";
    int at = nameEnd;
    while (at < selector.length()) {
      int end = nameEnd(selector, at + 1);
      String name = selector.substring(at + 1, end);
      if (name.isEmpty() || classes.size() == MAX_CLASSES) {
        return null;
      }
      if (selector.charAt(at) == '.') {
        classes.add(name);
        specificity += 100;
      } else if (selector.charAt(at) == '#' && id.isEmpty()) {
        id = name;
        specificity += 10_000;
      } else {
        return null;
      }
      at = end;
    }
    return new Rule(key, List.copyOf(classes), id, ((long) specificity << 32) + order, says);
  }

  private static int nameEnd(String selector, int from) {
    int at = from;
    while (at < selector.length()) {
      char c = selector.charAt(at);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        break;
      }
      at++;
    }
    return at;
  }

  private void add(Rule rule) {
    rules++;
    if (!rule.id.isEmpty()) {
      byId.computeIfAbsent(rule.id, id -> new ArrayList<>(1)).add(rule);
    } else if (!rule.classes.isEmpty()) {
      byClass.computeIfAbsent(rule.classes.get(0), name -> new ArrayList<>(1)).add(rule);
    } else {
      forAll |= rule.key == ANY;
      if (rule.key >= 0 && rule.key < HtmlElement.UNKNOWN) {
        named[rule.key >> 6] |= 1L << rule.key;
      }
      byElement.computeIfAbsent(rule.key, key -> new ArrayList<>(1)).add(rule);
    }
  }

  // ------------------------------------------------------------------------------------------
  // matching

  /** Applies the rules that match an element to its style, the most specific one last. */
  void apply(int key, String html, HtmlTag tag, CssDeclarations style) {
    if (comparisons > MAX_COMPARISONS) {
      cut = true;
      return;
    }
    matching.clear();
    List<String> classes = byClass.isEmpty() && byId.isEmpty() ? List.of() : classes(html, tag);
    String id = tag.has(HtmlTag.ID) && !byId.isEmpty()
        ? html.substring(tag.start(HtmlTag.ID), tag.end(HtmlTag.ID)).strip()
        : "";
    if (hasRulesFor(key)) {
      collect(byElement.get(ANY), key, classes, id);
      collect(byElement.get(key), key, classes, id);
    }
    for (String name : classes) {
      collect(byClass.get(name), key, classes, id);
    }
    if (!id.isEmpty()) {
      collect(byId.get(id), key, classes, id);
    }
    for (int i = 0; i < matching.size(); i++) {
      style.add(matching.get(i).says);
    }
  }

  private static List<String> classes(String html, HtmlTag tag) {
    if (!tag.has(HtmlTag.CLASS)) {
      return List.of();
    }
    var classes = new ArrayList<String>(2);
    int to = tag.end(HtmlTag.CLASS);
    int at = tag.start(HtmlTag.CLASS);
    while (at < to && classes.size() < MAX_CLASSES) {
      int end = at;
      while (end < to && html.charAt(end) > ' ') {
        end++;
      }
      if (end > at) {
        String name = html.substring(at, end);
        if (!classes.contains(name)) {
          classes.add(name);
        }
      }
      at = end + 1;
    }
    return classes;
  }

  private void collect(@Nullable List<Rule> candidates, int key, List<String> classes, String id) {
    if (candidates == null) {
      return;
    }
    comparisons += candidates.size();
    for (Rule rule : candidates) {
      if ((rule.key == ANY || rule.key == key)
          && (rule.id.isEmpty() || rule.id.equals(id))
          && (rule.classes.isEmpty() || classes.containsAll(rule.classes))) {
        int at = matching.size();
        while (at > 0 && matching.get(at - 1).precedence > rule.precedence) {
          at--;
        }
        matching.add(at, rule);
      }
    }
  }
}
