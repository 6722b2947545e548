// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Blob;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Reads raw bytes of one media type into a message.
 *
 * <ol>
 *   <li>No input makes it throw: what is wrong becomes a {@link dev.leadkit.Defect}. Only what the sink throws comes through, and, of a
 *       message in a file that cannot be read, a {@link StoreException} or the {@link java.io.UncheckedIOException} of
 *       {@link RawMessage#bytes()}.
 *   <li>The same bytes, in memory or in a file, envelope and time give an equal message, whatever the locale, default charset, time zone or
 *       system properties.
 *   <li>Identity, receipt time, envelope and raw reference of the message are those of {@link Message#builder(RawMessage, Instant)}.
 *   <li>Time and memory are bounded by its limits; past a limit what was read stays, and a severe defect says so.
 *   <li>Each attachment's bytes were put into the sink before it returns, and the attachment refers to what the sink answered.
 *   <li>It can be called by many threads at once.
 * </ol>
 */
@FunctionalInterface
public interface MessageReader {

  /**
   * Reads one message.
   *
   * @param raw never changed
   * @param receivedAt becomes {@link Message#receivedAt()}
   * @param contents takes the decoded bytes of each attachment
   */
  Message read(RawMessage raw, Instant receivedAt, Sink contents);

  /** Where decoded bytes go. */
  @FunctionalInterface
  interface Sink {

    /** Reads the stream to its end, does not close it, and answers hash and size of what it read. */
    Blob put(InputStream content);

    /** Hashes and counts the bytes and keeps nothing. */
    static Sink discarding() {
      return content -> {
        try {
          return Blob.of(content);
        } catch (IOException e) {
          throw new StoreException("content could not be read", e);
        }
      };
    }
  }
}
