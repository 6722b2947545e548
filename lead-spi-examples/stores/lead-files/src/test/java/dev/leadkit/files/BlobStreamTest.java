// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of a blob, deflated or not: whichever way it is read, damage is an error at its end. */
class BlobStreamTest {

  private static final int LENGTH = 20_000;

  @TempDir
  Path folder;

  /** Text is kept deflated, noise as it is. */
  private static byte[] content(String kind) {
    if (kind.equals("text")) {
      return "one line of a mail\n"
          .repeat(LENGTH)
          .substring(0, LENGTH)
          .getBytes(StandardCharsets.US_ASCII);
    }
    byte[] noise = new byte[LENGTH];
    new Random(3).nextBytes(noise);
    return noise;
  }

  private static Blob put(FileBlobs blobs, byte[] content) {
    return blobs.put(new ByteArrayInputStream(content));
  }

  private static InputStream open(FileBlobs blobs, Blob blob) throws IOException {
    InputStream in = blobs.open(blob.sha256());
    assertNotNull(in);
    return in;
  }

  private void replace(Blob blob, byte[] file) throws IOException {
    Files.write(folder.resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256()), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "noise"})
  void single_octets_are_read_as_numbers_from_0_to_255(String kind) throws IOException {
    byte[] content = content(kind);
    try (var blobs = new FileBlobs(folder);
        InputStream in = open(blobs, put(blobs, content))) {
      for (byte octet : content) {
        assertEquals(octet & 0xff, in.read());
      }
      assertEquals(-1, in.read());
      assertEquals(-1, in.read(), "The end of a verified blob stays its end");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "noise"})
  void skipped_octets_are_left_out_and_counted(String kind) throws IOException {
    byte[] content = content(kind);
    try (var blobs = new FileBlobs(folder);
        InputStream in = open(blobs, put(blobs, content))) {
      assertEquals(0, in.skip(0));
      assertEquals(0, in.skip(-1));
      assertEquals(10_000, in.skip(10_000), "More than fits into one buffer");
      assertEquals(content[10_000] & 0xff, in.read());
      assertEquals(LENGTH - 10_001, in.skip(2 * LENGTH), "At most the rest");
      assertEquals(0, in.skip(1));
      assertEquals(-1, in.read());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "noise"})
  void a_read_of_no_octets_changes_nothing(String kind) throws IOException {
    byte[] content = content(kind);
    try (var blobs = new FileBlobs(folder);
        InputStream in = open(blobs, put(blobs, content))) {
      assertEquals(0, in.read(new byte[8], 3, 0));
      assertArrayEquals(content, in.readAllBytes());
    }
  }

  @Test
  void damage_in_skipped_octets_is_found() throws IOException {
    byte[] content = content("noise");
    try (var blobs = new FileBlobs(folder)) {
      Blob blob = put(blobs, content);
      byte[] file = new byte[LENGTH + 1];
      System.arraycopy(content, 0, file, 1, LENGTH);
      file[5] ^= 1;
      replace(blob, file);
      try (InputStream in = open(blobs, blob)) {
        assertEquals(LENGTH, in.skip(LENGTH));
        IOException damage = assertThrows(IOException.class, in::read);
        assertTrue(String.valueOf(damage.getMessage()).contains("another hash"));
      }
    }
  }

  /** Going back would spoil the hash. */
  @Test
  void a_stream_cannot_be_set_back() throws IOException {
    try (var blobs = new FileBlobs(folder);
        InputStream in = open(blobs, put(blobs, content("text")))) {
      assertFalse(in.markSupported());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "noise"})
  void a_closed_stream_cannot_be_read(String kind) throws IOException {
    try (var blobs = new FileBlobs(folder)) {
      InputStream in = open(blobs, put(blobs, content(kind)));
      in.close();
      assertThrows(IOException.class, in::read);
    }
  }

  @Test
  void the_error_of_a_damaged_file_says_what_is_wrong_with_it() throws IOException {
    try (var blobs = new FileBlobs(folder)) {
      Blob blob = put(blobs, content("noise"));
      replace(blob, new byte[0]);
      assertReason("is empty", blobs, blob);
      replace(blob, new byte[] {7, 1, 2});
      assertReason("is damaged, or was written by a newer release: format 7", blobs, blob);
    }
  }

  private static void assertReason(String reason, FileBlobs blobs, Blob blob) {
    IOException damage = assertThrows(IOException.class, () -> blobs.open(blob.sha256()));
    assertTrue(String.valueOf(damage.getMessage()).endsWith(reason), damage.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {(1 << 20) - 1, 1 << 20, (1 << 20) + 1})
  void content_around_the_limit_of_memory_is_kept_whole(int length) throws IOException {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 'x');
    try (var blobs = new FileBlobs(folder)) {
      Blob blob = put(blobs, content);
      try (InputStream in = open(blobs, blob)) {
        assertArrayEquals(content, in.readAllBytes());
      }
      Path file = folder.resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256());
      assertEquals(
          length > 1 << 20,
          Files.size(file) == length + 1L,
          "Content of up to 1 MiB is deflated, larger content is not");
    }
  }

  @Test
  void a_deleted_blob_is_gone_and_the_others_are_not() throws IOException {
    try (var blobs = new FileBlobs(folder)) {
      Blob one = put(blobs, content("text"));
      Blob other = put(blobs, content("noise"));
      blobs.delete(one.sha256());
      blobs.delete(one.sha256());
      assertEquals(null, blobs.open(one.sha256()));
      open(blobs, other).close();
    }
  }
}
