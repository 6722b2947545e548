// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AppendedListTest {

  @Test
  void a_list_stays_as_it_is_whatever_is_appended_to_it_and_in_whatever_order() {
    var random = new Random(3);
    var lists = new ArrayList<AppendedList<Integer>>();
    var expected = new ArrayList<List<Integer>>();
    lists.add(AppendedList.empty());
    expected.add(List.of());
    for (int i = 0; i < 3_000; i++) {
      int from = Math.max(0, lists.size() - 1 - random.nextInt(3) * random.nextInt(20));
      lists.add(lists.get(from).plus(i));
      var longer = new ArrayList<>(expected.get(from));
      longer.add(i);
      expected.add(longer);
    }
    for (int i = 0; i < lists.size(); i++) {
      assertEquals(expected.get(i), lists.get(i), "list " + i);
    }
  }

  @Test
  void a_list_cannot_be_changed_or_read_beyond_its_end() {
    AppendedList<String> one = AppendedList.<String>empty().plus("a");
    AppendedList<String> two = one.plus("b");
    assertEquals(List.of("a", "b"), two);
    assertThrows(IndexOutOfBoundsException.class, () -> one.get(1));
    assertThrows(UnsupportedOperationException.class, () -> one.add("c"));
    assertThrows(UnsupportedOperationException.class, () -> one.set(0, "c"));
    assertThrows(UnsupportedOperationException.class, () -> one.remove(0));
  }

  @Test
  void threads_that_append_to_the_same_list_get_lists_of_their_own() throws Exception {
    for (int round = 0; round < 50; round++) {
      AppendedList<Integer> start = AppendedList.empty();
      for (int i = 0; i < 10; i++) {
        start = start.plus(i);
      }
      AppendedList<Integer> common = start;
      var results = new ArrayList<List<AppendedList<Integer>>>();
      var threads = new ArrayList<Thread>();
      for (int t = 0; t < 4; t++) {
        var own = new ArrayList<AppendedList<Integer>>();
        results.add(own);
        int number = 1_000 * (t + 1);
        threads.add(new Thread(() -> {
          AppendedList<Integer> list = common;
          for (int i = 0; i < 50; i++) {
            list = list.plus(number + i);
            own.add(list);
          }
        }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      for (int t = 0; t < 4; t++) {
        var expected = new ArrayList<>(common);
        for (int i = 0; i < 50; i++) {
          expected.add(1_000 * (t + 1) + i);
        }
        assertEquals(expected, results.get(t).get(49));
      }
    }
  }
}
