// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Task;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How tasks get into the bulkheads, and what happens to those that do not. */
@Timeout(60)
class DispatcherTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Host host = new Host();
  private final Faults faults = new Faults();
  private final EngineClock clock = new EngineClock(host.clock);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<String> joined = Collections.synchronizedList(new ArrayList<>());
  private @Nullable Dispatcher dispatcher;

  /** Threads that record who was waited for. */
  private final Execution execution = new Execution() {
    @Override
    public long nanos() {
      return ThreadExecution.INSTANCE.nanos();
    }

    @Override
    public void await(Object monitor, long millis) throws InterruptedException {
      ThreadExecution.INSTANCE.await(monitor, millis);
    }

    @Override
    public Workers workers(String name, int number) {
      Workers workers = ThreadExecution.INSTANCE.workers(name, number);
      return new Workers() {
        @Override
        public void execute(Runnable job) {
          workers.execute(job);
        }

        @Override
        public Runnable interruption() {
          return workers.interruption();
        }

        @Override
        public List<Runnable> takeBack() {
          return workers.takeBack();
        }

        @Override
        public void resize(int size) {
          workers.resize(size);
        }

        @Override
        public void end() {
          workers.end();
        }

        @Override
        public void interrupt() {
          workers.interrupt();
        }

        @Override
        public void join(Deadline deadline) {
          workers.join(deadline);
          joined.add(name);
        }
      };
    }

    @Override
    public Timer timer(String name) {
      Timer timer = ThreadExecution.INSTANCE.timer(name);
      return new Timer() {
        @Override
        public Runnable schedule(Runnable action, Duration delay) {
          return timer.schedule(action, delay);
        }

        @Override
        public void stop() {
          timer.stop();
        }

        @Override
        public void join(Deadline deadline) {
          timer.join(deadline);
          joined.add(name);
        }
      };
    }
  };

  private Dispatcher dispatcher(int concurrency, int waiting, String... connectors) {
    var named = new LinkedHashMap<String, Connector>();
    for (String name : connectors) {
      named.put(name, delivery -> {
        begun.countDown();
        release.await();
        return Outcome.accepted("1");
      });
    }
    var leads = new LeadLoader(host.store, () -> 0);
    var settler = new Settler(
        host.store,
        leads,
        new CurrentPolicy(PolicySource.of(host.policy()), faults),
        clock,
        () -> 0,
        MINUTE,
        faults);
    var recorder = new Recorder(host.store, leads, settler, clock, () -> 0, faults, Runnable::run);
    Dispatcher made = new Dispatcher(
        clock,
        execution,
        new TaskPerformer(host.store, Map.of(), named, null),
        MINUTE,
        concurrency,
        waiting,
        recorder);
    dispatcher = made;
    return made;
  }

  private static Deadline deadline() {
    return new Deadline(ThreadExecution.INSTANCE, Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    release.countDown();
    if (dispatcher != null) {
      dispatcher.close(deadline());
      dispatcher.join(deadline());
    }
  }

  /** A decided lead of the store, as its connectors get it. */
  private Lead lead(int number) {
    try (LeadPipeline leads =
        host.pipeline().connector("crm", delivery -> Outcome.accepted("1")).build()) {
      LeadId id = leads.accept(Host.mail("<" + number + "@x>", "hello")).lead();
      return Lead.of(id, host.store.histories(List.of(id)).getOrDefault(id, List.of()));
    }
  }

  private LeaseSession visit(Lead lead, LeaseSession.@Nullable Tally run) {
    var lease = new Lease(lead.id(), lead.seq(), "1", host.time.get().plus(Duration.ofHours(1)));
    long end = execution.nanos() + Duration.ofHours(1).toNanos();
    return new LeaseSession(lease, end, run);
  }

  private static Task task(Lead lead, String connector) {
    return new Task.Deliver("dlv_" + connector, lead.id(), connector, "r1");
  }

  @Test
  void its_capacity_is_what_all_bulkheads_perform_and_keep_waiting() {
    assertEquals(
        3 * (2 + 5),
        dispatcher(2, 5, "crm", "mail").capacity(),
        "Two connectors and the line for tickets; flags are not evaluated");
  }

  @Test
  void a_task_that_finds_its_bulkhead_full_is_put_off_without_waiting() throws Exception {
    Dispatcher tasks = dispatcher(1, 0, "crm");
    Lead lead = lead(1);
    LeaseSession first = visit(lead, null);
    tasks.begin(first, lead, List.of(task(lead, "crm")));
    begun.await();
    assertNull(first.pause(), "Its only task was begun");
    LeaseSession second = visit(lead, null);
    tasks.begin(second, lead, List.of(task(lead, "crm")));
    Duration pause = second.pause();
    assertTrue(
        pause != null && pause.compareTo(Duration.ZERO) > 0,
        "Without a pause it would be leased again at once: " + pause);
  }

  /** Otherwise the lead would be performed again and again under the same lease. */
  @Test
  void an_interruption_puts_off_the_tasks_that_were_not_submitted() throws Exception {
    Dispatcher tasks = dispatcher(1, 0, "crm", "mail");
    Lead lead = lead(1);
    tasks.begin(visit(lead, null), lead, List.of(task(lead, "crm")));
    begun.await();
    LeaseSession waiting = visit(lead, new LeaseSession.Tally());
    var interrupted = new AtomicBoolean();
    var caller = new Thread(() -> {
      try {
        tasks.begin(waiting, lead, List.of(task(lead, "crm"), task(lead, "mail")));
      } catch (InterruptedException e) {
        interrupted.set(true);
      }
    });
    caller.start();
    while (caller.getState() != Thread.State.WAITING
        && caller.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertNull(waiting.pause(), "A visit of run waits for its turn");
    caller.interrupt();
    caller.join();
    assertTrue(interrupted.get());
    assertEquals(Duration.ZERO, waiting.pause());
  }

  @Test
  void the_threads_of_every_plug_in_and_of_the_timer_are_waited_for() {
    Dispatcher tasks = dispatcher(1, 0, "crm", "mail");
    tasks.close(deadline());
    tasks.join(deadline());
    assertEquals(4, joined.size(), joined::toString);
    assertTrue(joined.contains("timeout"), joined::toString);
  }
}
