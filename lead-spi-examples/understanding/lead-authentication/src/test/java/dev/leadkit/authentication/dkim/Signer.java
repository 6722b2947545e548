// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Signs test mails, relaxed/relaxed, with a fresh key. Written apart from the verifier: it canonicalizes with regular expressions. */
public final class Signer {

  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final String domain;
  private final String selector;
  private final String keyType;
  private final KeyPair keys;

  private Signer(String domain, String selector, String keyType, KeyPair keys) {
    this.domain = domain;
    this.selector = selector;
    this.keyType = keyType;
    this.keys = keys;
  }

  public static Signer ed25519(String domain, String selector) {
    return new Signer(domain, selector, "ed25519", keys("Ed25519", 255));
  }

  public static Signer rsa(String domain, String selector, int bits) {
    return new Signer(domain, selector, "rsa", keys("RSA", bits));
  }

  private static KeyPair keys(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The record for {@code selector._domainkey.domain}. */
  public String keyRecord() {
    byte[] info = keys.getPublic().getEncoded();
    byte[] key =
        keyType.equals("rsa") ? info : Arrays.copyOfRange(info, info.length - 32, info.length);
    return "v=DKIM1; k=" + keyType + "; p=" + BASE64.encodeToString(key);
  }

  /** The mail with a signature of From and Subject in front. */
  public String sign(String mail, String moreTags) {
    return header(mail, moreTags) + mail;
  }

  /** The DKIM-Signature field with CR LF at its end. Further tags end with {@code "; "}. */
  public String header(String mail, String moreTags) {
    try {
      int split = mail.indexOf("\r\n\r\n");
      String body = mail.substring(split + 4)
          .replaceAll("[ \t]+", " ")
          .replace(" \r\n", "\r\n")
          .replaceAll("(\r\n)+$", "\r\n");
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(body));
      String tags = " v=1; a=" + keyType + "-sha256; c=relaxed/relaxed; d=" + domain + "; s="
          + selector + "; " + (moreTags.contains("h=") ? "" : "h=from:subject; ") + moreTags + "bh="
          + BASE64.encodeToString(hash) + "; b=";
      String text =
          relaxed(mail, "from") + relaxed(mail, "subject") + "dkim-signature:" + tags.strip();
      byte[] signed = bytes(text);
      Signature signature =
          Signature.getInstance(keyType.equals("rsa") ? "SHA256withRSA" : "Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(
          keyType.equals("rsa") ? signed : MessageDigest.getInstance("SHA-256").digest(signed));
      return "DKIM-Signature:" + tags + BASE64.encodeToString(signature.sign()) + "\r\n";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String relaxed(String mail, String name) {
    for (String line : mail.substring(0, mail.indexOf("\r\n\r\n")).split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith(name + ":")) {
        return name + ":"
            + line.substring(name.length() + 1).replaceAll("[ \t]+", " ").strip() + "\r\n";
      }
    }
    return "";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
