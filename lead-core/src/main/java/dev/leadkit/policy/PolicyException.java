// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.policy;

import java.util.List;

/** The host's mistake in a policy or in wiring it: every problem at once, each with its place. */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** Problems, at least one, each a line that says where, what was set and what was expected. */
  public PolicyException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * One line for each problem; in a policy {@code file:line:column: code: path: what was set and what was expected}, with the codes of {@link
   * dev.leadkit.spi.Diagnostic.Code}.
   */
  public List<String> problems() {
    return problems;
  }
}
