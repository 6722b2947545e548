// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dmarc;

import dev.leadkit.Security;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a DMARC check (RFC 9989 §5.4).
 *
 * @param result none (the domain has no record), pass, fail, temperror (the DNS gave no answer), permerror (From names no single domain)
 * @param authorDomain the domain in From, or {@code ""}
 * @param policyDomain the domain whose record applies, or {@code ""}
 * @param policy what the record asks receivers to do with mail that fails, test mode considered; none where there is no record
 * @param dkimAligned a signing domain that passed and aligns, or {@code ""}
 * @param spfAligned the SPF domain if it passed and aligns, or {@code ""}
 * @param record the record that applies, or null
 * @param reason in one phrase, what decided
 */
public record DmarcResult(
    Security.Result result,
    String authorDomain,
    String policyDomain,
    DmarcPolicy policy,
    String dkimAligned,
    String spfAligned,
    @Nullable DmarcRecord record,
    String reason) {

  public DmarcResult {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(authorDomain, "authorDomain");
    Objects.requireNonNull(policyDomain, "policyDomain");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(dkimAligned, "dkimAligned");
    Objects.requireNonNull(spfAligned, "spfAligned");
    Objects.requireNonNull(reason, "reason");
  }

  /** Whether the domain in From vouches for the mail. */
  public boolean isPass() {
    return result == Security.Result.PASS;
  }

  /** Whether the record is that of a domain above the author's. */
  public boolean isInherited() {
    return !policyDomain.isEmpty() && !policyDomain.equals(authorDomain);
  }

  static DmarcResult without(Security.Result result, String authorDomain, String reason) {
    return new DmarcResult(result, authorDomain, "", DmarcPolicy.NONE, "", "", null, reason);
  }
}
