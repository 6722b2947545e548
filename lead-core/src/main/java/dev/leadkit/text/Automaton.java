// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.Arrays;

/**
 * Finds any number of sequences of symbols in one pass, after Aho and Corasick (1975). Symbols are words or characters, by number; states
 * are numbers too, 0 the first. Built by {@link #add} and {@link #seal}, then immutable and thread-safe.
 */
final class Automaton {

  private static final int[] NONE = {};

  /** Edges by state and symbol, in an open table: key + 1, 0 where it is free. */
  private long[] keys = new long[64];

  private int[] targets = new int[64];
  private int edges;

  private int states = 1;
  private int[] depths = new int[16];
  private int[] failures = NONE;

  /** Where each symbol leads from the first state, by symbol; empty where symbols are many. */
  private int[] first = NONE;

  private int[][] outputs = new int[16][];

  /** Adds a non-empty sequence under a number. */
  void add(int[] symbols, int length, int number) {
    int state = 0;
    for (int i = 0; i < length; i++) {
      int next = edge(state, symbols[i]);
      if (next < 0) {
        next = states++;
        if (next == depths.length) {
          depths = Arrays.copyOf(depths, 2 * next);
          outputs = Arrays.copyOf(outputs, 2 * next);
        }
        depths[next] = depths[state] + 1;
        put(state, symbols[i], next);
      }
      state = next;
    }
    int[] known = outputs[state];
    int n = known == null ? 0 : known.length;
    int[] more = known == null ? new int[1] : Arrays.copyOf(known, n + 1);
    more[n] = number;
    outputs[state] = more;
  }

  /** Computes where each state falls back to: the longest proper suffix of it that begins a sequence. */
  Automaton seal() {
    depths = Arrays.copyOf(depths, states);
    outputs = Arrays.copyOf(outputs, states);
    failures = new int[states];
    int[] parents = new int[states];
    int[] symbols = new int[states];
    int[] order = breadthFirst(parents, symbols);
    first(parents, symbols);
    for (int state : order) {
      if (parents[state] != 0) {
        failures[state] = step(failures[parents[state]], symbols[state]);
      }
    }
    return this;
  }

  /** Most steps begin at the first state: if there are few symbols, its edges are in a table. */
  private void first(int[] parents, int[] symbols) {
    int highest = 0;
    for (int state = 1; state < states; state++) {
      highest = Math.max(highest, symbols[state]);
    }
    if (highest > 4 * states + 1024) {
      return;
    }
    first = new int[highest + 1];
    for (int state = 1; state < states; state++) {
      if (parents[state] == 0) {
        first[symbols[state]] = state;
      }
    }
  }

  /** The states but the first, shallow ones first. */
  private int[] breadthFirst(int[] parents, int[] symbols) {
    for (int slot = 0; slot < keys.length; slot++) {
      if (keys[slot] != 0) {
        long key = keys[slot] - 1;
        parents[targets[slot]] = (int) (key >>> 32);
        symbols[targets[slot]] = (int) key;
      }
    }
    var order = new int[states - 1];
    int[] places = new int[states + 1];
    for (int state = 1; state < states; state++) {
      places[depths[state]]++;
    }
    for (int depth = 1, at = 0; depth <= states; depth++) {
      int n = places[depth];
      places[depth] = at;
      at += n;
    }
    for (int state = 1; state < states; state++) {
      order[places[depths[state]]++] = state;
    }
    return order;
  }

  boolean isEmpty() {
    return states == 1;
  }

  /** The state after one more symbol; 0 if no sequence has it here. */
  int step(int state, int symbol) {
    int from = state;
    while (from != 0) {
      int next = edge(from, symbol);
      if (next >= 0) {
        return next;
      }
      from = failures[from];
    }
    if (symbol < first.length) {
      return first[symbol];
    }
    return first.length > 0 ? 0 : Math.max(0, edge(0, symbol));
  }

  /** The number of symbols that lead to this state. */
  int depth(int state) {
    return depths[state];
  }

  /** The numbers of the sequences that are the whole of this state; null if there are none. */
  int @org.jspecify.annotations.Nullable [] ends(int state) {
    return outputs[state];
  }

  /** The next shorter state that ends here as well; 0 at last. */
  int shorter(int state) {
    return failures[state];
  }

  private int edge(int state, int symbol) {
    long key = ((long) state << 32 | symbol & 0xFFFFFFFFL) + 1;
    int mask = keys.length - 1;
    for (int slot = slot(key) & mask; ; slot = slot + 1 & mask) {
      long found = keys[slot];
      if (found == key) {
        return targets[slot];
      }
      if (found == 0) {
        return -1;
      }
    }
  }

  private void put(int state, int symbol, int target) {
    if (2 * ++edges > keys.length) {
      grow();
    }
    insert(((long) state << 32 | symbol & 0xFFFFFFFFL) + 1, target);
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[2 * oldKeys.length];
    targets = new int[2 * oldTargets.length];
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldKeys[slot] != 0) {
        insert(oldKeys[slot], oldTargets[slot]);
      }
    }
  }

  private void insert(long key, int target) {
    int mask = keys.length - 1;
    int slot = slot(key) & mask;
    while (keys[slot] != 0) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private static int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
