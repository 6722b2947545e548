// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Decompresses RTF (MS-OXRTFCP) while it is read, so that neither its declared nor its actual size needs memory.
 *
 * <p>The checksum is not verified, because the attribute of the winmail.dat has a checksum of its own.
 */
final class RtfStream extends InputStream {

  private static final int HEADER = 16;
  private static final long COMPRESSED = 0x75465A4CL;
  private static final long UNCOMPRESSED = 0x414C454DL;
  private static final int WINDOW = 4_096;

  /** The maximum number of octets after the last brace that are not counted; some writers omit them. */
  private static final int UNCOUNTED = 16;

  /** The initial contents of the window (MS-OXRTFCP §2.1.2.1). */
  private static final byte[] INITIAL = ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"
          + "{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
          + "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
      .getBytes(StandardCharsets.US_ASCII);

  private final ByteReader in;
  private final int limit;
  private final boolean isPacked;
  private final boolean isReadable;
  private final long declared;
  private final byte[] window = new byte[WINDOW];
  private int at = HEADER;
  private int end;
  private int windowAt;
  private int control;
  private int controlBits;
  private int copyFrom;
  private int copyLeft;
  private int produced;
  private boolean ended;
  private boolean cut;

  /** @param limit the maximum number of decompressed octets */
  RtfStream(ByteReader in, int limit) {
    this.in = in;
    this.limit = limit;
    boolean hasHeader = in.length() >= HEADER;
    long kind = hasHeader ? in.unsignedInt(8) : 0;
    isPacked = kind == COMPRESSED;
    isReadable = isPacked || kind == UNCOMPRESSED;
    declared = hasHeader ? in.unsignedInt(4) : 0;
    long size = hasHeader ? in.unsignedInt(0) + 4 : 0;
    end = isReadable ? (int) Math.max(HEADER, Math.min(size, in.length())) : 0;
    System.arraycopy(INITIAL, 0, window, 0, INITIAL.length);
    windowAt = INITIAL.length;
  }

  /** Whether this is not compressed RTF or, once the end was read, its length differs from the declared one. */
  boolean isDamaged() {
    return !isReadable || ended && (produced < declared || produced > declared + UNCOUNTED);
  }

  /** Whether the content exceeds the limit. */
  boolean isCut() {
    return cut;
  }

  @Override
  public int read() {
    if (ended || cut || !isReadable) {
      return -1;
    }
    int octet = isPacked ? unpacked() : at < end ? in.octet(at++) : -1;
    if (octet < 0) {
      ended = true;
      return -1;
    }
    if (produced == limit) {
      cut = true;
      return -1;
    }
    produced++;
    return octet;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    int count = 0;
    while (count < length) {
      int octet = read();
      if (octet < 0) {
        return count == 0 && length > 0 ? -1 : count;
      }
      target[from + count++] = (byte) octet;
    }
    return count;
  }

  /** The next octet: a literal, or one of a run that occurred before (MS-OXRTFCP §3.1.3). */
  private int unpacked() {
    if (copyLeft == 0) {
      if (controlBits == 0) {
        if (at >= end) {
          return -1;
        }
        control = in.octet(at++);
        controlBits = 8;
      }
      boolean isReference = (control & 1) != 0;
      control >>= 1;
      controlBits--;
      if (!isReference) {
        return at < end ? keep(in.octet(at++)) : -1;
      }
      if (at + 1 >= end) {
        return -1;
      }
      int reference = in.octet(at) << 8 | in.octet(at + 1);
      at += 2;
      copyFrom = reference >> 4;
      copyLeft = (reference & 0xF) + 2;
      if (copyFrom == windowAt) {
        return -1;
      }
    }
    copyLeft--;
    int octet = window[copyFrom] & 0xFF;
    copyFrom = copyFrom + 1 & WINDOW - 1;
    return keep(octet);
  }

  private int keep(int octet) {
    window[windowAt] = (byte) octet;
    windowAt = windowAt + 1 & WINDOW - 1;
    return octet;
  }
}
