// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where another message begins in a text.
 *
 * @param forward whether the other message is forwarded and not quoted
 * @param first the index of the first line of its header
 * @param last the index of the last line of its header
 * @param start the index of the first character of its header
 * @param end the index of the line after it, {@link #MARKED} if it extends to the end of the lines with quotation marks
 * @param block its header fields, null where there are none
 * @param attribution its attribution, null where there is none
 */
record Boundary(
    boolean forward,
    int first,
    int last,
    int start,
    int end,
    @Nullable HeaderBlock block,
    @Nullable Attribution attribution,
    String rule,
    double confidence) {

  /** The end of a message whose lines have quotation marks. */
  static final int MARKED = -1;

  /** The index of the line after the message. */
  int end(List<TextLine> lines) {
    return end == MARKED ? QuotedLines.end(lines, last + 1) : end;
  }
}
