// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON document in a text (RFC 8259) as fields. Objects of a label and a value, as form services send them, are one
 * field each. A document with a mistake gives the fields before it.
 */
final class JsonForm {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_FIELDS = 500;
  private static final Set<String> LABELS = Set.of(
      "label",
      "question",
      "title",
      "field",
      "key",
      "name",
      "fieldlabel",
      "prompt",
      "column_name",
      "field_name");
  private static final Set<String> VALUES =
      Set.of("value", "answer", "values", "response", "text", "string_value", "user_response");
  /** Members of people who are not the prospect. */
  private static final Set<String> OTHERS = Set.of(
      "owner",
      "agent",
      "vendor",
      "provider",
      "assignee",
      "assigned_to",
      "dealer",
      "recipient",
      "site",
      "account_owner",
      "hubspot_owner",
      "salesperson",
      "broker");

  private final String text;
  private final List<FormField> fields = new ArrayList<>();
  private int at;
  private boolean failed;

  private JsonForm(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** The fields of the first document in a text; none if there is none, or it names no person. */
  static List<FormField> read(String text) {
    int start = start(text);
    if (start < 0) {
      return List.of();
    }
    var form = new JsonForm(text, start);
    form.value("", "", 0);
    boolean isPerson = form.fields.stream()
        .anyMatch(field -> Set.of("email", "phone", "name").contains(field.name())
            && !field.value().isEmpty());
    return isPerson ? List.copyOf(form.fields) : List.of();
  }

  /** Where a document begins: a line with an opening brace or bracket and a quotation mark after it. */
  private static int start(String text) {
    int line = 0;
    while (line < text.length()) {
      int first = line;
      while (first < text.length() && text.charAt(first) <= ' ') {
        first++;
      }
      if (first < text.length() && "{[".indexOf(text.charAt(first)) >= 0) {
        int next = first + 1;
        while (next < text.length()
            && (text.charAt(next) <= ' ' || "{[".indexOf(text.charAt(next)) >= 0)) {
          next++;
        }
        if (next < text.length() && text.charAt(next) == '"') {
          return first;
        }
      }
      int end = text.indexOf('\n', first);
      if (end < 0) {
        return -1;
      }
      line = end + 1;
    }
    return -1;
  }

  private char peek() {
    while (at < text.length() && text.charAt(at) <= ' '
        || at < text.length() && text.charAt(at) == '\u00a0') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  /** Reads a value; a scalar becomes a field under its key. Returns its text if it is a scalar, null otherwise. */
  private @Nullable String value(String path, String key, int depth) {
    char c = peek();
    if (depth > MAX_DEPTH || c == '\0') {
      failed = true;
      return null;
    }
    if (c == '{') {
      object(path, key, depth);
      return null;
    }
    if (c == '[') {
      return array(path, key, depth);
    }
    return c == '"' ? string() : literal();
  }

  private void object(String path, String key, int depth) {
    at++;
    Map<String, String> scalars = new LinkedHashMap<>();
    int begin = fields.size();
    while (!failed && peek() != '}') {
      if (peek() != '"') {
        failed = true;
        break;
      }
      String name = string();
      if (peek() != ':') {
        failed = true;
        break;
      }
      at++;
      boolean isOther = OTHERS.contains(FormWords.fold(name).replace(' ', '_'));
      int before = fields.size();
      String scalar = value(path + "/" + name, name, depth + 1);
      if (isOther) {
        while (fields.size() > before) {
          fields.remove(fields.size() - 1);
        }
      } else if (scalar != null) {
        scalars.put(name, scalar);
      }
      if (peek() == ',') {
        at++;
      }
    }
    if (at < text.length()) {
      at++;
    }
    String label = member(scalars, LABELS);
    String value = member(scalars, VALUES);
    if (label != null && value != null && !label.equals(value)) {
      add(label, value, begin);
      return;
    }
    int insert = begin;
    for (Map.Entry<String, String> scalar : scalars.entrySet()) {
      boolean isValue =
          scalars.size() <= 3 && VALUES.contains(scalar.getKey().toLowerCase(Locale.ROOT));
      insert = add(isValue && !key.isEmpty() ? key : scalar.getKey(), scalar.getValue(), insert);
    }
  }

  private static @Nullable String member(Map<String, String> scalars, Set<String> names) {
    for (Map.Entry<String, String> scalar : scalars.entrySet()) {
      if (names.contains(scalar.getKey().toLowerCase(Locale.ROOT))) {
        return scalar.getValue();
      }
    }
    return null;
  }

  /** Reads an array; one of scalars is one value. */
  private @Nullable String array(String path, String key, int depth) {
    at++;
    List<String> scalars = new ArrayList<>();
    while (!failed && peek() != ']') {
      String scalar = value(path, key, depth + 1);
      if (scalar != null) {
        scalars.add(scalar);
      }
      if (peek() == ',') {
        at++;
      } else if (peek() != ']') {
        failed = true;
      }
    }
    if (at < text.length()) {
      at++;
    }
    return scalars.isEmpty() ? null : String.join(", ", scalars);
  }

  private int add(String label, String raw, int index) {
    if (label.isBlank()
        || label.length() > FormWords.MAX_LABEL * 3
        || fields.size() >= MAX_FIELDS) {
      return index;
    }
    String name = FormWords.name(label);
    name = name.isEmpty() && label.strip().endsWith("?") ? FormWords.questioned(label) : name;
    String value = FieldValues.clean(raw, name);
    int place = Math.min(index, fields.size());
    fields.add(
        place,
        new FormField(
            FieldValues.fits(name, value) ? name : "",
            label,
            value,
            Conclusion.of("json", label, 0.95)));
    return place + 1;
  }

  private String literal() {
    int from = at;
    while (at < text.length() && ",]} \r\n\t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == from) {
      failed = true;
    }
    String literal = text.substring(from, at);
    return literal.equals("null") ? "" : literal;
  }

  private String string() {
    var out = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c != '\\' || at >= text.length()) {
        out.append(c);
        continue;
      }
      char escaped = text.charAt(at++);
      switch (escaped) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r', 'b', 'f' -> out.append(' ');
        case 'u' -> unicode(out);
        default -> out.append(escaped);
      }
    }
    at++;
    return out.toString().replace("\r\n", "\n");
  }

  private void unicode(StringBuilder out) {
    int end = Math.min(text.length(), at + 4);
    int code = 0;
    for (int i = at; i < end; i++) {
      code = code * 16 + Math.max(0, Character.digit(text.charAt(i), 16));
    }
    at = end;
    out.append((char) code);
  }
}
