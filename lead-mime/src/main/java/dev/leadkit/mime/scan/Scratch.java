// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

/**
 * Buffers for octets and characters on their way to a string, reused by each thread.
 *
 * <p>A caller may use a buffer only until it calls a method that may request the same buffer. Buffers that are larger than a usual text are
 * not kept.
 */
public final class Scratch {

  private static final int MAX_BYTES = 64 * 1024;

  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  private byte[] octets = {};
  private byte[] latin = {};
  private char[] characters = {};

  private Scratch() {}

  /** A buffer of at least this size with arbitrary contents. */
  public static byte[] octets(int size) {
    Scratch own = OWN.get();
    if (size > MAX_BYTES) {
      return new byte[size];
    }
    if (own.octets.length < size) {
      own.octets = new byte[Math.min(MAX_BYTES, size * 2)];
    }
    return own.octets;
  }

  /** A second buffer of at least this size with arbitrary contents. */
  public static byte[] latin(int size) {
    Scratch own = OWN.get();
    if (size > MAX_BYTES) {
      return new byte[size];
    }
    if (own.latin.length < size) {
      own.latin = new byte[Math.min(MAX_BYTES, size * 2)];
    }
    return own.latin;
  }

  /** A buffer of at least this number of characters with arbitrary contents. */
  public static char[] characters(int size) {
    Scratch own = OWN.get();
    if (size > MAX_BYTES) {
      return new char[size];
    }
    if (own.characters.length < size) {
      own.characters = new char[Math.min(MAX_BYTES, size * 2)];
    }
    return own.characters;
  }
}
