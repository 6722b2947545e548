// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.jakartamail;

import dev.leadkit.RawMessage;
import dev.leadkit.spi.StoreException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Converts messages of Jakarta Mail to raw messages.
 *
 * <p>The bytes are those of {@link MimeMessage#writeTo(OutputStream)}. For a message that an IMAP or POP3 provider fetches, they are exactly
 * those of the server. For a message that was parsed from a stream, header lines end with CRLF and the body is unchanged. A message that the
 * host built gets a new Message-ID each time unless {@code saveChanges} was called before. The identity of an event is that of its bytes, so
 * hand over the received bytes if you have them. A copy that only the transport changed is recognized by its Message-ID, sender, subject and
 * text.
 *
 * <p>The envelope is not known here: see {@link RawMessage#withEnvelope}. Stateless; whether several threads may use a message depends on its
 * provider.
 */
public final class MimeMessages {

  private MimeMessages() {}

  /**
   * Reads a message into memory.
   *
   * @throws StoreException if the message cannot be fetched
   */
  public static RawMessage raw(MimeMessage message) {
    var bytes = new ByteArrayOutputStream(16 * 1024);
    write(message, bytes);
    return RawMessage.of(bytes.toByteArray());
  }

  /**
   * Writes a message that is too large for memory to a file. An existing file is overwritten. The caller owns the file and must keep it until the
   * message was accepted.
   *
   * @throws StoreException if the message cannot be fetched or the file cannot be written
   */
  public static RawMessage raw(MimeMessage message, Path file) {
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        write(message, out);
      }
      return RawMessage.of(file);
    } catch (IOException e) {
      throw new StoreException(file + ": the message could not be written", e);
    }
  }

  private static void write(MimeMessage message, OutputStream out) {
    try {
      message.writeTo(out);
    } catch (IOException | MessagingException e) {
      throw new StoreException(
          "message " + message.getMessageNumber() + " could not be fetched", e);
    }
  }
}
