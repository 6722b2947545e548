// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates named daemon threads. */
final class Threads implements ThreadFactory {

  private final String prefix;
  private final AtomicInteger number = new AtomicInteger();
  private final Set<Thread> made = ConcurrentHashMap.newKeySet();

  Threads(String prefix) {
    this.prefix = prefix;
  }

  /** An executor whose threads start on demand and end after half a minute without work. */
  static ThreadPoolExecutor pool(Threads factory, int threads) {
    var pool = new ThreadPoolExecutor(
        threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public Thread newThread(Runnable work) {
    var thread = new Thread(work, prefix + "-" + number.incrementAndGet());
    thread.setDaemon(true);
    made.removeIf(other -> other.getState() == Thread.State.TERMINATED);
    made.add(thread);
    return thread;
  }

  /** Waits until all created threads have ended or the time is up. */
  void join(Deadline deadline) {
    made.forEach(deadline::join);
  }
}
