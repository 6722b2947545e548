// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.check;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A set of whole numbers: sums of points. Where the numbers lie far apart it holds every number between the least and the greatest, so that
 * it may hold more than there are, and never fewer.
 *
 * <p>Immutable.
 */
final class SumSet {

  /** Beyond this width single numbers are not distinguished. */
  private static final int MAX_WIDTH = 100_000;

  static final SumSet ZERO = new SumSet(0, 0, BigInteger.ONE);

  private final int least;
  private final int greatest;

  /** Bit n represents {@code least + n}; null if every number up to the greatest is in the set. */
  private final @Nullable BigInteger bits;

  private SumSet(int least, int greatest, @Nullable BigInteger bits) {
    this.least = least;
    this.greatest = greatest;
    this.bits = bits;
  }

  static SumSet of(int number) {
    return new SumSet(number, number, BigInteger.ONE);
  }

  /** Every number from one to another, both included. */
  static SumSet between(int least, int greatest) {
    return new SumSet(least, greatest, least == greatest ? BigInteger.ONE : null);
  }

  int least() {
    return least;
  }

  int greatest() {
    return greatest;
  }

  boolean contains(int number) {
    return number >= least && number <= greatest && (bits == null || bits.testBit(number - least));
  }

  /** Every sum of a number of this set and one of the other. */
  SumSet plus(SumSet other) {
    long width = (long) greatest - least + other.greatest - other.least;
    int low = least + other.least;
    int high = greatest + other.greatest;
    if (other.least == other.greatest) {
      return new SumSet(low, high, bits);
    }
    if (least == greatest) {
      return new SumSet(low, high, other.bits);
    }
    if (width > MAX_WIDTH || bits == null && other.bits == null) {
      return new SumSet(low, high, null);
    }
    BigInteger mine = all();
    BigInteger theirs = other.all();
    boolean isMineSmaller = mine.bitCount() < theirs.bitCount();
    BigInteger few = isMineSmaller ? mine : theirs;
    BigInteger many = isMineSmaller ? theirs : mine;
    if (few.bitCount() * (width / Long.SIZE + 1) > 200L * MAX_WIDTH) {
      return new SumSet(low, high, null);
    }
    BigInteger sums = BigInteger.ZERO;
    for (int bit = few.getLowestSetBit(); bit >= 0 && bit < few.bitLength(); bit++) {
      if (few.testBit(bit)) {
        sums = sums.or(many.shiftLeft(bit));
      }
    }
    return new SumSet(low, high, sums);
  }

  /** The numbers of both sets. */
  SumSet or(SumSet other) {
    int low = Math.min(least, other.least);
    int high = Math.max(greatest, other.greatest);
    if ((long) high - low > MAX_WIDTH) {
      return new SumSet(low, high, null);
    }
    BigInteger both = all().shiftLeft(least - low).or(other.all().shiftLeft(other.least - low));
    return new SumSet(low, high, both);
  }

  /** The same numbers, clamped to the limits. */
  SumSet clamp(int lowest, int highest) {
    int low = Math.max(lowest, Math.min(highest, least));
    int high = Math.max(lowest, Math.min(highest, greatest));
    if (bits == null || low == least && high == greatest) {
      return new SumSet(low, high, low == high ? BigInteger.ONE : bits);
    }
    if (low == high) {
      return of(low);
    }
    // what is cut off becomes the limit; a limit that cuts nothing off is in the set already
    BigInteger kept = bits.shiftRight(low - least).and(ones(high - low + 1));
    kept = kept.setBit(0).setBit(high - low);
    return new SumSet(low, high, kept);
  }

  private BigInteger all() {
    return bits == null ? ones(greatest - least + 1) : bits;
  }

  private static BigInteger ones(int count) {
    return BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE);
  }
}
