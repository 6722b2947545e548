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
  void what_a_killed_process_left_unfinished_is_removed_and_what_another_writes_is_not()
      throws IOException {
    Path left = Files.createDirectories(folder.resolve("incoming/0")).resolve("12");
    Files.writeString(left, "half a ma");
    try (var blobs = new FileBlobs(folder)) {
      assertTrue(Files.notExists(left), "a torn file is still there");
      Path writing = Files.writeString(folder.resolve("incoming/0/13"), "being written");
      try (var other = new FileBlobs(folder)) {
        assertTrue(Files.exists(writing), "another instance removed what was being written");
        other.put(new ByteArrayInputStream(new byte[] {1}));
        assertNotNull(blobs.open(Blob.of(new byte[] {1}).sha256()));
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
      assertEquals(
          List.of(),
          files
              .filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".lock"))
              .toList());
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
      Files.write(file(blob), new byte[] {9, 1});
      assertThrows(StoreException.class, () -> blobs.open(blob.sha256()));
    }
  }

  @Test
  void a_hash_that_is_none_names_no_file() throws IOException {
    try (var blobs = new FileBlobs(folder)) {
      for (String name : List.of("", "../incoming/0.lock", "AB".repeat(32), "g".repeat(64))) {
        assertNull(blobs.open(name));
        blobs.delete(name);
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
