// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.authentication;

import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a mail reached the host that received it from outside (RFC 5321 §3.3).
 *
 * @param client the address of the host that delivered it; null where it is not known: then SPF is not checked, and never guessed
 * @param helo what that host said after HELO or EHLO, or {@code ""}
 * @param mailFrom the address of MAIL FROM without angle brackets; {@code ""} for the null reverse-path
 */
public record Transmission(@Nullable InetAddress client, String helo, String mailFrom) {

  /** Nothing is known, as for mail out of a mailbox. */
  public static final Transmission UNKNOWN = new Transmission(null, "", "");

  public Transmission {
    Objects.requireNonNull(helo, "helo");
    Objects.requireNonNull(mailFrom, "mailFrom");
  }

  @Override
  public String toString() {
    return "Transmission[" + (client == null ? "client unknown" : "client known") + "]";
  }
}
