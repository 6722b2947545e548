// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.policy.PolicyCheck;
import dev.leadkit.policy.PolicySource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the policy source look for something newer from time to time: in a thread of its own, so that the work on leads goes on however long
 * that takes, or, where the host drives the pipeline, when the host does.
 */
final class Reloader {

  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final PolicySource policies;
  private final PolicyCheck wiring;
  private final InstantSource clock;
  private final Duration interval;

  /** Guards what follows; notified when the pipeline closes. */
  private final Object changes = new Object();

  private @Nullable Instant last;
  private boolean closing;
  private @Nullable Thread thread;

  Reloader(PolicySource policies, PolicyCheck wiring, InstantSource clock, Duration interval) {
    this.policies = policies;
    this.wiring = wiring;
    this.clock = clock;
    this.interval = interval;
    policies.require(wiring);
  }

  /** Looks if so much time has passed since it last did. */
  void lookIfDue() {
    Instant now = clock.instant();
    synchronized (changes) {
      if (last != null && now.isBefore(last.plus(interval))) {
        return;
      }
      last = now;
    }
    look();
  }

  void start() {
    thread = new Threads("lead-policy").newThread(this::watch);
    thread.start();
  }

  private void watch() {
    try {
      while (!pause()) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the thread is ours: somebody wants it to end
    }
  }

  /** Whether the pipeline closes. */
  private boolean pause() throws InterruptedException {
    synchronized (changes) {
      if (!closing) {
        changes.wait(interval.toMillis());
      }
      return closing;
    }
  }

  private void look() {
    try {
      policies.refresh();
    } catch (RuntimeException e) {
      LOG.error("policy source failed, policy {} stays", policies.policy().version(), e);
    }
  }

  void close() throws InterruptedException {
    synchronized (changes) {
      closing = true;
      changes.notifyAll();
    }
    if (thread != null) {
      thread.join();
    }
    policies.release(wiring);
  }
}
