// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime;

import java.util.Arrays;

/** Ranges of a file, ascending and apart from each other; as if what is between them were cut out. */
final class Ranges {

  private long[] from = new long[1];
  private long[] to = new long[1];

  /** Where each range begins when they stand one behind the other. */
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

  /** How long they are together. */
  long length() {
    return size == 0 ? 0 : at[size - 1] + to[size - 1] - from[size - 1];
  }

  /** Where the last one ends. */
  long end() {
    return size == 0 ? 0 : to[size - 1];
  }

  /** Adds one that begins at the end of the last or behind it; it may be empty. */
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

  /** The place in the file of a place in the ranges one behind the other; of a cut, the end. */
  long position(long place) {
    int index = Arrays.binarySearch(at, 0, size, place);
    if (index < 0) {
      index = -index - 2;
    }
    return from[index] + place - at[index];
  }

  /** These and those. */
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
