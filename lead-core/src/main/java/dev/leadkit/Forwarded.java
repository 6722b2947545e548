// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The original in a forwarded message.
 *
 * @param from its author
 * @param subject its subject, {@code ""} if it is not known
 * @param text its visible text
 */
public record Forwarded(Address from, String subject, String text) {

  public Forwarded {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return "Forwarded[" + from + "]";
  }
}
