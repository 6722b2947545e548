// SPDX-License-Identifier: Apache-2.0
package dev.leadkit;

import java.time.Instant;
import java.util.List;

/** What should happen with a lead now. */
public sealed interface Step {

  /** There is something to conclude: settle the lead without new facts. */
  record Decide() implements Step {}

  /** There is work for the outside world. */
  record Perform(List<? extends Task> tasks) implements Step {
    public Perform {
      tasks = List.copyOf(tasks);
    }
  }

  /** Nothing before that instant. */
  record Wait(Instant until) implements Step {}

  /** Nothing until something new is observed. */
  record Rest() implements Step {}
}
