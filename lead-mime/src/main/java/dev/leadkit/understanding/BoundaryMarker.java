// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Segment.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marks the lines of quoted and forwarded messages. */
final class BoundaryMarker {

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
      if (lines.get(i).depth > 0 && !isComparison(i) || QuotedLines.isRemainder(lines, i)) {
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
}
