// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a failing run simpler: it leaves decisions out or replaces them by the harmless one, ever smaller blocks of them,
 * as long as the run still fails. What is
 * left is what the failure needs.
 */
final class Shrinker {

  private static final int MAX_RUNS = 3_000;

  private List<int[]> simplest;
  private int runs;

  private Shrinker(List<int[]> failing) {
    simplest = failing;
  }

  /** The simplest decisions found that still fail. */
  static Choices shrink(List<int[]> failing) {
    var shrinker = new Shrinker(failing);
    shrinker.shrink();
    return Choices.of(shrinker.simplest);
  }

  private void shrink() {
    boolean isSimpler = true;
    while (isSimpler && runs < MAX_RUNS) {
      isSimpler = false;
      for (int stream = 0; stream < simplest.size(); stream++) {
        for (int size = Math.max(1, simplest.get(stream).length); size >= 1; size /= 2) {
          isSimpler |= blocks(stream, size);
        }
      }
    }
  }

  /** Tries every block of that size from the end, because what comes first decides what the rest means. */
  private boolean blocks(int stream, int size) {
    boolean isSimpler = false;
    for (int to = simplest.get(stream).length; to > 0 && runs < MAX_RUNS; to -= size) {
      int from = Math.max(0, to - size);
      int end = Math.min(to, simplest.get(stream).length);
      if (from < end) {
        isSimpler |= fails(stream, cut(simplest.get(stream), from, end))
            || (!isHarmless(simplest.get(stream), from, end)
                && fails(stream, harmless(simplest.get(stream), from, end)));
      }
    }
    return isSimpler;
  }

  private static boolean isHarmless(int[] decisions, int from, int to) {
    return Arrays.stream(decisions, from, to).allMatch(decision -> decision == 0);
  }

  private static int[] cut(int[] decisions, int from, int to) {
    int[] shorter = Arrays.copyOf(decisions, decisions.length - (to - from));
    System.arraycopy(decisions, to, shorter, from, decisions.length - to);
    return shorter;
  }

  private static int[] harmless(int[] decisions, int from, int to) {
    int[] fewer = decisions.clone();
    Arrays.fill(fewer, from, to, 0);
    int length = fewer.length;
    while (length > 0 && fewer[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(fewer, length);
  }

  private boolean fails(int stream, int[] decisions) {
    runs++;
    var candidate = new ArrayList<>(simplest);
    candidate.set(stream, decisions);
    if (World.run(Choices.of(candidate), false).failure() == null) {
      return false;
    }
    simplest = candidate;
    return true;
  }
}
