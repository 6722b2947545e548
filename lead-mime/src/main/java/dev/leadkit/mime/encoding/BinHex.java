// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a file in BinHex 4.0 (RFC 1741 appendix A): a name, a data fork and a resource fork, each with a checksum, run-length encoded, six
 * bits per character. The data fork is the content.
 */
final class BinHex {

  static final String BEGIN = "(This file must be converted with BinHex";

  private static final String ALPHABET =
      "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";
  private static final byte[] VALUES = values();
  private static final int RUN = 0x90;

  /** The size of the fields between the name and the data fork: a zero, type, creator, flags, two lengths, a checksum. */
  private static final int HEADER = 1 + 4 + 4 + 2 + 4 + 4 + 2;

  private BinHex() {}

  /** The file that begins with this line, null if none does. */
  static @Nullable InlineFile read(byte[] bytes, int from, int to) {
    if (!ByteRange.startsWithExactly(bytes, from, to, BEGIN)) {
      return null;
    }
    int start = ByteRange.lineFeed(bytes, from, to);
    while (start < to && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    if (start == to || bytes[start] != ':') {
      return null;
    }
    int end = start + 1;
    while (end < to && bytes[end] != ':' && isCharacter(bytes[end])) {
      end++;
    }
    byte[] file = withoutRuns(bytes, start + 1, end);
    int name = file.length == 0 ? 0 : file[0] & 0xFF;
    int data = 1 + name + HEADER;
    if (name == 0 || data > file.length || sum(file, 0, data - 2) != two(file, data - 2)) {
      return null;
    }
    long length = four(file, 1 + name + 11);
    int stop = (int) Math.min(file.length, data + length);
    boolean damaged =
        stop + 2 > file.length || stop - data != length || sum(file, data, stop) != two(file, stop);
    int after = end < to && bytes[end] == ':' ? ByteRange.lineFeed(bytes, end, to) + 1 : end;
    return new InlineFile(
        InlineFile.name(file, 1, 1 + name),
        Arrays.copyOfRange(file, data, stop),
        from,
        Math.min(after, to),
        damaged ? List.of("BinHex: the data fork is not whole") : List.of(),
        false);
  }

  private static boolean isCharacter(byte octet) {
    return octet == '\n' || octet == '\r' || octet > ' ' && VALUES[octet] >= 0;
  }

  /** The octets with their runs expanded. */
  private static byte[] withoutRuns(byte[] bytes, int from, int to) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int bits = 0;
    int held = 0;
    int last = 0;
    boolean marked = false;
    for (int i = from; i < to; i++) {
      if (bytes[i] <= ' ') {
        continue;
      }
      bits = bits << 6 | VALUES[bytes[i]];
      held += 6;
      if (held < 8) {
        continue;
      }
      held -= 8;
      int octet = bits >>> held & 0xFF;
      if (marked && octet > 0) {
        for (int n = 1; n < octet; n++) {
          file.write(last);
        }
      } else if (marked) {
        last = RUN;
        file.write(RUN);
      } else if (octet != RUN) {
        last = octet;
        file.write(octet);
      }
      marked = !marked && octet == RUN;
    }
    return file.toByteArray();
  }

  /** CRC-16 (CCITT) over the range and two zeros in place of the checksum. */
  private static int sum(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to + 2; i++) {
      int octet = i < to ? bytes[i] & 0xFF : 0;
      for (int bit = 7; bit >= 0; bit--) {
        boolean carry = (sum & 0x8000) != 0;
        sum = (sum << 1 | octet >> bit & 1) & 0xFFFF;
        sum = carry ? sum ^ 0x1021 : sum;
      }
    }
    return sum;
  }

  private static int two(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  private static long four(byte[] bytes, int at) {
    return (long) two(bytes, at) << 16 | two(bytes, at + 2);
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
