// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.authentication.dns.DomainName;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The tags that DKIM-Signature (RFC 6376 §3.5) and ARC-Message-Signature (RFC 8617 §4.1.2) have in common.
 *
 * @param signed the names of {@code h=}, in lower case
 * @param length {@code l=}, or -1
 * @param timestamp {@code t=} in seconds, or -1
 * @param expiration {@code x=} in seconds, or -1
 * @param unsigned the value of the field without the value of {@code b=}
 */
@SuppressWarnings("ArrayRecordComponent")
record SignatureTags(
    SignatureAlgorithm algorithm,
    byte[] signature,
    byte[] bodyHash,
    Canonicalization header,
    Canonicalization body,
    String domain,
    String selector,
    List<String> signed,
    long length,
    long timestamp,
    long expiration,
    String unsigned) {

  /** The most names of {@code h=}. */
  static final int MAX_SIGNED = 500;

  static SignatureTags parse(TagList tags, String value) throws DkimError {
    String[] canonicalization = tags.get("c", "simple/simple").split("/", 2);
    List<String> signed = signedNames(tags.require("h"));
    if (!signed.contains("from")) {
      throw DkimError.permanent("From is not signed (RFC 6376 §5.4)");
    }
    long timestamp = number(tags, "t");
    long expiration = number(tags, "x");
    if (timestamp >= 0 && expiration >= 0 && expiration <= timestamp) {
      throw DkimError.permanent("x= is not after t=");
    }
    return new SignatureTags(
        SignatureAlgorithm.named(tags.require("a")),
        base64("b", tags.require("b")),
        base64("bh", tags.require("bh")),
        Canonicalization.named(canonicalization[0]),
        canonicalization.length == 1
            ? Canonicalization.SIMPLE
            : Canonicalization.named(canonicalization[1]),
        domain(tags, "d"),
        domain(tags, "s"),
        signed,
        number(tags, "l"),
        timestamp,
        expiration,
        tags.without("b", value));
  }

  private static List<String> signedNames(String value) throws DkimError {
    List<String> names = new ArrayList<>();
    for (String each : TagList.compact(value).split(":", -1)) {
      names.add(each.toLowerCase(Locale.ROOT));
    }
    if (names.contains("")) {
      throw DkimError.permanent("empty name in h=");
    }
    if (names.size() > MAX_SIGNED) {
      throw DkimError.permanent("more than " + MAX_SIGNED + " names in h=");
    }
    return List.copyOf(names);
  }

  /** A domain or selector: labels of letters, digits, hyphens and underscores. */
  static String domain(TagList tags, String tag) throws DkimError {
    String domain = DomainName.normalize(tags.require(tag));
    boolean valid = !domain.isEmpty();
    for (int i = 0; i < domain.length(); i++) {
      char each = domain.charAt(i);
      valid &= each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || "-_.".indexOf(each) >= 0;
    }
    if (!valid) {
      throw DkimError.permanent("invalid name in " + tag + "=");
    }
    return domain;
  }

  /** An unsigned number of at most 18 digits; -1 where the tag is absent. */
  static long number(TagList tags, String tag) throws DkimError {
    String value = tags.get(tag);
    if (value == null) {
      return -1;
    }
    boolean digits = !value.isEmpty() && value.length() <= 18;
    for (int i = 0; i < value.length(); i++) {
      digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    if (!digits) {
      throw DkimError.permanent("no number in " + tag + "=");
    }
    return Long.parseLong(value);
  }

  static byte[] base64(String tag, String value) throws DkimError {
    try {
      return Base64.getDecoder().decode(TagList.compact(value));
    } catch (IllegalArgumentException e) {
      throw DkimError.permanent("no base64 in " + tag + "=");
    }
  }

  /** {@code i=} (RFC 6376 §3.5), which must be of the signing domain or below it. */
  static String identity(TagList tags, String domain) throws DkimError {
    @Nullable String value = tags.get("i");
    if (value == null) {
      return "@" + domain;
    }
    String identity = TagList.compact(value);
    int at = identity.lastIndexOf('@');
    String below = at < 0 ? "" : DomainName.normalize(identity.substring(at + 1));
    if (below.isEmpty() || !DomainName.isAtOrBelow(below, domain)) {
      throw DkimError.permanent("i= is not of the domain " + domain);
    }
    return identity.substring(0, at + 1) + below;
  }
}
