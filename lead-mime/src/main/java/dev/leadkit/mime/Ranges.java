// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.util.Arrays;

/** Ascending, disjoint ranges of a file, which are placed one after the other as if the rest of the file did not exist. */
final class Ranges {

  private long[] from = new long[1];
  private long[] to = new long[1];

  /** The position of each range when they are placed one after the other. */
  private long[] at = new long[1];

  private int size;

  int size() {
    return size;
  }

  long from(int index) {
    return from[index];
  }

  long to(int index) {
    return to[index];
  }

  /** The total length of the ranges. */
  long length() {
    return size == 0 ? 0 : at[size - 1] + to[size - 1] - from[size - 1];
  }

  /** The end of the last range in the file. */
  long end() {
    return size == 0 ? 0 : to[size - 1];
  }

  /** Adds a range that begins at or after the end of the last one; it may be empty. */
  void add(long start, long stop) {
    if (size > 0 && start <= to[size - 1]) {
      to[size - 1] = Math.max(to[size - 1], stop);
      return;
    }
    if (size == from.length) {
      from = Arrays.copyOf(from, size * 2);
      to = Arrays.copyOf(to, size * 2);
      at = Arrays.copyOf(at, size * 2);
    }
    at[size] = length();
    from[size] = start;
    to[size++] = stop;
  }

  /** The position in the file of a position in the ranges one after the other; between two ranges, the beginning of the second. */
  long position(long place) {
    int index = Arrays.binarySearch(at, 0, size, place);
    if (index < 0) {
      index = -index - 2;
    }
    return from[index] + place - at[index];
  }

  /** The union of both. */
  Ranges with(Ranges others) {
    Ranges all = new Ranges();
    int mine = 0;
    int theirs = 0;
    while (mine < size || theirs < others.size) {
      if (theirs == others.size || mine < size && from[mine] <= others.from[theirs]) {
        all.add(from[mine], to[mine++]);
      } else {
        all.add(others.from[theirs], others.to[theirs++]);
      }
    }
    return all;
  }
}
