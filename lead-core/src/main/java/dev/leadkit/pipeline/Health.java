// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.List;
import java.util.Objects;

/**
 * The health of a pipeline, for a health endpoint or an alert.
 *
 * @param status the overall status
 * @param problems what is wrong, one sentence each, without personal data; empty if and only if the status is {@link Status#UP}
 */
public record Health(Status status, List<String> problems) {

  /** The overall status of a pipeline. */
  public enum Status {
    /** It accepts messages and processes every lead that is due. */
    UP,
    /**
     * It accepts messages, but needs an operator: the store did not answer the last call, the policy source fails, calls of a
     * connector do not return, or some leads cannot be read or decided.
     */
    DEGRADED,
    /** It refuses messages: it is closed, or a required thread has ended and cannot be restarted. */
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
