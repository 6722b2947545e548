// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.form;

import dev.leadkit.Conclusion;
import dev.leadkit.FormField;
import dev.leadkit.Segment.Kind;
import dev.leadkit.understanding.Segments;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the fields of a web form or portal from the texts of a message.
 *
 * <p>Tried in this order: an ADF document, a JSON document, rows below a row of labels, labels with values. The plain text comes before the
 * HTML, unless only the HTML has an e-mail field. What is quoted is never read; what is forwarded is read if the message has no form of its
 * own, under rules that begin with {@code forwarded-}.
 *
 * <p>The time grows linearly with the text, up to 3,000 lines. Most messages are dismissed after the beginning of each line is read.
 */
public final class FormReader {

  /** The beginning of the rules of fields in a forwarded message. */
  private static final String IN_FORWARD = "forwarded-";

  private static final int MAX_TEXT = 300_000;
  private static final int MAX_CELL = 40;
  private static final Set<Kind> LEFT_OUT = EnumSet.of(
      Kind.QUOTATION_HEADER, Kind.QUOTED, Kind.FORWARD_HEADER, Kind.FORWARDED, Kind.BANNER);

  private FormReader() {}

  /**
   * The fields, in their order; none if there is no form.
   *
   * @param subject the subject of the message
   * @param segments what a mail program shows of the message
   * @param html its HTML, {@code ""} if it has none
   * @param forwarded the text of the innermost message that it forwards, {@code ""} if it forwards none
   */
  public static List<FormField> read(
      String subject, Segments segments, String html, String forwarded) {
    List<FormField> fields = own(subject, segments);
    boolean isForward = !forwarded.isBlank();
    boolean isGrid = !hasEmail(fields) && HtmlGrid.isGrid(html);
    if (isGrid && !isForward && !hasQuotation(segments)) {
      List<FormField> marked = structured(HtmlGrid.text(html), subject, "html-");
      fields = marked.size() > fields.size() || hasEmail(marked) ? marked : fields;
    }
    if (fields.isEmpty() && isForward) {
      fields = mayBeForm(forwarded) ? structured(cut(forwarded), subject, IN_FORWARD) : fields;
      fields = !hasEmail(fields) && isGrid
          ? structured(HtmlGrid.text(html), subject, IN_FORWARD)
          : fields;
    }
    return fields;
  }

  private static boolean hasQuotation(Segments segments) {
    return segments.list().stream().anyMatch(segment -> LEFT_OUT.contains(segment.kind()));
  }

  private static List<FormField> own(String subject, Segments segments) {
    if (!mayBeForm(segments.text())) {
      return List.of();
    }
    Set<Kind> kinds = EnumSet.complementOf(EnumSet.copyOf(LEFT_OUT));
    return structured(cut(segments.text(kinds)), subject, "");
  }

  private static String cut(String text) {
    String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    return shown.indexOf('\r') < 0 ? shown : shown.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static List<FormField> structured(String text, String subject, String prefix) {
    List<FormField> fields = prefixed(AdfForm.read(text), prefix);
    fields = fields.isEmpty() ? prefixed(JsonForm.read(text), prefix) : fields;
    fields = fields.isEmpty() ? GridForm.read(text, prefix + "table") : fields;
    return fields.isEmpty() ? TextForm.read(text, subject, prefix + "label-and-value") : fields;
  }

  private static List<FormField> prefixed(List<FormField> fields, String prefix) {
    if (prefix.isEmpty()) {
      return fields;
    }
    return fields.stream()
        .map(field -> new FormField(
            field.name(),
            field.label(),
            field.value(),
            new Conclusion(
                prefix + field.conclusion().rule(),
                field.conclusion().evidence(),
                field.conclusion().confidence())))
        .toList();
  }

  private static boolean hasEmail(List<FormField> fields) {
    return fields.stream()
        .anyMatch(field -> field.name().equals("email") && !field.value().isEmpty());
  }

  /** Whether at least two short beginnings of lines are known labels, or there is a document of another format. */
  private static boolean mayBeForm(String text) {
    if (AdfForm.isAdf(text) || text.indexOf('{') >= 0 && text.indexOf('"') > 0) {
      return true;
    }
    int labels = 0;
    int lines = 0;
    int start = 0;
    while (start < text.length() && lines < 3_000 && labels < 2) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      if (end > start && mayBeLabel(text, start, end)) {
        LabelLine line = LabelLine.read(text.substring(start, end));
        labels += line.isKnown() ? 1 : 0;
        labels += isHeader(text, start, end) ? 2 : 0;
      }
      lines++;
      start = end + 1;
    }
    return labels >= 2;
  }

  /** Whether a line is short or has a separator near its beginning. */
  private static boolean mayBeLabel(String text, int start, int end) {
    if (end - start <= MAX_CELL) {
      return true;
    }
    int limit = Math.min(end, start + FormWords.MAX_LABEL);
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '=' || c == '\t' || c == '：' || c == '】' || c == ',' || c == ';'
          || c == '|') {
        return true;
      }
    }
    return false;
  }

  /** Whether a line lists labels, as the first row of a table does. */
  private static boolean isHeader(String text, int start, int end) {
    if (end - start > 600) {
      return false;
    }
    for (char separator : new char[] {',', ';', '|', '\t'}) {
      int cells = 1;
      int length = 0;
      int longest = 0;
      for (int i = start; i < end; i++) {
        boolean isEnd = text.charAt(i) == separator;
        cells += isEnd ? 1 : 0;
        length = isEnd ? 0 : length + 1;
        longest = Math.max(longest, length);
      }
      if (cells >= 3 && longest <= MAX_CELL && isHeader(text.substring(start, end), separator)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHeader(String line, char separator) {
    int known = 0;
    int from = 0;
    while (from <= line.length() && known < 2) {
      int to = line.indexOf(separator, from);
      to = to < 0 ? line.length() : to;
      known += FormWords.name(line.substring(from, to).strip()).isEmpty() ? 0 : 1;
      from = to + 1;
    }
    return known >= 2;
  }
}
