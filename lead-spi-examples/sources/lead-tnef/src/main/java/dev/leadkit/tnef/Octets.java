// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tnef;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A growing buffer in memory whose octets are copied only once. */
final class Octets extends OutputStream {

  private static final int CHUNK = 64 * 1024;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] chunk = new byte[1_024];
  private int used;
  private int size;

  @Override
  public void write(int octet) {
    if (used == chunk.length) {
      full.add(chunk);
      chunk = new byte[CHUNK];
      used = 0;
    }
    chunk[used++] = (byte) octet;
    size++;
  }

  @Override
  public void write(byte[] octets, int from, int length) {
    int at = from;
    while (at < from + length) {
      if (used == chunk.length) {
        full.add(chunk);
        chunk = new byte[CHUNK];
        used = 0;
      }
      int count = Math.min(from + length - at, chunk.length - used);
      System.arraycopy(octets, at, chunk, used, count);
      used += count;
      size += count;
      at += count;
    }
  }

  byte[] toByteArray() {
    var octets = new byte[size];
    int at = 0;
    for (byte[] one : full) {
      System.arraycopy(one, 0, octets, at, one.length);
      at += one.length;
    }
    System.arraycopy(chunk, 0, octets, at, used);
    return octets;
  }
}
