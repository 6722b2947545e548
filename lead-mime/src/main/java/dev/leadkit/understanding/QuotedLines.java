// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.List;

/** The lines with quotation marks and what mail programs wrapped off them. */
final class QuotedLines {

  /** A quoted line of at least this length may have been wrapped by a mail program, so that its remainder has no quotation mark. */
  private static final int WRAPPED = 30;

  private static final int LONG = 60;

  private QuotedLines() {}

  /** The end of the lines with quotation marks that begin at or after a line; blank lines between them belong to them. */
  static int end(List<TextLine> lines, int from) {
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
  static boolean isRemainder(List<TextLine> lines, int i) {
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
