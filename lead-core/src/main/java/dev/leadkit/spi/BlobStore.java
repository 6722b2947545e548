// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Blob;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stores bytes by their hash: raw messages and attachments.
 *
 * <ol>
 *   <li>When {@code put} returns, the bytes survive a crash of process and machine (a store in memory documents that they do not).
 *   <li>The result of {@code put} is the SHA-256 and the length of the bytes.
 *   <li>Putting the same bytes again changes nothing and returns the same result; if the stored bytes are damaged, it repairs them.
 *   <li>{@code open} returns exactly the bytes that were put, or null if there are none with this hash; never part of them.
 *   <li>A put that fails leaves nothing that {@code open} could find.
 *   <li>After {@code delete} nothing is found; deleting an unknown hash is not an error.
 *   <li>It can be called by many threads at once, and by many instances and processes if they share storage.
 *   <li>A hash that is not 64 lower-case hexadecimal digits finds nothing, and never names a file outside the store.
 *   <li>Damaged, truncated or lost bytes are never returned as those that were put: {@code open}, or at the latest the end of its stream,
 *       throws {@link IOException} or {@link StoreException}.
 *   <li>A call by an interrupted thread completes, or throws and leaves nothing behind. It does not affect later calls.
 * </ol>
 *
 * All methods throw {@link StoreException} if the store cannot answer.
 */
public interface BlobStore extends MessageReader.Sink, AutoCloseable {

  /** Reads the stream to its end and stores its bytes; does not close it. */
  @Override
  Blob put(InputStream content);

  /** A stream of the bytes with this hash, which the caller closes; null if there are none. */
  @Nullable
  InputStream open(String sha256) throws IOException;

  /** Removes the bytes with this hash, if there are any. */
  void delete(String sha256);

  @Override
  default void close() {}
}
