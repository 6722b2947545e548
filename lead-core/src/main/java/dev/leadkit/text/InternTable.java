// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.Arrays;

/** Numbers for words, looked up by ranges of a text without creating strings. Filled by one thread, then immutable. */
final class InternTable {

  private static final int FIRST_LETTERS = 1024;

  private char[][] words = new char[16][];

  /** An open table: the hash in the upper half, the number + 1 in the lower, 0 where it is free. */
  private long[] slots = new long[64];

  private int size;

  /** The lengths of the words that begin with a letter, as bits: most words of a text are none of these. */
  private final long[] lengths = new long[FIRST_LETTERS];

  int numberOf(String text) {
    char[] word = text.toCharArray();
    int known = find(word, word.length);
    if (known >= 0) {
      return known;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
    }
    words[size++] = word;
    lengths[word[0] & FIRST_LETTERS - 1] |= 1L << Math.min(word.length, 63);
    if (2 * size > slots.length) {
      slots = new long[2 * slots.length];
      for (int i = 0; i < size - 1; i++) {
        insert(i);
      }
    }
    insert(size - 1);
    return size - 1;
  }

  /** The number of the word that these characters are, -1 if it is unknown. */
  int find(char[] word, int length) {
    if ((lengths[word[0] & FIRST_LETTERS - 1] & 1L << Math.min(length, 63)) == 0) {
      return -1;
    }
    int hash = hash(word, length);
    int mask = slots.length - 1;
    for (int slot = hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      if ((int) (slots[slot] >>> 32) == hash) {
        int number = (int) slots[slot] - 1;
        if (Arrays.equals(words[number], 0, words[number].length, word, 0, length)) {
          return number;
        }
      }
    }
    return -1;
  }

  private void insert(int number) {
    int mask = slots.length - 1;
    int hash = hash(words[number], words[number].length);
    int slot = hash & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    slots[slot] = (long) hash << 32 | number + 1;
  }

  private static int hash(char[] word, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + word[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 15;
  }
}
