// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

/**
 * What a reader spends on opening the winmail.dat of one message at most.
 *
 * <p>Past a limit the winmail.dat stays among the attachments as it came, beside what was opened, and a severe
 * {@link dev.leadkit.Defect} says so.
 *
 * @param bytes how much of them all is held in memory, about three times over while one is opened
 * @param parts how many attachments are taken out, those of inner messages included
 * @param depth how deep messages inside messages are opened; 1 opens none inside, 32 is the most
 * @param textBytes how much text is unpacked of all bodies in RTF, in bytes
 */
public record TnefLimits(int bytes, int parts, int depth, int textBytes) {

  private static final int TEXT_BYTES = 8 << 20;

  private static final int MAX_DEPTH = 32;

  public TnefLimits {
    expect(bytes >= 1, "bytes: expected 1 or more, got " + bytes);
    expect(parts >= 1, "parts: expected 1 or more, got " + parts);
    expect(textBytes >= 1, "textBytes: expected 1 or more, got " + textBytes);
    expect(depth >= 1 && depth <= MAX_DEPTH, "depth: expected 1 to " + MAX_DEPTH + ", got " + depth);
  }

  /** Limits with 8 MB of text. */
  public TnefLimits(int bytes, int parts, int depth) {
    this(bytes, parts, depth, TEXT_BYTES);
  }

  /** 32 MB, 1,000 attachments, 4 levels, 8 MB of text: no honest mail reaches them. */
  public static TnefLimits standard() {
    return new TnefLimits(32 << 20, 1_000, 4);
  }

  private static void expect(boolean condition, String defaultValue) {
    if (!condition) {
      throw new IllegalArgumentException(defaultValue);
    }
  }
}
