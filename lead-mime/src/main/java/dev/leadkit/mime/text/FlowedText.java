// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.text;

import dev.leadkit.mime.header.ParameterList;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lines of paragraphs that were broken for transport ({@code format=flowed}, RFC 3676) in one pass.
 *
 * <p>Unlike there, an empty line is always kept: it ends the paragraph before it, even if the last line of that is marked as flowed.
 */
final class FlowedText {

  private static final String SIGNATURE = "-- ";

  private final String text;
  private final boolean deletesSpace;
  private final int @Nullable [] origins;
  private final StringBuilder unfolded;
  private int depth;

  private FlowedText(String text, boolean deletesSpace, int @Nullable [] origins) {
    this.text = text;
    this.deletesSpace = deletesSpace;
    this.origins = origins;
    this.unfolded = new StringBuilder(text.length() + 16);
  }

  static boolean isMeantBy(ParameterList contentType) {
    return contentType.get("format").strip().equalsIgnoreCase("flowed");
  }

  /** The text with its paragraphs joined; its lines end in line feeds. */
  static String unfold(String text, ParameterList contentType) {
    return new FlowedText(text, deletesSpace(contentType), null).unfold();
  }

  /**
   * The origins of the characters of the unfolded text.
   *
   * @return for each of its characters the index in the text; quote marks may share an index
   */
  static int[] origins(String text, ParameterList contentType) {
    int[] origins = new int[2 * text.length()];
    new FlowedText(text, deletesSpace(contentType), origins).unfold();
    return origins;
  }

  private static boolean deletesSpace(ParameterList contentType) {
    return contentType.get("delsp").strip().equalsIgnoreCase("yes");
  }

  private String unfold() {
    boolean flows = false;
    int at = 0;
    while (at < text.length()) {
      int lineFeed = text.indexOf('\n', at);
      int end = lineFeed < 0 ? text.length() : lineFeed;
      flows = line(at, end, flows);
      if (lineFeed >= 0 && !flows) {
        append(lineFeed, lineFeed + 1);
      }
      at = end + 1;
    }
    return unfolded.toString();
  }

  /** Whether the line flows into the next one (RFC 3676 §4.1 to §4.5). */
  private boolean line(int start, int end, boolean continues) {
    int from = start;
    while (from < end && text.charAt(from) == '>') {
      from++;
    }
    int quotes = from - start;
    if (from < end && text.charAt(from) == ' ') {
      from++; // space-stuffing
    }
    boolean signature = end - from == SIGNATURE.length() && text.startsWith(SIGNATURE, from);
    if (continues && (quotes != depth || from == end || signature)) {
      append(Math.max(0, start - 1), start);
      begin(start, from, quotes, end);
    } else if (!continues) {
      begin(start, from, quotes, end);
    }
    if (signature || from == end || text.charAt(end - 1) != ' ') {
      append(from, end);
      return false;
    }
    boolean last = end >= text.length() - 1;
    append(from, deletesSpace && !last ? end - 1 : end);
    return !last;
  }

  private void begin(int start, int from, int quotes, int end) {
    depth = quotes;
    append(start, start + quotes);
    if (quotes > 0 && from < end) {
      put(from - 1, ' ');
    }
  }

  private void append(int from, int to) {
    for (int i = from; origins != null && i < to; i++) {
      origins[unfolded.length() + i - from] = i;
    }
    unfolded.append(text, from, to);
  }

  private void put(int origin, char c) {
    if (origins != null) {
      origins[unfolded.length()] = origin;
    }
    unfolded.append(c);
  }
}
