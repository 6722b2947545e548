// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import dev.leadkit.Blob;
import dev.leadkit.spi.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The store under test, and content to put into it. */
abstract class BlobStoreFixture {

  static final int THREADS = 8;

  /** Sizes around the buffers that a store may use. */
  static final List<Integer> SIZES = List.of(
      0, 1, 63, 64, 65, 8_191, 8_192, 8_193, 65_536, 65_537, 1_000_000, 1_048_576, 1_048_577);

  /** More than the minimum size of a part in object stores. */
  static final int SEVERAL_PARTS = 5_242_881;

  /** Empty, cut off, with one byte changed at the beginning, in the middle and at the end, and with one more. */
  static final List<UnaryOperator<byte[]>> DAMAGES = List.of(
      bytes -> bytes.length == 0 ? new byte[] {7} : new byte[0],
      bytes -> bytes.length == 0 ? new byte[] {7} : Arrays.copyOf(bytes, bytes.length - 1),
      bytes -> bytes.length == 0 ? new byte[] {7} : Arrays.copyOf(bytes, bytes.length / 2),
      bytes -> changed(bytes, 0),
      bytes -> changed(bytes, bytes.length / 2),
      bytes -> changed(bytes, bytes.length - 1),
      bytes -> Arrays.copyOf(bytes, bytes.length + 1));

  static byte[] changed(byte[] bytes, int at) {
    byte[] changed = bytes.length == 0 ? new byte[1] : bytes.clone();
    changed[Math.max(at, 0)] ^= 0x40;
    return changed;
  }

  BlobStore store;

  /** A new, empty store. */
  protected abstract BlobStore create() throws Exception;

  /** The store as the next process finds it after a restart. A store in memory passes its contents on to a new one. */
  protected abstract BlobStore reopen(BlobStore store) throws Exception;

  /** The same contents through another instance, as in a concurrent process. The default, for stores that are not shared, is the store itself. */
  protected BlobStore share(BlobStore store) throws Exception {
    return store;
  }

  /**
   * Changes the stored bytes without the store, as a failing disk would.
   *
   * @param sha256 of the content
   * @param how takes the bytes as they are stored, in any encoding, and returns those to be stored instead
   */
  protected abstract void damage(BlobStore store, String sha256, UnaryOperator<byte[]> how)
      throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = create();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  static byte[] gzipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  final Blob put(byte[] bytes) {
    return store.put(new ByteArrayInputStream(bytes));
  }

  final byte @Nullable [] content(byte[] bytes) throws IOException {
    try (InputStream found = store.open(Blob.of(bytes).sha256())) {
      return found == null ? null : found.readAllBytes();
    }
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** Returns half of its bytes, waits, and returns the rest. */
  static final class Halting extends InputStream {

    private final byte[] bytes;
    private final CountDownLatch half;
    private final CountDownLatch go;
    private int position;

    Halting(byte[] bytes, CountDownLatch half, CountDownLatch go) {
      this.bytes = bytes;
      this.half = half;
      this.go = go;
    }

    @Override
    public int read() throws IOException {
      if (position == bytes.length / 2) {
        half.countDown();
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return position == bytes.length ? -1 : bytes[position++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int end = position < bytes.length / 2 ? bytes.length / 2 : bytes.length;
      int count = Math.min(length, end - position);
      for (int i = 0; i < count; i++) {
        buffer[offset + i] = (byte) read();
      }
      return count == 0 && length > 0 ? read() : count;
    }
  }

  /** Returns half of its bytes and fails. */
  static class Breaking extends InputStream {

    private final byte[] bytes;
    private int position;

    Breaking(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      if (position == bytes.length / 2) {
        throw new IOException("connection reset");
      }
      return bytes[position++] & 0xff;
    }
  }
}
