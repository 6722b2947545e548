// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.policy.reload.PolicySource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes the policy source periodically: in its own thread, so that leads are processed meanwhile; or, if the host drives the pipeline, in
 * its calls.
 */
final class Reloader {

  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final PolicySource policies;
  private final PolicyCheck wiring;
  private final InstantSource clock;
  private final Duration interval;

  /** Guards the fields below; notified when the pipeline closes. */
  private final Object changes = new Object();

  private @Nullable Instant last;
  private boolean closing;
  private @Nullable Loop loop;

  Reloader(PolicySource policies, PolicyCheck wiring, InstantSource clock, Duration interval) {
    this.policies = policies;
    this.wiring = wiring;
    this.clock = clock;
    this.interval = interval;
  }

  /** Makes the source reject policies that name an unknown enricher or connector. */
  void attach() {
    policies.require(wiring);
  }

  /** Refreshes the source if the interval has passed. */
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
    loop = new Loop(
        new Threads("lead-policy"),
        this::watch,
        e -> LOG.error("refreshing the policy failed, will try again", Faults.printable(e)));
    loop.start();
  }

  private void watch() throws InterruptedException {
    synchronized (changes) {
      if (!closing) {
        changes.wait(interval.toMillis());
      }
      if (closing) {
        return;
      }
    }
    look();
  }

  private void look() {
    try {
      policies.refresh();
    } catch (Throwable e) {
      LOG.error("the policy source failed, its last policy stays in use", Faults.printable(e));
    }
  }

  /** Whether the started thread is running, or none was started. */
  boolean ensureRunning() {
    Loop running = loop;
    return running == null || running.ensureRunning();
  }

  /** Stops refreshing. */
  void stop() {
    Loop running = loop;
    if (running != null) {
      running.stop();
    }
    synchronized (changes) {
      closing = true;
      changes.notifyAll();
    }
  }

  /** Interrupts a refresh in progress, and waits until the source has released the pipeline or the time is up. */
  void join(Deadline deadline) {
    Loop running = loop;
    if (running != null) {
      running.interrupt();
      running.join(deadline);
    }
    // A hanging source may hold a lock, so it is called in a thread that may hang with it.
    var release = new Threads("lead-policy-release").newThread(() -> policies.release(wiring));
    release.start();
    deadline.join(release);
  }
}
