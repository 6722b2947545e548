// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, on which every id of the library is based. Thread-safe. */
public final class Hash {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  /** One for each thread: looking it up among the providers takes longer than hashing an id. */
  private static final ThreadLocal<MessageDigest> OWN = ThreadLocal.withInitial(Hash::digest);

  private static final int ID_BYTES = 16;

  private Hash() {}

  /** The SHA-256 of these bytes. */
  public static byte[] sha256(byte[] content) {
    return own().digest(content);
  }

  /** The reference to the rest of a stream, which is read to its end. */
  static Blob blob(InputStream content) throws IOException {
    MessageDigest digest = digest();
    long size = content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return new Blob(hex(digest.digest()), size);
  }

  /** The bytes as lower-case hexadecimal digits. */
  static String hex(byte[] digest) {
    return hex("", digest, digest.length);
  }

  /** 128 bits over the parts, each preceded by its length, so that no two lists of parts collide by concatenation. */
  static String id(String prefix, String... parts) {
    MessageDigest digest = own();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      for (int shift = 24; shift >= 0; shift -= 8) {
        digest.update((byte) (bytes.length >>> shift));
      }
      digest.update(bytes);
    }
    return hex(prefix, digest.digest(), ID_BYTES);
  }

  private static String hex(String prefix, byte[] digest, int count) {
    byte[] text = new byte[prefix.length() + count * 2];
    int at = 0;
    while (at < prefix.length()) {
      text[at] = (byte) prefix.charAt(at++);
    }
    for (int i = 0; i < count; i++) {
      text[at++] = DIGITS[digest[i] >> 4 & 0xF];
      text[at++] = DIGITS[digest[i] & 0xF];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Whether the text consists of lower-case hexadecimal digits from this index on. */
  static boolean isHex(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  /** A new SHA-256 digest, for content that does not fit into an array. */
  public static MessageDigest sha256() {
    return digest();
  }

  /** For bytes in memory only: while a stream is read, other code of the thread may need this digest. */
  private static MessageDigest own() {
    MessageDigest digest = OWN.get();
    digest.reset();
    return digest;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
