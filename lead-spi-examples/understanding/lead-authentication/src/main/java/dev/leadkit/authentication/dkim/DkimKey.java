// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.dkim;

import dev.leadkit.Security;
import dev.leadkit.authentication.dns.DnsBudget;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;

/**
 * The key of a selector as a verifier sees it, for the owner of the domain.
 *
 * @param name where it is in the DNS
 * @param status pass where it can be used, permerror or temperror where not
 * @param bits the length of an RSA key; 0 for another or none
 * @param testing whether the domain only tests ({@code t=y})
 * @param problem why it cannot be used, or {@code ""}
 */
public record DkimKey(
    String name, Security.Result status, int bits, boolean testing, String problem) {

  public DkimKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(problem, "problem");
  }

  /** Looks up the key of a selector, whatever its type. */
  public static DkimKey lookUp(String selector, String domain, DnsBudget dns) {
    String name = selector + "._domainkey." + domain;
    try {
      try {
        KeyRecord found = KeyRecord.lookUp(selector, domain, SignatureAlgorithm.RSA_SHA256, dns);
        int bits = found.key() instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : 0;
        return new DkimKey(name, Security.Result.PASS, bits, found.testing(), "");
      } catch (DkimError e) {
        if (!e.reason().endsWith(KeyRecord.OTHER_TYPE)) {
          throw e;
        }
        KeyRecord found =
            KeyRecord.lookUp(selector, domain, SignatureAlgorithm.ED25519_SHA256, dns);
        return new DkimKey(name, Security.Result.PASS, 0, found.testing(), "");
      }
    } catch (DkimError e) {
      return new DkimKey(name, e.result(), 0, false, e.reason());
    }
  }
}
