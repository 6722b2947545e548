// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads and the queue of one enricher or connector, so that a slow one delays only its own work.
 *
 * <p>The queue is bounded. A full bulkhead rejects work and estimates how long it will stay full.
 *
 * <p>A call that was given up but does not return after an interruption is <em>lost</em>: it no longer counts, and another thread replaces the
 * one that it occupies. The number of replacements is bounded. If lost calls occupy all threads, the bulkhead is stuck: it returns the work in
 * its queue and accepts none until one of the calls returns.
 */
final class Bulkhead {

  /**
   * A unit of work. Either a worker calls {@code begin} and, if that returns true, {@code call} and {@code end}, each once; or {@code putOff} is
   * called once.
   */
  interface Work {

    /** Prepares the call; returns false to cancel it. */
    boolean begin(Attempt attempt);

    /** Makes the call, which may take any time. */
    void call();

    /** Handles the result of the call. */
    void end(Attempt attempt);

    /** The work will not be done: the bulkhead is stuck or closed. */
    void putOff(Duration pause);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Bulkhead.class);

  private static final Duration MIN_RETRY_DELAY = Duration.ofMillis(50);
  private static final Duration MAX_RETRY_DELAY = Duration.ofMinutes(1);
  private static final int MIN_REPLACEMENTS = 4;

  private final String name;
  private final int threads;
  private final int capacity;
  private final int replacements;
  private final Execution execution;
  private final Workers workers;

  /** Guards the fields below; notified when there is capacity again. */
  private final Object lock = new Object();

  /** The number of works that wait or are in progress, without lost ones. */
  private int inside;

  private int lost;
  private boolean closed;

  /** Moving average of the duration of a task. */
  private long averageNanos;

  Bulkhead(String name, int threads, int waiting, Execution execution) {
    this.name = name;
    this.threads = threads;
    capacity = threads + waiting;
    replacements = Math.max(threads, MIN_REPLACEMENTS);
    this.execution = execution;
    workers = execution.workers(name, threads);
  }

  /** Accepts the work unless the bulkhead is full, stuck or closed. */
  boolean offer(Work work) {
    synchronized (lock) {
      return inside < capacity && start(work);
    }
  }

  /** Accepts the work, after waiting while the bulkhead is full; returns false if it is stuck or closed. */
  boolean put(Work work) throws InterruptedException {
    synchronized (lock) {
      while (inside >= capacity && !isStuck() && !closed) {
        execution.await(lock, 0);
      }
      return start(work);
    }
  }

  /** Accepts the work even if the bulkhead is full; returns false if it is stuck or closed. */
  boolean force(Work work) {
    synchronized (lock) {
      return start(work);
    }
  }

  private boolean start(Work work) {
    if (closed || isStuck()) {
      return false;
    }
    var attempt = new Attempt(work);
    try {
      workers.execute(attempt);
    } catch (Throwable e) {
      LOG.error("no thread can be started for {}", name, e);
      return false;
    }
    inside++;
    return true;
  }

  private boolean isStuck() {
    return lost >= threads + replacements;
  }

  /** The estimated time until the queue is empty; zero if the bulkhead is closed, so that another process can continue. */
  Duration retryDelay() {
    synchronized (lock) {
      if (closed) {
        return Duration.ZERO;
      }
      if (isStuck()) {
        return MAX_RETRY_DELAY;
      }
      Duration likely = Duration.ofNanos(averageNanos / threads * inside);
      if (likely.compareTo(MIN_RETRY_DELAY) < 0) {
        return MIN_RETRY_DELAY;
      }
      return likely.compareTo(MAX_RETRY_DELAY) > 0 ? MAX_RETRY_DELAY : likely;
    }
  }

  /** A problem for an operator; null if there is none. */
  @Nullable
  String problem() {
    synchronized (lock) {
      if (lost == 0) {
        return null;
      }
      String calls = lost + " calls of " + name + " do not return after their time was up";
      return isStuck() ? calls + ", no thread is left for others" : calls;
    }
  }

  /** Accepts no more work and returns what waits; work in progress continues. */
  void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    workers.end();
    giveBack();
  }

  private void giveBack() {
    List<Runnable> waiting = workers.takeBack();
    synchronized (lock) {
      inside -= waiting.size();
      lock.notifyAll();
    }
    Duration pause = retryDelay();
    waiting.forEach(attempt -> ((Attempt) attempt).work.putOff(pause));
  }

  /** Waits until no work is in progress except lost calls, the time is up, or the caller is interrupted. */
  void awaitIdle(Deadline deadline) {
    synchronized (lock) {
      deadline.await(lock, () -> inside == 0 || deadline.wasInterrupted());
    }
  }

  /** Interrupts work in progress. */
  void interrupt() {
    workers.interrupt();
  }

  void join(Deadline deadline) {
    workers.join(deadline);
  }

  /** What an attempt does next. */
  private enum Step {
    BEGIN,
    CALL,
    END
  }

  /** An attempt at a work: it finishes or is given up, never both. */
  final class Attempt implements Workers.Job {

    private final Work work;
    private Step next = Step.BEGIN;
    private long start;
    private @Nullable Runnable interruption;
    private boolean over;
    private boolean isLost;

    private Attempt(Work work) {
      this.work = work;
    }

    @Override
    public boolean step() {
      boolean goesOn = false;
      try {
        goesOn = takeStep();
      } catch (Throwable e) {
        LOG.error("a task of {} ended unexpectedly", name, Faults.printable(e));
      } finally {
        if (!goesOn) {
          left(execution.nanos() - start);
        }
      }
      return goesOn;
    }

    private boolean takeStep() {
      switch (next) {
        case BEGIN -> {
          start = execution.nanos();
          synchronized (lock) {
            interruption = workers.interruption();
          }
          next = Step.CALL;
          return work.begin(this);
        }
        case CALL -> {
          work.call();
          next = Step.END;
          return true;
        }
        case END -> work.end(this);
      }
      return false;
    }

    private void left(long took) {
      finish();
      synchronized (lock) {
        averageNanos += averageNanos == 0 ? took : (took - averageNanos) / 8;
        if (isLost) {
          lost--;
          resize();
        } else {
          inside--;
        }
        lock.notifyAll();
      }
    }

    /** Ends the attempt; returns false if it was given up before. */
    boolean finish() {
      synchronized (lock) {
        boolean first = !over;
        over = true;
        Thread.interrupted(); // an interruption of this attempt must not affect the next one
        return first;
      }
    }

    /** Gives the work up and interrupts it; returns false if it had finished before. */
    boolean giveUp() {
      boolean nowStuck;
      synchronized (lock) {
        if (over || interruption == null) {
          return false;
        }
        over = true;
        isLost = true;
        interruption.run();
        lost++;
        inside--;
        resize();
        nowStuck = isStuck();
        lock.notifyAll();
      }
      if (nowStuck) {
        LOG.error("all threads of {} are held by calls that do not return", name);
        giveBack();
      }
      return true;
    }
  }

  private void resize() {
    try {
      workers.resize(threads + Math.min(lost, replacements));
    } catch (Throwable e) {
      LOG.error("no thread can be started for {}", name, e);
    }
  }
}
