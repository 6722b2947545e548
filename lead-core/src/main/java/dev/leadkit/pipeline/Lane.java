// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
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
final class Lane {

  /** Something to do. Exactly one of the two methods is called, once. */
  interface Work {

    /** Does it, in a thread of the lane. */
    void perform(Attempt attempt);

    /** It will not be done: the lane is stuck or closed. */
    void putOff(Duration pause);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private static final Duration SHORTEST_JAM = Duration.ofMillis(50);
  private static final Duration LONGEST_JAM = Duration.ofMinutes(1);
  private static final int FEWEST_REPLACEMENTS = 4;

  private final String name;
  private final int threads;
  private final int capacity;
  private final int replacements;
  private final Threads factory;
  private final ThreadPoolExecutor executor;

  /** Guards the fields below; notified when room is made. */
  private final Object lock = new Object();

  /** How many works wait or are performed, without the lost ones. */
  private int inside;

  private int lost;
  private boolean closed;

  /** Moving average of how long a task takes. */
  private long averageNanos;

  Lane(String name, int threads, int waiting) {
    this.name = name;
    this.threads = threads;
    capacity = threads + waiting;
    replacements = Math.max(threads, FEWEST_REPLACEMENTS);
    factory = new Threads("lead-" + name);
    executor = Threads.pool(factory, threads);
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
        lock.wait();
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
      executor.execute(attempt);
    } catch (Throwable e) {
      if (!executor.getQueue().contains(attempt)) {
        LOG.error("no thread can be started for {}", name, e);
        return false;
      }
    }
    inside++;
    return true;
  }

  private boolean isStuck() {
    return lost >= threads + replacements;
  }

  /** How long what waits now is likely to take; nothing if the lane is closed, so that another process can go on. */
  Duration jam() {
    synchronized (lock) {
      if (closed) {
        return Duration.ZERO;
      }
      if (isStuck()) {
        return LONGEST_JAM;
      }
      Duration likely = Duration.ofNanos(averageNanos / threads * inside);
      if (likely.compareTo(SHORTEST_JAM) < 0) {
        return SHORTEST_JAM;
      }
      return likely.compareTo(LONGEST_JAM) > 0 ? LONGEST_JAM : likely;
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
    executor.shutdown();
    giveBack();
  }

  private void giveBack() {
    List<Runnable> waiting = new ArrayList<>();
    executor.getQueue().drainTo(waiting);
    synchronized (lock) {
      inside -= waiting.size();
      lock.notifyAll();
    }
    Duration pause = jam();
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
    executor.shutdownNow();
  }

  void join(Deadline deadline) {
    factory.join(deadline);
  }

  /** One try at a work: either it finishes, or it is given up, never both. */
  final class Attempt implements Runnable {

    private final Work work;
    private @Nullable Thread thread;
    private boolean over;
    private boolean isLost;

    private Attempt(Work work) {
      this.work = work;
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      synchronized (lock) {
        thread = Thread.currentThread();
      }
      try {
        work.perform(this);
      } catch (Throwable e) {
        LOG.error("a task of {} ended unexpectedly", name, Faults.printable(e));
      } finally {
        left(System.nanoTime() - start);
      }
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
        if (over || thread == null) {
          return false;
        }
        over = true;
        isLost = true;
        thread.interrupt();
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
    int size = threads + Math.min(lost, replacements);
    try {
      if (size > executor.getMaximumPoolSize()) {
        executor.setMaximumPoolSize(size);
        executor.setCorePoolSize(size);
      } else {
        executor.setCorePoolSize(size);
        executor.setMaximumPoolSize(size);
      }
    } catch (Throwable e) {
      LOG.error("no thread can be started for {}", name, e);
    }
  }
}
