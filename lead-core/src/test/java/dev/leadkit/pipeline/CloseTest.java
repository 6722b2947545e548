// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicyCheck;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link LeadPipeline#close()} promises. */
@Timeout(60)
class CloseTest {

  private final Host host = new Host();
  private Set<Thread> before = Set.of();

  @BeforeEach
  void rememberThreads() {
    before = Set.copyOf(threads());
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lead-"))
        .collect(Collectors.toSet());
  }

  /** The threads of the pipelines of this test. */
  private Set<String> remaining() {
    return threads().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  @Test
  void building_starts_no_thread() {
    try (LeadPipeline leads =
        host.pipeline().connector("crm", delivery -> Outcome.accepted("")).build()) {
      assertEquals(Set.of(), remaining());
      leads.accept(Host.mail("<1@x>", "hello"));
    }
    assertEquals(Set.of(), remaining());
  }

  @Test
  void no_thread_is_left_behind() {
    LeadPipeline leads = host.pipeline()
        .connector("crm", delivery -> Outcome.accepted(""))
        .pollInterval(Duration.ofMillis(1))
        .start();
    leads.accept(List.of(Host.mail("<1@x>", "hello"), Host.mail("<2@x>", "hello")));
    leads.close();
    assertEquals(Set.of(), remaining());
    leads.close();
    assertEquals(new Health(Health.Status.DOWN, List.of("the pipeline is closed")), leads.health());
  }

  @Test
  void a_closed_pipeline_refuses_every_call() {
    LeadPipeline leads =
        host.pipeline().connector("crm", delivery -> Outcome.accepted("")).build();
    LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
    leads.close();
    var mail = Host.mail("<2@x>", "hello");
    assertThrows(IllegalStateException.class, () -> leads.accept(mail));
    assertThrows(IllegalStateException.class, () -> leads.accept(List.of(mail)));
    assertThrows(IllegalStateException.class, () -> leads.accept(List.of()));
    assertThrows(IllegalStateException.class, leads::run);
    assertThrows(
        IllegalStateException.class, () -> leads.observe(lead, new Fact.Labelled("won", "kim")));
  }

  @Test
  @Tag("slow")
  void connectors_that_hang_are_waited_for_together() throws Exception {
    host.connectors = List.of("a", "b", "c", "d");
    var begun = new CountDownLatch(4);
    var open = new CountDownLatch(1);
    LeadPipeline.Builder builder =
        host.pipeline().taskTimeout(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(1));
    for (String name : host.connectors) {
      builder.connector(name, delivery -> {
        begun.countDown();
        while (open.getCount() > 0) {
          LockSupport.parkNanos(1_000_000); // whatever interrupts it
        }
        return Outcome.accepted("");
      });
    }
    LeadPipeline leads = builder.start();
    leads.accept(Host.mail("<1@x>", "hello"));
    begun.await();
    // All wait by this one deadline: if a lane waited by one of its own, the watchdog would fail
    // the test.
    leads.close(new Deadline(ThreadExecution.INSTANCE, Duration.ofMillis(100)));
    open.countDown();
    while (!remaining().isEmpty()) {
      Thread.onSpinWait(); // the calls return at last, and their threads end
    }
  }

  @Test
  @Tag("slow")
  void a_policy_source_that_hangs_does_not_hold_it() throws Exception {
    var looking = new CountDownLatch(1);
    var lock = new ReentrantLock();
    var open = new CountDownLatch(1);
    Policy policy = host.policy();
    PolicySource source = new PolicySource() {
      @Override
      public Policy policy() {
        return policy;
      }

      @Override
      public void refresh() {
        lock.lock();
        try {
          looking.countDown();
          while (open.getCount() > 0) {
            LockSupport.parkNanos(1_000_000); // whatever interrupts it
          }
        } finally {
          lock.unlock();
        }
      }

      @Override
      public void release(PolicyCheck check) {
        lock.lock();
        lock.unlock();
      }
    };
    LeadPipeline leads = host.pipeline()
        .policy(source)
        .connector("crm", delivery -> Outcome.accepted(""))
        .reloadInterval(Duration.ofMillis(1))
        .start();
    looking.await();
    leads.close(); // the watchdog of this class fails the test if it does not return
    open.countDown();
    while (!remaining().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void an_interrupted_close_stops_everything_and_hands_the_interruption_on() throws Exception {
    var begun = new CountDownLatch(1);
    LeadPipeline leads = host.pipeline()
        .connector("crm", delivery -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return Outcome.accepted("");
        })
        .pollInterval(Duration.ofMillis(1))
        .start();
    LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
    begun.await();
    Thread.currentThread().interrupt();
    leads.close(); // the task timeout is a minute: what runs is interrupted instead of waited for
    assertTrue(Thread.interrupted(), "The interruption is handed on");
    assertEquals(Set.of(), remaining());
    assertEquals(
        List.of("Received", "Qualified"), host.kinds(lead), "An interruption is not a failure");
    assertEquals(
        1,
        host.store.lease(host.time.get(), host.time.get().plusSeconds(1), 9).size(),
        "The lead is given back at once");
  }

  @Test
  void what_waits_in_a_lane_is_given_back_at_once() throws Exception {
    var begun = new CountDownLatch(1);
    LeadPipeline leads = host.pipeline()
        .concurrency(1)
        .connector("crm", delivery -> {
          begun.countDown();
          new CountDownLatch(1).await();
          return Outcome.accepted("");
        })
        .pollInterval(Duration.ofMillis(1))
        .start();
    for (int i = 0; i < 50; i++) {
      leads.accept(Host.mail("<" + i + "@x>", "hello"));
    }
    begun.await();
    leads.close(new Deadline(ThreadExecution.INSTANCE, Duration.ofMillis(100)));
    assertEquals(
        50,
        host.store.lease(host.time.get(), host.time.get().plusSeconds(1), 99).size(),
        "Another process can go on with them");
  }

  @Test
  void what_is_being_leased_is_given_back_at_once() throws Exception {
    var leasing = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    LeadStore slow = new ForwardingStore(host.store) {
      @Override
      public List<Lease> lease(Instant now, Instant until, int max) {
        List<Lease> leases = super.lease(now, until, max);
        if (!leases.isEmpty()) {
          leasing.countDown();
          while (open.getCount() > 0) {
            LockSupport.parkNanos(1_000_000); // whatever interrupts it
          }
        }
        return leases;
      }
    };
    LeadPipeline leads = host.pipeline()
        .store(slow)
        .connector("crm", delivery -> Outcome.accepted(""))
        .pollInterval(Duration.ofMillis(1))
        .start();
    leads.accept(Host.mail("<1@x>", "hello"));
    leasing.await();
    var closer = new Thread(leads::close);
    closer.start();
    while (closer.isAlive() && closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait(); // until it waits for the answer of the store
    }
    open.countDown();
    closer.join();
    assertEquals(
        1,
        host.store.lease(host.time.get(), host.time.get().plusSeconds(1), 9).size(),
        "Another process can go on with the lead, without waiting until its lease runs out");
  }

  @Test
  @Tag("slow")
  void callers_that_wait_for_a_store_that_hangs_are_told() throws Exception {
    var committing = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    LeadStore hanging = new ForwardingStore(host.store) {
      @Override
      public List<Result> commit(List<Commit> commits) {
        committing.countDown();
        while (open.getCount() > 0) {
          LockSupport.parkNanos(1_000_000); // whatever interrupts it
        }
        return super.commit(commits);
      }
    };
    LeadPipeline leads = host.pipeline()
        .store(hanging)
        .taskTimeout(Duration.ofMillis(100))
        .connector("crm", delivery -> Outcome.accepted(""))
        .build();
    var first = CompletableFuture.supplyAsync(() -> leads.accept(Host.mail("<1@x>", "hello")));
    committing.await();
    var second = CompletableFuture.supplyAsync(() -> leads.accept(Host.mail("<2@x>", "hello")));
    leads.close();
    for (CompletableFuture<Receipt> caller : List.of(first, second)) {
      var e = assertThrows(CompletionException.class, caller::join);
      assertTrue(
          e.getCause() instanceof StoreException || e.getCause() instanceof IllegalStateException,
          "The caller is told: " + e.getCause());
    }
    open.countDown();
  }

  @Test
  void an_interrupted_caller_gets_the_true_answer() {
    try (LeadPipeline leads =
        host.pipeline().connector("crm", delivery -> Outcome.accepted("")).build()) {
      Thread.currentThread().interrupt();
      Receipt receipt = leads.accept(Host.mail("<1@x>", "hello"));
      assertTrue(Thread.interrupted(), "The interruption is kept");
      assertEquals(List.of("Received", "Qualified"), host.kinds(receipt.lead()));
    }
  }
}
