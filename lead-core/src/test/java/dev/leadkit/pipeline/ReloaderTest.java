// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.policy.reload.PolicySource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a pipeline has its policy source look for something newer, and what the source knows of the pipeline. */
@Timeout(60)
class ReloaderTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private volatile boolean isBroken;

  private final PolicySource source = new PolicySource() {
    @Override
    public Policy policy() {
      return new Host().policy();
    }

    @Override
    public void refresh() {
      calls.add("refresh");
      if (isBroken) {
        throw new StackOverflowError();
      }
    }

    @Override
    public void require(PolicyCheck check) {
      calls.add("require");
    }

    @Override
    public void release(PolicyCheck check) {
      calls.add("release");
    }
  };

  private Reloader reloader(Duration interval) {
    return new Reloader(source, (policy, settings) -> List.of(), now::get, interval);
  }

  private static Deadline deadline() {
    return new Deadline(ThreadExecution.INSTANCE, Duration.ofSeconds(30));
  }

  @Test
  void the_source_knows_the_pipeline_from_its_start_to_its_end() {
    Reloader reloader = reloader(INTERVAL);
    reloader.attach();
    reloader.stop();
    reloader.join(deadline());
    assertEquals(List.of("require", "release"), List.copyOf(calls));
  }

  @Test
  void a_pipeline_that_its_host_drives_checks_at_once_and_after_each_interval() {
    Reloader reloader = reloader(INTERVAL);
    reloader.lookIfDue();
    now.set(Instant.EPOCH.plus(INTERVAL).minusNanos(1));
    reloader.lookIfDue();
    assertEquals(1, calls.size());
    now.set(Instant.EPOCH.plus(INTERVAL));
    reloader.lookIfDue();
    assertEquals(2, calls.size());
    now.set(Instant.EPOCH.plus(INTERVAL).plusSeconds(1));
    reloader.lookIfDue();
    assertEquals(2, calls.size(), "the interval counts from the last look");
    assertTrue(reloader.ensureRunning(), "no thread was started, so none is missing");
  }

  @Test
  void in_the_background_it_looks_again_and_again_whatever_the_source_throws() throws Exception {
    isBroken = true;
    Reloader reloader = reloader(Duration.ofMillis(1));
    reloader.start();
    for (int i = 0; i < 3; i++) {
      assertEquals("refresh", calls.take());
    }
    assertTrue(reloader.ensureRunning());
    reloader.stop();
    reloader.join(deadline());
    assertEquals("release", List.copyOf(calls).get(calls.size() - 1), "it looks no more");
  }

  @Test
  void a_source_that_throws_harms_no_host_that_has_it_look() {
    isBroken = true;
    reloader(INTERVAL).lookIfDue();
    assertEquals(1, calls.size());
  }
}
