// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a file in yEnc (yEnc draft 1.3): each octet plus 42, four values escaped, between {@code =ybegin} and {@code =yend}, with size and
 * checksum.
 */
final class YEnc {

  static final String BEGIN = "=ybegin ";

  private static final String PART = "=ypart ";
  private static final String END = "=yend";

  private final byte[] bytes;
  private final int to;
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private final CRC32 sum = new CRC32();
  private byte[] line = new byte[256];

  private YEnc(byte[] bytes, int to) {
    this.bytes = bytes;
    this.to = to;
  }

  /** The file that begins with this line, null if none does. */
  static @Nullable InlineFile read(byte[] bytes, int from, int to) {
    int lineEnd = ByteRange.lineFeed(bytes, from, to);
    String begin = ByteRange.ascii(bytes, from, lineEnd);
    int name = begin.indexOf(" name=");
    if (!begin.startsWith(BEGIN) || name < 0) {
      return null;
    }
    String fields = begin.substring(0, name);
    long width = number(fields, "line", 10);
    long size = number(fields, "size", 10);
    if (width < 1 || size < 0) {
      return null;
    }
    String shown = InlineFile.name(bytes, from + name + " name=".length(), lineEnd);
    return new YEnc(bytes, to)
        .block(from, Math.min(lineEnd + 1, to), width, size, shown, number(fields, "part", 10));
  }

  private @Nullable InlineFile block(
      int from, int first, long width, long size, String name, long part) {
    int at = first;
    long expected = size;
    if (ByteRange.startsWithExactly(bytes, at, to, PART)) {
      int lineEnd = ByteRange.lineFeed(bytes, at, to);
      String fields = ByteRange.ascii(bytes, at, lineEnd);
      expected = number(fields, "end", 10) - number(fields, "begin", 10) + 1;
      at = Math.min(lineEnd + 1, to);
    }
    int keyword = keyword(at);
    boolean closed = ByteRange.startsWithExactly(bytes, keyword, to, END);
    boolean whole = closed;
    while (at < keyword) {
      int lineEnd = ByteRange.lineFeed(bytes, at, to);
      int stop = ByteRange.lineStop(bytes, at, lineEnd);
      boolean full = stop - at >= width;
      decode(at, stop);
      at = Math.min(lineEnd + 1, to);
      if (!closed && !full) {
        break; // there is no other evidence of where the content ends
      }
      whole |= full;
    }
    if (!whole && decoded.size() != expected) {
      return null;
    }
    List<String> damages = new ArrayList<>(0);
    int end = closed ? Math.min(ByteRange.lineFeed(bytes, at, to) + 1, to) : at;
    check(closed ? ByteRange.ascii(bytes, at, end) : "", expected, part, damages);
    return new InlineFile(
        name, decoded.toByteArray(), from, end, damages, part > 0 && expected < size);
  }

  /** The position of the next keyword line, the end of the text if there is none. */
  private int keyword(int from) {
    int at = from;
    while (at < to
        && !ByteRange.startsWithExactly(bytes, at, to, END)
        && !ByteRange.startsWithExactly(bytes, at, to, BEGIN)) {
      at = Math.min(ByteRange.lineFeed(bytes, at, to) + 1, to);
    }
    return at;
  }

  private void check(String end, long expected, long part, List<String> damages) {
    if (end.isEmpty()) {
      damages.add("yEnc: there is no end line");
    }
    if (decoded.size() != expected) {
      damages.add("yEnc: " + decoded.size() + " octets, expected " + expected);
    }
    long declared = number(end, part > 0 ? "pcrc32" : "crc32", 16);
    if (declared >= 0 && declared != sum.getValue()) {
      damages.add("yEnc: another check sum");
    }
  }

  private void decode(int at, int stop) {
    if (line.length < stop - at) {
      line = new byte[2 * (stop - at)];
    }
    int size = 0;
    for (int i = at; i < stop; i++) {
      int escaped = bytes[i] == '=' && i + 1 < stop ? bytes[++i] - 64 : bytes[i];
      line[size++] = (byte) (escaped - 42);
    }
    decoded.write(line, 0, size);
    sum.update(line, 0, size);
  }

  /** The number after {@code key=}, -1 if there is none. */
  private static long number(String fields, String key, int radix) {
    int at = fields.indexOf(' ' + key + '=');
    if (at < 0) {
      return -1;
    }
    at += key.length() + 2;
    long number = 0;
    int digits = 0;
    while (at < fields.length() && digits < 15) {
      int digit = Character.digit(fields.charAt(at++), radix);
      if (digit < 0) {
        break;
      }
      number = number * radix + digit;
      digits++;
    }
    return digits == 0 ? -1 : number;
  }
}
