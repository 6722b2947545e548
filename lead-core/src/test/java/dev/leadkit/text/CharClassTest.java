// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CharClassTest {

  /** Ranges beside, within, over and away from each other, and at the ends of what is looked up by bits. */
  private static final List<int[]> RANGES = Stream.of(
          "0-0",
          "0-70",
          "10-20",
          "12-15",
          "15-30",
          "20-20",
          "21-25",
          "60-63",
          "63-64",
          "64-64",
          "64-127",
          "127-128",
          "128-128",
          "128-200",
          "129-130",
          "200-201",
          "0-1114110",
          "300-1114111")
      .map(range -> Stream.of(range.split("-")).mapToInt(Integer::parseInt).toArray())
      .toList();

  private static final int[] ASKED = java.util.stream.IntStream.concat(
          java.util.stream.IntStream.range(0, 310),
          java.util.stream.IntStream.of(0x10000, 1114110, 1114111))
      .toArray();

  private static CharClass of(int[] range) {
    return CharClass.of(range[0], range[1]);
  }

  private static boolean isIn(int c, int[]... ranges) {
    return Stream.of(ranges).anyMatch(range -> c >= range[0] && c <= range[1]);
  }

  @Test
  void a_union_has_what_one_of_its_parts_has_and_a_negation_has_all_else() {
    for (int[] one : RANGES) {
      for (int[] two : RANGES) {
        for (int[] three : RANGES) {
          CharClass all = CharClass.union(List.of(of(one), of(two), of(three)));
          CharClass others = all.negated();
          for (int c : ASKED) {
            boolean expected = isIn(c, one, two, three);
            if (expected != all.contains(c) || expected == others.contains(c)) {
              String say = c + " in " + List.of(one[0], one[1], two[0], two[1], three[0], three[1]);
              assertEquals(expected, all.contains(c), say);
              assertEquals(!expected, others.contains(c), "not " + say);
            }
          }
        }
      }
    }
  }

  @Test
  void a_class_of_one_character_is_known_however_it_is_made() {
    CharClass x = CharClass.of('x', 'x');
    assertTrue(x.isOne());
    assertTrue(CharClass.union(List.of(x, x)).isOne(), "twice the same is one");
    assertFalse(CharClass.union(List.of(x, CharClass.of('y', 'y'))).isOne());
    assertFalse(CharClass.of('x', 'y').isOne());
    assertFalse(CharClass.NONE.isOne());
    assertEquals('x', CharClass.union(List.of(CharClass.of('y', 'z'), x)).first());
  }

  @Test
  void nothing_is_in_the_empty_class_and_everything_in_its_negation() {
    for (int c : ASKED) {
      assertFalse(CharClass.NONE.contains(c));
      assertTrue(CharClass.NONE.negated().contains(c));
      assertFalse(CharClass.NONE.negated().negated().contains(c));
    }
  }
}
