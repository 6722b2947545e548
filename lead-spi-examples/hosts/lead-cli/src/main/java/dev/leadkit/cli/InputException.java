// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.List;

/** The command cannot work on what it was given: one line for each problem that says what and where. */
final class InputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InputException(String problem) {
    this(List.of(problem));
  }

  InputException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
