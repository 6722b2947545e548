// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes the hashes of a mail (RFC 6376 §3.7) and compares them with signatures. A body is hashed once for each way to hash it. */
final class SignatureCheck {

  private record BodyKey(Canonicalization kind, long limit) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record BodyHash(byte[] hash, long length) {}

  private final RawMail mail;
  private final Map<BodyKey, BodyHash> bodies = new HashMap<>();

  SignatureCheck(RawMail mail) {
    this.mail = mail;
  }

  /** Compares the hash of the body and returns how many of its octets {@code l=} leaves unsigned. */
  long requireBody(SignatureTags tags) throws DkimError {
    long limit = tags.length() < 0 ? Long.MAX_VALUE : tags.length();
    BodyHash body = bodies.computeIfAbsent(new BodyKey(tags.body(), limit), this::hash);
    if (tags.length() > body.length()) {
      throw DkimError.permanent("l= is more than the body");
    }
    if (!MessageDigest.isEqual(body.hash(), tags.bodyHash())) {
      throw DkimError.fail("the body was changed: its hash is not bh=");
    }
    return tags.length() < 0 ? 0 : body.length() - tags.length();
  }

  private BodyHash hash(BodyKey key) {
    MessageDigest digest = SignatureAlgorithm.sha256();
    long length = key.kind().body(mail.bytes(), mail.bodyFrom(), digest, key.limit());
    return new BodyHash(digest.digest(), length);
  }

  /** Compares the signature of the header. */
  void requireHeader(SignatureTags tags, int place, KeyRecord key) throws DkimError {
    if (!tags.algorithm().verifies(signedText(tags, place), tags.signature(), key.key())) {
      throw DkimError.fail("the signature does not fit the header and the key");
    }
  }

  /** The fields of {@code h=}, of those with the same name the lowest first (§5.4.2), and the signature's own field. */
  private String signedText(SignatureTags tags, int place) {
    StringBuilder text = new StringBuilder();
    Map<String, Integer> used = new HashMap<>();
    for (String name : tags.signed()) {
      List<Integer> places = mail.places(name);
      int next = places.size() - 1 - used.getOrDefault(name, 0);
      if (next >= 0 && places.get(next) == place) {
        // Its own field is signed as well, as the last one.
        used.merge(name, 1, Integer::sum);
        next--;
      }
      if (next >= 0) {
        text.append(tags.header().field(mail.field(places.get(next)).raw())).append("\r\n");
        used.merge(name, 1, Integer::sum);
      }
    }
    String raw = mail.field(place).raw();
    String own = raw.substring(0, raw.indexOf(':') + 1) + tags.unsigned();
    return text.append(tags.header().field(own)).toString();
  }
}
