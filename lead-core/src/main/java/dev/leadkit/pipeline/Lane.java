// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads of one enricher or connector, and no others: however slow it is, it holds up its own work only.
 *
 * <p>What waits is bounded. A full lane says so, and how long it is likely to stay full.
 */
final class Lane {

  private static final Duration SHORTEST_JAM = Duration.ofMillis(50);
  private static final Duration LONGEST_JAM = Duration.ofMinutes(1);

  private final Semaphore room;
  private final int capacity;
  private final int threads;
  private final ThreadPoolExecutor executor;

  /** Moving average of how long a task takes. */
  private final AtomicLong averageNanos = new AtomicLong();

  Lane(String name, int threads, int waiting) {
    this.threads = threads;
    capacity = threads + waiting;
    room = new Semaphore(capacity);
    executor = new ThreadPoolExecutor(
        threads,
        threads,
        30,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        new Threads("lead-" + name));
    executor.allowCoreThreadTimeOut(true);
  }

  /** Runs the work some time, unless the lane is full. */
  boolean offer(Runnable work) {
    if (!room.tryAcquire()) {
      return false;
    }
    start(work);
    return true;
  }

  /** Runs the work some time, and waits while the lane is full. */
  void put(Runnable work) throws InterruptedException {
    room.acquire();
    start(work);
  }

  private void start(Runnable work) {
    try {
      executor.execute(() -> run(work));
    } catch (RejectedExecutionException e) {
      run(work); // the lane is closed, and the work knows it: it only reports that nothing was done
    }
  }

  private void run(Runnable work) {
    long start = System.nanoTime();
    try {
      work.run();
    } finally {
      long took = System.nanoTime() - start;
      averageNanos.accumulateAndGet(
          took, (average, last) -> average == 0 ? last : average + (last - average) / 8);
      room.release();
    }
  }

  /** How long what waits now is likely to take. */
  Duration jam() {
    long waiting = (long) capacity - room.availablePermits();
    Duration likely = Duration.ofNanos(averageNanos.get() / threads * waiting);
    if (likely.compareTo(SHORTEST_JAM) < 0) {
      return SHORTEST_JAM;
    }
    return likely.compareTo(LONGEST_JAM) > 0 ? LONGEST_JAM : likely;
  }

  /** Lets what runs come to its end, and interrupts it after the grace. */
  void close(Duration grace) throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      executor.shutdownNow();
    }
  }
}
