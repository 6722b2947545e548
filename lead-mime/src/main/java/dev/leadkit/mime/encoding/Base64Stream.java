// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.encoding;

import dev.leadkit.mime.scan.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Decodes base64 (RFC 2045 §6.8) while it is read and ignores characters outside the alphabet.
 *
 * <p>Lines are joined into chunks for the decoder of the platform, which is several times faster than a loop over characters. A chunk that the
 * platform's decoder rejects, and the remainder that does not fill a chunk, are decoded character by character: characters outside the
 * alphabet are skipped and counted, and data after padding is decoded, too.
 */
public final class Base64Stream extends InputStream {

  /** The value of each character of the alphabet, -1 for others. */
  public static final byte[] VALUES = values();

  private static final int CHUNK = 12 * 1024;

  /** How much of a source is held, in octets: several chunks with their line breaks. */
  private static final int WINDOW = 64 * 1024;

  private static final Base64.Decoder DECODER = Base64.getDecoder();

  /** One buffer per thread; its contents are valid during one call only. */
  private static final ThreadLocal<byte[]> CHUNKS = ThreadLocal.withInitial(() -> new byte[CHUNK]);

  private final byte[] bytes;
  private @Nullable InputStream source;
  private int to;
  private int at;
  private byte[] ready;
  private int readyFrom;
  private int readyTo;
  private boolean regular;
  private boolean ended;
  private int bits;
  private int held;
  private int garbage;

  /** Decodes octets in memory. */
  public Base64Stream(ByteRange encoded) {
    bytes = encoded.bytes;
    at = encoded.from;
    to = encoded.to;
    regular = encoded.length() > CHUNK;
    ready = new byte[Math.min(CHUNK / 4 * 3, encoded.length() / 4 * 3 + 6)];
  }

  /** Decodes a source and holds a window of it in memory. */
  public Base64Stream(InputStream source) {
    this.source = source;
    bytes = new byte[WINDOW];
    regular = true;
    ready = new byte[CHUNK / 4 * 3];
  }

  /** The decoded octets of the whole stream. */
  static ByteRange decode(Base64Stream stream) {
    byte[] decoded = new byte[(stream.to - stream.at) / 4 * 3 + 6];
    int size = 0;
    try {
      while (stream.fill()) {
        System.arraycopy(stream.ready, 0, decoded, size, stream.readyTo);
        size += stream.readyTo;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array does not fail", e);
    }
    return new ByteRange(decoded, 0, size);
  }

  /** The number of characters so far that do not belong to the encoding. */
  int garbage() {
    return garbage;
  }

  @Override
  public int read() throws IOException {
    return readyFrom < readyTo || fill() ? ready[readyFrom++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (readyFrom == readyTo && !fill()) {
      return -1;
    }
    int count = Math.min(length, readyTo - readyFrom);
    System.arraycopy(ready, readyFrom, target, offset, count);
    readyFrom += count;
    return count;
  }

  @Override
  public long transferTo(OutputStream target) throws IOException {
    long size = 0;
    do {
      target.write(ready, readyFrom, readyTo - readyFrom);
      size += readyTo - readyFrom;
    } while (fill());
    return size;
  }

  @Override
  public int available() {
    return readyTo - readyFrom;
  }

  private boolean fill() throws IOException {
    readyFrom = 0;
    readyTo = 0;
    if (source != null && to - at < 2 * CHUNK) {
      more(source);
    }
    if (regular) {
      regular = fillByChunk();
    }
    if (!regular && readyTo == 0) {
      fillByCharacter();
    }
    return readyTo > 0;
  }

  /** Moves the window forward; {@link #source} is null at the end of the source. */
  private void more(InputStream from) throws IOException {
    System.arraycopy(bytes, at, bytes, 0, to - at);
    to -= at;
    at = 0;
    int count = from.readNBytes(bytes, to, bytes.length - to);
    to += count;
    if (count == 0) {
      source = null;
    }
  }

  /** Decodes one whole chunk. If that is not possible, consumes nothing and returns false. */
  private boolean fillByChunk() {
    byte[] chunk = CHUNKS.get();
    int size = 0;
    int next = at;
    int width = CHUNK;
    int stride = CHUNK;
    while (size < CHUNK) {
      if (next >= to) {
        return false;
      }
      if (size + width <= CHUNK && next + stride <= to && isLine(next, width, stride)) {
        System.arraycopy(bytes, next, chunk, size, width);
        size += width;
        next += stride;
        continue;
      }
      int lineEnd = ByteRange.lineFeed(bytes, next, to);
      int stop = lineEnd > next && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
      int count = Math.min(stop - next, CHUNK - size);
      System.arraycopy(bytes, next, chunk, size, count);
      size += count;
      width = stop - next;
      stride = lineEnd + 1 - next;
      next = next + count == stop ? lineEnd + 1 : next + count;
    }
    try {
      readyTo = DECODER.decode(chunk, ready);
    } catch (IllegalArgumentException e) {
      return false; // padding or a foreign character within the chunk: the tolerant decoder
      // continues from here
    }
    if (readyTo != CHUNK / 4 * 3) {
      readyTo = 0;
      return false; // padding at the end of the chunk may be followed by more data
    }
    at = Math.min(next, to);
    return true;
  }

  /** Whether a line as long as the one before may end here. If there is a line break within it, the platform's decoder rejects it. */
  private boolean isLine(int start, int width, int stride) {
    return bytes[start + stride - 1] == '\n'
        && (stride == width + 1 || bytes[start + width] == '\r');
  }

  private void fillByCharacter() throws IOException {
    int size = takeCharacters(0);
    while (size + 4 <= ready.length && source != null) {
      more(source);
      size = takeCharacters(size);
    }
    if (at >= to && !ended && size + 4 <= ready.length) {
      ended = true;
      size = flush(size);
    }
    readyTo = size;
  }

  private int takeCharacters(int start) {
    int size = start;
    while (at < to && size + 4 <= ready.length) {
      byte octet = bytes[at++];
      int value = octet < 0 ? -1 : VALUES[octet];
      if (value >= 0) {
        bits = bits << 6 | value;
        if (++held == 4) {
          ready[size++] = (byte) (bits >>> 16);
          ready[size++] = (byte) (bits >>> 8);
          ready[size++] = (byte) bits;
          held = 0;
        }
      } else if (octet == '=') {
        size = flush(size);
      } else if (octet != '\n' && octet != '\r' && octet != ' ' && octet != '\t') {
        garbage++;
      }
    }
    return size;
  }

  /** Decodes the remaining characters: one contains no octet, two contain one, three contain two. */
  private int flush(int start) {
    int size = start;
    if (held == 1) {
      garbage++;
    } else if (held == 2) {
      ready[size++] = (byte) (bits >>> 4);
    } else if (held == 3) {
      ready[size++] = (byte) (bits >>> 10);
      ready[size++] = (byte) (bits >>> 2);
    }
    held = 0;
    return size;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
