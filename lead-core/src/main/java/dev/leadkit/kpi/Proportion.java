// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.kpi;

/**
 * A proportion with its 95% confidence interval: the score interval of Wilson (1927).
 *
 * @param hits the number of hits
 * @param total the number of samples; 0 if nothing is known
 * @param low the lower end, 0 to 1
 * @param high the upper end, 0 to 1
 */
public record Proportion(long hits, long total, double low, double high) {

  private static final double Z = 1.959964;

  public Proportion {
    if (hits < 0 || hits > total) {
      throw new IllegalArgumentException("hits: expected 0 to " + total + ", got " + hits);
    }
  }

  /** The proportion of this number of hits among this number of samples. */
  public static Proportion of(long hits, long total) {
    if (total == 0) {
      return new Proportion(0, 0, 0, 1);
    }
    double share = (double) hits / total;
    double square = Z * Z;
    double middle = share + square / (2 * total);
    double reach = Z * Math.sqrt(share * (1 - share) / total + square / (4.0 * total * total));
    double scale = 1 + square / total;
    return new Proportion(
        hits, total, Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale));
  }

  /** The proportion itself, 0 to 1; NaN if nothing is known. */
  public double share() {
    return total == 0 ? Double.NaN : (double) hits / total;
  }
}
