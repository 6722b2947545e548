// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing row of numbers. Used by one thread. */
final class IntList {

  private int[] numbers = new int[16];
  private int count;

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  int get(int index) {
    return numbers[index];
  }

  /** Keeps the first so many. */
  void keep(int first) {
    count = first;
  }

  void set(int index, int number) {
    numbers[index] = number;
  }

  void add(int number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number;
  }

  void addAll(int @Nullable [] more) {
    if (more != null) {
      addAll(more, 0, more.length);
    }
  }

  void addAll(int[] more, int from, int to) {
    int n = to - from;
    if (count + n > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, count + n));
    }
    System.arraycopy(more, from, numbers, count, n);
    count += n;
  }

  /** Each once, ascending. */
  void sort() {
    Arrays.sort(numbers, 0, count);
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || numbers[i] != numbers[i - 1]) {
        numbers[n++] = numbers[i];
      }
    }
    count = n;
  }

  int[] toArray() {
    return Arrays.copyOf(numbers, count);
  }
}
