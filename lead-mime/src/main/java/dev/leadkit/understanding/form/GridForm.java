// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads rows of values below a row of labels: exported tables, and CSV in the text. Each row is a person of its own. */
final class GridForm {

  private static final int MAX_ROWS = 100;
  private static final int MIN_COLUMNS = 3;
  private static final char[] SEPARATORS = {'\t', ';', ',', '|'};

  private GridForm() {}

  /** The fields of all rows, one person after the other; none if there is no such table. */
  static List<FormField> read(String text, String rule) {
    List<String> lines = text.lines().limit(3_000).toList();
    for (int i = 0; i + 1 < lines.size(); i++) {
      for (char separator : SEPARATORS) {
        if (lines.get(i).indexOf(separator) < 0) {
          continue;
        }
        List<String> labels = cells(lines.get(i), separator);
        if (isHeader(labels)) {
          List<FormField> fields = rows(lines, i + 1, labels, separator, rule);
          if (!fields.isEmpty()) {
            return fields;
          }
        }
      }
    }
    return List.of();
  }

  private static boolean isHeader(List<String> labels) {
    if (labels.size() < MIN_COLUMNS) {
      return false;
    }
    Set<String> known = new HashSet<>();
    for (String label : labels) {
      String name = FormWords.name(label.strip());
      if (!name.isEmpty()) {
        known.add(name);
      }
      if (label.indexOf('@') >= 0
          || label.length() > FormWords.MAX_LABEL
          || label.indexOf(':') >= 0) {
        return false;
      }
    }
    return known.contains("email") && known.size() >= 2 && known.size() * 2 >= labels.size();
  }

  private static List<FormField> rows(
      List<String> lines, int from, List<String> labels, char separator, String rule) {
    var fields = new ArrayList<FormField>();
    int rows = 0;
    for (int i = from; i < lines.size() && rows < MAX_ROWS; i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.chars().allMatch(c -> "|-:+ ".indexOf(c) >= 0)) {
        continue;
      }
      List<String> values = cells(line, separator);
      if (values.size() > labels.size() || values.size() < 2 || !FieldValues.hasAddress(line)) {
        break;
      }
      rows++;
      for (int column = 0; column < labels.size(); column++) {
        String label = labels.get(column).strip();
        if (label.isEmpty()) {
          continue;
        }
        String name = FormWords.name(label);
        String value = FieldValues.clean(column < values.size() ? values.get(column) : "", name);
        fields.add(new FormField(
            FieldValues.fits(name, value) ? name : "",
            label,
            value,
            Conclusion.of(rule + "-row", line, 0.9)));
      }
    }
    return fields;
  }

  /** The cells of a line; quoted ones as in RFC 4180. */
  private static List<String> cells(String line, char separator) {
    String text = line.strip();
    if (separator == '|') {
      text = text.startsWith("|") ? text.substring(1) : text;
      text = text.endsWith("|") ? text.substring(0, text.length() - 1) : text;
    }
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && (quoted || cell.toString().isBlank())) {
        boolean isDouble = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (isDouble) {
          cell.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
