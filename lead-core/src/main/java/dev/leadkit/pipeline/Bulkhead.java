// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one enricher or connector, and no others: however slow it is, it holds up its own work only.
 *
 * <p>What waits is bounded. A full lane says so, and how long it is likely to stay full.
 *
 * <p>A call that was given up but does not return although it was interrupted is <em>lost</em>: it no longer counts, and another thread
 * replaces the one that it holds. The number of such replacements is bounded too. If lost calls hold all threads the lane is stuck: it gives
 * back what waits and takes nothing until one of them returns.
 */
final class Bulkhead {

  /**
   * Something to do. Either a worker of the lane calls {@code begin} and, if that says so, {@code call} and then {@code end}, each once; or
   * {@code putOff} is called, once.
   */
  interface Work {

    /** Prepares the call; false if it is not to be made now, and {@code call} and {@code end} are left out. */
    boolean begin(Attempt attempt);

    /** Makes the call, which may take any time. */
    void call();

    /** Takes in what came of the call. */
    void end(Attempt attempt);

    /** It will not be done: the lane is stuck or closed. */
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

  /** Guards the fields below; notified when room is made. */
  private final Object lock = new Object();

  /** How many works wait or are performed, without the lost ones. */
  private int inside;

  private int lost;
  private boolean closed;

  /** Moving average of how long a task takes. */
  private long averageNanos;

  Bulkhead(String name, int threads, int waiting, Execution execution) {
    this.name = name;
    this.threads = threads;
    capacity = threads + waiting;
    replacements = Math.max(threads, MIN_REPLACEMENTS);
    this.execution = execution;
    workers = execution.workers(name, threads);
  }

  /** Performs the work some time, unless the lane is full. */
  boolean offer(Work work) {
    synchronized (lock) {
      return inside < capacity && start(work);
    }
  }

  /** Performs the work some time, after waiting while the lane is full; false if it is stuck or closed. */
  boolean put(Work work) throws InterruptedException {
    synchronized (lock) {
      while (inside >= capacity && !isStuck() && !closed) {
        execution.await(lock, 0);
      }
      return start(work);
    }
  }

  /** Performs the work some time, even if the lane is full; false if it is stuck or closed. */
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

  /** How long what waits now is likely to take; nothing if the lane is closed, so that another process can go on. */
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

  /** What an operator should know; null if all is well. */
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

  /** Takes nothing from now on and gives back what waits; what is performed goes on. */
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

  /** Waits until nothing is performed any more, apart from lost calls, or until time is up or the caller interrupted. */
  void awaitIdle(Deadline deadline) {
    synchronized (lock) {
      deadline.await(lock, () -> inside == 0 || deadline.wasInterrupted());
    }
  }

  /** Interrupts what is still performed. */
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

  /** One try at a work: either it finishes, or it is given up, never both. */
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

    /** Whether the work came to its end before it was given up. */
    boolean finish() {
      synchronized (lock) {
        boolean first = !over;
        over = true;
        Thread.interrupted(); // what was meant for this attempt must not hit the next
        return first;
      }
    }

    /** Gives the work up and interrupts it; false if it had come to its end. */
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
