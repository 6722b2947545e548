// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a uuencoded file (POSIX.1-2017, <i>uuencode</i>): {@code begin 644 name}, lines that begin with their length, {@code end}.
 *
 * <p>The first line must be valid, and an end line or a line of full length must follow. The alphabet has no lower-case letters, so that prose
 * is not mistaken for it. A damaged line between valid ones is decoded as far as possible.
 */
final class Uuencode {

  static final String BEGIN = "begin ";

  private static final int FULL = 45;

  private final byte[] bytes;
  private final int to;
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private final byte[] octets = new byte[64];
  private int damagedLines;
  private int lines;
  private boolean empty;
  private boolean full;
  private boolean closed;

  private Uuencode(byte[] bytes, int to) {
    this.bytes = bytes;
    this.to = to;
  }

  /** The file that begins with this line, null if none does. */
  static @Nullable InlineFile read(byte[] bytes, int from, int to) {
    int lineEnd = ByteRange.lineFeed(bytes, from, to);
    int name = name(bytes, from, lineEnd);
    if (name < 0) {
      return null;
    }
    Uuencode block = new Uuencode(bytes, to);
    int end = block.readLines(Math.min(lineEnd + 1, to));
    if (block.closed ? block.lines == 0 && !block.empty : !block.full) {
      return null;
    }
    return new InlineFile(
        InlineFile.name(bytes, name, lineEnd),
        block.decoded.toByteArray(),
        from,
        end,
        block.damages(),
        false);
  }

  private List<String> damages() {
    List<String> damages = new ArrayList<>(0);
    if (damagedLines > 0) {
      damages.add("uuencode: " + damagedLines + " lines have not the length that they say");
    }
    if (!closed) {
      damages.add("uuencode: there is no end line");
    }
    return damages;
  }

  /** The position of the name in a begin line, after three or four octal digits; -1 if this is not a begin line. */
  private static int name(byte[] bytes, int from, int lineEnd) {
    if (!ByteRange.startsWithExactly(bytes, from, lineEnd, BEGIN)) {
      return -1;
    }
    int at = from + BEGIN.length();
    int digits = at;
    while (at < lineEnd && bytes[at] >= '0' && bytes[at] <= '7') {
      at++;
    }
    boolean mode = at - digits == 3 || at - digits == 4;
    return mode && at + 1 < lineEnd && bytes[at] == ' ' && (bytes[at + 1] & 0xFF) > ' '
        ? at + 1
        : -1;
  }

  /** Decodes the lines and returns the position after the last one. */
  private int readLines(int from) {
    int at = from;
    while (at < to) {
      int lineEnd = ByteRange.lineFeed(bytes, at, to);
      int stop = ByteRange.lineStop(bytes, at, lineEnd);
      int next = Math.min(lineEnd + 1, to);
      if (isEnd(at, stop)) {
        closed = true;
        return next;
      }
      if (isEmpty(at, stop)) {
        empty = true;
        if (!goesOn(next)) {
          return at;
        }
      } else if (isData(at, stop)) {
        decode(at, stop);
      } else if (lines > 0 && name(bytes, at, lineEnd) < 0 && goesOn(next)) {
        damagedLines++;
        decode(at, stop);
      } else {
        return at;
      }
      at = next;
    }
    return to;
  }

  private boolean goesOn(int next) {
    int stop = ByteRange.lineStop(bytes, next, ByteRange.lineFeed(bytes, next, to));
    return next < to && (isEnd(next, stop) || isData(next, stop));
  }

  private boolean isEnd(int at, int stop) {
    int end = stop;
    while (end > at && bytes[end - 1] == ' ') {
      end--;
    }
    return end - at == 3 && ByteRange.startsWithExactly(bytes, at, end, "end");
  }

  private boolean isEmpty(int at, int stop) {
    return stop == at || stop - at <= 2 && (bytes[at] == '`' || bytes[at] == ' ');
  }

  /** Whether the line is data: only the alphabet, and as long as it declares. A check character may follow; blanks at its end may be lost. */
  private boolean isData(int at, int stop) {
    if (stop <= at || bytes[at] <= ' ' || bytes[at] >= '`') {
      return false;
    }
    int count = bytes[at] - ' ';
    int length = stop - at - 1;
    boolean cut = count == FULL && lines > 0;
    if (length > (count + 2) / 3 * 4 + 2 || length < (count * 8 + 5) / 6 && !cut) {
      return false;
    }
    for (int i = at; i < stop; i++) {
      if (bytes[i] < ' ' || bytes[i] > '`') {
        return false;
      }
    }
    return true;
  }

  private void decode(int at, int stop) {
    int count = bytes[at] - ' ' & 0x3F;
    lines++;
    full |= count == FULL;
    int size = 0;
    int bits = 0;
    int held = 0;
    for (int i = at + 1; size < count; i++) {
      bits = bits << 6 | (i < stop ? bytes[i] - ' ' & 0x3F : 0);
      held += 6;
      if (held >= 8) {
        held -= 8;
        octets[size++] = (byte) (bits >>> held);
      }
    }
    decoded.write(octets, 0, count);
  }
}
