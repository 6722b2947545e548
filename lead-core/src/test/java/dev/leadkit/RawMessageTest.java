// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawMessageTest {

  private static final byte[] MAIL =
      "From: ada@acme.example\r\n\r\n50 seats\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("mail.eml"), MAIL);
  }

  private static byte[] opened(RawMessage raw) throws IOException {
    try (InputStream in = raw.open()) {
      return in.readAllBytes();
    }
  }

  @Test
  void a_message_in_a_file_is_the_same_event_as_one_in_memory() throws IOException {
    RawMessage memory = RawMessage.of(MAIL);
    RawMessage raw = RawMessage.of(file);
    assertEquals(memory.blob(), raw.blob());
    assertEquals(memory.eventId(), raw.eventId());
    assertEquals(memory.toString(), raw.toString());
    assertEquals(
        memory.withTenant("a").withEnvelope(Envelope.to("b@example.com")).eventId(),
        raw.withTenant("a").withEnvelope(Envelope.to("b@example.com")).eventId());
  }

  @Test
  void the_bytes_are_opened_as_often_as_one_likes() throws IOException {
    for (RawMessage raw : new RawMessage[] {RawMessage.of(MAIL), RawMessage.of(file)}) {
      assertArrayEquals(MAIL, opened(raw));
      assertArrayEquals(MAIL, opened(raw.withMediaType("text/plain").withTenant("a")));
      assertArrayEquals(MAIL, raw.bytes());
    }
  }

  @Test
  void only_what_is_in_memory_costs_nothing() throws IOException {
    assertTrue(RawMessage.of(MAIL).isInMemory());
    assertSame(MAIL, RawMessage.of(MAIL).bytes());
    assertFalse(RawMessage.of(file).withTenant("a").isInMemory());
  }

  @Test
  void a_file_that_is_not_there_is_refused_at_once() {
    Path missing = folder.resolve("missing.eml");
    IOException thrown = assertThrows(NoSuchFileException.class, () -> RawMessage.of(missing));
    assertTrue(String.valueOf(thrown.getMessage()).contains("missing.eml"), thrown.toString());
  }

  @Test
  void a_file_that_grew_or_went_since_is_not_read_as_the_message() throws IOException {
    RawMessage raw = RawMessage.of(file);
    Files.write(file, new byte[MAIL.length + 1]);
    IOException grown = assertThrows(IOException.class, raw::open);
    assertTrue(String.valueOf(grown.getMessage()).contains("36 bytes, now 37"), grown.toString());
    assertThrows(UncheckedIOException.class, raw::bytes);
    Files.delete(file);
    assertThrows(NoSuchFileException.class, raw::open);
  }

  @Test
  @Tag("slow")
  void a_file_that_is_too_large_is_not_loaded_but_opened() throws IOException {
    try (var large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength((256L << 20) + 1);
    }
    RawMessage raw = RawMessage.of(file);
    assertEquals((256L << 20) + 1, raw.blob().size());
    IllegalStateException thrown = assertThrows(IllegalStateException.class, raw::bytes);
    assertTrue(String.valueOf(thrown.getMessage()).contains("open()"), thrown.toString());
    try (InputStream in = raw.open()) {
      assertEquals('F', in.read());
    }
  }
}
