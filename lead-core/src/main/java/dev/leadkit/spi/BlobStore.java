// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.spi;

import dev.leadkit.Blob;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes under their hash: raw messages and attachments, in quarantine until somebody clears them.
 *
 * <ol>
 *   <li>When {@code put} returns, the bytes survive a crash of process and machine (a store in memory says that it does not).
 *   <li>The answer is the SHA-256 and the length of what was put.
 *   <li>The same bytes put again change nothing and give the same answer; but if what is kept is damaged, they repair it.
 *   <li>{@code open} gives exactly the bytes that were put, or null if there are none under that hash; never part of them.
 *   <li>A put that fails leaves nothing behind that {@code open} could find.
 *   <li>After {@code delete} nothing is found; deleting what is not there is no error.
 *   <li>It can be called by many threads at once, and by many instances and processes if they share one place.
 *   <li>A hash that is not 64 lower-case hexadecimal digits finds nothing, and never names a file outside the store.
 *   <li>Bytes that are damaged, cut off or lost where they are kept are never passed off as those that were put: {@code open}, or at the
 *       latest the end of its stream, throws {@link IOException} or {@link StoreException}.
 *   <li>A call of an interrupted thread is carried out, or throws and leaves nothing behind. It harms no later call.
 * </ol>
 *
 * All methods throw {@link StoreException} when the store cannot answer.
 */
public interface BlobStore extends MessageReader.Sink, AutoCloseable {

  /** Reads the stream to its end and keeps it; does not close it. */
  @Override
  Blob put(InputStream content);

  /** The bytes under this hash, to be closed by the caller; null if there are none. */
  @Nullable
  InputStream open(String sha256) throws IOException;

  /** Removes the bytes under this hash, if there are any. */
  void delete(String sha256);

  @Override
  default void close() {}
}
