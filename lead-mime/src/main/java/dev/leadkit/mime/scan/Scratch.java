// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

/**
 * Room for octets and characters on their way to a string, which each thread keeps for the next one.
 *
 * <p>Who takes it has it only until it calls anything that may take it, too; what is larger than a usual text is not kept.
 */
public final class Scratch {

  private static final int MAX_BYTES = 64 * 1024;

  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  private byte[] octets = {};
  private byte[] latin = {};
  private char[] characters = {};

  private Scratch() {}

  /** At least so many octets, with anything in them. */
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

  /** At least so many octets, other ones. */
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

  /** At least so many characters, whatever they are. */
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
