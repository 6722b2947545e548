// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;
import java.util.Objects;

/**
 * Who is behind a message, as it was decided when the message was received.
 *
 * @param contact the prospect, with the rule that chose the address
 * @param ours the addresses of the message that the address book knew as inbound addresses, in lower case; what a decision under other rules
 *     needs
 * @param rules the version of the rules that decided
 */
public record Prospect(Contact contact, List<String> ours, String rules) {

  public Prospect {
    Objects.requireNonNull(contact, "contact");
    ours = Checks.list(ours, "ours");
    Objects.requireNonNull(rules, "rules");
  }

  /** Without the addresses. */
  @Override
  public String toString() {
    return "Prospect[" + contact + ", " + rules + "]";
  }
}
