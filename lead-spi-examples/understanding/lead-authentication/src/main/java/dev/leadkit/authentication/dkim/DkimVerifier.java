// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.Security;
import dev.leadkit.authentication.dns.DnsBudget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies the DKIM signatures of a mail (RFC 6376 §6).
 *
 * <p>At most {@value #MAX_SIGNATURES} signatures are verified, from the top; the time is linear in the size of the mail. Nothing in a mail
 * or in the DNS makes it throw. Stateless.
 */
public final class DkimVerifier {

  /** The most signatures that are verified; further ones are permerror. */
  public static final int MAX_SIGNATURES = 10;

  private static final String FIELD = "dkim-signature";

  private DkimVerifier() {}

  /**
   * Verifies each signature.
   *
   * @param now the time that is compared with {@code x=}: when the mail was received
   * @return a result for each DKIM-Signature field, from top to bottom; none for a mail without one
   */
  public static List<DkimResult> verify(RawMail mail, DnsBudget dns, Instant now) {
    SignatureCheck check = new SignatureCheck(mail);
    List<DkimResult> results = new ArrayList<>();
    for (int place : mail.places(FIELD)) {
      results.add(
          results.size() < MAX_SIGNATURES
              ? verify(mail, place, check, dns, now)
              : unreadable("more than " + MAX_SIGNATURES + " signatures"));
    }
    return List.copyOf(results);
  }

  private static DkimResult verify(
      RawMail mail, int place, SignatureCheck check, DnsBudget dns, Instant now) {
    String value = mail.field(place).value();
    SignatureTags tags;
    String identity;
    try {
      if (mail.isOversized()) {
        throw DkimError.permanent("header of more than " + RawMail.MAX_HEADER + " octets");
      }
      TagList list = TagList.parse(value);
      requireVersion(list);
      tags = SignatureTags.parse(list, value);
      identity = SignatureTags.identity(list, tags.domain());
    } catch (DkimError e) {
      return unreadable(e.reason());
    }
    try {
      if (tags.expiration() >= 0 && now.getEpochSecond() > tags.expiration()) {
        throw DkimError.fail("expired at " + tags.expiration());
      }
      KeyRecord key = KeyRecord.lookUp(tags.selector(), tags.domain(), tags.algorithm(), dns);
      if (key.strict() && !identity.endsWith("@" + tags.domain())) {
        throw DkimError.permanent("the key does not allow i= below its domain");
      }
      long unsigned = check.requireBody(tags);
      check.requireHeader(tags, place, key);
      return result(
          Security.Result.PASS,
          tags,
          identity,
          unsigned,
          key.testing() ? "the domain only tests (t=y)" : "");
    } catch (DkimError e) {
      return result(e.result(), tags, identity, 0, e.reason());
    }
  }

  /** {@code v=1} (RFC 6376 §3.5), and a way to get the key that we know. */
  private static void requireVersion(TagList tags) throws DkimError {
    if (!tags.require("v").equals("1")) {
      throw DkimError.permanent("unknown version");
    }
    String query = TagList.compact(tags.get("q", "dns/txt"));
    if (!List.of(query.split(":")).contains("dns/txt")) {
      throw DkimError.permanent("unknown query method");
    }
  }

  private static DkimResult result(
      Security.Result result, SignatureTags tags, String identity, long unsigned, String reason) {
    return new DkimResult(
        result, tags.domain(), tags.selector(), identity, tags.signed(), unsigned, reason);
  }

  private static DkimResult unreadable(String reason) {
    return new DkimResult(Security.Result.PERMERROR, "", "", "", List.of(), 0, reason);
  }
}
