// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A reference to bytes by their content.
 *
 * @param sha256 the SHA-256 of the bytes, 64 lower-case hexadecimal digits; {@code ""} if it is not known
 * @param size the number of bytes
 */
public record Blob(String sha256, long size) {

  /** Bytes that were not stored. */
  public static final Blob NONE = new Blob("", 0);

  public Blob {
    Objects.requireNonNull(sha256, "sha256");
    if (!sha256.isEmpty() && (sha256.length() != 64 || !Hash.isHex(sha256, 0))) {
      throw new IllegalArgumentException("sha256: expected 64 lower-case hexadecimal digits, got "
          + sha256.length() + " characters");
    }
    if (size < 0) {
      throw new IllegalArgumentException("size: expected 0 or more bytes, got " + size);
    }
  }

  /** The reference to these bytes. */
  public static Blob of(byte[] content) {
    return new Blob(Hash.hex(Hash.sha256(content)), content.length);
  }

  /** The reference to the rest of a stream, which is read to its end and not closed. */
  public static Blob of(InputStream content) throws IOException {
    return Hash.blob(content);
  }
}
