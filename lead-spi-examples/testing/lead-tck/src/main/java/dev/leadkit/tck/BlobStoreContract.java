// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link BlobStore} must do: extend this, supply a store, run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link BlobStore}.
 */
public abstract class BlobStoreContract {

  private static final int THREADS = 8;

  /** Sizes around the buffers that a store may use. */
  private static final List<Integer> SIZES = List.of(
      0, 1, 63, 64, 65, 8_191, 8_192, 8_193, 65_536, 65_537, 1_000_000, 1_048_576, 1_048_577);

  /** More than what object stores take in one part. */
  private static final int SEVERAL_PARTS = 5_242_881;

  /** Empty, cut off, with one byte changed at the beginning, in the middle and at the end, and with one more. */
  private static final List<UnaryOperator<byte[]>> DAMAGES = List.of(
      bytes -> bytes.length == 0 ? new byte[] {7} : new byte[0],
      bytes -> bytes.length == 0 ? new byte[] {7} : Arrays.copyOf(bytes, bytes.length - 1),
      bytes -> bytes.length == 0 ? new byte[] {7} : Arrays.copyOf(bytes, bytes.length / 2),
      bytes -> changed(bytes, 0),
      bytes -> changed(bytes, bytes.length / 2),
      bytes -> changed(bytes, bytes.length - 1),
      bytes -> Arrays.copyOf(bytes, bytes.length + 1));

  private static byte[] changed(byte[] bytes, int at) {
    byte[] changed = bytes.length == 0 ? new byte[1] : bytes.clone();
    changed[Math.max(at, 0)] ^= 0x40;
    return changed;
  }

  private BlobStore store;

  /** A store without contents, not the one of any earlier call. */
  protected abstract BlobStore create() throws Exception;

  /** What the next process finds after the one that used this store is gone; a store in memory gives its contents to a new one. */
  protected abstract BlobStore reopen(BlobStore store) throws Exception;

  /** The same contents through another instance, as another process has it; a store that is not shared gives itself. */
  protected BlobStore share(BlobStore store) throws Exception {
    return store;
  }

  /**
   * Changes the bytes behind the store's back, as a failing disk would.
   *
   * @param sha256 of the content
   * @param how gets the bytes as they are kept, whatever their encoding, and answers those to be kept instead
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

  @Test
  final void rule1_what_was_put_is_there_after_a_restart() throws Exception {
    for (int size : SIZES) {
      put(bytes(size));
    }
    store = reopen(store);
    for (int size : SIZES) {
      assertArrayEquals(bytes(size), content(bytes(size)), "of " + size + " bytes");
    }
  }

  @Test
  final void rule1_what_was_deleted_is_gone_after_a_restart() throws Exception {
    Blob blob = put(bytes(100));
    store.delete(blob.sha256());
    store = reopen(store);
    assertNull(content(bytes(100)));
  }

  @Test
  final void rule2_the_answer_is_hash_and_length_of_what_was_put() {
    for (int size : SIZES) {
      assertEquals(Blob.of(bytes(size)), put(bytes(size)), "of " + size + " bytes");
    }
  }

  @Test
  final void rule2_a_stream_that_comes_in_drops_is_read_to_its_end_and_left_open() {
    var closed = new AtomicBoolean();
    byte[] bytes = bytes(20_000);
    Blob blob = store.put(new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(length, 7));
      }

      @Override
      public void close() {
        closed.set(true);
      }
    });
    assertEquals(Blob.of(bytes), blob);
    assertTrue(!closed.get(), "the stream was closed");
  }

  @Test
  final void rule3_the_same_bytes_again_change_nothing() throws Exception {
    Blob first = put(bytes(5_000));
    Blob second = put(bytes(5_000));
    assertEquals(first, second);
    assertArrayEquals(bytes(5_000), content(bytes(5_000)));
    store.delete(first.sha256());
    assertNull(content(bytes(5_000)));
  }

  @Test
  final void rule3_the_same_bytes_may_be_put_while_somebody_reads_them() throws Exception {
    Blob blob = put(bytes(100_000));
    try (InputStream reading = store.open(blob.sha256())) {
      assertNotNull(reading);
      byte[] begin = reading.readNBytes(10);
      put(bytes(100_000));
      byte[] rest = reading.readAllBytes();
      assertArrayEquals(Arrays.copyOf(bytes(100_000), 10), begin);
      assertArrayEquals(Arrays.copyOfRange(bytes(100_000), 10, 100_000), rest);
    }
  }

  @Test
  final void rule3_the_same_bytes_again_repair_what_was_damaged() throws Exception {
    for (int size : List.of(0, 1, 8_193, 1_100_000)) {
      Blob blob = put(bytes(size));
      for (UnaryOperator<byte[]> damage : DAMAGES) {
        damage(store, blob.sha256(), damage);
        assertEquals(blob, put(bytes(size)), "of " + size + " bytes");
        assertArrayEquals(
            bytes(size), content(bytes(size)), "a damaged content of " + size + " bytes stays so");
      }
    }
  }

  @Test
  final void rule4_exactly_the_bytes_that_were_put_come_back() throws Exception {
    for (int size : SIZES) {
      put(bytes(size));
      assertArrayEquals(bytes(size), content(bytes(size)), "of " + size + " bytes");
    }
  }

  @Test
  final void rule4_a_content_of_several_parts_comes_back() throws Exception {
    byte[] bytes = bytes(SEVERAL_PARTS);
    assertEquals(Blob.of(bytes), put(bytes));
    assertArrayEquals(bytes, content(bytes));
  }

  @Test
  final void rule4_bytes_that_look_like_something_else_come_back_as_they_are() throws Exception {
    for (byte[] bytes : List.of(
        gzipped(bytes(5_000)),
        gzipped(new byte[0]),
        "a\r\nb\nc\rd\r\n".getBytes(StandardCharsets.US_ASCII),
        "\ufefftext with a mark\n\n\n".getBytes(StandardCharsets.UTF_8),
        "text \u00e4".getBytes(StandardCharsets.ISO_8859_1),
        "aGVsbG8=".getBytes(StandardCharsets.US_ASCII),
        "Content-Encoding: gzip\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
        new byte[70_000])) {
      assertEquals(Blob.of(bytes), put(bytes));
      assertArrayEquals(bytes, content(bytes), "other bytes than were put");
    }
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  final void rule4_however_it_is_read_it_is_the_same() throws Exception {
    byte[] bytes = bytes(20_000);
    Blob blob = put(bytes);
    try (InputStream found = store.open(blob.sha256())) {
      assertNotNull(found);
      for (int i = 0; i < 600; i++) {
        assertEquals(bytes[i] & 0xff, found.read(), "byte " + i + " alone");
      }
      found.skipNBytes(9_000);
      byte[] piece = new byte[10];
      assertEquals(4, found.readNBytes(piece, 3, 4));
      assertArrayEquals(Arrays.copyOfRange(bytes, 9_600, 9_604), Arrays.copyOfRange(piece, 3, 7));
      assertEquals(0, piece[2] | piece[7], "beside the place that was asked for");
      assertArrayEquals(Arrays.copyOfRange(bytes, 9_604, bytes.length), found.readAllBytes());
      assertEquals(-1, found.read());
      assertEquals(-1, found.read(piece, 0, 10));
    }
  }

  @Test
  final void rule4_what_nobody_put_is_null() throws Exception {
    put(bytes(10));
    assertNull(content(bytes(11)));
  }

  @Test
  final void rule4_what_is_still_being_put_is_not_found() throws Exception {
    byte[] bytes = bytes(300_000);
    var half = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var putting = new FutureTask<>(() -> store.put(new Halting(bytes, half, go)));
    var thread = new Thread(putting, "putting");
    thread.start();
    try {
      half.await();
      assertNull(content(bytes));
      assertNull(content(Arrays.copyOf(bytes, bytes.length / 2)));
    } finally {
      go.countDown();
    }
    assertEquals(Blob.of(bytes), putting.get());
    assertArrayEquals(bytes, content(bytes));
  }

  @Test
  final void rule5_a_put_that_fails_leaves_nothing_to_be_found() throws Exception {
    byte[] bytes = bytes(300_000);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertThrows(StoreException.class, () -> store.put(new Breaking(bytes)));
    assertNull(content(bytes));
    assertNull(content(half));
    assertNull(content(new byte[0]));
    store = reopen(store);
    assertNull(content(bytes));
    assertNull(content(half));
    assertEquals(Blob.of(bytes), put(bytes));
    assertArrayEquals(bytes, content(bytes));
  }

  @Test
  final void rule5_a_stream_that_throws_anything_else_leaves_nothing_either() throws Exception {
    byte[] bytes = bytes(300_000);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    var stream = new Breaking(bytes) {
      @Override
      public int read() {
        try {
          return super.read();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
    assertThrows(RuntimeException.class, () -> store.put(stream));
    assertNull(content(half));
    store = reopen(store);
    assertNull(content(bytes));
    assertNull(content(half));
    assertEquals(Blob.of(bytes), put(bytes));
  }

  @Test
  final void rule5_a_put_that_fails_takes_nothing_away() throws Exception {
    byte[] bytes = bytes(300_000);
    put(bytes);
    assertThrows(StoreException.class, () -> store.put(new Breaking(bytes)));
    assertArrayEquals(bytes, content(bytes));
  }

  @Test
  final void rule6_after_delete_nothing_is_found() throws Exception {
    Blob blob = put(bytes(1_000));
    Blob other = put(bytes(1_001));
    store.delete(blob.sha256());
    assertNull(content(bytes(1_000)));
    assertArrayEquals(bytes(1_001), content(bytes(1_001)));
    put(bytes(1_000));
    assertArrayEquals(bytes(1_000), content(bytes(1_000)));
    store.delete(other.sha256());
    assertNull(content(bytes(1_001)));
  }

  @Test
  final void rule6_a_reader_whose_content_is_deleted_never_takes_a_part_for_the_whole()
      throws Exception {
    byte[] bytes = bytes(200_000);
    Blob blob = put(bytes);
    try (InputStream found = store.open(blob.sha256())) {
      assertNotNull(found);
      byte[] begin = found.readNBytes(100);
      store.delete(blob.sha256());
      byte[] rest = found.readAllBytes();
      assertArrayEquals(Arrays.copyOf(bytes, 100), begin);
      assertArrayEquals(Arrays.copyOfRange(bytes, 100, bytes.length), rest);
    } catch (IOException | StoreException e) {
      assertNotNull(e.getMessage(), "an error must say what happened");
    }
  }

  @Test
  final void rule6_deleting_what_is_not_there_is_no_error() throws Exception {
    String hash = Blob.of(bytes(5)).sha256();
    store.delete(hash);
    store.delete(hash);
    assertNull(content(bytes(5)));
  }

  @Test
  final void rule7_many_threads_put_and_read_at_once() throws Exception {
    List<Boolean> right = Crowd.together(THREADS, i -> () -> {
      boolean all = true;
      for (int n = 0; n < 20; n++) {
        byte[] shared = bytes(10_000 + n);
        byte[] own = bytes(1_000 * (i + 1) + n);
        all &= Blob.of(shared).equals(put(shared));
        all &= Blob.of(own).equals(put(own));
        all &= Arrays.equals(shared, content(shared));
        all &= Arrays.equals(own, content(own));
      }
      return all;
    });
    right.forEach(all -> assertTrue(all, "a thread did not read what it had put"));
    for (int n = 0; n < 20; n++) {
      assertArrayEquals(bytes(10_000 + n), content(bytes(10_000 + n)));
    }
  }

  @Test
  final void rule7_several_instances_put_the_same_contents_at_once() throws Exception {
    BlobStore other = share(store);
    List<Boolean> right = Crowd.together(THREADS, i -> () -> {
      BlobStore own = i % 2 == 0 ? store : other;
      boolean all = true;
      for (int n = 0; n < 40; n++) {
        byte[] shared = bytes(3_000 + n);
        all &= Blob.of(shared).equals(own.put(new ByteArrayInputStream(shared)));
        try (InputStream found = own.open(Blob.of(shared).sha256())) {
          all &= found != null && Arrays.equals(shared, found.readAllBytes());
        }
      }
      return all;
    });
    if (other != store) {
      other.close();
    }
    right.forEach(all -> assertTrue(all, "an instance did not read what had been put"));
    for (int n = 0; n < 40; n++) {
      assertArrayEquals(bytes(3_000 + n), content(bytes(3_000 + n)));
    }
  }

  @Test
  final void rule9_damaged_bytes_are_an_error_and_never_another_content() throws Exception {
    for (int size : List.of(0, 1, 8_193, 1_100_000)) {
      byte[] bytes = bytes(size);
      Blob blob = put(bytes);
      for (UnaryOperator<byte[]> damage : DAMAGES) {
        put(bytes);
        damage(store, blob.sha256(), damage);
        try {
          assertArrayEquals(
              bytes,
              content(bytes),
              "damaged, and passed off as the content of " + size + " bytes");
        } catch (IOException | StoreException e) {
          assertNotNull(e.getMessage(), "an error must say what is damaged");
        }
      }
    }
  }

  @Test
  final void rule8_what_is_no_hash_finds_nothing() throws Exception {
    String hash = put(bytes(77)).sha256();
    for (String name : List.of(
        "",
        ".",
        "..",
        "a",
        hash.toUpperCase(Locale.ROOT),
        hash.substring(1),
        hash + "0",
        " " + hash.substring(1),
        hash.substring(1) + "\n",
        "g".repeat(64),
        "1".repeat(64),
        "/".repeat(64),
        ".".repeat(64),
        "\u0000".repeat(64),
        "*".repeat(64),
        "../".repeat(21) + "a",
        hash.substring(0, 2) + "/" + hash.substring(3),
        hash.substring(0, 32) + "\u0000" + hash.substring(33))) {
      try (InputStream found = store.open(name)) {
        assertNull(found, "found something under '" + name + "'");
      }
      store.delete(name);
    }
    assertArrayEquals(bytes(77), content(bytes(77)));
  }

  @Test
  final void rule8_no_name_leads_to_a_file_outside_the_store(@TempDir Path folder)
      throws Exception {
    put(bytes(77));
    byte[] secret = "secret".getBytes(StandardCharsets.US_ASCII);
    Path file = Files.write(folder.resolve(Blob.of(secret).sha256()), secret);
    String absolute = file.toAbsolutePath().toString();
    for (String name : List.of(
        absolute,
        "../".repeat(30) + absolute,
        "/" + absolute,
        "file:" + absolute,
        "aa/" + "../".repeat(30) + absolute)) {
      try (InputStream found = store.open(name)) {
        assertNull(found, "found something under '" + name + "'");
      }
      store.delete(name);
    }
    assertArrayEquals(secret, Files.readAllBytes(file));
  }

  @Test
  final void rule10_an_interrupted_caller_harms_nobody() throws Exception {
    byte[] before = bytes(50_000);
    byte[] interrupted = bytes(60_000);
    put(before);
    boolean kept = false;
    Thread.currentThread().interrupt();
    try {
      kept = put(interrupted).equals(Blob.of(interrupted));
    } catch (StoreException e) {
      assertNotNull(e.getMessage(), "an error must say what happened");
    }
    Thread.currentThread().interrupt();
    try {
      assertArrayEquals(before, content(before));
    } catch (IOException | StoreException e) {
      assertNotNull(e.getMessage(), "an error must say what happened");
    }
    Thread.interrupted();
    assertArrayEquals(kept ? interrupted : null, content(interrupted), "kept, or nothing is left");
    assertArrayEquals(before, content(before));
    put(bytes(70_000));
    store = reopen(store);
    assertArrayEquals(bytes(70_000), content(bytes(70_000)));
    assertArrayEquals(before, content(before));
  }

  private Blob put(byte[] bytes) {
    return store.put(new ByteArrayInputStream(bytes));
  }

  private byte @Nullable [] content(byte[] bytes) throws IOException {
    try (InputStream found = store.open(Blob.of(bytes).sha256())) {
      return found == null ? null : found.readAllBytes();
    }
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** Gives half of its bytes, waits, and gives the rest. */
  private static final class Halting extends InputStream {

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

  /** Gives half of its bytes and fails. */
  private static class Breaking extends InputStream {

    private final byte[] bytes;
    private int position;

    Breaking(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      if (position == bytes.length / 2) {
        throw new IOException("the line broke");
      }
      return bytes[position++] & 0xff;
    }
  }
}
