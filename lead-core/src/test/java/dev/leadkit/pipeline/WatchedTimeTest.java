// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.LeadId;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No task is performed whose time cannot be watched, and nothing watches a task that has ended. */
@Timeout(60)
class WatchedTimeTest {

  private final Host host = new Host();
  private final AtomicInteger watched = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private volatile boolean hasThreads = true;

  /** Threads, with a timer that counts, and that fails where the machine has no thread for it. */
  private final Execution execution = new Execution() {
    @Override
    public long nanos() {
      return ThreadExecution.INSTANCE.nanos();
    }

    @Override
    public Workers workers(String name, int number) {
      return ThreadExecution.INSTANCE.workers(name, number);
    }

    @Override
    public void await(Object monitor, long millis) throws InterruptedException {
      ThreadExecution.INSTANCE.await(monitor, millis);
    }

    @Override
    public Timer timer(String name) {
      Timer timer = ThreadExecution.INSTANCE.timer(name);
      return new Timer() {
        @Override
        public Runnable schedule(Runnable action, Duration delay) {
          if (!hasThreads) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          watched.incrementAndGet();
          Runnable cancel = timer.schedule(action, delay);
          return () -> {
            cancelled.incrementAndGet();
            cancel.run();
          };
        }

        @Override
        public void stop() {
          timer.stop();
        }

        @Override
        public void join(Deadline deadline) {
          timer.join(deadline);
        }
      };
    }
  };

  @Test
  void a_task_is_put_off_for_a_second_if_its_time_cannot_be_watched() {
    hasThreads = false;
    var calls = new AtomicInteger();
    try (LeadPipeline leads = host.pipeline()
        .execution(execution)
        .connector("crm", delivery -> {
          calls.incrementAndGet();
          return Outcome.accepted("1");
        })
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      RunResult result = leads.run();
      assertEquals(new RunResult(1, 1, host.time.get().plusSeconds(1)), result);
      assertEquals(List.of("Received", "Qualified"), host.kinds(lead), "no attempt failed");
      hasThreads = true;
      host.pass(Duration.ofSeconds(1));
      leads.run();
      assertEquals(1, calls.get());
      assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(lead));
    }
  }

  @Test
  void a_task_that_ends_in_time_is_watched_no_longer() {
    try (LeadPipeline leads = host.pipeline()
        .execution(execution)
        .connector("crm", delivery -> Outcome.accepted("1"))
        .build()) {
      leads.accept(Host.mail("<1@x>", "hello"));
      leads.run();
    }
    assertEquals(1, watched.get());
    assertEquals(1, cancelled.get());
  }
}
