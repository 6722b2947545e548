// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.RawMessage;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link LeadPipeline#run()} promises. */
@Timeout(60)
class RunTest {

  private final Host host = new Host();

  private static List<RawMessage> mails(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> Host.mail("<" + i + "@x>", "text " + i))
        .toList();
  }

  private long facts(Class<? extends Fact> kind) {
    return host.everything().stream()
        .map(LeadEvent::fact)
        .filter(kind::isInstance)
        .count();
  }

  @Test
  void nothing_is_left_for_lack_of_room() {
    host.connectors = List.of("crm", "chat");
    var asking = host.policy().withEnrichers(List.of("companies"), Duration.ofSeconds(30));
    try (LeadPipeline leads = host.pipeline()
        .policy(PolicySource.of(asking))
        .enricher("companies", question -> Enrichment.NONE)
        .connector("crm", delivery -> Outcome.accepted(""))
        .connector("chat", delivery -> Outcome.accepted(""))
        .concurrency(1)
        .build()) {
      leads.accept(mails(1_500));
      RunResult result = leads.run();
      assertEquals(
          3_000, facts(Fact.Delivered.class), "All work is done although the lanes are full");
      assertNull(result.nextWake(), "Nothing is left");
      assertTrue(result.isFinished());
      assertEquals(0, result.putOff());
      assertTrue(result.visits() >= 1_500);
    }
  }

  @Test
  void work_for_a_later_time_stays_and_it_says_until_when() {
    try (LeadPipeline leads =
        host.pipeline().connector("crm", delivery -> Outcome.later("busy")).build()) {
      leads.accept(mails(3));
      assertEquals(new RunResult(3, 0, host.time.get().plusSeconds(10)), leads.run());
      assertEquals(new RunResult(0, 0, host.time.get().plusSeconds(10)), leads.run());
    }
  }

  @Test
  void a_message_that_comes_in_meanwhile_is_worked_on_too() {
    var pipeline = new LeadPipeline[1];
    var calls = new AtomicInteger();
    try (LeadPipeline leads = host.pipeline()
        .connector("crm", delivery -> {
          if (calls.getAndIncrement() == 0) {
            pipeline[0].accept(Host.mail("<late@x>", "late"));
          }
          return Outcome.accepted("");
        })
        .build()) {
      pipeline[0] = leads;
      leads.accept(mails(1));
      leads.run();
      assertEquals(2, calls.get());
    }
  }

  @Test
  void calls_that_never_return_do_not_hold_it_for_ever() {
    var stuck = new AtomicInteger();
    var end = new CountDownLatch(1);
    try (LeadPipeline leads = host.pipeline()
        .taskTimeout(Duration.ofMillis(50))
        .concurrency(1)
        .connector("crm", delivery -> {
          stuck.incrementAndGet();
          while (end.getCount() > 0) {
            LockSupport.parkNanos(1_000_000); // whatever interrupts it
          }
          return Outcome.accepted("");
        })
        .build()) {
      leads.accept(mails(20));
      RunResult result = leads.run();
      assertEquals(
          stuck.get(), facts(Fact.Failed.class), "Each call that was given up is recorded");
      assertEquals(5, stuck.get(), "The number of threads that are lost is bounded");
      assertEquals(15, result.putOff(), "The others are reported as waiting");
      assertEquals(
          host.time.get().plus(Duration.ofSeconds(10)), result.nextWake(), "and until when");
      assertEquals(Health.Status.DEGRADED, leads.health().status(), "An operator learns of it");
      end.countDown();
      while (leads.health().status() != Health.Status.UP) {
        Thread.onSpinWait(); // until the calls have returned
      }
      host.pass(Duration.ofMinutes(5));
      leads.run();
      host.pass(Duration.ofMinutes(5));
      leads.run();
      assertEquals(
          20,
          host.everything().stream()
              .filter(event -> event.fact() instanceof Fact.Delivered)
              .map(LeadEvent::lead)
              .distinct()
              .count(),
          "Everything is delivered once the connector works again");
    }
  }

  @Test
  void an_interrupted_run_gives_back_what_it_has_not_begun() {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var calls = new AtomicInteger();
    try (LeadPipeline leads = host.pipeline()
        .concurrency(1)
        .connector("crm", delivery -> {
          calls.incrementAndGet();
          begun.countDown();
          end.await();
          return Outcome.accepted("");
        })
        .build()) {
      leads.accept(mails(400));
      Thread runner = Thread.currentThread();
      var interrupter = new Thread(() -> {
        try {
          begun.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        runner.interrupt();
      });
      interrupter.start();
      assertThrows(IllegalStateException.class, leads::run);
      assertTrue(Thread.interrupted(), "The interruption is handed on");
      end.countDown();
      leads.run();
      assertEquals(400, calls.get(), "No lead waits for the end of a lease, none is called twice");
    }
  }

  @Test
  void a_store_that_does_not_answer_is_said_to_the_caller() {
    LeadStore broken = new ForwardingStore(host.store) {
      @Override
      public List<Lease> lease(java.time.Instant now, java.time.Instant until, int max) {
        throw new dev.leadkit.spi.StoreException("down");
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .store(broken)
        .connector("crm", delivery -> Outcome.accepted(""))
        .build()) {
      leads.accept(mails(1));
      assertThrows(dev.leadkit.spi.StoreException.class, leads::run);
    }
  }

  @Test
  void a_full_lane_puts_leads_off_for_longer_than_nothing() {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var leases = new AtomicInteger();
    LeadStore counting = new ForwardingStore(host.store) {
      @Override
      public List<Lease> lease(java.time.Instant now, java.time.Instant until, int max) {
        List<Lease> given = super.lease(now, until, max);
        leases.addAndGet(given.size());
        return given;
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .store(counting)
        .concurrency(1)
        .connector("crm", delivery -> {
          begun.countDown();
          end.await();
          return Outcome.accepted("");
        })
        .pollInterval(Duration.ofMillis(1))
        .start()) {
      leads.accept(mails(600));
      while (host.store.nextWake() != null && leases.get() < 600) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 50; i++) {
        leads.accept(Host.mail("<more" + i + "@x>", "each wakes the dispatcher"));
      }
      assertTrue(
          leases.get() <= 650,
          "The clock does not advance, so no lead is leased twice: " + leases.get());
      end.countDown();
    }
  }
}
