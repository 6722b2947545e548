// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.Security;
import java.util.List;
import java.util.Objects;

/**
 * What became of one DKIM-Signature field (RFC 6376 §6.1, RFC 8601 §2.7.1).
 *
 * @param result pass; fail (mail or signature were changed, or the signature has expired); permerror (the signature or its key is unusable);
 *     temperror (the DNS gave no answer)
 * @param domain the signing domain {@code d=}, or {@code ""} where the field cannot be read
 * @param selector {@code s=}, or {@code ""}
 * @param identity {@code i=}, or {@code @} and the domain
 * @param signedFields the names of {@code h=}, in lower case
 * @param unsignedOctets how many octets of the body {@code l=} leaves unsigned: any relay can have added them (§8.2)
 * @param reason in one phrase, why it is not a pass; for a pass, what else is known
 */
public record DkimResult(
    Security.Result result,
    String domain,
    String selector,
    String identity,
    List<String> signedFields,
    long unsignedOctets,
    String reason) {

  public DkimResult {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(identity, "identity");
    signedFields = List.copyOf(Objects.requireNonNull(signedFields, "signedFields"));
    Objects.requireNonNull(reason, "reason");
  }

  /** Whether the signature holds. */
  public boolean isPass() {
    return result == Security.Result.PASS;
  }

  /** Whether the signature holds for the whole body. Only such a signature says that the mail is the domain's. */
  public boolean isWholePass() {
    return isPass() && unsignedOctets == 0;
  }
}
