// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The message inside a forward: the one that the prospect wrote.
 *
 * @param from who wrote it
 * @param subject its subject, {@code ""} where the forward does not say
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
