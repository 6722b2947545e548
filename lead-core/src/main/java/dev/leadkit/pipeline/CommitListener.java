// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import dev.leadkit.Task;
import java.util.List;

/** What the engine is told after a commit. */
interface CommitListener {

  /** Ignores everything. */
  CommitListener NONE = new CommitListener() {
    @Override
    public void proceed(LeaseSession session, Lead lead, List<? extends Task> tasks) {}

    @Override
    public void closed(LeaseSession session) {}

    @Override
    public void awake() {}
  };

  /** The lead is still leased, and these tasks are due at once. */
  void proceed(LeaseSession session, Lead lead, List<? extends Task> tasks);

  /** The session is over; its lease was given back, or will run out. */
  void closed(LeaseSession session);

  /** Some lead may be due before the next poll. */
  void awake();
}
