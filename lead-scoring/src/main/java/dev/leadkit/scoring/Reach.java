// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

import dev.leadkit.policy.Condition;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Every sum that a set of rules can give: each rule gives its points or does not, whatever the others do. */
final class Reach {

  /** So many bit operations, in words, are worth a warning. */
  private static final long MOST_WORK = 50_000_000;

  private int lowest;

  /** Bit n stands for the sum lowest + n. */
  private BigInteger sums = BigInteger.ONE;

  private Reach() {}

  /** Ascending; empty where there are too many to say. */
  static List<Integer> of(
      int base, Ruleset.Clamp clamp, Map<String, OptionalInt> caps, List<Rule> rules) {
    long width = rules.stream().mapToLong(rule -> Math.abs(rule.add())).sum();
    if (width / Long.SIZE * (rules.size() + 1) > MOST_WORK) {
      return List.of();
    }
    var whole = new Reach();
    whole.lowest = base;
    rules.stream()
        .filter(rule -> caps.getOrDefault(rule.group(), OptionalInt.empty()).isEmpty())
        .forEach(whole::add);
    for (Map.Entry<String, OptionalInt> cap : caps.entrySet()) {
      if (cap.getValue().isPresent()) {
        var group = new Reach();
        rules.stream().filter(rule -> rule.group().equals(cap.getKey())).forEach(group::add);
        group.cap(cap.getValue().getAsInt());
        if (width / Long.SIZE * group.sums.bitCount() > MOST_WORK) {
          return List.of();
        }
        whole.add(group);
      }
    }
    return whole.clamped(clamp);
  }

  private void add(Rule rule) {
    int points = rule.add();
    if (rule.when() instanceof Condition.Always && rule.decay() == null) {
      lowest += points;
      return;
    }
    BigInteger without = sums;
    int size = Math.abs(points);
    if (rule.decay() != null) {
      for (int part = 1; part <= size; part++) {
        sums = sums.or(without.shiftLeft(part));
      }
    } else {
      sums = sums.or(without.shiftLeft(size));
    }
    lowest += Math.min(points, 0);
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
