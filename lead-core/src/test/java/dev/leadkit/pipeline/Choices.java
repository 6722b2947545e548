// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The decisions of one simulated run: drawn from a seed, and recorded so that the same or a simpler run can be made from them.
 *
 * <p>Each subject has a stream of its own, so that leaving a decision out of one does not change the others. Of every decision 0 is the
 * harmless answer: a recorded run becomes simpler when numbers of it become 0, and what lies beyond the end of a recorded stream is 0.
 */
final class Choices {

  /** What decisions are about. */
  enum Subject {
    /** How the run is set up, and what happens in it from outside. */
    PLAN,
    /** How long things take. */
    TIME,
    /** What the store does. */
    STORE,
    /** What enrichers, connectors and flags do. */
    PLUG_INS
  }

  private static final int SUBJECTS = Subject.values().length;

  private final long[] states = new long[SUBJECTS];
  private final int[][] taken = new int[SUBJECTS][32];
  private final int[] counts = new int[SUBJECTS];
  private final int[][] script;

  private Choices(long seed, int[][] script) {
    this.script = script;
    for (int i = 0; i < SUBJECTS; i++) {
      states[i] = mixed(seed * SUBJECTS + i);
    }
  }

  /** The decisions of a seed. */
  static Choices of(long seed) {
    return new Choices(seed, new int[0][]);
  }

  /** Decisions that were recorded. */
  static Choices of(List<int[]> recorded) {
    return new Choices(0, recorded.toArray(int[][]::new));
  }

  /** A number from 0 to {@code bound - 1}, each as likely as another. */
  int of(Subject subject, int bound) {
    int stream = subject.ordinal();
    int value = script.length == 0
        ? (int) Long.remainderUnsigned(draw(stream), bound)
        : Math.min(recorded(stream), bound - 1);
    return record(stream, value);
  }

  /** True with this chance: once in the given number of times, on average. */
  boolean once(Subject subject, int in) {
    int stream = subject.ordinal();
    int value = script.length == 0
        ? (Long.remainderUnsigned(draw(stream), in) == 0 ? 1 : 0)
        : Math.min(recorded(stream), 1);
    return record(stream, value) == 1;
  }

  /** One of these, the first being the harmless one; the weights say how likely each is. */
  int weighted(Subject subject, int... weights) {
    int stream = subject.ordinal();
    if (script.length > 0) {
      return record(stream, Math.min(recorded(stream), weights.length - 1));
    }
    int left = (int) Long.remainderUnsigned(draw(stream), Arrays.stream(weights).sum());
    int value = 0;
    while (left >= weights[value]) {
      left -= weights[value++];
    }
    return record(stream, value);
  }

  private int recorded(int stream) {
    return counts[stream] < script[stream].length ? script[stream][counts[stream]] : 0;
  }

  private int record(int stream, int value) {
    if (counts[stream] == taken[stream].length) {
      taken[stream] = Arrays.copyOf(taken[stream], 2 * counts[stream]);
    }
    taken[stream][counts[stream]++] = value;
    return value;
  }

  /** SplitMix64. */
  private long draw(int stream) {
    states[stream] += 0x9e3779b97f4a7c15L;
    return mixed(states[stream]);
  }

  private static long mixed(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** What was decided so far, by subject. */
  List<int[]> recorded() {
    var all = new ArrayList<int[]>();
    for (int i = 0; i < SUBJECTS; i++) {
      all.add(Arrays.copyOf(taken[i], counts[i]));
    }
    return all;
  }
}
