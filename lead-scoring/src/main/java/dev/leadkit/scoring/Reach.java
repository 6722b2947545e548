// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.policy.Condition;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every sum that a set of rules can give: each line gives its points or does not, whatever the others do. */
final class Reach {

  /** So many bit operations, in words, are worth a warning. */
  private static final long MOST_WORK = 50_000_000;

  private int lowest;

  /** Bit n stands for the sum lowest + n. */
  private BigInteger sums = BigInteger.ONE;

  private Reach() {}

  private static long width(Line rule) {
    return Math.max(0, rule.most()) - (long) Math.min(0, rule.least());
  }

  /** Ascending; empty where there are too many to say. */
  static List<Integer> of(
      int base, Ruleset.Clamp clamp, Map<String, OptionalInt> caps, List<? extends Line> rules) {
    long width = rules.stream().mapToLong(Reach::width).sum();
    if (width / Long.SIZE * (rules.size() + 1) > MOST_WORK) {
      return List.of();
    }
    var whole = new Reach();
    whole.lowest = base;
    whole.addAll(rules.stream()
        .filter(rule -> caps.getOrDefault(rule.group(), OptionalInt.empty()).isEmpty())
        .toList());
    for (Map.Entry<String, OptionalInt> cap : caps.entrySet()) {
      if (cap.getValue().isPresent()) {
        var group = new Reach();
        group.addAll(
            rules.stream().filter(rule -> rule.group().equals(cap.getKey())).toList());
        group.cap(cap.getValue().getAsInt());
        if (width / Long.SIZE * group.sums.bitCount() > MOST_WORK) {
          return List.of();
        }
        whole.add(group);
      }
    }
    return whole.clamped(clamp);
  }

  /** Rules of the same points count together: any number of them can be true. */
  private void addAll(List<? extends Line> rules) {
    var counts = new TreeMap<Integer, Integer>();
    for (Line rule : rules) {
      if (rule.least() != rule.most()) {
        between(Math.min(0, rule.least()), Math.max(0, rule.most()));
      } else if (rule.when() instanceof Condition.Always) {
        lowest += rule.most();
      } else {
        counts.merge(rule.most(), 1, Integer::sum);
      }
    }
    counts.forEach(this::several);
  }

  /** Anything from the least, 0 or less, to the most, 0 or more. */
  private void between(int least, int most) {
    BigInteger without = sums;
    for (int part = 1; part <= most - least; part++) {
      sums = sums.or(without.shiftLeft(part));
    }
    lowest += least;
  }

  /** So many times the points, or fewer: in steps of 1, 2, 4 times and so on, of which each is taken or not. */
  private void several(int points, int count) {
    int left = count;
    for (int step = 1; left > 0; step *= 2) {
      int times = Math.min(step, left);
      sums = sums.or(sums.shiftLeft(times * Math.abs(points)));
      left -= times;
    }
    lowest += Math.min(points, 0) * count;
  }

  private void add(Reach group) {
    BigInteger all = BigInteger.ZERO;
    for (int sum = 0; sum < group.sums.bitLength(); sum++) {
      if (group.sums.testBit(sum)) {
        all = all.or(sums.shiftLeft(sum));
      }
    }
    sums = all;
    lowest += group.lowest;
  }

  private void cap(int most) {
    int highest = most - lowest;
    if (highest < 0) {
      lowest = most;
      sums = BigInteger.ONE;
    } else if (sums.bitLength() > highest + 1) {
      BigInteger below = BigInteger.ONE.shiftLeft(highest + 1).subtract(BigInteger.ONE);
      sums = sums.and(below).setBit(highest);
    }
  }

  private List<Integer> clamped(Ruleset.Clamp clamp) {
    var scores = new TreeSet<Integer>();
    for (int sum = 0; sum < sums.bitLength(); sum++) {
      if (sums.testBit(sum)) {
        scores.add(Math.max(clamp.lowest(), Math.min(clamp.highest(), lowest + sum)));
      }
    }
    return List.copyOf(scores);
  }
}
