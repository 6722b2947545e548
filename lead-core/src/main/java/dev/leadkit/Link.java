// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * A link in the HTML of a message.
 *
 * @param text what the reader of the message sees of it, at most 200 characters: its text, or that of the image in it; {@code ""} where that
 *     is nothing
 * @param target where it leads, as the message says it: a URL of any scheme, {@code mailto:} and {@code tel:} included
 */
public record Link(String text, String target) {

  public Link {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(target, "target");
  }

  /** Its target may name a person: only its length is shown. */
  @Override
  public String toString() {
    return "Link[" + target.length() + " characters]";
  }
}
