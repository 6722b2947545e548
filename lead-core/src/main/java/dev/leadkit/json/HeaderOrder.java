// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.json;

import dev.leadkit.Header;
import java.util.Arrays;
import java.util.List;

/** The fields of a header that share a name, and the position of each name among the sorted ones. */
final class HeaderOrder {

  private final int[] ranks;
  private final int[] next;
  private final boolean[] repeats;

  private HeaderOrder(int size) {
    ranks = new int[size];
    next = new int[size];
    repeats = new boolean[size];
  }

  static HeaderOrder of(List<Header> headers) {
    HeaderOrder order = new HeaderOrder(headers.size());
    Integer[] sorted = new Integer[headers.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = i;
    }
    Arrays.sort(sorted, (a, b) -> headers.get(a).name().compareTo(headers.get(b).name()));
    int rank = -1;
    for (int i = 0; i < sorted.length; i++) {
      int index = sorted[i];
      int before = i == 0 ? -1 : sorted[i - 1];
      order.next[index] = -1;
      if (before >= 0 && headers.get(before).name().equals(headers.get(index).name())) {
        order.next[before] = index;
        order.repeats[index] = true;
      } else {
        rank++;
      }
      order.ranks[index] = rank;
    }
    return order;
  }

  /** The index of the field's name among the sorted names. */
  int rank(int index) {
    return ranks[index];
  }

  /** The next field with the same name, -1 if there is none. */
  int next(int index) {
    return next[index];
  }

  /** Whether an earlier field has the same name. */
  boolean isRepeat(int index) {
    return repeats[index];
  }
}
