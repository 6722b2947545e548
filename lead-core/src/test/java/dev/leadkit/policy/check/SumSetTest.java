// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sets of sums against plain sets of numbers. */
class SumSetTest {

  private record Both(SumSet sums, TreeSet<Integer> numbers) {

    void check(String say) {
      var found = new TreeSet<Integer>();
      for (int number = -400; number <= 400; number++) {
        if (sums.contains(number)) {
          found.add(number);
        }
      }
      assertEquals(numbers, found, say);
      assertEquals(numbers.first(), sums.least(), say);
      assertEquals(numbers.last(), sums.greatest(), say);
    }
  }

  private static Both random(Random random) {
    SumSet sums = null;
    var numbers = new TreeSet<Integer>();
    for (int parts = 1 + random.nextInt(4); parts > 0; parts--) {
      int least = random.nextInt(21) - 10;
      int most = random.nextBoolean() ? least : least + random.nextInt(6);
      SumSet part =
          least == most && random.nextBoolean() ? SumSet.of(least) : SumSet.between(least, most);
      sums = sums == null ? part : sums.or(part);
      for (int number = least; number <= most; number++) {
        numbers.add(number);
      }
    }
    return new Both(sums == null ? SumSet.ZERO : sums, numbers);
  }

  @Test
  void sums_unions_and_limits_are_those_of_the_numbers() {
    var random = new Random(20261126);
    for (int round = 0; round < 2_000; round++) {
      Both one = random(random);
      Both two = random(random);
      String say = "round " + round + ": " + one.numbers() + " and " + two.numbers();
      one.check(say);
      var sums = new TreeSet<Integer>();
      one.numbers().forEach(a -> two.numbers().forEach(b -> sums.add(a + b)));
      new Both(one.sums().plus(two.sums()), sums).check("sums of " + say);
      var union = new TreeSet<>(one.numbers());
      union.addAll(two.numbers());
      new Both(one.sums().or(two.sums()), union).check("union of " + say);
      int lowest = random.nextInt(41) - 20;
      int highest = lowest + random.nextInt(25);
      var limited = new TreeSet<Integer>();
      one.numbers().forEach(a -> limited.add(Math.max(lowest, Math.min(highest, a))));
      new Both(one.sums().clamp(lowest, highest), limited)
          .check("from " + lowest + " to " + highest + " of " + say);
      new Both(one.sums().plus(two.sums()).clamp(-5, 5).plus(one.sums()), plus(sums, one))
          .check("sums within -5 and 5, and again " + say);
    }
  }

  private static TreeSet<Integer> plus(TreeSet<Integer> sums, Both one) {
    var all = new TreeSet<Integer>();
    sums.forEach(sum -> one.numbers().forEach(b -> all.add(Math.max(-5, Math.min(5, sum)) + b)));
    return all;
  }

  @Test
  void far_apart_numbers_may_hold_more_than_there_are_and_never_fewer() {
    SumSet near = SumSet.of(0).or(SumSet.of(100_000));
    assertFalse(near.contains(50_000), "100000 apart is told");
    SumSet far = SumSet.of(0).or(SumSet.of(100_001));
    assertTrue(far.contains(0) && far.contains(50_000) && far.contains(100_001));
    assertFalse(far.contains(-1) || far.contains(100_002));
    SumSet sum = near.plus(SumSet.of(0).or(SumSet.of(5)));
    for (int number : List.of(0, 5, 100_000, 100_005)) {
      assertTrue(sum.contains(number), "sum " + number);
    }
    assertEquals(0, sum.least());
    assertEquals(100_005, sum.greatest());
    SumSet moved = near.plus(SumSet.of(7));
    assertTrue(moved.contains(7) && moved.contains(100_007));
    assertFalse(moved.contains(8), "one number alone moves the others");
    assertFalse(SumSet.of(7).plus(near).contains(8));
    SumSet within = SumSet.of(0).or(SumSet.of(99_990)).plus(SumSet.of(0).or(SumSet.of(10)));
    var held = new ArrayList<Integer>();
    for (int number = 0; number <= 100_000; number++) {
      if (within.contains(number)) {
        held.add(number);
      }
    }
    assertEquals(List.of(0, 10, 99_990, 100_000), held, "a width of 100000 is told");
  }

  @Test
  void the_whole_range_of_numbers_can_be_a_limit() {
    SumSet set = SumSet.of(3).or(SumSet.of(9));
    SumSet same = set.clamp(Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertTrue(same.contains(3) && same.contains(9));
    assertFalse(same.contains(4));
    assertTrue(SumSet.between(0, 10).clamp(4, 4).contains(4));
    assertEquals(4, SumSet.between(0, 10).clamp(4, 4).greatest());
  }

  /** {0, 2, 4, … 2^(doublings + 1) - 2}. */
  private static SumSet even(int doublings) {
    SumSet set = SumSet.ZERO;
    for (int i = 1; i <= doublings; i++) {
      set = set.plus(pair(0, 1 << i));
    }
    return set;
  }

  private static SumSet pair(int one, int other) {
    return SumSet.of(one).or(SumSet.of(other));
  }

  @Test
  void the_width_decides_and_not_how_far_the_numbers_are_from_zero() {
    assertFalse(pair(60_000, 60_004).plus(pair(0, 2)).contains(60_001));
    assertFalse(pair(0, 2).plus(pair(60_000, 60_004)).contains(60_001));
    assertFalse(pair(60_000, 60_002).contains(60_001));
    assertFalse(pair(-60_002, -60_000).contains(-60_001));
    assertTrue(pair(0, 60_000).plus(pair(0, 60_000)).contains(1), "120000 is too wide");
    assertTrue(pair(-60_000, 60_000).contains(1));
  }

  @Test
  void sums_of_many_numbers_that_would_take_too_long_may_hold_more_than_there_are() {
    SumSet some = even(14);
    SumSet exact = some.plus(some);
    assertFalse(exact.contains(1), "16384 numbers and 16384 others are added one by one");
    assertTrue(exact.contains(2 * some.greatest()));
    SumSet many = even(15);
    SumSet roughly = some.plus(many);
    assertTrue(roughly.contains(1), "with twice as many it would take too long");
    assertEquals(some.greatest() + many.greatest(), roughly.greatest());
    assertFalse(many.plus(pair(0, 34_000)).contains(1), "it is quick if one of them is small");
    assertFalse(pair(0, 34_000).plus(many).contains(1), "whichever that is");
  }
}
