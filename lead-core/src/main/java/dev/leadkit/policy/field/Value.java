// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy.field;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of a field of a lead; a missing value is null, never empty. */
public sealed interface Value {

  /** One word or text that is compared as a whole. */
  record Word(String text) implements Value {}

  /** A number. */
  record Amount(BigDecimal number) implements Value {}

  /** True or false. */
  record Flag(boolean set) implements Value {}

  /** An instant. */
  record Moment(Instant at) implements Value {}

  /** Texts that are searched, one passage at a time. */
  record Text(List<Passage> passages) implements Value {}

  /**
   * A piece of text; no phrase matches across its edges.
   *
   * @param part of the message, as evidence names it
   * @param message its id, {@code ""} for a field that is not text
   */
  record Passage(String part, String message, String text) {}

  /** A word; null for blank or absent text. */
  static @Nullable Value word(@Nullable String text) {
    return text == null || text.isBlank() ? null : new Word(text);
  }

  /** The value as shown in reasons. */
  default String shown() {
    if (this instanceof Word word) {
      return word.text();
    }
    if (this instanceof Amount amount) {
      return amount.number().toPlainString();
    }
    if (this instanceof Moment moment) {
      return moment.at().toString();
    }
    return this instanceof Flag flag ? String.valueOf(flag.set()) : "text";
  }
}
