// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message as mail programs write them into the text of a reply or forward.
 *
 * @param fields the values, a value that is folded over lines joined with spaces
 * @param first the index of the first line
 * @param last the index of the last line
 */
record HeaderBlock(Map<PhraseType, String> fields, int first, int last) {

  private static final int MAX_LABEL = 45;
  private static final int MAX_CONTINUATION = 3;
  private static final int MAX_LINES = 40;
  private static final List<PhraseType> FIELDS = List.of(
      PhraseType.FIELD_FROM,
      PhraseType.FIELD_DATE,
      PhraseType.FIELD_TO,
      PhraseType.FIELD_CC,
      PhraseType.FIELD_SUBJECT,
      PhraseType.FIELD_OTHER);

  /** The fields that a label can name; empty where it names none. */
  static Set<PhraseType> typesOf(String label) {
    EnumSet<PhraseType> types = EnumSet.noneOf(PhraseType.class);
    for (PhraseType field : FIELDS) {
      if (PhraseTables.of(field).contains(label)) {
        types.add(field);
      }
    }
    if (types.isEmpty() && label.startsWith("x-") && label.indexOf(' ') < 0) {
      types.add(PhraseType.FIELD_OTHER);
    }
    return types;
  }

  /** The index of the colon that ends a label at the beginning of a line, -1 where there is none. */
  static int colonOf(String content) {
    int limit = Math.min(content.length(), MAX_LABEL);
    for (int i = 0; i < limit; i++) {
      char c = content.charAt(i);
      if (c == ':' || c == '：') {
        return i > 0 && !content.startsWith("//", i + 1) ? i : -1;
      }
      if (c == '<' || c == '@' || c == '.' && i + 1 < limit && content.charAt(i + 1) == ' ') {
        return -1;
      }
    }
    return -1;
  }

  /** The label of a line in lower case, {@code ""} where it has none. */
  static String labelOf(TextLine line) {
    int colon = colonOf(line.content);
    return colon < 0 ? "" : TextLine.fold(line.content.substring(0, colon));
  }

  private static @Nullable PhraseType fieldOf(TextLine line, Map<PhraseType, String> seen) {
    String label = labelOf(line);
    if (label.isEmpty()) {
      return null;
    }
    Set<PhraseType> types = typesOf(label);
    for (PhraseType type : types) {
      if (!seen.containsKey(type) || type == PhraseType.FIELD_OTHER) {
        return type;
      }
    }
    return null;
  }

  private static String valueOf(TextLine line) {
    String value = line.content.substring(colonOf(line.content) + 1);
    int start = 0;
    while (start < value.length()
        && (TextLine.isBlank(value.charAt(start)) || value.charAt(start) == '*')) {
      start++;
    }
    return value.substring(start);
  }

  /** The block that begins at a line, null if the line is not a header field. */
  static @Nullable HeaderBlock at(List<TextLine> lines, int first) {
    Map<PhraseType, String> fields = new EnumMap<>(PhraseType.class);
    PhraseType field = fieldOf(lines.get(first), fields);
    if (field == null) {
      return null;
    }
    fields.put(field, valueOf(lines.get(first)));
    int last = first;
    int limit = Math.min(lines.size(), first + MAX_LINES);
    int i = first + 1;
    while (i < limit) {
      int next = nextField(lines, i, limit, fields);
      if (next < 0) {
        break;
      }
      if (next > i) {
        StringBuilder value = new StringBuilder(fields.getOrDefault(field, ""));
        for (int k = i; k < next; k++) {
          value
              .append(value.length() == 0 || lines.get(k).isBlank() ? "" : " ")
              .append(lines.get(k).content);
        }
        fields.put(field, value.toString());
      }
      field = fieldOf(lines.get(next), fields);
      if (field == null) {
        break;
      }
      fields.put(field, valueOf(lines.get(next)));
      last = next;
      i = next + 1;
    }
    return new HeaderBlock(fields, first, last);
  }

  /**
   * The line of the next field at or after {@code from}: directly, after the continuation of a folded value, or after a blank line as
   * long as no subject has been seen. -1 where the block ends.
   */
  private static int nextField(
      List<TextLine> lines, int from, int limit, Map<PhraseType, String> fields) {
    boolean text = false;
    boolean blank = false;
    for (int i = from; i < limit && i <= from + MAX_CONTINUATION; i++) {
      TextLine line = lines.get(i);
      if (line.isBlank()) {
        if (text || fields.containsKey(PhraseType.FIELD_SUBJECT)) {
          return -1;
        }
        blank = true;
        continue;
      }
      PhraseType field = fieldOf(line, fields);
      if (field != null) {
        return blank && field == PhraseType.FIELD_OTHER ? -1 : i;
      }
      if (blank || !labelOf(line).isEmpty() && !typesOf(labelOf(line)).isEmpty()) {
        return -1;
      }
      text = true;
    }
    return -1;
  }

  /** The block in a single line, as some web mailers write it: {@code From: a <a@b>To: c <c@d>Sent: …Subject: …}. */
  static @Nullable HeaderBlock inline(String text, int line) {
    Map<PhraseType, String> fields = new EnumMap<>(PhraseType.class);
    PhraseType field = null;
    int valueStart = 0;
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      lower.append(Character.toLowerCase(text.charAt(i)));
    }
    String folded = lower.toString();
    for (int i = 0; i < text.length(); i++) {
      if (i > 0
          && Character.isLetter(text.charAt(i))
          && !Character.isUpperCase(text.charAt(i))
          && text.charAt(i) < 0x2E80) {
        continue;
      }
      for (PhraseType type : FIELDS) {
        int length = fields.containsKey(type) ? 0 : labelLength(text, folded, i, type);
        if (length > 0) {
          if (field != null) {
            fields.put(field, text.substring(valueStart, i).strip());
          }
          field = type;
          fields.put(type, "");
          i += length - 1;
          valueStart = i + 1;
          break;
        }
      }
    }
    if (field == null) {
      return null;
    }
    fields.put(field, text.substring(valueStart).strip());
    return new HeaderBlock(fields, line, line);
  }

  /** The length of a label with its colon; directly after an angle bracket the colon may be missing. */
  private static int labelLength(String text, String folded, int at, PhraseType type) {
    int length = PhraseTables.of(type).prefixAt(folded, at);
    if (length < 2 && !(length == 1 && Character.isUpperCase(text.charAt(at)))) {
      return 0;
    }
    int end = at + length;
    while (end < text.length() && TextLine.isBlank(text.charAt(end))) {
      end++;
    }
    if (end < text.length() && (text.charAt(end) == ':' || text.charAt(end) == '：')) {
      return end + 1 - at;
    }
    boolean glued = at > 0 && text.charAt(at - 1) == '>' && end > at + length;
    return glued ? end - at : 0;
  }

  String value(PhraseType field) {
    return fields.getOrDefault(field, "");
  }

  boolean has(PhraseType field) {
    return fields.containsKey(field);
  }

  private boolean hasAddress() {
    return Clues.hasAddress(value(PhraseType.FIELD_FROM))
        || Clues.hasAddress(value(PhraseType.FIELD_TO))
        || Clues.hasAddress(value(PhraseType.FIELD_CC));
  }

  /**
   * Whether the fields are those of a message even where no line says so: a date with a time, and an author or recipients with an address,
   * or all four fields. The fields of a shipment or a form are not.
   */
  boolean isConvincing() {
    String date = value(PhraseType.FIELD_DATE);
    boolean dated = Clues.hasTime(date) || Clues.hasDate(date);
    boolean party = has(PhraseType.FIELD_FROM) || has(PhraseType.FIELD_TO);
    if (dated && party && hasAddress()) {
      return true;
    }
    return Clues.hasTime(date)
        && has(PhraseType.FIELD_FROM)
        && has(PhraseType.FIELD_TO)
        && has(PhraseType.FIELD_SUBJECT);
  }

  /** Whether the fields are those of a message where the subject says that one is forwarded: an author with an address and a subject. */
  boolean hasMessage() {
    return fields.size() >= 3
        && has(PhraseType.FIELD_SUBJECT)
        && Clues.hasAddress(value(PhraseType.FIELD_FROM));
  }

  /** Whether the fields can be those of a message below a line that says so. */
  boolean isPlausible() {
    return fields.size() >= 2 || !value(PhraseType.FIELD_FROM).isEmpty();
  }
}
