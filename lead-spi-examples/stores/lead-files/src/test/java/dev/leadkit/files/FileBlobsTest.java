// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Blob;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {

  @TempDir
  Path folder;

  @Test
  void contents_of_every_kind_and_size_come_back_byte_for_byte() throws IOException {
    var random = new Random(7);
    try (var blobs = new FileBlobs(folder)) {
      for (int size : new int[] {0, 1, 2, 63, 4096, 70_000, (1 << 20), (1 << 20) + 1, 3 << 20}) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        byte[] text = "Content-Type: text/plain\r\n"
            .repeat(size / 26 + 1)
            .substring(0, size)
            .getBytes(StandardCharsets.US_ASCII);
        for (byte[] content : List.of(noise, text)) {
          Blob blob = blobs.put(new ByteArrayInputStream(content));
          assertEquals(Blob.of(content), blob, "size " + size);
          assertArrayEquals(content, read(blobs, blob), "size " + size);
        }
      }
    }
  }

  @Test
  void a_mail_takes_less_room_than_it_has_bytes() throws IOException {
    String mail = "Received: from mail.example.org (mail.example.org [192.0.2.7])\r\n"
        + "\tby mx.example.com with ESMTPS id 4711;\r\n"
        + "From: Ada <ada@example.org>\r\nTo: sales@example.com\r\nSubject: Pricing\r\n"
        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n"
        + "Would you let me know about your pricing? Kind regards, Ada\r\n";
    try (var blobs = new FileBlobs(folder)) {
      Blob blob = blobs.put(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
      long kept = Files.size(file(blob));
      assertTrue(kept < blob.size() / 2, kept + " of " + blob.size() + " bytes");
    }
  }

  @Test
  void the_dictionary_of_format_1_never_changes() throws IOException {
    try (InputStream in = FileBlobs.class.getResourceAsStream("mail-1.txt")) {
      assertNotNull(in);
      assertEquals(
          "d188a074f0a9464afa4222470dd7a81af60c3557bfad20f4120e86a546d5da8c",
          Blob.of(in.readAllBytes()).sha256());
    }
  }

  @Test
  void what_a_killed_process_left_is_removed_a_day_later_and_what_another_writes_is_not()
      throws IOException {
    new FileBlobs(folder).close();
    Path old = Files.writeString(folder.resolve("incoming/4711-0"), "half a ma");
    Path older = Files.createDirectories(folder.resolve("incoming/0")).resolve("12");
    Files.writeString(older, "as an earlier release left it");
    Path writing = Files.writeString(folder.resolve("incoming/4711-1"), "being written");
    FileTime yesterday =
        FileTime.from(Files.getLastModifiedTime(writing).toInstant().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(old, yesterday);
    Files.setLastModifiedTime(older, yesterday);
    new FileBlobs(folder).close();
    assertTrue(Files.notExists(old), "a file that was abandoned yesterday must be removed");
    assertTrue(Files.notExists(older), "so must one of an earlier release");
    assertTrue(Files.exists(writing), "a file that may be being written must stay");
  }

  @Test
  void a_damaged_blob_is_an_error_when_read_and_repaired_when_put_again() throws IOException {
    var random = new Random(11);
    try (var blobs = new FileBlobs(folder)) {
      for (int size : new int[] {0, 1, 500, 70_000, (1 << 20) + 1}) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        byte[] text = "one line of a mail\r\n"
            .repeat(size / 20 + 1)
            .substring(0, size)
            .getBytes(StandardCharsets.US_ASCII);
        for (byte[] content : List.of(noise, text)) {
          Blob blob = blobs.put(new ByteArrayInputStream(content));
          byte[] kept = Files.readAllBytes(file(blob));
          for (byte[] damaged : damages(kept)) {
            Files.write(file(blob), damaged);
            String what = size + " bytes kept as " + kept.length + ", now " + damaged.length;
            assertContentOrError(blobs, blob, content, what);
            if (content == noise) {
              assertThrows(IOException.class, () -> read(blobs, blob), what);
            }
            assertEquals(blob, blobs.put(new ByteArrayInputStream(content)), what);
            assertArrayEquals(content, read(blobs, blob), what);
          }
        }
      }
      assertEquals(0, leftovers(), "nothing may be left under incoming");
    }
  }

  private static List<byte[]> damages(byte[] kept) {
    var damages = new ArrayList<byte[]>();
    damages.add(new byte[0]);
    damages.add(new byte[] {9, 1});
    damages.add(new byte[] {0, 1, 2, 3});
    damages.add(new byte[] {1});
    for (int at : new int[] {0, 1, kept.length / 2, kept.length - 1}) {
      byte[] flipped = kept.clone();
      flipped[Math.min(at, kept.length - 1)] ^= 0x10;
      damages.add(flipped);
    }
    if (kept.length > 2) {
      damages.add(Arrays.copyOf(kept, kept.length / 2));
      damages.add(Arrays.copyOf(kept, kept.length - 1));
    }
    damages.removeIf(damage -> Arrays.equals(damage, kept));
    return damages;
  }

  @Test
  void what_was_damaged_stays_an_error_however_often_it_is_read() throws IOException {
    try (var blobs = new FileBlobs(folder)) {
      Blob empty = blobs.put(new ByteArrayInputStream(new byte[0]));
      Files.write(file(empty), new byte[] {0, 'x'});
      try (InputStream in = blobs.open(empty.sha256())) {
        assertNotNull(in);
        assertThrows(IOException.class, in::readAllBytes);
        assertThrows(IOException.class, in::read);
      }
    }
  }

  @Test
  void folders_and_files_are_the_owners_only() throws IOException {
    Path data = folder.resolve("data");
    try (var blobs = new FileBlobs(data.resolve("blobs"))) {
      blobs.put(new ByteArrayInputStream(new byte[] {1}));
      blobs.put(new ByteArrayInputStream(new byte[2 << 20]));
    }
    assertEquals(List.of(), open(data), "no one but the owner may read or write what is kept");
  }

  /** The files and folders on which anyone but the owner has a right. */
  static List<String> open(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var open = new ArrayList<String>();
      for (Path file : files.toList()) {
        String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!rights.endsWith("------")) {
          open.add(rights + " " + folder.relativize(file));
        }
      }
      return open;
    }
  }

  @Test
  void a_mail_that_comes_again_is_not_written_again() throws IOException {
    try (var blobs = new FileBlobs(folder)) {
      for (int size : new int[] {5_000, 2 << 20}) {
        Blob blob = blobs.put(new ByteArrayInputStream(new byte[size]));
        Object before =
            Files.readAttributes(file(blob), BasicFileAttributes.class).fileKey();
        blobs.put(new ByteArrayInputStream(new byte[size]));
        Object after =
            Files.readAttributes(file(blob), BasicFileAttributes.class).fileKey();
        assertEquals(before, after, "an intact blob must stay the file that it is");
      }
    }
  }

  @Test
  void a_content_that_breaks_off_leaves_nothing_behind() throws IOException {
    for (int size : new int[] {10, 2 << 20}) {
      try (var blobs = new FileBlobs(folder)) {
        InputStream broken =
            new SequenceInputStream(new ByteArrayInputStream(new byte[size]), new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the line broke");
              }
            });
        StoreException e = assertThrows(StoreException.class, () -> blobs.put(broken));
        assertTrue(String.valueOf(e.getMessage()).contains("the line broke"), e.getMessage());
      }
    }
    try (var files = Files.walk(folder)) {
      assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
    }
  }

  @Test
  void many_threads_put_the_same_contents_through_two_instances() throws Exception {
    var contents = new ArrayList<byte[]>();
    for (int i = 0; i < 40; i++) {
      contents.add(("mail " + i + " ").repeat(i * 10).getBytes(StandardCharsets.UTF_8));
    }
    var pool = Executors.newFixedThreadPool(8);
    try (var one = new FileBlobs(folder);
        var other = new FileBlobs(folder)) {
      var puts = new ArrayList<Callable<Blob>>();
      for (int thread = 0; thread < 8; thread++) {
        FileBlobs blobs = thread % 2 == 0 ? one : other;
        contents.forEach(content -> puts.add(() -> blobs.put(new ByteArrayInputStream(content))));
      }
      for (var put : pool.invokeAll(puts)) {
        put.get();
      }
      for (byte[] content : contents) {
        assertArrayEquals(content, read(one, Blob.of(content)));
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void a_cut_file_is_an_error_and_not_a_shorter_content() throws IOException {
    byte[] content = "one line of a mail\r\n".repeat(500).getBytes(StandardCharsets.UTF_8);
    try (var blobs = new FileBlobs(folder)) {
      Blob blob = blobs.put(new ByteArrayInputStream(content));
      byte[] kept = Files.readAllBytes(file(blob));
      Files.write(file(blob), Arrays.copyOf(kept, kept.length / 2));
      assertThrows(IOException.class, () -> read(blobs, blob));
    }
  }

  @Test
  void a_blob_that_an_earlier_version_wrote_is_read() throws IOException {
    String sha256 = "b182a37b79fc495a13d73af708d2b5f691af508288eb2103de8a233c45259565";
    Path file = Files.createDirectories(folder.resolve(sha256.substring(0, 2))).resolve(sha256);
    try (InputStream old = getClass().getResourceAsStream("blob-" + sha256)) {
      assertNotNull(old);
      Files.copy(old, file);
    }
    try (var blobs = new FileBlobs(folder);
        InputStream in = blobs.open(sha256)) {
      assertNotNull(in);
      assertEquals(sha256, Blob.of(in).sha256());
    }
  }

  @Test
  void what_is_open_for_reading_only_changes_nothing() throws IOException {
    Path missing = folder.resolve("missing");
    try (var blobs = FileBlobs.openReadOnly(missing)) {
      assertNull(blobs.open("0".repeat(64)));
      assertThrows(StoreException.class, () -> blobs.put(new ByteArrayInputStream(new byte[1])));
      assertThrows(StoreException.class, () -> blobs.delete("0".repeat(64)));
    }
    assertTrue(Files.notExists(missing));
  }

  @Test
  void an_invalid_hash_names_no_file() throws IOException {
    try (var blobs = new FileBlobs(folder)) {
      for (String name : List.of("", "../incoming/0", "AB".repeat(32), "g".repeat(64))) {
        assertNull(blobs.open(name));
        blobs.delete(name);
      }
    }
  }

  private long leftovers() throws IOException {
    try (var files = Files.walk(folder.resolve("incoming"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  /** Some bits of deflated data mean nothing; whatever else is damaged must be an error. */
  private static void assertContentOrError(
      FileBlobs blobs, Blob blob, byte[] content, String what) {
    byte[] found;
    try {
      found = read(blobs, blob);
    } catch (IOException e) {
      if (content.length <= 70_000) {
        assertThrows(IOException.class, () -> readByByte(blobs, blob), what);
      }
      return;
    }
    assertArrayEquals(content, found, what);
  }

  private static void readByByte(FileBlobs blobs, Blob blob) throws IOException {
    try (InputStream in = blobs.open(blob.sha256())) {
      assertNotNull(in);
      while (in.read() >= 0) {
        // to the end, one byte after the other
      }
    }
  }

  private Path file(Blob blob) {
    return folder.resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256());
  }

  private static byte[] read(FileBlobs blobs, Blob blob) throws IOException {
    try (InputStream in = blobs.open(blob.sha256())) {
      assertNotNull(in);
      return in.readAllBytes();
    }
  }
}
