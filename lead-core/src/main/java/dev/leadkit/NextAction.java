// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What should happen with a lead now. */
public sealed interface NextAction {

  /** There is something to conclude: settle the lead without new facts. */
  record Decide() implements NextAction {}

  /** There is work for the outside world. */
  record Perform(List<? extends Task> tasks) implements NextAction {
    public Perform {
      tasks = Checks.list(tasks, "tasks");
    }
  }

  /** Nothing before that instant. */
  record Wait(Instant until) implements NextAction {
    public Wait {
      Objects.requireNonNull(until, "until");
    }
  }

  /** Nothing until something new is observed. */
  record Rest() implements NextAction {}
}
