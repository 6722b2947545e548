// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;

/** The algorithms that count today: RFC 8301 §3.1 took rsa-sha1 away, RFC 8463 §3 added Ed25519. */
enum SignatureAlgorithm {
  RSA_SHA256("rsa"),
  ED25519_SHA256("ed25519");

  private final String keyType;

  SignatureAlgorithm(String keyType) {
    this.keyType = keyType;
  }

  static SignatureAlgorithm named(String name) throws DkimError {
    return switch (name) {
      case "rsa-sha256" -> RSA_SHA256;
      case "ed25519-sha256" -> ED25519_SHA256;
      case "rsa-sha1" -> throw DkimError.permanent("rsa-sha1 no longer counts (RFC 8301 §3.1)");
      default -> throw DkimError.permanent("unknown algorithm");
    };
  }

  /** The {@code k=} of its keys. */
  String keyType() {
    return keyType;
  }

  /** Whether the signature is that of the text, one character for one octet. */
  boolean verifies(String text, byte[] signature, PublicKey key) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      Signature verifier = Signature.getInstance(this == RSA_SHA256 ? "SHA256withRSA" : "Ed25519");
      verifier.initVerify(key);
      // RFC 8463 §3: Ed25519 signs the hash and not the text.
      verifier.update(this == RSA_SHA256 ? octets : sha256().digest(octets));
      return verifier.verify(signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // A signature of another length or form than the key's is a wrong signature.
      return false;
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
