// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a step in a thread of its own until it is stopped. What the step throws ends neither the repetition nor, if the thread dies of it, the
 * loop: another thread goes on.
 */
final class Loop {

  /** What is repeated; it waits by itself, also after a failure. */
  interface Step {
    void run() throws InterruptedException;
  }

  private final ThreadFactory threads;
  private final Step step;
  private final Consumer<Throwable> faults;
  private volatile boolean stopped;
  private @Nullable Thread thread;

  Loop(ThreadFactory threads, Step step, Consumer<Throwable> faults) {
    this.threads = threads;
    this.step = step;
    this.faults = faults;
  }

  synchronized void start() {
    Thread next = threads.newThread(this::run);
    thread = next;
    next.start();
  }

  private void run() {
    try {
      while (!stopped) {
        repeat();
      }
    } finally {
      replace(Thread.currentThread());
    }
  }

  private void repeat() {
    try {
      step.run();
    } catch (InterruptedException e) {
      // Only the end of the pipeline has a reason to interrupt this thread, and then it is stopped
      // as well.
    } catch (Throwable e) {
      faults.accept(e);
    }
  }

  private synchronized void replace(Thread ended) {
    if (!stopped && thread == ended) {
      thread = null;
      start();
    }
  }

  /** Whether it was started and runs, or was stopped; tries to go on if its thread has died and could not be replaced. */
  synchronized boolean ensureRunning() {
    if (stopped || (thread != null && thread.isAlive())) {
      return true;
    }
    try {
      start();
      return true;
    } catch (Throwable e) {
      thread = null;
      return false;
    }
  }

  /** The step that is under way is the last. */
  void stop() {
    stopped = true;
  }

  /** Interrupts the step that is under way. */
  void interrupt() {
    Thread current = current();
    if (current != null) {
      current.interrupt();
    }
  }

  /** Waits for the last step until time is up, then interrupts it. */
  void join(Deadline deadline) {
    Thread last = current();
    if (last != null) {
      deadline.join(last);
      last.interrupt();
    }
  }

  private synchronized @Nullable Thread current() {
    return thread;
  }
}
