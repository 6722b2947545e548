// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.cli;

import java.util.List;

/** The input of the command is unusable: one message for each problem, with its place. */
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
