// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.List;
import java.util.concurrent.Executor;

/** Runs jobs in the order in which they are given, several at the same time. */
interface Workers extends Executor {

  /** A job in steps. Real workers take one step after the other; simulated ones let time pass and other things happen in between. */
  interface Job extends Runnable {

    /** Takes the next step; false if it was the last. */
    boolean step();

    @Override
    default void run() {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = step();
      }
    }
  }

  /** Runs the job some time. If it throws, whatever it throws, the job is not run. */
  @Override
  void execute(Runnable job);

  /** What interrupts the caller, who is one of these workers, in the job that it is running. */
  Runnable interruption();

  /** Takes back the jobs that wait for a worker. */
  List<Runnable> takeBack();

  /** From now on this number of jobs may run at the same time. */
  void resize(int number);

  /** Takes no more jobs; what waits is still run. */
  void end();

  /** Interrupts what is running, and drops what waits. */
  void interrupt();

  /** Waits until every worker has ended, or time is up. */
  void join(Deadline deadline);
}
