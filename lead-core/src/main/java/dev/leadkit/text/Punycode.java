// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

/** Encodes a label as RFC 3492 says. */
public final class Punycode {

  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 128;

  private Punycode() {}

  /** The encoded label without the prefix {@code xn--} (RFC 3492 §6.3). */
  public static String encode(String label) {
    int[] points = label.codePoints().toArray();
    var out = new StringBuilder();
    for (int c : points) {
      if (c < INITIAL_N) {
        out.append((char) c);
      }
    }
    int basic = out.length();
    int handled = basic;
    if (basic > 0) {
      out.append('-');
    }
    int n = INITIAL_N;
    int bias = INITIAL_BIAS;
    long delta = 0;
    while (handled < points.length) {
      int next = Integer.MAX_VALUE;
      for (int c : points) {
        next = c >= n && c < next ? c : next;
      }
      delta += (long) (next - n) * (handled + 1);
      n = next;
      for (int c : points) {
        delta += c < n ? 1 : 0;
        if (c == n) {
          variable(delta, bias, out);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return out.toString();
  }

  private static void variable(long delta, int bias, StringBuilder out) {
    long q = delta;
    for (int k = BASE; ; k += BASE) {
      int t = Math.min(T_MAX, Math.max(T_MIN, k - bias));
      if (q < t) {
        out.append(digit((int) q));
        return;
      }
      out.append(digit((int) (t + (q - t) % (BASE - t))));
      q = (q - t) / (BASE - t);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  /** The bias after a delta (RFC 3492 §6.1). */
  private static int adapt(long delta, int points, boolean first) {
    long d = first ? delta / DAMP : delta / 2;
    d += d / points;
    int k = 0;
    while (d > (BASE - T_MIN) * T_MAX / 2) {
      d /= BASE - T_MIN;
      k += BASE;
    }
    return (int) (k + (BASE - T_MIN + 1) * d / (d + SKEW));
  }
}
