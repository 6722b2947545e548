// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import dev.leadkit.Understanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The segments of a text in words. */
final class SegmentText {

  /** The most characters of a segment that are shown. */
  private static final int MAX_SHOWN = 60;

  /** The most segments that are listed. */
  private static final int MAX_LISTED = 20;

  private SegmentText() {}

  /** A line for each segment that is not own text, with its rule, its confidence and its beginning; none where nothing was set aside. */
  static List<String> lines(Understanding understanding) {
    List<String> lines = new ArrayList<>();
    int more = 0;
    for (Segment segment : understanding.segments()) {
      if (segment.kind() == Kind.OWN_TEXT) {
        continue;
      }
      if (lines.size() == MAX_LISTED) {
        more++;
        continue;
      }
      lines.add("segment " + words(segment.kind()) + " by " + segment.rule() + ", "
          + percent(segment.confidence()) + ": \"" + beginning(segment.of(understanding.text()))
          + "\"");
    }
    if (more > 0) {
      lines.add("and " + more + " more segments");
    }
    return lines;
  }

  private static String beginning(String text) {
    String line = text.strip().replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
    int end = Math.min(line.length(), MAX_SHOWN);
    if (end < line.length() && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return LeadTable.printable(line.substring(0, end)) + (end < line.length() ? " …" : "");
  }

  static String words(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static String percent(double confidence) {
    return Math.round(confidence * 100) + " %";
  }
}
