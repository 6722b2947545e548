// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication.spf;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Objects;

/**
 * What an SPF check is about (RFC 7208 §4.1).
 *
 * @param client the address of the host that delivered the mail; an IPv4-mapped IPv6 address counts as IPv4
 * @param helo the name that the host gave with HELO or EHLO, or {@code ""}
 * @param mailFrom the address of MAIL FROM without angle brackets; {@code ""} for a null reverse-path, then HELO is checked (§2.4)
 * @param receiver the name of the host that checks, for explanations; {@code unknown} where it has none
 * @param at when the mail was received, for explanations
 */
public record SpfQuery(
    InetAddress client, String helo, String mailFrom, String receiver, Instant at) {

  public SpfQuery {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(helo, "helo");
    Objects.requireNonNull(mailFrom, "mailFrom");
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(at, "at");
  }

  /** The identity that is checked (RFC 7208 §2.3, §2.4). */
  public SpfResult.Identity identity() {
    return mailFrom.isEmpty() ? SpfResult.Identity.HELO : SpfResult.Identity.MAIL_FROM;
  }

  /** The {@code <sender>} with a local part, which is {@code postmaster} where the address has none (RFC 7208 §4.3). */
  String sender() {
    if (mailFrom.isEmpty()) {
      return "postmaster@" + helo;
    }
    int at = mailFrom.lastIndexOf('@');
    return at < 0 ? "postmaster@" + mailFrom : at == 0 ? "postmaster" + mailFrom : mailFrom;
  }

  /** The {@code <domain>}: what follows the last {@code @} of the sender. */
  String domain() {
    String sender = sender();
    return sender.substring(sender.lastIndexOf('@') + 1);
  }
}
