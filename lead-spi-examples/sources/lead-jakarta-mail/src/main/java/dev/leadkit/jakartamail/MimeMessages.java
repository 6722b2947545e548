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
 * The bytes of a message of Jakarta Mail.
 *
 * <p>They are those of {@link MimeMessage#writeTo(OutputStream)}: of a message that an IMAP or POP3 provider fetches, exactly what the server
 * has; of one that was parsed from a stream, its header lines with CRLF at their ends and its body as it was; of one that the host built
 * itself, what Jakarta Mail makes of it, with a Message-ID that is new each time unless {@code saveChanges} was called before. The identity
 * of an event is that of its bytes, so hand over the bytes that were received wherever there are any. A copy that only the transport changed
 * is recognised by its Message-ID, sender, subject and text.
 *
 * <p>The envelope is not known here: see {@link RawMessage#withEnvelope}. Stateless; what may be done with a message by several threads is
 * for its provider to say.
 */
public final class MimeMessages {

  private MimeMessages() {}

  /**
   * The message in memory.
   *
   * @throws StoreException if the message cannot be fetched
   */
  public static RawMessage raw(MimeMessage message) {
    var bytes = new ByteArrayOutputStream(16 * 1024);
    write(message, bytes);
    return RawMessage.of(bytes.toByteArray());
  }

  /**
   * The message in a file, for those that are too large for memory. The file is written anew, and belongs to the caller: it must stay until
   * the message was accepted.
   *
   * @throws StoreException if the message cannot be fetched, or the file not be written
   */
  public static RawMessage raw(MimeMessage message, Path file) {
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        write(message, out);
      }
      return RawMessage.of(file);
    } catch (IOException e) {
      throw new StoreException(file + ": the message could not be kept", e);
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
