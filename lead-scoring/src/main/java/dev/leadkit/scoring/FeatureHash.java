// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.scoring;

/**
 * The hash of a feature of a model, a word or the value of a field: FNV-1a over UTF-16 code units, with a finalizer so that all bits are usable.
 * It must never change, because the weights of every trained model are stored by it.
 */
final class FeatureHash {

  private static final int BASIS = 0x811C9DC5;
  private static final int PRIME = 0x01000193;

  private FeatureHash() {}

  /** The hash of a word; of a number only the count of digits matters, because 2025 means no more than 2026. */
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

  /** The hash of a field with a value; differs from that of every word, because no word contains the separator. */
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
