// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dns;

/** Encodes a label as Punycode (RFC 3492 §6.3). */
final class Punycode {

  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 0x80;

  private Punycode() {}

  static String encode(String label) {
    int[] input = label.codePoints().toArray();
    StringBuilder output = new StringBuilder();
    for (int each : input) {
      if (each < INITIAL_N) {
        output.appendCodePoint(each);
      }
    }
    int basic = output.length();
    if (basic > 0) {
      output.append('-');
    }
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    int handled = basic;
    while (handled < input.length) {
      int next = smallestFrom(input, n);
      delta += (next - n) * (handled + 1);
      n = next;
      for (int each : input) {
        if (each < n) {
          delta++;
        } else if (each == n) {
          appendInteger(output, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return output.toString();
  }

  private static int smallestFrom(int[] input, int from) {
    int smallest = Integer.MAX_VALUE;
    for (int each : input) {
      if (each >= from && each < smallest) {
        smallest = each;
      }
    }
    return smallest;
  }

  /** A generalized variable-length integer (RFC 3492 §3.3). */
  private static void appendInteger(StringBuilder output, int value, int bias) {
    int q = value;
    for (int k = BASE; ; k += BASE) {
      int t = Math.max(T_MIN, Math.min(T_MAX, k - bias));
      if (q < t) {
        output.append(digit(q));
        return;
      }
      output.append(digit(t + (q - t) % (BASE - t)));
      q = (q - t) / (BASE - t);
    }
  }

  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  /** Bias adaptation (RFC 3492 §6.1). */
  private static int adapt(int firstDelta, int points, boolean first) {
    int delta = first ? firstDelta / DAMP : firstDelta / 2;
    delta += delta / points;
    int k = 0;
    while (delta > (BASE - T_MIN) * T_MAX / 2) {
      delta /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
  }
}
