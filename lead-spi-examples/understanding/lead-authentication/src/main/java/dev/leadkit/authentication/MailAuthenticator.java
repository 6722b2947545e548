// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication;

import dev.leadkit.Security;
import dev.leadkit.authentication.dkim.ArcResult;
import dev.leadkit.authentication.dkim.ArcVerifier;
import dev.leadkit.authentication.dkim.DkimResult;
import dev.leadkit.authentication.dkim.DkimVerifier;
import dev.leadkit.authentication.dkim.RawMail;
import dev.leadkit.authentication.dmarc.DmarcResult;
import dev.leadkit.authentication.dmarc.DmarcVerifier;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DnsResolver;
import dev.leadkit.authentication.spf.SpfQuery;
import dev.leadkit.authentication.spf.SpfResult;
import dev.leadkit.authentication.spf.SpfVerifier;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Verifies everything about the origin of a mail.
 *
 * <p>Nothing in a mail or in the DNS makes it throw; time is linear in the size of the mail, and one mail causes at most
 * {@value DnsBudget#DEFAULT_QUERIES} questions. Immutable, as safe for several threads as its resolver.
 */
public final class MailAuthenticator {

  private final DnsResolver resolver;

  private MailAuthenticator(DnsResolver resolver) {
    this.resolver = resolver;
  }

  /** An authenticator that asks this resolver. */
  public static MailAuthenticator of(DnsResolver resolver) {
    return new MailAuthenticator(Objects.requireNonNull(resolver, "resolver"));
  }

  /**
   * Verifies a mail.
   *
   * @param mail its octets as they were received, with CR LF or LF at the end of lines
   * @param receivedAt when it was received, which decides whether a signature has expired
   */
  public Authentication verify(byte[] mail, Transmission transmission, Instant receivedAt) {
    DnsBudget dns = DnsBudget.of(resolver);
    RawMail raw = RawMail.of(mail);
    SpfResult spf = spf(transmission, receivedAt, dns);
    List<DkimResult> dkim = DkimVerifier.verify(raw, dns, receivedAt);
    List<String> signers =
        dkim.stream().filter(DkimResult::isWholePass).map(DkimResult::domain).toList();
    List<String> senders = spf.isPass() ? List.of(spf.domain()) : List.of();
    DmarcResult dmarc = DmarcVerifier.verify(Authors.of(raw.values("from")), signers, senders, dns);
    ArcResult arc = ArcVerifier.verify(raw, dns);
    return new Authentication(spf, dkim, dmarc, arc);
  }

  private static SpfResult spf(Transmission transmission, Instant receivedAt, DnsBudget dns) {
    InetAddress client = transmission.client();
    String helo = transmission.helo();
    String mailFrom = transmission.mailFrom();
    if (client == null) {
      return new SpfResult(
          Security.Result.NONE,
          SpfResult.Identity.MAIL_FROM,
          "",
          "the address of the client is not known",
          "");
    }
    return SpfVerifier.verify(new SpfQuery(client, helo, mailFrom, "unknown", receivedAt), dns);
  }
}
