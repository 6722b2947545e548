// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Locale;
import java.util.Objects;

/**
 * The person behind a lead.
 *
 * @param address the mailbox to reply to
 * @param phone the telephone number, {@code ""} if it is not known
 * @param consent what the person agreed to
 * @param origin where in the message the address was found
 * @param company the organisation as the person names it, {@code ""} if it is not known
 * @param title the job title, {@code ""} if it is not known
 * @param reason the rule that chose this address, with the text that it found and how sure it is
 */
public record Contact(
    Address address,
    String phone,
    Consent consent,
    Origin origin,
    String company,
    String title,
    Conclusion reason) {

  private static final int MAX_FIELD = 10_000;

  public Contact {
    Objects.requireNonNull(address, "address");
    Checks.max(phone, "phone", MAX_FIELD);
    Objects.requireNonNull(consent, "consent");
    Objects.requireNonNull(origin, "origin");
    Checks.max(company, "company", MAX_FIELD);
    Checks.max(title, "title", MAX_FIELD);
    Objects.requireNonNull(reason, "reason");
  }

  /** A contact without company and title, whose reason is the origin alone. */
  public Contact(Address address, String phone, Consent consent, Origin origin) {
    this(address, phone, consent, origin, "", "", reason(origin));
  }

  private static Conclusion reason(Origin origin) {
    Objects.requireNonNull(origin, "origin");
    return new Conclusion(origin.name().toLowerCase(Locale.ROOT).replace('_', '-'), "", 1);
  }

  /** The part of a message that names the prospect. */
  public enum Origin {
    /** The author of the message. */
    FROM,
    /** The address for replies, as a web form sets it for its visitor. */
    REPLY_TO,
    /** The author of the original in a message that a colleague forwarded. */
    FORWARDED,
    /** The fields of a web form or portal. */
    FORM,
    /** The author that a mailing list or group recorded when it replaced {@code From} by its own address. */
    ORIGINAL_SENDER,
    /** The display name of an address that is not the prospect's. */
    DISPLAY_NAME,
    /** The only address in the text of a message that names no one else. */
    TEXT,
    /** The recipient of a message that one of us sent. */
    RECIPIENT
  }

  /**
   * The prospect of a message where no policy says who we are: the author of the forwarded original, else the reply address if it differs from
   * that of the author, else the author. Histories without {@link Prospect} are read so.
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
