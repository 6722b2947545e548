// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The message inside a forward: the one that the prospect wrote.
 *
 * @param from its author
 * @param to its primary recipients, empty where the forward does not show them
 * @param cc its carbon-copy recipients, likewise
 * @param date when it was sent, null where the forward does not show it or shows no date that can be read
 * @param subject its subject, {@code ""} where the forward does not show one
 * @param text its visible text
 */
public record Forwarded(
    Address from,
    List<Address> to,
    List<Address> cc,
    @Nullable Instant date,
    String subject,
    String text) {

  public Forwarded {
    Objects.requireNonNull(from, "from");
    to = Checks.list(to, "to");
    cc = Checks.list(cc, "cc");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
  }

  /** A forward that shows only the author, the subject and the text. */
  public Forwarded(Address from, String subject, String text) {
    this(from, List.of(), List.of(), null, subject, text);
  }

  /** Without the text and without the recipients. */
  @Override
  public String toString() {
    return "Forwarded[" + from + "]";
  }
}
