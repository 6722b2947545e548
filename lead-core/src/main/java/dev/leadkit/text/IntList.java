// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing row of numbers. Used by one thread. */
public final class IntList {

  private int[] numbers = new int[16];
  private int count;

  /** Removes all numbers. */
  public void clear() {
    count = 0;
  }

  /** The number of numbers. */
  public int count() {
    return count;
  }

  /** The number at an index. */
  public int get(int index) {
    return numbers[index];
  }

  /** Removes all but the first numbers. */
  public void keep(int first) {
    count = first;
  }

  /** Replaces the number at an index. */
  public void set(int index, int number) {
    numbers[index] = number;
  }

  /** Adds a number at the end. */
  public void add(int number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = number;
  }

  /** Adds numbers at the end; nothing for null. */
  public void addAll(int @Nullable [] more) {
    if (more != null) {
      addAll(more, 0, more.length);
    }
  }

  /** Adds the numbers of a range at the end. */
  public void addAll(int[] more, int from, int to) {
    int n = to - from;
    if (count + n > numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, count + n));
    }
    System.arraycopy(more, from, numbers, count, n);
    count += n;
  }

  /** Each once, ascending. */
  public void sort() {
    Arrays.sort(numbers, 0, count);
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || numbers[i] != numbers[i - 1]) {
        numbers[n++] = numbers[i];
      }
    }
    count = n;
  }

  /** A copy of the numbers. */
  public int[] toArray() {
    return Arrays.copyOf(numbers, count);
  }
}
