// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import dev.leadkit.understanding.form.LabelLine.Style;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads labels and values of a text, each label once and each line at most a fixed number of times.
 *
 * <p>A text is a form if it has two witnesses: at least two known labels with values that fit: one names a person, and one
 * distinguishes a form from the contact data of a signature. Prose with colons has none or one.
 */
final class TextForm {

  private static final int MAX_LINES = 3_000;
  private static final int MAX_FIELDS = 500;
  private static final int NEAR = 6;
  private static final int BLOCK = 12;

  private static final Set<String> PERSON =
      Set.of("name", "first_name", "last_name", "email", "phone");
  private static final Set<String> CONTENT = Set.of(
      "name",
      "first_name",
      "last_name",
      "message",
      "subject",
      "company",
      "quantity",
      "product",
      "budget",
      "consent",
      "newsletter");

  private final List<LabelLine> lines;
  private final String rule;
  private final Style style;
  private final boolean isNextLine;
  private final List<FormField> fields = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private String firstName = "";
  private int firstField = -1;
  private int lastLine = -1;
  private final boolean[] footers;
  private final boolean[] tails;

  private TextForm(String text, String rule) {
    this.lines = LabelLine.of(text, MAX_LINES);
    this.rule = rule;
    this.style = dominant();
    this.isNextLine = isNextLine();
    this.footers = new boolean[lines.size()];
    for (int i = 0; i < footers.length; i++) {
      footers[i] = FormWords.begins("footer", lines.get(i).text());
    }
    this.tails = tails();
  }

  /** For each line, whether from it on there are only fields, up to a footer, a rule or the end. */
  private boolean[] tails() {
    boolean[] only = new boolean[lines.size() + 1];
    only[lines.size()] = true;
    for (int i = lines.size() - 1; i >= 0; i--) {
      LabelLine line = lines.get(i);
      boolean isValueBelow = isNextLine
          && i > 0
          && lines.get(i - 1).hasLabel()
          && lines.get(i - 1).value().isEmpty();
      boolean isField = line.isBlank() || line.hasLabel() && line.style() == style || isValueBelow;
      only[i] = footers[i] || line.isRule() || isField && only[i + 1];
    }
    return only;
  }

  /** The fields of a text; none if it is not a form. */
  static List<FormField> read(String text, String subject, String rule) {
    var form = new TextForm(text, rule);
    if (form.lines.stream().filter(LabelLine::isKnown).count() < 2) {
      return List.of();
    }
    form.read();
    if (!form.isForm()) {
      return List.of();
    }
    form.addName(subject);
    form.nameQuestion();
    form.addFreeText();
    return List.copyOf(form.fields);
  }

  private Style dominant() {
    Map<Style, Integer> counts = new EnumMap<>(Style.class);
    for (LabelLine line : lines) {
      if (line.isKnown()) {
        counts.merge(line.style(), 1, Integer::sum);
      }
    }
    Style most = Style.NONE;
    for (Map.Entry<Style, Integer> count : counts.entrySet()) {
      if (most == Style.NONE || count.getValue() > counts.getOrDefault(most, 0)) {
        most = count.getKey();
      }
    }
    return most;
  }

  /** Whether most values are on the line below their label. */
  private boolean isNextLine() {
    int known = 0;
    int empty = 0;
    for (LabelLine line : lines) {
      if (line.isKnown() && line.style() == style) {
        known++;
        empty += line.value().isEmpty() ? 1 : 0;
      }
    }
    return empty >= 2 && empty * 2 >= known;
  }

  private void read() {
    int at = 0;
    while (at < lines.size() && fields.size() < MAX_FIELDS) {
      LabelLine line = lines.get(at);
      if (!isField(at)) {
        at++;
        continue;
      }
      if (firstField < 0) {
        firstField = at;
        firstName = line.name();
      }
      at = field(at);
    }
  }

  /** Whether a line begins a field: a known label in the style of the form, or another label in its midst. */
  private boolean isField(int at) {
    LabelLine line = lines.get(at);
    if (!line.hasLabel()) {
      return false;
    }
    if (line.isKnown()) {
      boolean isWhole = line.style() == Style.BARE || line.style() == Style.QUESTION;
      return !isWhole || isNextLine && (line.style() == style || line.style() == Style.QUESTION);
    }
    boolean isAlike = line.style() == style || line.style() == Style.COLON && style == Style.TAB;
    if (!isAlike || line.style() == Style.QUESTION && !isNextLine) {
      return false;
    }
    if (!fields.isEmpty()) {
      return at - lastLine <= NEAR || !line.value().isEmpty() && at - lastLine <= BLOCK;
    }
    return isBeforeKnown(at);
  }

  /** Whether one of the next labels is known, without much else between. */
  private boolean isBeforeKnown(int at) {
    for (int i = at + 1; i < Math.min(lines.size(), at + NEAR); i++) {
      LabelLine next = lines.get(i);
      if (next.isKnown() && next.style() == lines.get(at).style()) {
        return true;
      }
    }
    return false;
  }

  /** Reads the field that begins at a line; returns the line after it. */
  private int field(int at) {
    LabelLine line = lines.get(at);
    String name = line.name();
    int next = at + 1;
    String value = line.value();
    if (name.equals("message")) {
      int first = value.isEmpty() ? nextFilled(next) : at;
      next = messageEnd(at + 1, first);
      value = joined(value, at + 1, next);
    } else if (value.isEmpty()) {
      int below = nextFilled(next);
      if (below < lines.size() && takesBelow(line, at, below)) {
        next = valueEnd(line, below);
        value = joined("", below, next);
      }
    } else if (style == Style.TAB || name.equals("address")) {
      next = continued(next);
      value = joined(value, at + 1, next);
    }
    add(line, value);
    lastLine = next - 1;
    return next;
  }

  private int nextFilled(int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).isBlank()) {
      at++;
    }
    return at;
  }

  /** Whether the filled line below an empty label is its value. */
  private boolean takesBelow(LabelLine label, int at, int below) {
    LabelLine line = lines.get(below);
    boolean isLabel = line.isKnown() && line.style() == style
        || line.hasLabel()
            && line.style() == label.style()
            && line.style() != Style.BARE
            && isNextLine
            && line.value().isEmpty()
        || line.hasLabel() && line.style() == style && !isNextLine;
    if (isLabel || line.isRule() || footers[below]) {
      return false;
    }
    if (isNextLine) {
      return true;
    }
    return label.isKnown()
        && below == at + 1
        && !line.text().isEmpty()
        && FieldValues.fits(label.name(), line.text())
        && (PERSON.contains(label.name())
            || label.name().equals("company")
            || label.name().equals("address"));
  }

  /** The line after a value below its label: one line for data of a person, otherwise all until a blank line or label. */
  private int valueEnd(LabelLine label, int from) {
    boolean isLine =
        label.isKnown() && !label.name().equals("address") && !label.name().equals("product");
    int at = from + 1;
    if (isLine) {
      return at;
    }
    while (at < lines.size()
        && !lines.get(at).isBlank()
        && !(lines.get(at).hasLabel()
            && (lines.get(at).style() == style || lines.get(at).isKnown()))
        && !footers[at]) {
      at++;
    }
    return at;
  }

  /** Lines without a label directly below a value. */
  private int continued(int from) {
    int at = from;
    while (at < lines.size()
        && !lines.get(at).isBlank()
        && !lines.get(at).hasLabel()
        && !lines.get(at).isRule()
        && !footers[at]) {
      at++;
    }
    return at;
  }

  /** The line after the text of a message: the next field, a footer, or the end. */
  private int messageEnd(int from, int firstFilled) {
    for (int at = from; at < lines.size(); at++) {
      LabelLine line = lines.get(at);
      if (line.isBlank() || at == firstFilled && !isNewField(at)) {
        continue;
      }
      if (footers[at] || line.isRule() && endsAfterRule(at) || isNewField(at) || isTail(at)) {
        return trimmed(from, at);
      }
    }
    return trimmed(from, lines.size());
  }

  private int trimmed(int from, int to) {
    int end = to;
    while (end > from && lines.get(end - 1).isBlank()) {
      end--;
    }
    return Math.max(end, from);
  }

  /** Whether nothing but fields and footers follows a rule. */
  private boolean endsAfterRule(int at) {
    int next = nextFilled(at + 1);
    return next >= lines.size()
        || lines.get(next).isKnown()
        || footers[next]
        || lines.get(next).isRule();
  }

  /** Whether a known label below a message begins a field, and is not a part of the message. */
  private boolean isNewField(int at) {
    LabelLine line = lines.get(at);
    if (!line.isKnown() || line.style() != style && line.style() != Style.COLON) {
      return false;
    }
    boolean isWhole = line.style() == Style.BARE || line.style() == Style.QUESTION;
    if (isWhole && !isNextLine || line.name().equals("message")) {
      return false;
    }
    if (seen.contains(line.name())) {
      return line.name().equals(firstName) && isSeparated(at) && hasAddressSoon(at);
    }
    boolean hasValue = !line.value().isEmpty() && FieldValues.fits(line.name(), line.value());
    return hasValue || line.value().isEmpty() && (isNextLine || isSeparated(at));
  }

  private boolean isSeparated(int at) {
    return at == 0
        || lines.get(at - 1).isBlank()
        || lines.get(at - 1).isRule()
        || !lines.get(at - 1).hasLabel();
  }

  private boolean hasAddressSoon(int at) {
    for (int i = at; i < Math.min(lines.size(), at + BLOCK); i++) {
      if (lines.get(i).name().equals("email")
          || FieldValues.hasAddress(lines.get(i).text())) {
        return true;
      }
    }
    return false;
  }

  /** Whether from a label below a blank line on there are only fields. */
  private boolean isTail(int at) {
    LabelLine first = lines.get(at);
    boolean isShort = first.label().length() <= 40 && first.value().length() <= 120;
    if (first.style() != style
        || !isShort
        || !lines.get(at - 1).isBlank() && !lines.get(at - 1).isRule() && !isChoice(first)) {
      return false;
    }
    if (first.style() == Style.QUESTION && !isNextLine) {
      return false;
    }
    return tails[at] && (isChoice(first) || isFieldsBelow(at));
  }

  /** Whether a label has the value of a box. */
  private static boolean isChoice(LabelLine line) {
    return FormWords.isIn("choice", line.value());
  }

  /** Whether the tail begins with a known label or has at least three labels: one alone may be a line of the message. */
  private boolean isFieldsBelow(int at) {
    if (lines.get(at).isKnown() && !seen.contains(lines.get(at).name())) {
      return true;
    }
    int labels = 0;
    for (int i = at; i < Math.min(lines.size(), at + BLOCK) && !footers[i]; i++) {
      labels += lines.get(i).hasLabel() ? 1 : 0;
    }
    return labels >= 3;
  }

  private String joined(String first, int from, int to) {
    var text = new StringBuilder(first);
    for (int i = from; i < to; i++) {
      if (text.length() > 0) {
        text.append('\n');
      }
      text.append(lines.get(i).text());
    }
    return text.toString().strip();
  }

  private void add(LabelLine line, String raw) {
    String name = line.name();
    String value = FieldValues.clean(raw, name);
    if (!FieldValues.fits(name, value)) {
      name = "";
    }
    if (!name.isEmpty()) {
      seen.add(name);
    }
    if (name.isEmpty() && value.isEmpty() && line.label().indexOf(' ') > 0 && seen.isEmpty()) {
      return; // a heading
    }
    String label = line.label().isBlank() ? line.text() : line.label();
    fields.add(new FormField(name, label, value, conclusion(line.text())));
  }

  private Conclusion conclusion(String evidence) {
    return Conclusion.of(rule, evidence, style == Style.DASH || style == Style.COLUMN ? 0.7 : 0.9);
  }

  private boolean isForm() {
    Set<String> known = new HashSet<>();
    for (FormField field : fields) {
      if (!field.name().isEmpty() && (!field.value().isEmpty() || field.name().equals("message"))) {
        known.add(field.name());
      }
    }
    boolean isPerson = known.stream().anyMatch(PERSON::contains);
    boolean isContent = known.stream().anyMatch(CONTENT::contains);
    boolean isLong = lines.size() > 60 && known.size() < 3;
    return known.size() >= 2 && isPerson && isContent && !isLong;
  }

  /** A name without a label: a line that the subject repeats, or the first line below a heading of contact data. */
  private void addName(String subject) {
    if (seen.contains("name") || seen.contains("first_name") || seen.contains("last_name")) {
      return;
    }
    String previous = "";
    for (LabelLine line : lines) {
      boolean isShort = !line.text().isEmpty() && line.text().length() <= 60 && !line.hasLabel();
      boolean isNamed = isShort
          && line.text().indexOf(' ') > 0
          && Character.isUpperCase(line.text().codePointAt(0))
          && (subject.contains(line.text()) || FormWords.isIn("person", FormWords.fold(previous)));
      if (isNamed && FieldValues.fits("name", line.text())) {
        fields.add(
            0,
            new FormField(
                "name", "Name", line.text(), Conclusion.of(rule + "-name", line.text(), 0.7)));
        return;
      }
      previous = line.isBlank() ? previous : line.text();
    }
  }

  /** The answer of several words to a question whose meaning is not known is the message, if no other field is. */
  private void nameQuestion() {
    if (seen.contains("message")) {
      return;
    }
    int longest = -1;
    for (int i = 0; i < fields.size(); i++) {
      FormField field = fields.get(i);
      boolean isAnswer = field.name().isEmpty()
          && field.label().strip().endsWith("?")
          && field.value().split("\\s+", -1).length >= 5;
      if (isAnswer
          && (longest < 0
              || field.value().length() > fields.get(longest).value().length())) {
        longest = i;
      }
    }
    if (longest >= 0) {
      FormField answer = fields.get(longest);
      seen.add("message");
      fields.set(
          longest,
          new FormField(
              "message",
              answer.label(),
              answer.value(),
              Conclusion.of(rule + "-answer", answer.label(), 0.6)));
    }
  }

  /** A message without a label: the text below the last field. */
  private void addFreeText() {
    if (seen.contains("message") || lastLine < 0) {
      return;
    }
    int from = nextFilled(lastLine + 1);
    while (from < lines.size() && (lines.get(from).isRule() || lines.get(from).isBlank())) {
      from++;
    }
    int to = from;
    while (to < lines.size()
        && !footers[to]
        && !FormWords.begins("closing", lines.get(to).text())) {
      to++;
    }
    String text = joined("", from, to);
    if (text.split("\\s+", -1).length >= 3) {
      fields.add(new FormField(
          "message",
          "Text",
          FieldValues.clean(text, "message"),
          Conclusion.of(rule + "-text", text, 0.6)));
    }
  }
}
