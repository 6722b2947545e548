// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

/** What the command was given cannot be worked on: one line that says what and where. */
final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }
}
