// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.nio.charset.Charset;

/** A range of octets, read in little-endian order. Each range taken from it is within it. */
record ByteReader(byte[] octets, int from, int to) {

  static final ByteReader EMPTY = new ByteReader(new byte[0], 0, 0);

  static ByteReader of(byte[] octets) {
    return new ByteReader(octets, 0, octets.length);
  }

  int length() {
    return to - from;
  }

  ByteReader range(int start, int end) {
    return new ByteReader(octets, from + start, from + end);
  }

  int octet(int at) {
    return octets[from + at] & 0xFF;
  }

  int unsignedShort(int at) {
    return octet(at) | octet(at + 1) << 8;
  }

  long unsignedInt(int at) {
    return unsignedShort(at) | (long) unsignedShort(at + 2) << 16;
  }

  /** The checksum that follows each attribute (MS-OXTNEF §2.1.3.3). */
  int checksum() {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += octets[i] & 0xFF;
    }
    return sum & 0xFFFF;
  }

  boolean startsWith(byte[] prefix) {
    return length() >= prefix.length
        && java.util.Arrays.equals(octets, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /** The characters before the first NUL. */
  String text(Charset charset) {
    String text = new String(octets, from, length(), charset);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
