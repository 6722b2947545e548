// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Segment.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marks the lines of quoted and forwarded messages. */
final class BoundaryMarker {

  /** A quoted line of at least this length may have been wrapped by a mail program, so that its remainder has no quotation mark. */
  private static final int WRAPPED = 30;

  private static final int LONG = 60;

  private final LineKinds kinds;
  private final List<TextLine> lines;
  private final BoundaryFinder finder;

  BoundaryMarker(LineKinds kinds, List<Container> containers, @Nullable String subject) {
    this.kinds = kinds;
    this.lines = kinds.lines;
    this.finder = new BoundaryFinder(lines, containers, subject);
  }

  /** Marks all lines; returns whether a message is forwarded. */
  boolean mark() {
    boolean forwarded = false;
    int i = 0;
    while (i < lines.size()) {
      Boundary boundary = finder.at(i);
      if (boundary != null) {
        Kind header = boundary.forward() ? Kind.FORWARD_HEADER : Kind.QUOTATION_HEADER;
        Kind body = boundary.forward() ? Kind.FORWARDED : Kind.QUOTED;
        kinds.set(
            boundary.first(), boundary.last() + 1, header, boundary.rule(), boundary.confidence());
        kinds.split(boundary.first(), boundary.start());
        int end = boundary.end(lines);
        kinds.set(boundary.last() + 1, end, body, boundary.rule(), boundary.confidence());
        forwarded |= boundary.forward();
        i = Math.max(end, boundary.last() + 1);
        continue;
      }
      if (lines.get(i).depth > 0 && !isComparison(i) || isRemainder(lines, i)) {
        kinds.set(i, i + 1, Kind.QUOTED, "quotation-marks", 0.9);
      }
      i++;
    }
    return forwarded;
  }

  /** A single line with a number directly below own text, such as "> 40 is too many". */
  private boolean isComparison(int i) {
    boolean below = i + 1 < lines.size() && lines.get(i + 1).depth > 0;
    String content = lines.get(i).content;
    boolean number = !content.isEmpty()
        && (Clues.isDigit(content.charAt(0))
            || Character.getType(content.charAt(0)) == Character.CURRENCY_SYMBOL);
    return i > 0
        && number
        && lines.get(i).depth == 1
        && !lines.get(i - 1).isBlank()
        && lines.get(i - 1).depth == 0
        && !below;
  }

  /** The end of the lines with quotation marks that begin at or after a line; blank lines between them belong to them. */
  static int quotedEnd(List<TextLine> lines, int from) {
    int end = from;
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).depth > 0 || isRemainder(lines, i)) {
        end = i + 1;
      } else if (!lines.get(i).isBlank()) {
        break;
      }
    }
    return end;
  }

  /** Whether a line without a mark, between two lines with marks, is what a mail program wrapped off the line above. */
  private static boolean isRemainder(List<TextLine> lines, int i) {
    TextLine line = lines.get(i);
    if (line.depth > 0 || line.isBlank() || i == 0 || i + 1 >= lines.size()) {
      return false;
    }
    TextLine above = lines.get(i - 1);
    if (above.depth == 0 || lines.get(i + 1).depth == 0) {
      return false;
    }
    String folded = line.folded();
    if (folded.startsWith("(http") || folded.startsWith("<http")) {
      return true;
    }
    String text = above.content;
    if (text.length() >= LONG) {
      return true;
    }
    return text.length() >= WRAPPED && ".?!:".indexOf(text.charAt(text.length() - 1)) < 0;
  }
}
