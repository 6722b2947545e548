// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.benchmarks;

import dev.leadkit.Blob;
import dev.leadkit.spi.MessageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Consumes the decoded octets of an attachment in the same way for every reader: counts them, or counts and hashes them. */
final class Contents implements MessageReader.Sink {

  private final byte[] buffer = new byte[16 << 10];
  private final @Nullable MessageDigest digest;

  private Contents(@Nullable MessageDigest digest) {
    this.digest = digest;
  }

  /**
   * Returns the consumer with this name.
   *
   * @param name {@code counted} or {@code hashed}
   */
  static Contents named(String name) {
    return switch (name) {
      case "counted" -> new Contents(null);
      case "hashed" -> new Contents(sha256());
      default -> throw new IllegalArgumentException("expected counted or hashed, got " + name);
    };
  }

  @Override
  public Blob put(InputStream content) {
    try {
      long size = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        size += n;
        if (digest != null) {
          digest.update(buffer, 0, n);
        }
      }
      return new Blob(digest == null ? "" : HexFormat.of().formatHex(digest.digest()), size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
