// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Locale;

/**
 * Bytes as they came in, with what the transport knew of them.
 *
 * <p>The identity of the event is a pure function of tenant, bytes and envelope: who delivers the same message again, in any process and
 * at any time, gets the same {@link #eventId()}.
 *
 * <p>Immutable as long as nobody writes to the array that was given to {@link #of(byte[])}: it is not copied, messages are large.
 */
public final class RawMessage {

  /** The media type of a mail (RFC 2046 §5.2.1). */
  public static final String MAIL = "message/rfc822";

  private final byte[] bytes;
  private final String mediaType;
  private final String tenant;
  private final Envelope envelope;
  private final Blob blob;

  private RawMessage(byte[] bytes, String mediaType, String tenant, Envelope envelope, Blob blob) {
    this.bytes = bytes;
    this.mediaType = mediaType.strip().toLowerCase(Locale.ROOT);
    this.tenant = tenant;
    this.envelope = envelope;
    this.blob = blob;
  }

  /** A mail of which only the bytes are known. */
  public static RawMessage of(byte[] bytes) {
    return new RawMessage(bytes, MAIL, "", Envelope.NONE, Blob.of(bytes));
  }

  /** The same bytes, read as this media type: it chooses the reader. Parameters stay, names are lower-cased. */
  public RawMessage withMediaType(String type) {
    return new RawMessage(bytes, type, tenant, envelope, blob);
  }

  /** The same bytes, received for this tenant. */
  public RawMessage withTenant(String name) {
    return new RawMessage(bytes, mediaType, name, envelope, blob);
  }

  /** The same bytes, delivered with this envelope. */
  public RawMessage withEnvelope(Envelope delivered) {
    return new RawMessage(bytes, mediaType, tenant, delivered, blob);
  }

  /** The bytes themselves, not a copy: whoever writes to them breaks every promise of the library. */
  public byte[] bytes() {
    return bytes;
  }

  public String mediaType() {
    return mediaType;
  }

  public String tenant() {
    return tenant;
  }

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
