// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a step in its own thread until it is stopped. An exception of the step does not end the loop; if the thread dies, another one
 * continues.
 */
final class Loop {

  /** The repeated step. It does its own waiting, also after a failure. */
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
      // Only closing the pipeline interrupts this thread, and then the loop is stopped as well.
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

  /** Whether the loop is running or was stopped; starts a new thread if its thread has died. */
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

  /** Makes the current step the last one. */
  void stop() {
    stopped = true;
  }

  /** Interrupts the current step. */
  void interrupt() {
    Thread current = current();
    if (current != null) {
      current.interrupt();
    }
  }

  /** Waits for the last step; interrupts it when the time is up. */
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
