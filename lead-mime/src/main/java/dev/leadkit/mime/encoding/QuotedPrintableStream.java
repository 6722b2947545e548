// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Decodes quoted-printable while it is read, whole lines at a time. */
public final class QuotedPrintableStream extends InputStream {

  private static final int WINDOW = 64 * 1024;

  /** The longest line that is decoded as a whole. A longer one is decoded in pieces, which is visible only if a piece ends with blanks. */
  private static final int MAX_LINE_LENGTH = 1024 * 1024;

  private final InputStream source;
  private final QuotedPrintable decoder;
  private byte[] window = new byte[WINDOW];
  private int held;
  private ByteRange ready = new ByteRange(window, 0, 0);
  private int at;
  private boolean ended;

  /** Decodes a source with this decoder, which counts its errors. */
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

  /** Fills the window and returns how much of it is whole lines; at the end of the source, all of it. */
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

  /** A position that splits neither an escape nor a run of blanks, if there is one. */
  private int piece() {
    int end = held;
    while (end > 2
        && (window[end - 1] <= ' ' || window[end - 1] == '=' || window[end - 2] == '=')) {
      end--;
    }
    return end > 2 ? end : held;
  }
}
