// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.schedules;

import java.util.Collection;
import java.util.List;
import org.pastalab.fray.core.ThreadContext;
import org.pastalab.fray.core.randomness.Randomness;
import org.pastalab.fray.core.scheduler.Scheduler;

/** Counts the steps of a schedule that another scheduler makes. */
final class CountingScheduler extends Scheduler {

  private final Scheduler scheduler;
  private int steps;

  CountingScheduler(Randomness random, Scheduler scheduler) {
    super(random);
    this.scheduler = scheduler;
  }

  int steps() {
    return steps;
  }

  @Override
  public ThreadContext scheduleNextOperation(
      List<ThreadContext> ready, Collection<ThreadContext> all) {
    steps++;
    return scheduler.scheduleNextOperation(ready, all);
  }

  @Override
  public Scheduler nextIteration(Randomness random) {
    return new CountingScheduler(random, scheduler.nextIteration(random));
  }
}
