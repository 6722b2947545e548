// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The person behind a lead.
 *
 * @param address the mailbox to reply to
 * @param phone the telephone number, {@code ""} if it is not known
 * @param consent what the person agreed to
 * @param origin where in the message the address was found
 */
public record Contact(Address address, String phone, Consent consent, Origin origin) {

  public Contact {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(phone, "phone");
    Objects.requireNonNull(consent, "consent");
    Objects.requireNonNull(origin, "origin");
  }

  /** The part of a message that names the prospect. */
  public enum Origin {
    /** The author of the message. */
    FROM,
    /** The address for replies, as a web form sets it for its visitor. */
    REPLY_TO,
    /** The author of the original in a message that a colleague forwarded. */
    FORWARDED
  }

  /**
   * The prospect of a message: the author of the forwarded original, else the reply address if it differs from that of the author, else the
   * author.
   */
  public static Contact of(Message message) {
    Forwarded forwarded = message.forwarded();
    if (forwarded != null && forwarded.from().isKnown()) {
      return at(forwarded.from(), Origin.FORWARDED);
    }
    for (Address reply : message.replyTo()) {
      if (reply.isKnown() && !reply.email().equals(message.from().email())) {
        return at(
            reply.name().isEmpty() ? new Address(reply.email(), message.from().name()) : reply,
            Origin.REPLY_TO);
      }
    }
    return at(message.from(), Origin.FROM);
  }

  private static Contact at(Address address, Origin origin) {
    return new Contact(address, "", Consent.UNKNOWN, origin);
  }

  @Override
  public String toString() {
    return "Contact[" + address + "]";
  }
}
