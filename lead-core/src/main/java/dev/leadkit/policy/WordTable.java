// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.Arrays;

/** Numbers for words, found without making a string of what stands in a text. Filled by one thread, then immutable. */
final class WordTable {

  private static final int FIRST_LETTERS = 1024;

  private char[][] words = new char[16][];
  private int[] slots = new int[64];
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
      slots = new int[2 * slots.length];
      for (int i = 0; i < size - 1; i++) {
        insert(i);
      }
    }
    insert(size - 1);
    return size - 1;
  }

  int size() {
    return size;
  }

  /** The number of the word that these characters are, -1 if they are none. */
  int find(char[] word, int length) {
    if ((lengths[word[0] & FIRST_LETTERS - 1] & 1L << Math.min(length, 63)) == 0) {
      return -1;
    }
    int mask = slots.length - 1;
    for (int slot = hash(word, length) & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      char[] known = words[slots[slot] - 1];
      if (known.length == length && Arrays.equals(known, 0, length, word, 0, length)) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  private void insert(int number) {
    int mask = slots.length - 1;
    int slot = hash(words[number], words[number].length) & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    slots[slot] = number + 1;
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
