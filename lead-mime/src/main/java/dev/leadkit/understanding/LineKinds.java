// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding;

import dev.leadkit.Segment;
import dev.leadkit.Segment.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The kind of every line of a text, with the rule that decided; a line may be split once. */
final class LineKinds {

  final List<TextLine> lines;
  private final Kind[] kinds;
  private final String[] rules;
  private final double[] confidences;
  private final int[] splits;

  LineKinds(List<TextLine> lines) {
    this.lines = lines;
    kinds = new Kind[lines.size()];
    rules = new String[lines.size()];
    confidences = new double[lines.size()];
    splits = new int[lines.size()];
    Arrays.fill(kinds, Kind.OWN_TEXT);
    Arrays.fill(rules, "text");
    Arrays.fill(confidences, 0.9);
    Arrays.fill(splits, -1);
  }

  Kind of(int line) {
    return kinds[line];
  }

  int size() {
    return kinds.length;
  }

  /** Sets the kind of the lines from {@code from} to {@code to}, exclusive. */
  void set(int from, int to, Kind kind, String rule, double confidence) {
    for (int i = from; i < to; i++) {
      kinds[i] = kind;
      rules[i] = rule;
      confidences[i] = confidence;
    }
  }

  /** Splits a line: the characters before this index are own text, and only the rest is of the line's kind. */
  void split(int line, int at) {
    splits[line] = at > lines.get(line).start && at < lines.get(line).end ? at : -1;
  }

  void clearSplits() {
    Arrays.fill(splits, -1);
  }

  /** Whether the sender wrote at least one letter or digit that is still own text. */
  boolean hasOwnText() {
    for (int i = 0; i < kinds.length; i++) {
      boolean own = kinds[i] == Kind.OWN_TEXT || kinds[i] == Kind.FORM_FIELD || splits[i] >= 0;
      if (own && Clues.hasLetter(lines.get(i).content)) {
        return true;
      }
    }
    return false;
  }

  /** Blank lines belong to what is above them. */
  private void fillBlanks() {
    for (int i = 1; i < kinds.length; i++) {
      if (lines.get(i).isBlank() && kinds[i] == Kind.OWN_TEXT) {
        set(i, i + 1, kinds[i - 1], rules[i - 1], confidences[i - 1]);
      }
    }
  }

  List<Segment> segments() {
    fillBlanks();
    List<Segment> segments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < kinds.length; i++) {
      TextLine line = lines.get(i);
      if (splits[i] >= 0) {
        segments.add(new Segment(Kind.OWN_TEXT, start, splits[i], "text", 0.9));
        start = splits[i];
      }
      boolean last = i + 1 == kinds.length;
      if (last
          || splits[i + 1] >= 0 && kinds[i] != Kind.OWN_TEXT
          || kinds[i + 1] != kinds[i] && splits[i + 1] < 0
          || splits[i + 1] < 0 && !rules[i + 1].equals(rules[i])) {
        segments.add(new Segment(kinds[i], start, line.end, rules[i], confidences[i]));
        start = line.end;
      }
    }
    return segments;
  }
}
