// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.memory;

import dev.leadkit.Blob;
import dev.leadkit.spi.BlobStore;
import dev.leadkit.spi.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A blob store in memory, for tests and simulations.
 *
 * <p>It follows every rule of {@link BlobStore} except the first: when the process ends, all bytes are lost. Its size is not limited.
 * Thread-safe.
 */
public final class InMemoryBlobs implements BlobStore {

  private final Map<String, byte[]> contents;
  private volatile boolean closed;

  public InMemoryBlobs() {
    this(new ConcurrentHashMap<>());
  }

  private InMemoryBlobs(Map<String, byte[]> contents) {
    this.contents = contents;
  }

  /** Simulates a restart: closes this store and returns a new one with the same content. */
  public InMemoryBlobs reopen() {
    close();
    return new InMemoryBlobs(contents);
  }

  @Override
  public Blob put(InputStream content) {
    byte[] bytes;
    try {
      bytes = content.readAllBytes();
    } catch (IOException e) {
      throw new StoreException("content could not be read", e);
    }
    Blob blob = Blob.of(bytes);
    open().put(blob.sha256(), bytes);
    return blob;
  }

  /**
   * @throws StoreException if these bytes were {@linkplain #damage damaged}
   */
  @Override
  public @Nullable InputStream open(String sha256) {
    byte[] bytes = open().get(sha256);
    if (bytes != null && !Blob.of(bytes).sha256().equals(sha256)) {
      throw new StoreException(sha256 + ": is damaged: its content has another hash");
    }
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  /** Simulates a failing disk: replaces the stored bytes of a hash. */
  public void damage(String sha256, UnaryOperator<byte[]> how) {
    open().computeIfPresent(sha256, (hash, bytes) -> how.apply(bytes.clone()).clone());
  }

  @Override
  public void delete(String sha256) {
    open().remove(sha256);
  }

  /** Closes the store: every later call throws {@link StoreException}. */
  @Override
  public void close() {
    closed = true;
  }

  private Map<String, byte[]> open() {
    if (closed) {
      throw new StoreException("the blob store is closed");
    }
    return contents;
  }
}
