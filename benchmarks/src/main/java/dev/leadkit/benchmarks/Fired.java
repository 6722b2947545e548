// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import java.util.Arrays;

/** The explanation in its shortest form: the points, the numbers of the true rules, and the position of the first words of each. */
final class Fired {

  /** No position: the rule has no words, or they do not occur. */
  static final long NOWHERE = -1;

  private int points;
  private int count;
  private int[] rules = new int[8];
  private long[] places = new long[8];

  void add(int rule, int given, long place) {
    if (count == rules.length) {
      rules = Arrays.copyOf(rules, 2 * count);
      places = Arrays.copyOf(places, 2 * count);
    }
    rules[count] = rule;
    places[count++] = place;
    points += given;
  }

  int points() {
    return points;
  }

  /** A position in a text as one number, in the order of positions. */
  static long place(int start, int end) {
    return (long) start << 32 | end;
  }

  /** A hash of the result that does not depend on the order of the rules. */
  String inOrder() {
    var lines = new String[count];
    for (int i = 0; i < count; i++) {
      String place = places[i] < 0 ? "" : " " + (places[i] >>> 32) + "-" + (int) places[i];
      lines[i] = "%06d%s".formatted(rules[i], place);
    }
    Arrays.sort(lines);
    return points + " " + String.join(", ", lines);
  }
}
