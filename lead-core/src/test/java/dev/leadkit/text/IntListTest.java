// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntListTest {

  @Test
  void any_number_of_numbers_is_kept_in_order() {
    for (int n : new int[] {0, 1, 15, 16, 17, 33, 100}) {
      var numbers = new IntList();
      IntStream.range(0, n).forEach(numbers::add);
      assertEquals(n, numbers.count());
      for (int more : new int[] {0, 1, 16, 17, 500}) {
        var both = new IntList();
        both.addAll(IntStream.range(0, n).toArray());
        both.addAll(IntStream.range(0, 1000).toArray(), n, n + more);
        both.addAll(null);
        assertArrayEquals(IntStream.range(0, n + more).toArray(), both.toArray());
        assertEquals(n + more, both.count());
      }
    }
  }

  @Test
  void sorted_numbers_are_each_there_once() {
    int[][][] rows = {
      {{}, {}},
      {{5}, {5}},
      {{5, 5, 5}, {5}},
      {{3, 1, 2, 1, 3}, {1, 2, 3}},
      {{0, 0, 9, 0}, {0, 9}},
      {{2, 1, 0}, {0, 1, 2}},
    };
    for (int[][] row : rows) {
      var numbers = new IntList();
      numbers.addAll(row[0]);
      numbers.sort();
      assertArrayEquals(row[1], numbers.toArray());
    }
  }

  @Test
  void what_is_dropped_is_forgotten_and_what_is_set_replaces() {
    var numbers = new IntList();
    numbers.addAll(new int[] {7, 8, 9});
    numbers.set(1, 5);
    numbers.keep(2);
    assertArrayEquals(new int[] {7, 5}, numbers.toArray());
    assertEquals(5, numbers.get(1));
    numbers.clear();
    assertEquals(0, numbers.count());
    numbers.add(1);
    assertArrayEquals(new int[] {1}, numbers.toArray());
  }
}
