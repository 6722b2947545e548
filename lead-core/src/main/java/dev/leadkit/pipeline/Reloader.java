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
  private @Nullable Loop loop;

  Reloader(PolicySource policies, PolicyCheck wiring, InstantSource clock, Duration interval) {
    this.policies = policies;
    this.wiring = wiring;
    this.clock = clock;
    this.interval = interval;
  }

  /** From now on, the source refuses a policy that names what is not here. */
  void attach() {
    policies.require(wiring);
  }

  /** Looks if the interval has passed since it last did. */
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
        e -> LOG.error("looking for a newer policy failed, it goes on", Faults.printable(e)));
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
      LOG.error("policy source failed, its last policy stays", Faults.printable(e));
    }
  }

  /** Whether the thread that was started runs, or none was. */
  boolean ensureRunning() {
    Loop running = loop;
    return running == null || running.ensureRunning();
  }

  /** Looks no more. */
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

  /** Ends a look that is under way, and waits until the source has let go of the pipeline or time is up. */
  void join(Deadline deadline) {
    Loop running = loop;
    if (running != null) {
      running.interrupt();
      running.join(deadline);
    }
    // The source may hold a lock while it hangs, so it is called in a thread that may hang with it.
    var release = new Threads("lead-policy-release").newThread(() -> policies.release(wiring));
    release.start();
    deadline.join(release);
  }
}
