// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.mime.scan;

import java.util.Arrays;

/**
 * The boundaries of the multiparts that are open at a position of the message (RFC 2046 §5.1.1), the innermost last.
 *
 * <p>A line is hashed once and compared with all boundaries by its hash, so that its cost does not grow with the nesting.
 */
public final class BoundaryStack {

  /** The longest boundary, in octets. RFC 2046 allows 70; some software writes more. */
  public static final int MAX_LENGTH = 250;

  /** The result of {@link #match} for a line that is not a delimiter. */
  public static final int NONE = -1;

  private byte[][] boundaries = new byte[4][];
  private int[] hashes = new int[4];
  private int size;
  private boolean closing;

  int size() {
    return size;
  }

  /** Adds the boundary of a multipart that was opened. */
  public void push(byte[] boundary) {
    if (size == boundaries.length) {
      boundaries = Arrays.copyOf(boundaries, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    boundaries[size] = boundary;
    hashes[size++] = hash(boundary, 0, boundary.length);
  }

  /** Keeps the outermost boundaries up to this number. */
  public void shrink(int newSize) {
    size = newSize;
  }

  /**
   * The index of the boundary that this line is a delimiter of, the innermost first; {@link #NONE} if it is not a delimiter.
   *
   * @param to the end of the line before its line feed
   */
  public int match(byte[] bytes, int from, int to) {
    if (size == 0 || to - from < 3 || bytes[from] != '-' || bytes[from + 1] != '-') {
      return NONE;
    }
    int end = to;
    while (end > from && (ByteRange.isBlank(bytes[end - 1]) || bytes[end - 1] == '\r')) {
      end--;
    }
    int start = from + 2;
    if (end - start > MAX_LENGTH + 2) {
      return NONE;
    }
    closing = false;
    int found = find(bytes, start, end);
    if (found == NONE && end - start >= 3 && bytes[end - 1] == '-' && bytes[end - 2] == '-') {
      closing = true;
      found = find(bytes, start, end - 2);
    }
    return found;
  }

  /** Whether the last matching line closes its multipart. */
  public boolean isClosing() {
    return closing;
  }

  private int find(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    for (int i = size - 1; i >= 0; i--) {
      byte[] boundary = boundaries[i];
      if (hashes[i] == hash && Arrays.equals(boundary, 0, boundary.length, bytes, from, to)) {
        return i;
      }
    }
    return NONE;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash;
  }
}
