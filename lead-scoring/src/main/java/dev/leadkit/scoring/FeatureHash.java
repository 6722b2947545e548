// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

/**
 * The numbers under which a model counts words and the values of fields: FNV-1a over UTF-16 code units, mixed so that its first bits are as
 * good as its last. What they are must never change: the weights of every trained model stand under them.
 */
final class FeatureHash {

  private static final int BASIS = 0x811C9DC5;
  private static final int PRIME = 0x01000193;

  private FeatureHash() {}

  /** A word; of a number only how many digits it has counts, for 2025 says no more than 2026. */
  static int word(char[] letters, int length) {
    boolean isNumber = true;
    for (int i = 0; i < length && isNumber; i++) {
      isNumber = letters[i] >= '0' && letters[i] <= '9';
    }
    int hash = BASIS;
    for (int i = 0; i < length; i++) {
      hash = with(hash, isNumber ? '0' : letters[i]);
    }
    return mixed(hash);
  }

  /** A field that holds a value: no word has a separator in it. */
  static int field(String name, String value) {
    int hash = with(with(BASIS, name), '=');
    return mixed(with(hash, value));
  }

  private static int with(int hash, String text) {
    int with = hash;
    for (int i = 0; i < text.length(); i++) {
      with = with(with, text.charAt(i));
    }
    return with;
  }

  private static int with(int hash, char c) {
    return ((hash ^ c & 0xFF) * PRIME ^ c >>> 8) * PRIME;
  }

  /** The finalizer of MurmurHash3, 32 bits. */
  private static int mixed(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
    return mixed ^ mixed >>> 16;
  }
}
