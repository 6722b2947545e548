// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs work in threads and measures the time of this machine. */
final class ThreadExecution implements Execution {

  static final Execution INSTANCE = new ThreadExecution();

  private ThreadExecution() {}

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Workers workers(String name, int number) {
    return new ThreadWorkers(new Threads("lead-" + name), number);
  }

  @Override
  public Timer timer(String name) {
    return new ThreadTimer(new Threads("lead-" + name));
  }

  @Override
  @SuppressWarnings("WaitNotInLoop") // the caller has the condition, and the loop
  public void await(Object monitor, long millis) throws InterruptedException {
    monitor.wait(millis);
  }

  /** Threads that start on demand and end after half a minute without work. */
  private static final class ThreadWorkers implements Workers {

    private final Threads factory;
    private final ThreadPoolExecutor pool;

    ThreadWorkers(Threads factory, int number) {
      this.factory = factory;
      pool = Threads.pool(factory, number);
    }

    @Override
    public void execute(Runnable job) {
      try {
        pool.execute(job);
      } catch (Throwable e) {
        pool.remove(job); // it may be queued for the thread that could not be started
        throw e;
      }
    }

    @Override
    public Runnable interruption() {
      return Thread.currentThread()::interrupt;
    }

    @Override
    public List<Runnable> takeBack() {
      var waiting = new ArrayList<Runnable>();
      pool.getQueue().drainTo(waiting);
      return waiting;
    }

    @Override
    public void resize(int number) {
      if (number > pool.getMaximumPoolSize()) {
        pool.setMaximumPoolSize(number);
        pool.setCorePoolSize(number);
      } else {
        pool.setCorePoolSize(number);
        pool.setMaximumPoolSize(number);
      }
    }

    @Override
    public void end() {
      pool.shutdown();
    }

    @Override
    public void interrupt() {
      pool.shutdownNow();
    }

    @Override
    public void join(Deadline deadline) {
      factory.join(deadline);
    }
  }

  /** A timer with one thread. */
  private static final class ThreadTimer implements Timer {

    private final Threads factory;
    private final ScheduledThreadPoolExecutor pool;

    ThreadTimer(Threads factory) {
      this.factory = factory;
      pool = new ScheduledThreadPoolExecutor(1, factory);
      pool.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Runnable schedule(Runnable action, Duration delay) {
      Future<?> future = pool.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    }

    @Override
    public void stop() {
      pool.shutdownNow();
    }

    @Override
    public void join(Deadline deadline) {
      factory.join(deadline);
    }
  }
}
