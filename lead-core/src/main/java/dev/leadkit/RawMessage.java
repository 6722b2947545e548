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
 * The bytes of a message with their transport data, in memory or in a file.
 *
 * <p>The id of the event is a pure function of tenant, bytes and recipients: the same message has the same {@link #eventId()} in any process
 * and at any time.
 *
 * <p>{@link #open()} reads the bytes without loading all of them; {@link #bytes()} loads them.
 *
 * <p>Immutable as long as no one changes the array passed to {@link #of(byte[])} or the file passed to {@link #of(Path)}; neither is copied.
 */
public final class RawMessage {

  /** The media type of a mail (RFC 2046 §5.2.1). */
  public static final String MAIL = "message/rfc822";

  /** Larger files are not loaded into memory: 256 MiB. */
  private static final int MAX_LOADED_BYTES = 256 << 20;

  private static final int MAX_TENANT = 1_000;

  private final Content content;
  private final String mediaType;
  private final String tenant;
  private final Envelope envelope;
  private final Blob blob;

  /** Where the bytes are. */
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

  /** A mail without transport data. */
  public static RawMessage of(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return new RawMessage(new InMemory(bytes), MAIL, "", Envelope.NONE, Blob.of(bytes));
  }

  /**
   * A mail in a file. The file is read once here, for its hash; it must not be changed or deleted before the message has been accepted.
   *
   * @throws IOException if the file cannot be read
   */
  public static RawMessage of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new RawMessage(new InFile(file), MAIL, "", Envelope.NONE, Blob.of(in));
    }
  }

  /** The same bytes with this media type, which selects the reader. It is converted to lower case, with its parameters. */
  public RawMessage withMediaType(String type) {
    return new RawMessage(content, type, tenant, envelope, blob);
  }

  /**
   * The same bytes, received for this tenant.
   *
   * @param name at most 1,000 characters, none of them a control character; {@code ""} if there is only one tenant
   * @throws IllegalArgumentException if the name is too long or has a control character
   */
  public RawMessage withTenant(String name) {
    return new RawMessage(content, mediaType, name, envelope, blob);
  }

  /** The same bytes with this envelope. */
  public RawMessage withEnvelope(Envelope delivered) {
    return new RawMessage(content, mediaType, tenant, delivered, blob);
  }

  /** Whether the bytes are in memory, so that {@link #bytes()} costs nothing. */
  public boolean isInMemory() {
    return content instanceof InMemory;
  }

  /**
   * A new stream of the bytes, which the caller closes. A stream of a file skips without reading.
   *
   * @throws IOException if the file cannot be read, or its size has changed
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
   * The bytes themselves, not a copy: do not change them. Each call loads those of a file.
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

  /** The media type in lower case, with its parameters; by default {@value #MAIL}. */
  public String mediaType() {
    return mediaType;
  }

  /** The tenant, {@code ""} if there is only one. */
  public String tenant() {
    return tenant;
  }

  /** The envelope; by default {@link Envelope#NONE}. */
  public Envelope envelope() {
    return envelope;
  }

  /** The hash and size of the bytes. */
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
