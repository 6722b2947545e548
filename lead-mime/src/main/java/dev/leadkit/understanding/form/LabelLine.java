// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a text, divided into a label and a value if it has the form of one.
 *
 * @param text the line without blanks at its ends
 * @param style how label and value are separated
 * @param label as it is in the line, {@code ""} for a line without one
 * @param value what follows on the same line
 * @param name the canonical name of the label, {@code ""} if it is not known
 */
record LabelLine(String text, Style style, String label, String value, String name) {

  /** How label and value are separated. */
  enum Style {
    NONE,
    COLON,
    EQUALS,
    ARROW,
    DASH,
    TAB,
    PIPE,
    BRACKET,
    DOTS,
    COLUMN,
    /** The line is a known label and nothing else. */
    BARE,
    QUESTION
  }

  private static final int MAX_LINE = 4_000;
  private static final String SOURCES =
      " from von de da van från fra lähettäjä od от від kimden από ";

  static List<LabelLine> of(String text, int maxLines) {
    var lines = new ArrayList<LabelLine>();
    int start = 0;
    while (start <= text.length() && lines.size() < maxLines) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      lines.add(read(text.substring(start, end)));
      start = end + 1;
    }
    return lines;
  }

  boolean isBlank() {
    return text.isEmpty();
  }

  boolean isKnown() {
    return !name.isEmpty();
  }

  boolean hasLabel() {
    return style != Style.NONE;
  }

  /** Whether the line is drawn of dashes or the like. */
  boolean isRule() {
    return text.length() >= 2 && text.chars().allMatch(c -> "-_=*~–—─━ ".indexOf(c) >= 0);
  }

  static LabelLine read(String line) {
    String text = strip(line);
    if (text.isEmpty() || text.length() > MAX_LINE) {
      return new LabelLine(text, Style.NONE, "", "", "");
    }
    String bare = withoutBullet(text);
    LabelLine found = table(text, bare);
    found = found == null ? bracket(text, bare) : found;
    found = found == null ? colon(text, bare) : found;
    found = found == null ? separated(text, bare) : found;
    found = found == null ? whole(text, bare) : found;
    return found == null ? new LabelLine(text, Style.NONE, "", "", "") : found;
  }

  private static String strip(String line) {
    int start = 0;
    int end = line.length();
    while (start < end && isBlank(line.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c <= ' '
        || c == '\u00a0'
        || c == '\u3000'
        || c >= '\u2000' && c <= '\u200f'
        || c == '\ufeff';
  }

  /** Without the mark of a list item. */
  private static String withoutBullet(String text) {
    if (text.length() > 2
        && "-*•·●○■□▪▸►◆◇※".indexOf(text.charAt(0)) >= 0
        && (text.charAt(1) == ' ' || text.charAt(0) > 0x2000)) {
      return text.substring(1).strip();
    }
    int digits = text.charAt(0) == 'Q' ? 1 : 0;
    int end = digits;
    while (end < text.length() && end < digits + 2 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    boolean isNumbered = end > digits
        && end + 2 < text.length()
        && (".):".indexOf(text.charAt(end)) >= 0)
        && text.charAt(end + 1) == ' ';
    return isNumbered && (digits == 1 || text.charAt(end) != ':')
        ? text.substring(end + 2).strip()
        : text;
  }

  private static LabelLine make(String text, Style style, String rawLabel, String value) {
    String label = unmarked(rawLabel.strip());
    String name = FormWords.name(label);
    if (name.isEmpty() && style == Style.QUESTION) {
      name = FormWords.questioned(label);
    }
    boolean isSource = SOURCES.contains(" " + FormWords.fold(label) + " ");
    if (name.isEmpty() && FormWords.isIn("choice", value)) {
      name = FormWords.box(label);
    }
    if (name.isEmpty() && isSource && FieldValues.hasAddress(value)) {
      name = "email";
    }
    return new LabelLine(text, style, label, unmarkedValue(value.strip()), name);
  }

  /** Without the marks of bold text. */
  private static String unmarked(String label) {
    String text = label;
    while (text.length() > 2 && "*_`".indexOf(text.charAt(0)) >= 0) {
      text = text.substring(1);
    }
    while (text.length() > 1 && "*_`".indexOf(text.charAt(text.length() - 1)) >= 0) {
      text = text.substring(0, text.length() - 1);
    }
    return text.strip();
  }

  /** {@code *Label:* value} leaves an asterisk in front of its value. */
  private static String unmarkedValue(String value) {
    String text = value;
    while (text.startsWith("*") && text.indexOf('*', 1) < 0 || text.startsWith("** ")) {
      text = text.substring(1).strip();
    }
    return text;
  }

  private static @Nullable LabelLine table(String text, String bare) {
    int tab = bare.indexOf('\t');
    if (tab > 0 && tab <= FormWords.MAX_LABEL) {
      return make(
          text, Style.TAB, bare.substring(0, tab), bare.substring(tab + 1).replace('\t', ' '));
    }
    if (bare.startsWith("|") && bare.endsWith("|") && bare.length() > 4) {
      int middle = bare.indexOf('|', 1);
      if (middle > 0
          && middle < bare.length() - 1
          && bare.indexOf('|', middle + 1) == bare.length() - 1) {
        return make(
            text,
            Style.PIPE,
            bare.substring(1, middle),
            bare.substring(middle + 1, bare.length() - 1));
      }
    }
    return null;
  }

  private static @Nullable LabelLine bracket(String text, String bare) {
    char first = bare.charAt(0);
    int pair = "[【〔「『［".indexOf(first);
    if (pair < 0) {
      return null;
    }
    int close = bare.indexOf("]】〕」』］".charAt(pair));
    if (close < 2 || close > FormWords.MAX_LABEL) {
      return null;
    }
    String rest = bare.substring(close + 1).strip();
    if (first == '[' && rest.startsWith("(")) { // a link of Markdown
      return null;
    }
    String value = rest.startsWith(":") || rest.startsWith("：") || rest.startsWith("=")
        ? rest.substring(1)
        : rest;
    return make(text, Style.BRACKET, bare.substring(1, close), value);
  }

  private static @Nullable LabelLine colon(String text, String bare) {
    int limit = Math.min(bare.length(), FormWords.MAX_LABEL + 40);
    for (int i = 1; i < limit; i++) {
      char c = bare.charAt(i);
      if (c != ':' && c != '：' && c != '﹕' && c != '︰') {
        continue;
      }
      String label = bare.substring(0, i);
      boolean isUrl = bare.startsWith("//", i + 1);
      boolean isTime = Character.isDigit(bare.charAt(i - 1))
          && i + 1 < bare.length()
          && Character.isDigit(bare.charAt(i + 1));
      if (isUrl || isTime) {
        return null;
      }
      return isLabel(label) ? make(text, Style.COLON, label, bare.substring(i + 1)) : null;
    }
    return null;
  }

  private static @Nullable LabelLine separated(String text, String bare) {
    for (String arrow : new String[] {" => ", " -> ", " → ", " » ", " ⇒ "}) {
      int at = bare.indexOf(arrow);
      if (at > 0 && at <= FormWords.MAX_LABEL && isLabel(bare.substring(0, at))) {
        return make(text, Style.ARROW, bare.substring(0, at), bare.substring(at + arrow.length()));
      }
    }
    int equals = bare.indexOf('=');
    if (equals > 0 && equals <= 40 && isLabel(bare.substring(0, equals))) {
      return make(text, Style.EQUALS, bare.substring(0, equals), bare.substring(equals + 1));
    }
    int dots = bare.indexOf("...");
    if (dots > 0 && dots <= FormWords.MAX_LABEL) {
      int end = dots;
      while (end < bare.length() && bare.charAt(end) == '.') {
        end++;
      }
      LabelLine found = make(text, Style.DOTS, bare.substring(0, dots), bare.substring(end));
      if (found.isKnown()) {
        return found;
      }
    }
    for (String dash : new String[] {" - ", " – ", " — ", " | ", " ~ "}) {
      int at = bare.indexOf(dash);
      if (at > 0 && at <= 40) {
        LabelLine found =
            make(text, Style.DASH, bare.substring(0, at), bare.substring(at + dash.length()));
        if (found.isKnown()) {
          return found;
        }
      }
    }
    int column = bare.indexOf("  ");
    if (column > 0 && column <= 40) {
      LabelLine found = make(text, Style.COLUMN, bare.substring(0, column), bare.substring(column));
      if (found.isKnown()) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable LabelLine whole(String text, String bare) {
    if (bare.length() > FormWords.MAX_LABEL + 40) {
      return null;
    }
    char last = bare.charAt(bare.length() - 1);
    if (last == '?' || last == '？' || bare.endsWith("?*") || bare.endsWith("? *")) {
      return make(text, Style.QUESTION, bare, "");
    }
    LabelLine found = make(text, Style.BARE, bare, "");
    return found.isKnown() ? found : null;
  }

  /** Whether a text could be a label: few words and no sentence. */
  private static boolean isLabel(String text) {
    String label = text.strip();
    if (label.isEmpty() || label.length() > FormWords.MAX_LABEL || label.indexOf('@') >= 0) {
      return false;
    }
    int blanks = 0;
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      blanks += c == ' ' ? 1 : 0;
      boolean isSentence =
          (c == '.' || c == '!') && i + 1 < label.length() && label.charAt(i + 1) == ' ' && i > 3;
      if (isSentence || c == '<' || c == '"' && i > 0) {
        return false;
      }
    }
    boolean hasLetter = label.codePoints().anyMatch(Character::isLetter);
    return hasLetter && blanks <= 9;
  }
}
