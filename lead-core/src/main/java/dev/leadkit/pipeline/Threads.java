// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that say whose they are and that keep no host alive. */
final class Threads implements ThreadFactory {

  private final String prefix;
  private final AtomicInteger number = new AtomicInteger();
  private final Set<Thread> made = ConcurrentHashMap.newKeySet();

  Threads(String prefix) {
    this.prefix = prefix;
  }

  /** An executor whose threads are started when there is work, and end when there has been none for half a minute. */
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

  /** Waits until the threads that were made have ended, or time is up. */
  void join(Deadline deadline) {
    made.forEach(deadline::join);
  }
}
