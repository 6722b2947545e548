// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens when the host's clock is set while the engine works. */
@Timeout(60)
class ClockTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Host host = new Host();
  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

  private Outcome take(Delivery delivery) {
    deliveries.add(delivery);
    return Outcome.accepted("");
  }

  private List<Instant> times(LeadId lead) {
    return host.store.histories(List.of(lead)).getOrDefault(lead, List.of()).stream()
        .map(LeadEvent::at)
        .toList();
  }

  @Nested
  class set_back {

    @Test
    void no_lead_waits_for_the_time_to_come_round_again() {
      try (LeadPipeline leads =
          host.pipeline().connector("crm", ClockTest.this::take).build()) {
        leads.accept(Host.mail("<1@x>", "hello"));
        host.pass(HOUR.negated());
        leads.run();
        assertEquals(1, deliveries.size(), "What was due before the clock was set is due still");
      }
    }

    @Test
    void a_retry_comes_after_its_pause() {
      var calls = new AtomicInteger();
      try (LeadPipeline leads = host.pipeline()
          .connector(
              "crm",
              delivery -> calls.getAndIncrement() == 0 ? Outcome.later("busy") : take(delivery))
          .build()) {
        leads.accept(Host.mail("<1@x>", "hello"));
        leads.run();
        host.pass(HOUR.negated());
        leads.run();
        assertEquals(1, calls.get(), "The pause of ten seconds is not over");
        host.pass(Duration.ofSeconds(20));
        leads.run();
        assertEquals(1, deliveries.size(), "Twice the pause is enough, an hour is not needed");
      }
    }

    @Test
    void event_times_of_a_history_never_decrease() {
      try (LeadPipeline leads =
          host.pipeline().connector("crm", ClockTest.this::take).build()) {
        LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
        for (int i = 2; i < 8; i++) {
          host.pass(HOUR.negated());
          leads.accept(Host.mail("<" + i + "@x>", "<1@x>", "more"));
          leads.run();
        }
        assertEquals(times(lead).stream().sorted().toList(), times(lead));
      }
    }

    @Test
    void a_process_that_starts_afterwards_goes_on_where_the_history_is() {
      LeadId lead;
      try (LeadPipeline leads =
          host.pipeline().connector("crm", ClockTest.this::take).build()) {
        lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
        leads.run();
      }
      host.pass(HOUR.negated());
      try (LeadPipeline leads =
          host.pipeline().connector("crm", ClockTest.this::take).build()) {
        leads.accept(Host.mail("<2@x>", "<1@x>", "more"));
        leads.run();
        assertEquals(2, deliveries.size(), "The answer is delivered now, not in an hour");
        assertEquals(times(lead).stream().sorted().toList(), times(lead));
      }
    }

    @Test
    void a_history_from_the_far_future_moves_no_clock() {
      LeadId lead;
      Instant present = host.time.get();
      host.pass(Duration.ofDays(3_650));
      try (LeadPipeline leads =
          host.pipeline().connector("crm", ClockTest.this::take).build()) {
        lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
        leads.run();
      }
      host.time.set(present);
      try (LeadPipeline leads =
          host.pipeline().connector("crm", ClockTest.this::take).build()) {
        leads.accept(Host.mail("<2@x>", "<1@x>", "more"));
        leads.run();
        assertEquals(2, deliveries.size());
        assertEquals(times(lead).stream().sorted().toList(), times(lead));
        LeadId other = leads.accept(Host.mail("<3@x>", "another")).lead();
        assertEquals(present, times(other).get(0), "Other leads have the time of the clock");
      }
    }
  }

  @Nested
  class set_forward {

    @Test
    void a_lead_that_is_being_delivered_is_not_delivered_a_second_time() throws Exception {
      var begun = new CountDownLatch(1);
      var go = new CountDownLatch(1);
      var renewed = new CountDownLatch(1);
      var store = new ForwardingStore(host.store) {
        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          List<Lease> leases = super.lease(now, until, max);
          if (begun.getCount() == 0 && !leases.isEmpty()) {
            renewed.countDown();
          }
          return leases;
        }
      };
      LeadId lead;
      try (LeadPipeline leads = host.pipeline()
          .store(store)
          .connector("crm", delivery -> {
            begun.countDown();
            go.await();
            return take(delivery);
          })
          .pollInterval(Duration.ofMillis(1))
          .start()) {
        lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
        begun.await();
        host.pass(HOUR);
        renewed.await(); // the lease has run out, and the engine has leased the lead again
        go.countDown();
        while (host.store.nextWake() != null) {
          Thread.onSpinWait();
        }
      }
      assertEquals(1, deliveries.size());
      assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(lead));
    }

    @Test
    void the_time_of_a_task_is_not_that_of_the_clock() {
      try (LeadPipeline leads = host.pipeline()
          .connector("crm", delivery -> {
            host.pass(HOUR);
            return take(delivery);
          })
          .build()) {
        LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
        leads.run();
        assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(lead));
        assertEquals(1, deliveries.size());
      }
    }
  }

  @Nested
  class of_the_engine {

    private Instant wall = Instant.parse("2026-03-02T12:00:00Z");
    private final EngineClock clock = new EngineClock(() -> wall);

    @Test
    void follows_a_clock_that_advances_or_stops() {
      for (int seconds : new int[] {0, 0, 1, 5, 3_600, 0}) {
        wall = wall.plusSeconds(seconds);
        assertEquals(wall, clock.instant());
      }
    }

    @Test
    void runs_at_half_speed_after_a_setback_until_the_clock_has_caught_up() {
      Instant before = clock.instant();
      wall = wall.minus(HOUR);
      assertEquals(before, clock.instant());
      wall = wall.plus(HOUR);
      assertEquals(before.plus(HOUR.dividedBy(2)), clock.instant());
      wall = wall.plus(HOUR);
      assertEquals(wall, clock.instant(), "It has caught up");
      wall = wall.plus(HOUR);
      assertEquals(wall, clock.instant());
    }

    @Test
    void never_runs_backwards() {
      var random = new java.util.Random(1);
      Instant last = clock.instant();
      for (int i = 0; i < 10_000; i++) {
        wall = wall.plusSeconds(random.nextInt(7_200) - 3_000);
        Instant now = clock.instant();
        assertFalse(now.isBefore(last), "at step " + i);
        assertFalse(now.isBefore(wall), "behind the host's clock at step " + i);
        last = now;
      }
    }
  }
}
