// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * One header field as it stood in the message, unfolded and not decoded (RFC 5322 §2.2); octets beyond ASCII read as UTF-8 where they
 * are (RFC 6532), else as windows-1252.
 *
 * @param name the field name as it was spelled
 * @param value the unfolded field body without surrounding white space
 */
public record Header(String name, String value) {

  public Header {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /** Whether the field has this name, whatever its case (RFC 5322 §1.2.2). */
  public boolean is(String fieldName) {
    return name.equalsIgnoreCase(fieldName);
  }

  /** The name only: values hold people. */
  @Override
  public String toString() {
    return name + ": …";
  }
}
