// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What should happen to a lead now. Later versions may add cases. */
public sealed interface NextAction {

  /** A decision is due: settle the lead without new facts. */
  record Decide() implements NextAction {}

  /**
   * Tasks are due.
   *
   * @param tasks at least one, in order
   */
  record Perform(List<? extends Task> tasks) implements NextAction {
    public Perform {
      tasks = Checks.list(tasks, "tasks");
    }
  }

  /**
   * Nothing is due yet.
   *
   * @param until when something will be due
   */
  record Wait(Instant until) implements NextAction {
    public Wait {
      Objects.requireNonNull(until, "until");
    }
  }

  /** Nothing is due until a new fact is observed. */
  record Rest() implements NextAction {}
}
