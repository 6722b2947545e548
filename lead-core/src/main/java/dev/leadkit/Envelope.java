// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.List;
import java.util.Objects;

/**
 * The SMTP envelope of a message (RFC 5321 §2.3.1).
 *
 * @param sender the reverse-path, {@code ""} for the null sender or if it is not known
 * @param recipients the forward-paths, in their order; empty if they are not known
 */
public record Envelope(String sender, List<String> recipients) {

  /** Nothing is known, as for a message from a file or mailbox. */
  public static final Envelope NONE = new Envelope("", List.of());

  public Envelope {
    sender = Address.normalize(Objects.requireNonNull(sender, "sender"));
    recipients =
        Checks.list(recipients, "recipients").stream().map(Address::normalize).toList();
  }

  /** An envelope with one recipient; the sender is not known. */
  public static Envelope to(String recipient) {
    return new Envelope("", List.of(recipient));
  }

  @Override
  public String toString() {
    return "Envelope[" + recipients.size() + " recipients]";
  }
}
