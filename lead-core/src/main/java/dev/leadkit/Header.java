// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * A header field of a message, unfolded but not decoded (RFC 5322 §2.2). Octets beyond ASCII are read as UTF-8 if they are valid
 * (RFC 6532), else as windows-1252.
 *
 * @param name the field name as written
 * @param value the unfolded field body without surrounding white space
 */
public record Header(String name, String value) {

  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /** Whether the field has this name, in any case (RFC 5322 §1.2.2). */
  public boolean is(String fieldName) {
    return name.equalsIgnoreCase(fieldName);
  }

  /** The name only: values contain personal data. */
  @Override
  public String toString() {
    return name + ": …";
  }
}
