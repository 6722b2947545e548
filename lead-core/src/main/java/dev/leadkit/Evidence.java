// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.util.Objects;

/**
 * The value that made a condition true or false.
 *
 * @param field the name of the field that was read
 * @param value its value; for text, the words that matched
 * @param message the id of the message whose visible text contains the words, {@code ""} for a field that is not text
 * @param start the index of the first character of the words in that text, -1 for a field that is not text
 * @param end the index after their last character, -1 for a field that is not text
 */
public record Evidence(String field, String value, String message, int start, int end) {

  public Evidence {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(message, "message");
  }

  /** A field that is not text, with its value. */
  public static Evidence of(String field, String value) {
    return new Evidence(field, value, "", -1, -1);
  }

  /** Words in the text of a message. */
  public static Evidence of(String field, String words, String message, int start, int end) {
    return new Evidence(field, words, message, start, end);
  }

  /** Without the value, which may contain personal data. */
  @Override
  public String toString() {
    return start < 0 ? field : field + "[" + start + "," + end + ")";
  }
}
