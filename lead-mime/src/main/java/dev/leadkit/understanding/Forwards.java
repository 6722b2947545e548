// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Address;
import dev.leadkit.Forwarded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the messages that a text forwards. A line that says so and the header fields below it, or a subject that says so and a header block
 * or attribution, make a forward; text that is merely quoted never does.
 */
public final class Forwards {

  private static final int MAX_NESTING = 10;

  private Forwards() {}

  /**
   * The forward in a text, null where there is none.
   *
   * @param subject the subject of the message, null where it is not known
   * @param text the plain text of the message
   */
  public static @Nullable UnwrappedForward unwrap(@Nullable String subject, String text) {
    return unwrap(subject, text, List.of(), 0);
  }

  /**
   * The forward in the text of an HTML document, null where there is none.
   *
   * @param subject the subject of the message, null where it is not known
   * @param text the text of the document
   * @param containers its elements that mail programs use for quoted mails
   */
  public static @Nullable UnwrappedForward unwrap(
      @Nullable String subject, String text, List<Container> containers) {
    return unwrap(subject, text, containers, 0);
  }

  private static @Nullable UnwrappedForward unwrap(
      @Nullable String subject, String text, List<Container> containers, int level) {
    List<TextLine> lines = TextLine.split(text);
    BoundaryFinder finder = new BoundaryFinder(lines, containers, subject);
    for (int i = 0; i < lines.size(); i++) {
      Boundary boundary = finder.at(i);
      if (boundary == null) {
        continue;
      }
      if (boundary.forward()) {
        return read(subject, text, lines, boundary, level);
      }
      if (boundary.end() == lines.size()) {
        return null;
      }
      i = Math.max(i, boundary.end(lines) - 1);
    }
    return null;
  }

  private static UnwrappedForward read(
      @Nullable String subject, String text, List<TextLine> lines, Boundary boundary, int level) {
    int from = boundary.last() + 1;
    int to = boundary.end(lines);
    String body = body(text, lines, from, to);
    String below = to < lines.size() ? text.substring(lines.get(to).start).strip() : "";
    String above = text.substring(0, Math.min(boundary.start(), lines.get(boundary.first()).end))
        .strip();
    Address author = Address.UNKNOWN;
    List<Address> recipients = List.of();
    List<Address> copies = List.of();
    String date = "";
    String topic = "";
    HeaderBlock block = boundary.block();
    Attribution attribution = boundary.attribution();
    if (block != null) {
      author = ShownAddresses.first(block.value(PhraseType.FIELD_FROM));
      recipients = ShownAddresses.list(block.value(PhraseType.FIELD_TO));
      copies = ShownAddresses.list(block.value(PhraseType.FIELD_CC));
      date = block.value(PhraseType.FIELD_DATE).strip();
      topic = block.value(PhraseType.FIELD_SUBJECT).strip();
    } else if (attribution != null) {
      author = AttributionParts.author(attribution.text());
      date = AttributionParts.date(attribution.text());
    }
    if (topic.isEmpty() && subject != null) {
      topic = SubjectPrefix.stripForward(subject);
    }
    UnwrappedForward inner =
        level >= MAX_NESTING ? null : unwrap(topic, body, List.of(), level + 1);
    return new UnwrappedForward(
        new Forwarded(author, recipients, copies, ShownDate.parse(date), topic, body),
        date,
        above,
        below,
        inner,
        boundary.rule(),
        boundary.confidence());
  }

  /** The lines without one level of quotation marks where they have some, or without their common indentation. */
  private static String body(String text, List<TextLine> lines, int from, int to) {
    if (from >= to) {
      return "";
    }
    int quoted = 0;
    int filled = 0;
    int indented = 0;
    for (int i = from; i < to; i++) {
      TextLine line = lines.get(i);
      if (!line.isBlank()) {
        filled++;
        quoted += line.depth > 0 ? 1 : 0;
        indented += line.depth == 0 && text.startsWith("    ", line.start) ? 1 : 0;
      }
    }
    boolean unquote =
        filled > 0 && quoted * 2 > filled && lines.get(firstFilled(lines, from, to)).depth > 0;
    boolean unindent = filled > 0 && indented == filled;
    if (!unquote && !unindent) {
      return text.substring(lines.get(from).start, lines.get(to - 1).end).strip();
    }
    StringBuilder out = new StringBuilder();
    for (int i = from; i < to; i++) {
      TextLine line = lines.get(i);
      int start = line.start;
      if (unquote && line.depth > 0) {
        start = text.indexOf('>', start) + 1;
        start += start < line.end && text.charAt(start) == ' ' ? 1 : 0;
      } else if (unindent && text.startsWith("    ", start)) {
        start += 4;
      }
      out.append(text, start, line.end);
    }
    return out.toString().strip();
  }

  private static int firstFilled(List<TextLine> lines, int from, int to) {
    int i = from;
    while (i < to - 1 && lines.get(i).isBlank()) {
      i++;
    }
    return i;
  }
}
