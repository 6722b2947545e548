// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Blob;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Parses raw bytes of one media type into a message.
 *
 * <ol>
 *   <li>No input makes it throw: errors in it become {@link dev.leadkit.Defect}s. It throws only what the sink throws and, if the file of a
 *       message cannot be read, a {@link StoreException} or the {@link java.io.UncheckedIOException} of {@link RawMessage#bytes()}.
 *   <li>The same bytes, in memory or in a file, envelope and time result in an equal message, regardless of locale, default charset, time
 *       zone and system properties.
 *   <li>Identity, receipt time, envelope and raw reference of the message are those of {@link Message#builder(RawMessage, Instant)}.
 *   <li>Time and memory are bounded by limits; beyond a limit, what was read is kept and a severe defect is reported.
 *   <li>The bytes of each attachment were passed to the sink before it returns, and the attachment refers to the result of the sink.
 *   <li>It can be called by many threads at once.
 * </ol>
 */
@FunctionalInterface
public interface MessageReader {

  /**
   * Parses a message.
   *
   * @param raw the bytes, which are not changed
   * @param receivedAt becomes {@link Message#receivedAt()}
   * @param contents takes the decoded bytes of each attachment
   */
  Message read(RawMessage raw, Instant receivedAt, Sink contents);

  /** Takes decoded bytes. */
  @FunctionalInterface
  interface Sink {

    /** Reads the stream to its end, does not close it, and returns the hash and size of its bytes. */
    Blob put(InputStream content);

    /** A sink that hashes and counts the bytes and stores nothing. */
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
