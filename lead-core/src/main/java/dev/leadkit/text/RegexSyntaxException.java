// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.text;

/** A text is not a regular expression of the language of {@link Regex}; the message says why. */
public final class RegexSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;

  RegexSyntaxException(String message) {
    super(message);
  }
}
