// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Bytes as they came in, with what the transport knew of them: in memory, or in a file where they are too many for that.
 *
 * <p>The identity of the event is a pure function of tenant, bytes and envelope: who delivers the same message again, in any process and
 * at any time, gets the same {@link #eventId()}.
 *
 * <p>Who only copies the bytes takes {@link #open()}, which needs no memory for them; who needs them all at once takes {@link #bytes()}.
 *
 * <p>Immutable as long as nobody writes to the array that was given to {@link #of(byte[])}, or to the file that was given to
 * {@link #of(Path)}: neither is copied, messages are large.
 */
public final class RawMessage {

  /** The media type of a mail (RFC 2046 §5.2.1). */
  public static final String MAIL = "message/rfc822";

  /** What is larger in a file was put there for not being loaded: 256 MiB. */
  private static final int MAX_LOADED_BYTES = 256 << 20;

  private static final int MAX_TENANT = 1_000;

  private final Content content;
  private final String mediaType;
  private final String tenant;
  private final Envelope envelope;
  private final Blob blob;

  /** Where the bytes stand. */
  private sealed interface Content {}

  private record InMemory(byte[] bytes) implements Content {}

  private record InFile(Path path) implements Content {}

  private RawMessage(
      Content content, String mediaType, String tenant, Envelope envelope, Blob blob) {
    this.content = content;
    Objects.requireNonNull(mediaType, "mediaType");
    this.mediaType = mediaType.strip().toLowerCase(Locale.ROOT);
    this.tenant = Checks.optionalName(tenant, "tenant", MAX_TENANT);
    this.envelope = Objects.requireNonNull(envelope, "envelope");
    this.blob = blob;
  }

  /** A mail of which only the bytes are known. */
  public static RawMessage of(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return new RawMessage(new InMemory(bytes), MAIL, "", Envelope.NONE, Blob.of(bytes));
  }

  /**
   * A mail that stands in a file, which is read once here, for its hash, and stays where it is: it must not change, and not go, before the
   * message was taken in.
   *
   * @throws IOException if the file cannot be read
   */
  public static RawMessage of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new RawMessage(new InFile(file), MAIL, "", Envelope.NONE, Blob.of(in));
    }
  }

  /** The same bytes, read as this media type: it chooses the reader. Parameters stay, names are lower-cased. */
  public RawMessage withMediaType(String type) {
    return new RawMessage(content, type, tenant, envelope, blob);
  }

  /**
   * The same bytes, received for this tenant.
   *
   * @param name at most 1,000 characters, none of them a control character; {@code ""} where there is one tenant only
   * @throws IllegalArgumentException if the name is not as described
   */
  public RawMessage withTenant(String name) {
    return new RawMessage(content, mediaType, name, envelope, blob);
  }

  /** The same bytes, delivered with this envelope. */
  public RawMessage withEnvelope(Envelope delivered) {
    return new RawMessage(content, mediaType, tenant, delivered, blob);
  }

  /** Whether the bytes are held in memory, so that {@link #bytes()} costs nothing. */
  public boolean isInMemory() {
    return content instanceof InMemory;
  }

  /**
   * The bytes from the first on, to be closed by the caller; each call gives a stream of its own. Of a file it skips without reading.
   *
   * @throws IOException if the file cannot be read, or is not as long as it was
   */
  public InputStream open() throws IOException {
    if (content instanceof InFile file) {
      long size = Files.size(file.path());
      if (size != blob.size()) {
        throw new IOException(
            file.path() + ": changed since it was given: " + blob.size() + " bytes, now " + size);
      }
      return Files.newInputStream(file.path());
    }
    return new ByteArrayInputStream(bytes());
  }

  /**
   * The bytes themselves, not a copy: whoever writes to them breaks every promise of the library. Those of a file are loaded by each call:
   * for messages that are known to be small, see {@link #isInMemory()}.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalStateException if the file is larger than 256 MiB
   */
  public byte[] bytes() {
    if (content instanceof InMemory memory) {
      return memory.bytes();
    }
    if (blob.size() > MAX_LOADED_BYTES) {
      throw new IllegalStateException(
          blob.size() + " bytes are too many to be loaded, expected a reader that takes open()");
    }
    try (InputStream in = open()) {
      return in.readNBytes((int) blob.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The media type, lower-case, with its parameters; {@value #MAIL} unless another was set. */
  public String mediaType() {
    return mediaType;
  }

  /** For whom it was received, {@code ""} where there is one tenant only. */
  public String tenant() {
    return tenant;
  }

  /** What the transport said; {@link Envelope#NONE} unless it was set. */
  public Envelope envelope() {
    return envelope;
  }

  /** The reference under which the bytes are kept. */
  public Blob blob() {
    return blob;
  }

  /** {@code evt_} and 128 bits over tenant, SHA-256 of the bytes, and envelope recipients. */
  public String eventId() {
    return Hash.id("evt_", tenant, blob.sha256(), String.join("\n", envelope.recipients()));
  }

  @Override
  public String toString() {
    return "RawMessage[" + mediaType + ", " + blob.size() + " bytes, " + blob.sha256() + "]";
  }
}
