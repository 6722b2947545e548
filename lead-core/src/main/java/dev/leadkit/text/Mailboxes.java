// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

import java.util.HashSet;
import java.util.Set;

/** What an address says about its owner, from lists that are shipped as resources. Stateless. */
public final class Mailboxes {

  private static final Set<String> FREE =
      Set.copyOf(WordFile.read(Mailboxes.class, "free-mail.txt"));
  private static final Set<String> EXACT = new HashSet<>();
  private static final Set<String> PREFIXES = new HashSet<>();

  static {
    for (String entry : WordFile.read(Mailboxes.class, "machine-locals.txt")) {
      if (entry.endsWith("*")) {
        PREFIXES.add(entry.substring(0, entry.length() - 1));
      } else {
        EXACT.add(entry);
      }
    }
  }

  private Mailboxes() {}

  /** Whether anyone can have a mailbox at this domain, which is in lower case. */
  public static boolean isFree(String domain) {
    return FREE.contains(domain);
  }

  /** The registrable domain of the company at a domain; {@code ""} if anyone can have a mailbox there. */
  public static String company(String domain) {
    String normal = Domains.normal(domain);
    if (normal.isEmpty() || isFree(normal)) {
      return "";
    }
    String registrable = RegistrableDomain.of(normal);
    return isFree(registrable) ? "" : registrable;
  }

  /**
   * Whether a script or device sends from this address and no person reads what is sent to it.
   *
   * @param local the part before the at sign, in lower case
   */
  public static boolean isMachine(String local) {
    int plus = local.indexOf('+', 1);
    var bare = new StringBuilder(local.length());
    for (int i = 0; i < (plus < 0 ? local.length() : plus); i++) {
      char c = local.charAt(i);
      if (c != '-' && c != '_' && c != '.') {
        bare.append(c);
      }
    }
    int end = bare.length();
    while (end > 0 && Character.isDigit(bare.charAt(end - 1))) {
      end--;
    }
    String text = bare.substring(0, end);
    return EXACT.contains(text) || PREFIXES.stream().anyMatch(text::startsWith);
  }
}
