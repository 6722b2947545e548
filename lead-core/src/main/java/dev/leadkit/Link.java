// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * A link in the HTML of a message.
 *
 * @param text its visible text, or that of its image, at most 200 characters; {@code ""} if there is none
 * @param target the URL as the message has it, of any scheme, including {@code mailto:} and {@code tel:}
 */
public record Link(String text, String target) {

  public Link {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(target, "target");
  }

  /** The length of the target only, because it may contain personal data. */
  @Override
  public String toString() {
    return "Link[" + target.length() + " characters]";
  }
}
