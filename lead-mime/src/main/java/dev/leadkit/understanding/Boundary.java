// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import org.jspecify.annotations.Nullable;

/**
 * Where another message begins in a text.
 *
 * @param forward whether the other message is forwarded and not quoted
 * @param first the index of the first line of its header
 * @param last the index of the last line of its header
 * @param start the index of the first character of its header
 * @param toEnd whether it extends to the end of the text, instead of to the end of the lines with quotation marks
 * @param block its header fields, null where there are none
 * @param attribution its attribution, null where there is none
 */
record Boundary(
    boolean forward,
    int first,
    int last,
    int start,
    boolean toEnd,
    @Nullable HeaderBlock block,
    @Nullable Attribution attribution,
    String rule,
    double confidence) {

  Boundary asForward(String reason, double sure) {
    return new Boundary(true, first, last, start, toEnd, block, attribution, reason, sure);
  }
}
