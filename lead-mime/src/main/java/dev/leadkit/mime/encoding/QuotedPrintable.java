// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decodes quoted-printable (RFC 2045 §6.7). Blanks at the end of a line are removed; an equals sign that encodes nothing is kept. */
public final class QuotedPrintable {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private static final byte[] HEXADECIMAL = hexadecimal();

  private int strays;

  /** The number of equals signs so far that encode nothing. */
  int strays() {
    return strays;
  }

  /** Decodes whole lines. */
  ByteRange decode(ByteRange encoded) {
    byte[] bytes = encoded.bytes;
    int to = encoded.to;
    byte[] decoded = new byte[encoded.length()];
    int size = 0;
    int solid = 0; // the earliest position of blanks that may be at the end of a line
    int at = encoded.from;
    while (at < to) {
      if (at + 8 <= to && bytes[at] != '=') {
        long word = (long) LONG.get(bytes, at);
        LONG.set(decoded, size, word);
        int plain = Long.numberOfTrailingZeros(special(word)) >>> 3;
        at += plain;
        size += plain;
        if (plain == 8) {
          continue;
        }
      }
      byte octet = bytes[at++];
      if (octet == '=') {
        int value = hexadecimal(bytes, at, to);
        int softEnd = value < 0 ? softBreak(bytes, at, to) : -1;
        if (value >= 0) {
          decoded[size++] = (byte) value;
          at += 2;
        } else if (softEnd >= 0) {
          at = softEnd;
        } else {
          decoded[size++] = '=';
          strays++;
        }
        solid = size;
      } else {
        if (octet == '\n' || octet == '\r' && (at == to || bytes[at] == '\n')) {
          while (size > solid && ByteRange.isBlank(decoded[size - 1])) {
            size--;
          }
          solid = size + 1;
        }
        decoded[size++] = octet;
      }
    }
    return new ByteRange(decoded, 0, size);
  }

  /** Sets the high bit of the first octet that may be an equals sign or a line break, and possibly those of later octets. */
  private static long special(long word) {
    long equals = word ^ ONES * '=';
    return ((equals - ONES) & ~equals | (word - ONES * ('\r' + 1)) & ~word) & HIGHS;
  }

  /** The beginning of the line after a soft line break, -1 if this is not one. */
  public static int softBreak(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && at - from < 80 && ByteRange.isBlank(bytes[at])) {
      at++;
    }
    if (at == to) {
      return to;
    }
    if (bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n') {
      return at + 2;
    }
    return bytes[at] == '\n' ? at + 1 : bytes[at] == '\r' && at + 1 == to ? to : -1;
  }

  /** The value of two hexadecimal digits, -1 if they are not digits. */
  public static int hexadecimal(byte[] bytes, int at, int to) {
    if (at + 1 >= to) {
      return -1;
    }
    int high = HEXADECIMAL[bytes[at] & 0xFF];
    int low = HEXADECIMAL[bytes[at + 1] & 0xFF];
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static byte[] hexadecimal() {
    byte[] values = new byte[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) Character.digit(i < 128 ? (char) i : ' ', 16);
    }
    return values;
  }
}
