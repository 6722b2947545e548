// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

/**
 * The limits for opening all winmail.dat of one message. Immutable.
 *
 * <p>Beyond a limit the winmail.dat stays among the attachments unchanged, beside the content that was extracted, and a severe
 * {@link dev.leadkit.Defect} says so.
 *
 * @param bytes how much of them is held in memory, in bytes; opening one takes about three times as much
 * @param parts the maximum number of extracted attachments, including those of inner messages
 * @param depth the maximum depth of messages inside messages, from 1 (no inner messages) to 32
 * @param textBytes how much text is extracted from all bodies in RTF, in bytes
 */
public record TnefLimits(int bytes, int parts, int depth, int textBytes) {

  private static final int TEXT_BYTES = 8 << 20;

  private static final int MAX_DEPTH = 32;

  public TnefLimits {
    expect(bytes >= 1, "bytes: expected 1 or more, got " + bytes);
    expect(parts >= 1, "parts: expected 1 or more, got " + parts);
    expect(textBytes >= 1, "textBytes: expected 1 or more, got " + textBytes);
    expect(
        depth >= 1 && depth <= MAX_DEPTH, "depth: expected 1 to " + MAX_DEPTH + ", got " + depth);
  }

  /** Limits with 8 MB of text from RTF. */
  public TnefLimits(int bytes, int parts, int depth) {
    this(bytes, parts, depth, TEXT_BYTES);
  }

  /** The default limits, which legitimate mail does not reach: 32 MB, 1,000 attachments, 4 levels, 8 MB of text. */
  public static TnefLimits standard() {
    return new TnefLimits(32 << 20, 1_000, 4);
  }

  private static void expect(boolean condition, String defaultValue) {
    if (!condition) {
      throw new IllegalArgumentException(defaultValue);
    }
  }
}
