// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Locale;
import java.util.Objects;

/**
 * A mailbox: an e-mail address, lower-cased and trimmed, with the display name beside it (RFC 5322 §3.4).
 *
 * @param email the addr-spec, {@code ""} where none is known
 * @param name the decoded display name, {@code ""} where there is none
 */
public record Address(String email, String name) {

  /** No address: what a message without a readable {@code From} has. */
  public static final Address UNKNOWN = new Address("", "");

  public Address {
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(name, "name");
    email = email.strip().toLowerCase(Locale.ROOT);
    name = name.strip();
  }

  /** This address without a display name. */
  public static Address of(String email) {
    return new Address(email, "");
  }

  /** Whether there is an address at all. */
  public boolean isKnown() {
    return !email.isEmpty();
  }

  /** What stands before the last {@code @}; the whole text where there is none. */
  public String local() {
    int at = email.lastIndexOf('@');
    return at < 0 ? email : email.substring(0, at);
  }

  /** What stands after the last {@code @}; {@code ""} where there is none. */
  public String domain() {
    int at = email.lastIndexOf('@');
    return at < 0 ? "" : email.substring(at + 1);
  }

  /** Masked, so that a log line never holds a person. */
  @Override
  public String toString() {
    return email.isEmpty() ? "(unknown)" : email.charAt(0) + "***@" + domain();
  }
}
