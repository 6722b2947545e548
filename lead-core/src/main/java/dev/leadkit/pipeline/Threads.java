// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that say whose they are and that keep no host alive. */
final class Threads implements ThreadFactory {

  private final String prefix;
  private final AtomicInteger number = new AtomicInteger();

  Threads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable work) {
    var thread = new Thread(work, prefix + "-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
