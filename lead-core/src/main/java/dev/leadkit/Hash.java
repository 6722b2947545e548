// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identities by content: every id of the library is one of these. */
final class Hash {

  private static final HexFormat HEX = HexFormat.of();

  private static final int WINDOW = 8 * 1024;

  private Hash() {}

  static byte[] sha256(byte[] content) {
    return digest().digest(content);
  }

  static Blob blob(InputStream content) throws IOException {
    MessageDigest digest = digest();
    byte[] window = new byte[WINDOW];
    long size = 0;
    for (int count = content.read(window); count >= 0; count = content.read(window)) {
      digest.update(window, 0, count);
      size += count;
    }
    return new Blob(hex(digest.digest()), size);
  }

  static String hex(byte[] digest) {
    return HEX.formatHex(digest);
  }

  /** 128 bits over the parts, each preceded by its length, so that no two lists of parts collide by concatenation. */
  static String id(String prefix, String... parts) {
    MessageDigest digest = digest();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      int n = bytes.length;
      digest.update(new byte[] {(byte) (n >>> 24), (byte) (n >>> 16), (byte) (n >>> 8), (byte) n});
      digest.update(bytes);
    }
    return prefix + HEX.formatHex(digest.digest(), 0, 16);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
