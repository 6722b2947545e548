// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.List;
import java.util.concurrent.Executor;

/** Runs jobs in the order of their submission, several at the same time. */
interface Workers extends Executor {

  /** A job in steps. Real workers run one step after the other; simulated ones let time pass between steps. */
  interface Job extends Runnable {

    /** Runs the next step; returns false if it was the last. */
    boolean step();

    @Override
    default void run() {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = step();
      }
    }
  }

  /** Submits a job. If this method throws, the job is not run. */
  @Override
  void execute(Runnable job);

  /** An action that interrupts the calling worker in its current job. */
  Runnable interruption();

  /** Removes and returns the jobs that wait for a worker. */
  List<Runnable> takeBack();

  /** Sets the number of jobs that may run at the same time. */
  void resize(int number);

  /** Accepts no more jobs; waiting jobs are still run. */
  void end();

  /** Interrupts running jobs and drops waiting ones. */
  void interrupt();

  /** Waits until all workers have ended or the time is up. */
  void join(Deadline deadline);
}
