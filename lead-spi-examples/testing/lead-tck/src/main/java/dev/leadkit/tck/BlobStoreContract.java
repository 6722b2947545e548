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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract test of {@link BlobStore}: extend it, supply a store, and run it with JUnit.
 *
 * <p>The tests are nested by rule. The number in the name of a nested class is that of the rule in the documentation of {@link BlobStore}.
 */
public abstract class BlobStoreContract extends BlobStoreFixture {

  @Nested
  class Rule1_content_survives_a_restart {

    @Test
    void content_is_there_after_a_restart() throws Exception {
      for (int size : SIZES) {
        put(bytes(size));
      }
      store = reopen(store);
      for (int size : SIZES) {
        assertArrayEquals(bytes(size), content(bytes(size)), "of " + size + " bytes");
      }
    }

    @Test
    void deleted_content_is_gone_after_a_restart() throws Exception {
      Blob blob = put(bytes(100));
      store.delete(blob.sha256());
      store = reopen(store);
      assertNull(content(bytes(100)), "Deleted content must stay deleted after a restart");
    }
  }

  @Nested
  class Rule2_put_returns_hash_and_length {

    @Test
    void put_returns_hash_and_length() {
      for (int size : SIZES) {
        assertEquals(Blob.of(bytes(size)), put(bytes(size)), "of " + size + " bytes");
      }
    }

    @Test
    void a_slow_stream_is_read_to_its_end_and_left_open() {
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
      assertEquals(
          Blob.of(bytes),
          blob,
          "A stream that returns few bytes at a time must be read to its end");
      assertTrue(!closed.get(), "put must not close the stream");
    }
  }

  @Nested
  class Rule3_the_same_bytes_can_be_put_again {

    @Test
    void putting_the_same_bytes_again_changes_nothing() throws Exception {
      Blob first = put(bytes(5_000));
      Blob second = put(bytes(5_000));
      assertEquals(first, second, "put must return the same for the same bytes");
      assertArrayEquals(bytes(5_000), content(bytes(5_000)), "The content must be the same");
      store.delete(first.sha256());
      assertNull(content(bytes(5_000)), "One delete must be enough for bytes that were put twice");
    }

    @Test
    void the_same_bytes_can_be_put_while_they_are_read() throws Exception {
      Blob blob = put(bytes(100_000));
      try (InputStream reading = store.open(blob.sha256())) {
        assertNotNull(reading, "Stored content must be found");
        byte[] begin = reading.readNBytes(10);
        put(bytes(100_000));
        byte[] rest = reading.readAllBytes();
        assertArrayEquals(
            Arrays.copyOf(bytes(100_000), 10), begin, "The beginning must be that of the content");
        assertArrayEquals(
            Arrays.copyOfRange(bytes(100_000), 10, 100_000),
            rest,
            "The rest must be that of the content");
      }
    }

    @Test
    void putting_the_same_bytes_again_repairs_damage() throws Exception {
      for (int size : List.of(0, 1, 8_193, 1_100_000)) {
        Blob blob = put(bytes(size));
        for (UnaryOperator<byte[]> damage : DAMAGES) {
          damage(store, blob.sha256(), damage);
          assertEquals(blob, put(bytes(size)), "put must return the same for damaged content");
          assertArrayEquals(
              bytes(size),
              content(bytes(size)),
              "Damaged content of " + size + " bytes must be repaired");
        }
      }
    }
  }

  @Nested
  class Rule4_exactly_the_stored_bytes_come_back {

    @Test
    void exactly_the_stored_bytes_come_back() throws Exception {
      for (int size : SIZES) {
        put(bytes(size));
        assertArrayEquals(bytes(size), content(bytes(size)), "of " + size + " bytes");
      }
    }

    @Test
    void content_of_several_parts_comes_back() throws Exception {
      byte[] bytes = bytes(SEVERAL_PARTS);
      assertEquals(Blob.of(bytes), put(bytes), "put must return hash and length of all parts");
      assertArrayEquals(bytes, content(bytes), "Every part must come back");
    }

    @Test
    void bytes_that_look_encoded_come_back_unchanged() throws Exception {
      for (byte[] bytes : List.of(
          gzipped(bytes(5_000)),
          gzipped(new byte[0]),
          "a\r\nb\nc\rd\r\n".getBytes(StandardCharsets.US_ASCII),
          "\ufefftext with a mark\n\n\n".getBytes(StandardCharsets.UTF_8),
          "text \u00e4".getBytes(StandardCharsets.ISO_8859_1),
          "aGVsbG8=".getBytes(StandardCharsets.US_ASCII),
          "Content-Encoding: gzip\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
          new byte[70_000])) {
        assertEquals(Blob.of(bytes), put(bytes), "put must not decode");
        assertArrayEquals(bytes, content(bytes), "open must return the stored bytes");
      }
    }

    @Test
    void content_is_the_same_however_it_is_read() throws Exception {
      byte[] bytes = bytes(20_000);
      Blob blob = put(bytes);
      try (InputStream found = store.open(blob.sha256())) {
        assertNotNull(found, "Stored content must be found");
        for (int i = 0; i < 600; i++) {
          assertEquals(bytes[i] & 0xff, found.read(), "Byte " + i + ", read alone");
        }
        found.skipNBytes(9_000);
        byte[] piece = new byte[10];
        assertEquals(
            4, found.readNBytes(piece, 3, 4), "A read must return as many bytes as requested");
        assertArrayEquals(
            Arrays.copyOfRange(bytes, 9_600, 9_604),
            Arrays.copyOfRange(piece, 3, 7),
            "A read after a skip must go on there");
        assertEquals(0, piece[2] | piece[7], "A read must not write outside the requested range");
        assertArrayEquals(
            Arrays.copyOfRange(bytes, 9_604, bytes.length),
            found.readAllBytes(),
            "The rest must be that of the content");
        assertEquals(-1, found.read(), "The end must be -1");
        assertEquals(-1, found.read(piece, 0, 10), "The end must stay -1");
      }
    }

    @Test
    void unknown_content_is_null() throws Exception {
      put(bytes(10));
      assertNull(content(bytes(11)), "Content that was never put must be null");
    }

    @Test
    void content_is_not_found_before_put_has_returned() throws Exception {
      byte[] bytes = bytes(300_000);
      var half = new CountDownLatch(1);
      var go = new CountDownLatch(1);
      var putting = new FutureTask<>(() -> store.put(new Halting(bytes, half, go)));
      var thread = new Thread(putting, "putting");
      thread.start();
      try {
        half.await();
        assertNull(content(bytes), "Content must not be found before put has returned");
        assertNull(
            content(Arrays.copyOf(bytes, bytes.length / 2)),
            "Half of the content must not be found");
      } finally {
        go.countDown();
      }
      assertEquals(
          Blob.of(bytes), putting.get(), "put must return hash and length of the whole content");
      assertArrayEquals(bytes, content(bytes), "The whole content must be found after put");
    }
  }

  @Nested
  class Rule5_a_failed_put_leaves_nothing {

    @Test
    void a_failed_put_leaves_nothing() throws Exception {
      byte[] bytes = bytes(300_000);
      byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
      assertThrows(
          StoreException.class,
          () -> store.put(new Breaking(bytes)),
          "put must throw if the stream does");
      assertNull(content(bytes), "A failed put must not leave the content");
      assertNull(content(half), "A failed put must not leave a part of it");
      assertNull(content(new byte[0]), "A failed put must not leave empty content");
      store = reopen(store);
      assertNull(content(bytes), "Nothing must appear after a restart");
      assertNull(content(half), "No part must appear after a restart");
      assertEquals(Blob.of(bytes), put(bytes), "The same content can be put after a failure");
      assertArrayEquals(bytes, content(bytes), "It must come back");
    }

    @Test
    void a_stream_that_throws_an_unchecked_exception_leaves_nothing() throws Exception {
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
      assertThrows(
          RuntimeException.class, () -> store.put(stream), "put must throw if the stream does");
      assertNull(content(half), "A failed put must not leave a part of the content");
      store = reopen(store);
      assertNull(content(bytes), "Nothing must appear after a restart");
      assertNull(content(half), "No part must appear after a restart");
      assertEquals(Blob.of(bytes), put(bytes), "The same content can be put after a failure");
    }

    @Test
    void a_failed_put_keeps_existing_content() throws Exception {
      byte[] bytes = bytes(300_000);
      put(bytes);
      assertThrows(
          StoreException.class,
          () -> store.put(new Breaking(bytes)),
          "put must throw if the stream does");
      assertArrayEquals(bytes, content(bytes), "Content that was stored before must stay");
    }
  }

  @Nested
  class Rule6_deleted_content_is_gone {

    @Test
    void deleted_content_is_not_found() throws Exception {
      Blob blob = put(bytes(1_000));
      Blob other = put(bytes(1_001));
      store.delete(blob.sha256());
      assertNull(content(bytes(1_000)), "Deleted content must not be found");
      assertArrayEquals(bytes(1_001), content(bytes(1_001)), "Other content must stay");
      put(bytes(1_000));
      assertArrayEquals(bytes(1_000), content(bytes(1_000)), "Deleted content can be put again");
      store.delete(other.sha256());
      assertNull(content(bytes(1_001)), "Each delete must remove its content");
    }

    @Test
    void a_reader_of_deleted_content_never_gets_only_a_part() throws Exception {
      byte[] bytes = bytes(200_000);
      Blob blob = put(bytes);
      try (InputStream found = store.open(blob.sha256())) {
        assertNotNull(found, "Stored content must be found");
        byte[] begin = found.readNBytes(100);
        store.delete(blob.sha256());
        byte[] rest = found.readAllBytes();
        assertArrayEquals(
            Arrays.copyOf(bytes, 100), begin, "The beginning must be that of the content");
        assertArrayEquals(
            Arrays.copyOfRange(bytes, 100, bytes.length),
            rest,
            "The rest must be complete, or reading it must fail");
      } catch (IOException | StoreException e) {
        assertNotNull(e.getMessage(), "An error must say what happened");
      }
    }

    @Test
    void deleting_unknown_content_is_allowed() throws Exception {
      String hash = Blob.of(bytes(5)).sha256();
      store.delete(hash);
      store.delete(hash);
      assertNull(content(bytes(5)), "Nothing must be found");
    }
  }

  @Nested
  class Rule7_many_callers_can_share_a_store {

    @Test
    void many_threads_can_put_and_read() throws Exception {
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
      right.forEach(all -> assertTrue(all, "Every thread must read what it has put"));
      for (int n = 0; n < 20; n++) {
        assertArrayEquals(
            bytes(10_000 + n),
            content(bytes(10_000 + n)),
            "Every content must be there afterwards");
      }
    }

    @Test
    void several_instances_can_put_the_same_content() throws Exception {
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
      right.forEach(all -> assertTrue(all, "Every instance must read what was put"));
      for (int n = 0; n < 40; n++) {
        assertArrayEquals(
            bytes(3_000 + n), content(bytes(3_000 + n)), "Every content must be there afterwards");
      }
    }
  }

  @Nested
  class Rule8_a_name_that_is_not_a_hash_finds_nothing {

    @Test
    void a_name_that_is_not_a_hash_finds_nothing() throws Exception {
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
          assertNull(found, "Nothing may be found under '" + name + "'");
        }
        store.delete(name);
      }
      assertArrayEquals(bytes(77), content(bytes(77)), "Such a name must not delete anything");
    }

    @Test
    void no_name_leads_to_a_file_outside_the_store(@TempDir Path folder) throws Exception {
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
          assertNull(found, "Nothing may be found under '" + name + "'");
        }
        store.delete(name);
      }
      assertArrayEquals(
          secret, Files.readAllBytes(file), "A file outside the store must not be deleted");
    }
  }

  @Nested
  class Rule9_damage_is_found {

    @Test
    void damaged_bytes_are_an_error_and_never_other_content() throws Exception {
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
                "Damaged content of " + size + " bytes must not come back as if it were whole");
          } catch (IOException | StoreException e) {
            assertNotNull(e.getMessage(), "An error must say what is damaged");
          }
        }
      }
    }
  }

  @Nested
  class Rule10_an_interrupted_call_does_no_harm {

    @Test
    void an_interrupted_call_does_no_harm() throws Exception {
      byte[] before = bytes(50_000);
      byte[] interrupted = bytes(60_000);
      put(before);
      boolean kept = false;
      Thread.currentThread().interrupt();
      try {
        kept = put(interrupted).equals(Blob.of(interrupted));
      } catch (StoreException e) {
        assertNotNull(e.getMessage(), "An error must say what happened");
      }
      Thread.currentThread().interrupt();
      try {
        assertArrayEquals(
            before, content(before), "Stored content must come back to an interrupted reader");
      } catch (IOException | StoreException e) {
        assertNotNull(e.getMessage(), "An error must say what happened");
      }
      Thread.interrupted();
      assertArrayEquals(
          kept ? interrupted : null,
          content(interrupted),
          "The interrupted put must keep everything or nothing");
      assertArrayEquals(before, content(before), "Other content must stay");
      put(bytes(70_000));
      store = reopen(store);
      assertArrayEquals(
          bytes(70_000), content(bytes(70_000)), "A later put must survive a restart");
      assertArrayEquals(before, content(before), "Other content must survive a restart");
    }
  }
}
