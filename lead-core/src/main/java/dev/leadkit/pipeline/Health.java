// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.List;
import java.util.Objects;

/**
 * Whether a pipeline does its work: the answer of {@link LeadPipeline#health()}, for a health endpoint or an alert.
 *
 * @param status how well it works
 * @param problems what is wrong, one sentence each, without personal data; empty if and only if the status is {@link Status#UP}
 */
public record Health(Status status, List<String> problems) {

  /** How well a pipeline works. */
  public enum Status {
    /** It takes messages in, and works on every lead that is due. */
    UP,
    /**
     * It takes messages in, but something needs an operator: the store did not answer the last call, the policy source fails, calls of a
     * connector do not return, or some leads cannot be read or decided.
     */
    DEGRADED,
    /** It refuses messages: it is closed, or a thread without which it cannot work has ended and cannot be started again. */
    DOWN
  }

  public Health {
    Objects.requireNonNull(status, "status");
    problems = List.copyOf(Objects.requireNonNull(problems, "problems"));
    if (problems.isEmpty() != (status == Status.UP)) {
      throw new IllegalArgumentException(
          "problems: expected none if and only if the status is UP, got " + status + " with "
              + problems.size());
    }
  }
}
