// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dmarc;

import dev.leadkit.Security;
import dev.leadkit.authentication.dns.DnsAnswer;
import dev.leadkit.authentication.dns.DnsBudget;
import dev.leadkit.authentication.dns.DomainName;
import dev.leadkit.authentication.dns.RecordType;
import java.util.List;

/**
 * Compares the domains that SPF and DKIM authenticated with the domain in From (RFC 9989 §5). Nothing in a mail or in the DNS makes it
 * throw. Stateless.
 */
public final class DmarcVerifier {

  private DmarcVerifier() {}

  /**
   * Checks a mail.
   *
   * @param authors the addresses or domains in From. More or fewer than one give permerror: with several it is not certain whom a reader sees
   * @param dkimPassed the domains of the signatures that hold
   * @param spfPassed the domain of MAIL FROM if SPF passed for it; else none
   */
  public static DmarcResult verify(
      List<String> authors, List<String> dkimPassed, List<String> spfPassed, DnsBudget dns) {
    if (authors.size() != 1) {
      return DmarcResult.without(
          Security.Result.PERMERROR, "", "From has " + authors.size() + " addresses; expected one");
    }
    String author =
        DomainName.normalize(authors.get(0).substring(authors.get(0).lastIndexOf('@') + 1));
    if (author.isEmpty()) {
      return DmarcResult.without(Security.Result.PERMERROR, "", "From has no valid domain");
    }
    TreeWalk walk = TreeWalk.from(author, dns);
    if (!walk.failure().isEmpty()) {
      return DmarcResult.without(Security.Result.TEMPERROR, author, walk.failure());
    }
    String policyDomain = walk.policyDomain();
    DmarcRecord policy = policyDomain == null ? null : walk.records().get(policyDomain);
    if (policyDomain == null || policy == null) {
      return DmarcResult.without(Security.Result.NONE, author, "no DMARC record for " + author);
    }
    if (!policy.isUsable()) {
      String reason =
          "the record of " + policyDomain + " is unusable: " + String.join(", ", policy.errors());
      return DmarcResult.without(Security.Result.NONE, author, reason);
    }
    Aligner aligner = new Aligner(author, walk.organizationalDomain(), dns);
    String dkim = aligner.firstAligned(dkimPassed, policy.dkimAlignment());
    String spf = aligner.firstAligned(spfPassed, policy.spfAlignment());
    boolean pass = !dkim.isEmpty() || !spf.isEmpty();
    Security.Result result = pass
        ? Security.Result.PASS
        : aligner.failure.isEmpty() ? Security.Result.FAIL : Security.Result.TEMPERROR;
    return new DmarcResult(
        result,
        author,
        policyDomain,
        requested(policy, policyDomain, author, dns),
        dkim,
        spf,
        policy,
        reason(author, dkim, spf, aligner.failure));
  }

  private static String reason(String author, String dkim, String spf, String failure) {
    if (!dkim.isEmpty()) {
      return "signed by " + dkim;
    }
    if (!spf.isEmpty()) {
      return "sent by a host of " + spf;
    }
    return failure.isEmpty() ? "neither SPF nor DKIM passed for " + author : failure;
  }

  /** What the record asks for mail of this author (§4.7): p, sp or np, one step milder in test mode. */
  private static DmarcPolicy requested(
      DmarcRecord policy, String policyDomain, String author, DnsBudget dns) {
    DmarcPolicy published = policyDomain.equals(author)
        ? policy.ownPolicy()
        : exists(author, dns) ? policy.subdomainPolicy() : policy.nonExistentPolicy();
    return policy.isTesting() ? published.milder() : published;
  }

  /** §3.2.13 and RFC 8020: only NXDOMAIN says that a domain does not exist. */
  private static boolean exists(String domain, DnsBudget dns) {
    return dns.query(domain, RecordType.A).status() != DnsAnswer.Status.NXDOMAIN;
  }

  /** Identifier alignment (§4.4). */
  private static final class Aligner {
    private final String author;
    private final String organization;
    private final DnsBudget dns;
    private String failure = "";

    Aligner(String author, String organization, DnsBudget dns) {
      this.author = author;
      this.organization = organization;
      this.dns = dns;
    }

    String firstAligned(List<String> domains, DmarcRecord.Alignment alignment) {
      for (String each : domains) {
        String domain = DomainName.normalize(each.substring(each.lastIndexOf('@') + 1));
        if (domain.equals(author)
            || alignment == DmarcRecord.Alignment.RELAXED && sharesOrganization(domain)) {
          return domain;
        }
      }
      return "";
    }

    private boolean sharesOrganization(String domain) {
      // An organizational domain is the domain or above it, which saves most walks.
      if (domain.isEmpty() || !DomainName.isAtOrBelow(domain, organization)) {
        return false;
      }
      TreeWalk walk = TreeWalk.from(domain, dns);
      if (!walk.failure().isEmpty()) {
        failure = walk.failure();
        return false;
      }
      return walk.organizationalDomain().equals(organization);
    }
  }
}
