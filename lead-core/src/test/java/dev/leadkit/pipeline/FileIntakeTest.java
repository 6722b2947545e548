// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.RawMessage;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.MessageReader;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are taken in from a file. */
class FileIntakeTest {

  @TempDir
  private Path folder;

  private final Host host = new Host();

  private RawMessage inFile(RawMessage raw) throws IOException {
    return RawMessage.of(Files.write(folder.resolve("mail"), raw.bytes()));
  }

  private Intake intake(MessageReader reader) {
    return new Intake(
        Map.of(RawMessage.MAIL, reader), host.blobs, host.addresses, () -> ProspectRules.STANDARD);
  }

  @Test
  void a_message_in_a_file_is_kept_and_read_as_one_in_memory() throws IOException {
    RawMessage raw = Host.mail("<1@acme.example>", "50 seats");
    Intake intake = intake(Host.reader());
    assertEquals(
        intake.read(raw, host.time.get()).message(),
        intake.read(inFile(raw), host.time.get()).message());
    try (InputStream kept = host.blobs.open(raw.blob().sha256())) {
      assertNotNull(kept);
      assertArrayEquals(raw.bytes(), kept.readAllBytes());
    }
  }

  @Test
  void a_file_that_went_is_the_failure_of_a_store_and_not_a_bad_message() throws IOException {
    RawMessage raw = inFile(Host.mail("<1@acme.example>", "50 seats"));
    Files.delete(folder.resolve("mail"));
    Intake intake = intake(Host.reader());
    StoreException thrown =
        assertThrows(StoreException.class, () -> intake.read(raw, host.time.get()));
    assertTrue(String.valueOf(thrown.getMessage()).contains("could not be read"));
  }

  @Test
  void a_file_that_goes_while_it_is_read_is_one_too() throws IOException {
    RawMessage raw = inFile(Host.mail("<1@acme.example>", "50 seats"));
    MessageReader reader = (message, receivedAt, contents) -> {
      try {
        Files.delete(folder.resolve("mail"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Host.reader().read(message, receivedAt, contents);
    };
    assertThrows(StoreException.class, () -> intake(reader).read(raw, host.time.get()));
  }

  @Test
  void a_reader_that_breaks_on_bytes_in_memory_is_to_blame_itself() {
    RawMessage raw = Host.mail("<1@acme.example>", "50 seats");
    MessageReader reader = (message, receivedAt, contents) -> {
      throw new UncheckedIOException(new IOException("stumbled"));
    };
    assertTrue(intake(reader).read(raw, host.time.get()).message().isDamaged());
  }
}
