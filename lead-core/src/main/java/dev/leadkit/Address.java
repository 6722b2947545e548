// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Locale;
import java.util.Objects;

/**
 * A mailbox: an e-mail address, trimmed and in lower case, with its display name (RFC 5322 §3.4).
 *
 * @param email the addr-spec, {@code ""} if it is not known
 * @param name the decoded display name, {@code ""} if there is none
 */
public record Address(String email, String name) {

  /** No address: what a message without a readable {@code From} has. */
  public static final Address UNKNOWN = new Address("", "");

  public Address {
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(name, "name");
    email = normalize(email);
    name = name.strip();
  }

  /**
   * An address without a display name. For text from a message, which may be anything, use the constructor.
   *
   * @param email the addr-spec; {@code ""} if it is not known
   * @throws IllegalArgumentException if it is not an addr-spec but a display name, or both: it has an angle bracket, or a blank although its
   *     local part is not quoted
   */
  public static Address of(String email) {
    String text = Objects.requireNonNull(email, "email").strip();
    boolean isQuoted = text.startsWith("\"");
    boolean hasBlank = text.chars().anyMatch(Character::isWhitespace);
    if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0 || (hasBlank && !isQuoted)) {
      throw new IllegalArgumentException(
          "email: expected an address such as ada@acme.example, got text with blanks or angle brackets;"
              + " a display name is the second argument of Address.of(email, name)");
    }
    return new Address(text, "");
  }

  /**
   * An address with a display name.
   *
   * @param email the addr-spec, as {@link #of(String)} has it
   * @param name the display name, {@code ""} for none
   * @throws IllegalArgumentException if {@code email} is not an addr-spec, or the two arguments are swapped
   */
  public static Address of(String email, String name) {
    Objects.requireNonNull(name, "name");
    if (Objects.requireNonNull(email, "email").indexOf('@') < 0 && name.indexOf('@') >= 0) {
      throw new IllegalArgumentException("email and name are swapped: only the name has an '@'");
    }
    return new Address(of(email).email(), name);
  }

  /** The form in which addresses are compared: trimmed, in lower case. Accepts any text. */
  public static String normalize(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether there is an address. */
  public boolean isKnown() {
    return !email.isEmpty();
  }

  /** The part before the last {@code @}; the whole text if there is none. */
  public String local() {
    int at = email.lastIndexOf('@');
    return at < 0 ? email : email.substring(0, at);
  }

  /** The part after the last {@code @}; {@code ""} if there is none. */
  public String domain() {
    int at = email.lastIndexOf('@');
    return at < 0 ? "" : email.substring(at + 1);
  }

  /** Masked, so that a log line never contains personal data. */
  @Override
  public String toString() {
    return email.isEmpty() ? "(unknown)" : email.charAt(0) + "***@" + domain();
  }
}
