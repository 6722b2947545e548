// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A range of an array, never copied, and the scans that all parsers are built on. Most of them test eight octets at a time. */
public final class ByteRange {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long HYPHENS = ONES * '-';
  private static final long ESCAPES = ONES * '\u001B';

  /** The array. It may contain more than the range and must not be changed. */
  public final byte[] bytes;
  /** The position of the first octet. */
  public final int from;
  /** The position after the last octet. */
  public final int to;

  /** The octets from {@code from} to before {@code to}. */
  public ByteRange(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** The number of octets. */
  public int length() {
    return to - from;
  }

  /** The first {@code max} octets. */
  public ByteRange head(int max) {
    return length() <= max ? this : new ByteRange(bytes, from, from + max);
  }

  /** The position of the next line feed, {@code to} if there is none. */
  public static int lineFeed(byte[] bytes, int from, int to) {
    return indexOf('\n', bytes, from, to);
  }

  /** The position of the next escape character, {@code to} if there is none. */
  public static int escape(byte[] bytes, int from, int to) {
    return indexOf('\u001B', bytes, from, to);
  }

  /** The position of the next such octet, {@code to} if there is none. */
  private static int indexOf(char ascii, byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long found = zeros((long) LONG.get(bytes, at) ^ ONES * ascii) & HIGHS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < to && bytes[at] != ascii) {
      at++;
    }
    return at;
  }

  /** The same octets with each line break replaced by a line feed; the result may be in {@link Scratch#octets}. */
  public ByteRange withLineFeeds() {
    int at = indexOf('\r', bytes, from, to);
    if (at == to) {
      return this;
    }
    byte[] lines = Scratch.octets(length());
    int size = at - from;
    System.arraycopy(bytes, from, lines, 0, size);
    while (at < to) {
      at++;
      if (at == to || bytes[at] != '\n') {
        lines[size++] = '\n';
      }
      int next = indexOf('\r', bytes, at, to);
      System.arraycopy(bytes, at, lines, size, next - at);
      size += next - at;
      at = next;
    }
    return new ByteRange(lines, 0, size);
  }

  /** The position of the next hyphen, {@code to} if there is none. Tests 32 octets at a time, because base64 contains none. */
  public static int hyphen(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 32 <= to
        && ((zeros((long) LONG.get(bytes, at) ^ HYPHENS)
                    | zeros((long) LONG.get(bytes, at + 8) ^ HYPHENS)
                    | zeros((long) LONG.get(bytes, at + 16) ^ HYPHENS)
                    | zeros((long) LONG.get(bytes, at + 24) ^ HYPHENS))
                & HIGHS)
            == 0) {
      at += 32;
    }
    return indexOf('-', bytes, at, to);
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }

  /** Whether all octets are ASCII and none of them is an escape character. */
  public static boolean isPlain(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 32 <= to; at += 32) {
      long one = (long) LONG.get(bytes, at);
      long two = (long) LONG.get(bytes, at + 8);
      long three = (long) LONG.get(bytes, at + 16);
      long four = (long) LONG.get(bytes, at + 24);
      long escapes = zeros(one ^ ESCAPES)
          | zeros(two ^ ESCAPES)
          | zeros(three ^ ESCAPES)
          | zeros(four ^ ESCAPES);
      if (((one | two | three | four | escapes) & HIGHS) != 0) {
        return false;
      }
    }
    for (; at + 8 <= to; at += 8) {
      long word = (long) LONG.get(bytes, at);
      if (((word | zeros(word ^ ESCAPES)) & HIGHS) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < 0 || bytes[at] == '\u001B') {
        return false;
      }
    }
    return true;
  }

  /** The position of the next octet that is not ASCII, {@code to} if there is none. */
  public static int beyondAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at + 8 <= to && ((long) LONG.get(bytes, at) & HIGHS) == 0) {
      at += 8;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Whether all octets are ASCII. */
  public static boolean isAscii(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      if (((long) LONG.get(bytes, at) & HIGHS) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the octet is a space or a tab. */
  public static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /** Whether the range begins with this ASCII text in any case; the text is in lower case. */
  public static boolean startsWith(byte[] bytes, int from, int to, String lower) {
    if (to - from < lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      if (lower(bytes[from + i]) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the range begins with this ASCII text in exactly this case. */
  public static boolean startsWithExactly(byte[] bytes, int from, int to, String ascii) {
    if (to - from < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The end of the line that begins here, without a carriage return before its line feed. */
  public static int lineStop(byte[] bytes, int from, int lineEnd) {
    return lineEnd > from && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
  }

  /** The octet, in lower case if it is an ASCII letter. */
  public static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet;
  }

  /** The range as a string of Latin-1 characters; for ranges that are known to be ASCII. */
  public static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** The text in UTF-8. */
  public static ByteRange utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new ByteRange(bytes, 0, bytes.length);
  }
}
