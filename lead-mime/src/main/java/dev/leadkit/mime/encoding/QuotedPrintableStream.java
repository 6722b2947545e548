// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Quoted-printable decoded as it is read, whole lines at a time: a line ends whatever was open. */
public final class QuotedPrintableStream extends InputStream {

  private static final int WINDOW = 64 * 1024;

  /** A line that is longer is taken in pieces, which shows only where a piece ends in a blank at the end of the line. */
  private static final int MAX_LINE_LENGTH = 1024 * 1024;

  private final InputStream source;
  private final QuotedPrintable decoder;
  private byte[] window = new byte[WINDOW];
  private int held;
  private ByteRange ready = new ByteRange(window, 0, 0);
  private int at;
  private boolean ended;

  public QuotedPrintableStream(InputStream source, QuotedPrintable decoder) {
    this.source = source;
    this.decoder = decoder;
  }

  @Override
  public int read() throws IOException {
    return at < ready.to || fill() ? ready.bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == ready.to && !fill()) {
      return -1;
    }
    int count = Math.min(length, ready.to - at);
    System.arraycopy(ready.bytes, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    do {
      int lines = lines();
      ready = decoder.decode(new ByteRange(window, 0, lines));
      at = ready.from;
      held -= lines;
      System.arraycopy(window, lines, window, 0, held);
    } while (at == ready.to && !ended);
    return at < ready.to;
  }

  /** Fills the window and answers how much of it is whole lines, everything at the end of the source. */
  private int lines() throws IOException {
    while (true) {
      int count = source.readNBytes(window, held, window.length - held);
      ended = held + count < window.length;
      held += count;
      if (ended) {
        return held;
      }
      int end = held;
      while (end > 0 && window[end - 1] != '\n') {
        end--;
      }
      if (end > 0) {
        return end;
      }
      if (window.length >= MAX_LINE_LENGTH) {
        return piece();
      }
      window = Arrays.copyOf(window, window.length * 2);
    }
  }

  /** Where neither an escape nor a run of blanks is torn, if there is such a place. */
  private int piece() {
    int end = held;
    while (end > 2
        && (window[end - 1] <= ' ' || window[end - 1] == '=' || window[end - 2] == '=')) {
      end--;
    }
    return end > 2 ? end : held;
  }
}
