// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import dev.leadkit.Security;
import java.util.Objects;

/**
 * The result of an SPF check (RFC 7208 §2.6).
 *
 * @param result one of none, neutral, pass, fail, softfail, temperror, permerror
 * @param identity which name was checked
 * @param domain the checked domain as it was sent to the DNS, or as it was given where the DNS cannot hold it
 * @param reason in one phrase, what decided: the matching term, or what is wrong
 * @param explanation the domain's own words to the sender on a fail (§6.2), or {@code ""}; text of a stranger
 */
public record SpfResult(
    Security.Result result, Identity identity, String domain, String reason, String explanation) {

  /** The identities of a mail that SPF can check. */
  public enum Identity {
    MAIL_FROM,
    HELO
  }

  public SpfResult {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(explanation, "explanation");
  }

  /** Whether the domain lets this host send its mail. */
  public boolean isPass() {
    return result == Security.Result.PASS;
  }
}
