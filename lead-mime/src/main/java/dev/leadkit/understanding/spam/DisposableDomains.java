// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.understanding.spam;

import java.util.HashSet;
import java.util.Set;

/** The domains of mailboxes that exist for minutes, from the list in the resources, which names its source, licence and date. */
final class DisposableDomains {

  private static final Set<String> DOMAINS =
      new HashSet<>(ListResource.lines("disposable-domains.txt"));

  private DisposableDomains() {}

  /** Whether a domain in lower case, or one above it, is disposable. */
  static boolean contains(String domain) {
    for (int at = 0; at >= 0; at = domain.indexOf('.', at) + 1) {
      if (DOMAINS.contains(domain.substring(at))) {
        return true;
      }
      if (domain.indexOf('.', at) < 0) {
        return false;
      }
    }
    return false;
  }
}
