// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the messages of an mbox file one after the other (RFC 4155, with the reversible quoting of mboxrd). */
final class Mbox {

  /** The maximum length of a From-line, which has an address and a date; a longer line is text. */
  static final int MAX_FROM_LINE_LENGTH = 1024;

  private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  private final InputStream in;
  private final int largest;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int limit;
  private final Piece message = new Piece();
  private Line line = new Line();
  private Line ahead = new Line();
  private int fromLine;
  private boolean tooLarge;

  Mbox(InputStream in, int largest) throws IOException {
    this.in = in;
    this.largest = largest;
    read();
  }

  /** Moves to the next message; false if there is none. */
  boolean next() throws IOException {
    message.reset();
    tooLarge = false;
    fromLine = 0;
    boolean begun = false;
    boolean empty = true;
    while (ahead.length > 0) {
      if (empty && ahead.whole && isFromLine(ahead.bytes, 0, ahead.length)) {
        if (begun) {
          return true;
        }
        fromLine = ahead.length;
      }
      begun |= fromLine > 0 || !ahead.isEmpty();
      empty = ahead.whole && ahead.isEmpty();
      if (begun) {
        take(ahead);
      }
      read();
    }
    return begun;
  }

  private void take(Line piece) {
    if (message.size() + (long) piece.length > largest) {
      tooLarge = true;
      message.reset();
      fromLine = 0;
    } else if (!tooLarge) {
      message.write(piece.bytes, 0, piece.length);
    }
  }

  /** Whether a file that begins with a From-line has another one after an empty line. */
  static boolean isSeveral(InputStream file) throws IOException {
    var mbox = new Mbox(file, 0);
    boolean one = mbox.next();
    return one && mbox.next();
  }

  /** Whether the current message exceeds the limit. */
  boolean isTooLarge() {
    return tooLarge;
  }

  /** The current message without the quoting of the file. */
  byte[] message() {
    byte[] all = message.buffer();
    int end = message.size();
    if (end > fromLine + 1 && all[end - 1] == '\n') {
      int before = all[end - 2] == '\r' ? end - 2 : end - 1;
      if (before > fromLine && all[before - 1] == '\n') {
        end = before;
      }
    }
    var out = new ByteArrayOutputStream(end - fromLine);
    int start = fromLine;
    while (start < end) {
      int next = start;
      while (next < end && all[next] != '\n') {
        next++;
      }
      next = Math.min(next + 1, end);
      int from = isQuoted(all, start, next) ? start + 1 : start;
      out.write(all, from, next - from);
      start = next;
    }
    return out.toByteArray();
  }

  private static boolean isQuoted(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && bytes[at] == '>') {
      at++;
    }
    return at > start
        && at + FROM.length <= end
        && Arrays.equals(bytes, at, at + FROM.length, FROM, 0, FROM.length);
  }

  /** Whether the bytes begin with {@code From }, an address, and a date with a time and a year, as no line of a text does. */
  static boolean isFromLine(byte[] bytes) {
    return isFromLine(bytes, 0, bytes.length);
  }

  private static boolean isFromLine(byte[] bytes, int start, int end) {
    int text = start + FROM.length;
    if (end < text || !Arrays.equals(bytes, start, text, FROM, 0, FROM.length)) {
      return false;
    }
    boolean time = false;
    int digits = 0;
    for (int i = text; i < end && bytes[i] != '\n'; i++) {
      time |= bytes[i] == ':' && (digits == 1 || digits == 2);
      digits = isDigit(bytes[i]) ? digits + 1 : 0;
      if (time && digits == 4 && (i + 1 == end || !isDigit(bytes[i + 1]))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Reads up to the end of the line, or up to the maximum length of one piece. */
  private void read() throws IOException {
    Line free = line;
    line = ahead;
    ahead = free;
    boolean continued = line.length > 0 && !line.ended;
    free.length = 0;
    free.ended = false;
    free.whole = false;
    while (free.length < free.bytes.length && !free.ended && fill()) {
      int most = Math.min(limit, at + free.bytes.length - free.length);
      int end = at;
      while (end < most && buffer[end] != '\n') {
        end++;
      }
      free.ended = end < most;
      end = free.ended ? end + 1 : end;
      System.arraycopy(buffer, at, free.bytes, free.length, end - at);
      free.length += end - at;
      at = end;
    }
    free.whole = !continued;
  }

  private boolean fill() throws IOException {
    if (at == limit) {
      at = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return at < limit;
  }

  /** A line, or a piece of a long one. */
  private static final class Line {
    final byte[] bytes = new byte[8192];
    int length;
    boolean ended;

    /** Whether this piece is at the beginning of a line. */
    boolean whole;

    boolean isEmpty() {
      return length == 1 && bytes[0] == '\n' || length == 2 && bytes[0] == '\r' && bytes[1] == '\n';
    }
  }

  /** Returns its array instead of a copy. */
  private static final class Piece extends ByteArrayOutputStream {
    byte[] buffer() {
      return buf;
    }
  }
}
