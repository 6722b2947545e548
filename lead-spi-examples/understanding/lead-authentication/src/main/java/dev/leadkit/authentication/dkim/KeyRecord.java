// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.Security;
import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.RecordType;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A public key in the DNS (RFC 6376 §3.6.1).
 *
 * @param testing whether the domain only tests ({@code t=y})
 * @param strict whether {@code i=} must be of the signing domain itself ({@code t=s})
 */
record KeyRecord(PublicKey key, boolean testing, boolean strict) {

  /** The shortest RSA key that counts (RFC 8301 §3.2). */
  static final int MIN_RSA_BITS = 1024;
  /** The longest RSA key: a longer one would only cost its receiver time. */
  static final int MAX_RSA_BITS = 8192;

  static final String OTHER_TYPE = "of another type than the signature";

  private static final int MAX_EXPONENT_BITS = 64;
  /** SubjectPublicKeyInfo of an Ed25519 key before its 32 octets (RFC 8410 §4). */
  private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");
  /** AlgorithmIdentifier of rsaEncryption (RFC 3279 §2.3.1). */
  private static final byte[] RSA_ALGORITHM =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** Asks for the key of a selector. Of several records the first valid one counts. */
  static KeyRecord lookUp(
      String selector, String domain, SignatureAlgorithm algorithm, DnsBudget dns)
      throws DkimError {
    String name = selector + "._domainkey." + domain;
    DnsAnswer answer = dns.query(name, RecordType.TXT);
    if (answer.status().isFailure()) {
      throw new DkimError(Security.Result.TEMPERROR, "key " + name + ": " + answer.status());
    }
    DkimError error = DkimError.permanent("no key at " + name);
    for (String text : answer.texts()) {
      try {
        return parse(text, algorithm);
      } catch (DkimError e) {
        error = DkimError.permanent("key " + name + ": " + e.reason());
      }
    }
    throw error;
  }

  static KeyRecord parse(String text, SignatureAlgorithm algorithm) throws DkimError {
    TagList tags = TagList.parse(text);
    if (tags.has("v") && !(tags.firstName().equals("v") && tags.get("v", "").equals("DKIM1"))) {
      throw DkimError.permanent("not of version DKIM1");
    }
    String encoded = tags.get("p");
    if (encoded == null) {
      throw DkimError.permanent("no tag p");
    }
    if (encoded.isEmpty()) {
      throw DkimError.permanent("revoked");
    }
    if (!tags.get("k", "rsa").equals(algorithm.keyType())) {
      throw DkimError.permanent(OTHER_TYPE);
    }
    if (tags.has("h") && !list(tags.get("h", "")).contains("sha256")) {
      throw DkimError.permanent("does not allow sha256");
    }
    List<String> services = list(tags.get("s", "*"));
    if (!services.contains("*") && !services.contains("email")) {
      throw DkimError.permanent("not for email");
    }
    List<String> flags = list(tags.get("t", ""));
    PublicKey key = publicKey(SignatureTags.base64("p", encoded), algorithm);
    return new KeyRecord(key, flags.contains("y"), flags.contains("s"));
  }

  private static List<String> list(String value) {
    return List.of(TagList.compact(value).split(":"));
  }

  private static PublicKey publicKey(byte[] octets, SignatureAlgorithm algorithm) throws DkimError {
    try {
      if (algorithm == SignatureAlgorithm.ED25519_SHA256) {
        if (octets.length != 32) {
          throw DkimError.permanent(octets.length + " octets; an Ed25519 key has 32");
        }
        return KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(join(ED25519_INFO, octets)));
      }
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      return sized((RSAPublicKey) rsa.generatePublic(
          new X509EncodedKeySpec(isSubjectInfo(octets) ? octets : wrap(octets))));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw DkimError.permanent("unusable " + algorithm.keyType() + " key");
    }
  }

  private static RSAPublicKey sized(RSAPublicKey key) throws DkimError {
    int bits = key.getModulus().bitLength();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw DkimError.permanent(
          bits + " bits; expected " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " (RFC 8301 §3.2)");
    }
    if (key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
      throw DkimError.permanent("exponent of more than " + MAX_EXPONENT_BITS + " bits");
    }
    return key;
  }

  /** Whether a SEQUENCE begins with a SEQUENCE, as SubjectPublicKeyInfo does; RSAPublicKey begins with an INTEGER. */
  private static boolean isSubjectInfo(byte[] der) {
    int header = der.length > 1 && (der[1] & 0x80) != 0 ? 2 + (der[1] & 0x7F) : 2;
    return der.length > header && der[header] == 0x30;
  }

  /** Puts a bare RSAPublicKey (RFC 8017 appendix A.1.1), which some domains publish, into a SubjectPublicKeyInfo. */
  private static byte[] wrap(byte[] bare) {
    byte[] bits = join(new byte[] {0}, bare);
    return tagged(0x30, join(RSA_ALGORITHM, tagged(0x03, bits)));
  }

  /** DER wants the shortest form of a length (X.690 §10.1). */
  private static byte[] tagged(int tag, byte[] content) {
    int size = content.length;
    byte[] header = size < 0x80
        ? new byte[] {(byte) tag, (byte) size}
        : size < 0x100
            ? new byte[] {(byte) tag, (byte) 0x81, (byte) size}
            : new byte[] {(byte) tag, (byte) 0x82, (byte) (size >> 8), (byte) size};
    return join(header, content);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
