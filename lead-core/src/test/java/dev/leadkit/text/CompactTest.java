// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Compact maps and sets are those that they were made of, in the same order. */
class CompactTest {

  @Test
  void a_map_has_the_entries_of_the_other_in_its_order() {
    for (List<String> words : List.of(
        List.<String>of(),
        List.of("one"),
        List.of("b", "d", "a", "c"),
        List.of("a", "b", "c"),
        List.of("Zeta", "Alpha", "zeta"))) {
      for (String suffix : List.of("", "!")) {
        var map = new LinkedHashMap<String, String>();
        words.forEach(word -> map.put(word, word + suffix));
        var compact = new CompactMap(map);
        assertEquals(map, compact);
        assertEquals(words.size(), compact.size());
        assertEquals(List.copyOf(map.entrySet()), new ArrayList<>(compact.entrySet()));
        words.forEach(word -> assertTrue(compact.containsKey(word), word + " of " + words));
        for (String other : List.of("", "0", "bb", "~")) {
          assertFalse(compact.containsKey(other), other + " of " + words);
        }
        assertFalse(compact.containsKey(null));
        var entries = compact.entrySet().iterator();
        words.forEach(word -> entries.next());
        assertThrows(NoSuchElementException.class, entries::next);
      }
    }
  }

  @Test
  void a_set_has_each_element_once_in_its_order() {
    for (List<Integer> numbers : List.of(
        List.<Integer>of(),
        List.of(3, 1, 2, 1, 3),
        List.of(8, 7, 6, 5, 4, 3, 2, 1),
        List.of(9, 8, 7, 6, 5, 4, 3, 2, 1))) {
      var set = CompactSet.of(numbers);
      assertEquals(new LinkedHashSet<>(numbers), set);
      assertEquals(List.copyOf(new LinkedHashSet<>(numbers)), List.copyOf(set));
      numbers.forEach(number -> assertTrue(set.contains(number)));
      assertFalse(set.contains(0));
      assertFalse(set.contains(null));
      assertThrows(UnsupportedOperationException.class, () -> set.add(0));
    }
  }
}
