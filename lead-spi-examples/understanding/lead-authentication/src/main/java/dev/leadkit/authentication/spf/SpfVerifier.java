// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import dev.leadkit.Security;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DomainName;

/**
 * Checks whether a host may send mail of a domain (RFC 7208).
 *
 * <p>Limits of §4.6.4: ten terms that ask the DNS, two void lookups, ten names of an {@code mx} or {@code ptr}. Nothing in a mail or in a
 * record makes it throw. Stateless.
 */
public final class SpfVerifier {

  /** The longest HELO or MAIL FROM that is checked; RFC 5321 §4.5.3.1 allows about 320 characters. */
  private static final int MAX_IDENTITY = 1_000;

  private SpfVerifier() {}

  /** Checks MAIL FROM, or HELO where MAIL FROM is empty. */
  public static SpfResult verify(SpfQuery query, DnsBudget dns) {
    if (query.helo().length() > MAX_IDENTITY || query.mailFrom().length() > MAX_IDENTITY) {
      return new SpfResult(
          Security.Result.NONE,
          query.identity(),
          "",
          "HELO or MAIL FROM of more than " + MAX_IDENTITY + " characters",
          "");
    }
    String given = query.domain();
    String domain = DomainName.normalize(given);
    if (domain.indexOf('.') < 0) {
      // Initial processing (§4.3): a malformed or single-label domain has no policy.
      return new SpfResult(
          Security.Result.NONE,
          query.identity(),
          given,
          "'" + given + "' is not a domain name of two or more labels",
          "");
    }
    CheckHost check = new CheckHost(query, dns);
    try {
      CheckHost.Match match = check.checkHost(domain);
      String explanation = match.result() == Security.Result.FAIL ? check.explain(match) : "";
      return new SpfResult(match.result(), query.identity(), domain, match.reason(), explanation);
    } catch (SpfError e) {
      return new SpfResult(e.result(), query.identity(), domain, e.reason(), "");
    }
  }
}
