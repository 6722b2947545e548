// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.Source;
import dev.leadkit.pipeline.Health.Status;
import dev.leadkit.spi.LeadStore.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The limits of the engine's small values, at the limit and one step beyond. */
class ValuesOfTheEngineTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final LeadId LEAD = LeadId.openedBy("evt_1");

  private static Lead lead(Instant at) {
    Message message = Message.builder("evt_1", at).build();
    return Lead.of(LEAD)
        .apply(new LeadEvent(
            LEAD, 1, at, new Fact.Received(message, Source.unknown(""), List.of(), "")));
  }

  @Test
  void a_run_puts_off_no_more_than_it_visits() {
    assertEquals(2, new RunResult(2, 2, null).putOff());
    assertEquals(0, new RunResult(0, 0, null).visits());
    assertThrows(IllegalArgumentException.class, () -> new RunResult(1, 2, null));
    assertThrows(IllegalArgumentException.class, () -> new RunResult(-1, -1, null));
    assertThrows(IllegalArgumentException.class, () -> new RunResult(1, -1, null));
  }

  @Test
  void a_run_is_finished_if_nothing_will_become_due() {
    assertTrue(new RunResult(1, 0, null).isFinished());
    assertFalse(new RunResult(1, 0, NOON).isFinished());
  }

  @Test
  void a_pipeline_is_up_if_and_only_if_it_has_no_problem() {
    assertEquals(List.of(), new Health(Status.UP, List.of()).problems());
    assertEquals(List.of("x"), new Health(Status.DOWN, List.of("x")).problems());
    assertThrows(IllegalArgumentException.class, () -> new Health(Status.UP, List.of("x")));
    assertThrows(IllegalArgumentException.class, () -> new Health(Status.DEGRADED, List.of()));
  }

  @Test
  void a_failed_call_of_the_store_may_be_isolated_for_ten_seconds() {
    var nanos = new AtomicLong(Long.MAX_VALUE);
    var budget = new IsolationBudget(nanos::get);
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    assertFalse(budget.isSpent());
    nanos.incrementAndGet();
    assertTrue(budget.isSpent());
  }

  @Nested
  class The_clock {

    private final AtomicReference<Instant> time = new AtomicReference<>(NOON);
    private final EngineClock clock = new EngineClock(time::get);

    @Test
    void takes_an_event_of_the_next_day_at_its_word_and_a_later_one_for_a_mistake() {
      Instant next = NOON.plus(Duration.ofDays(1));
      assertEquals(next, clock.notBefore(lead(next), NOON));
      assertEquals(next, clock.instant(), "goes on from there");
      Instant beyond = next.plus(Duration.ofDays(1)).plusNanos(1);
      assertEquals(beyond, clock.notBefore(lead(beyond), next));
      assertEquals(next, clock.instant(), "stays");
    }

    @Test
    void is_not_moved_by_an_event_of_the_present_or_the_past() {
      assertEquals(NOON, clock.notBefore(lead(NOON), NOON));
      assertEquals(NOON, clock.notBefore(lead(NOON.minusSeconds(5)), NOON));
      assertEquals(NOON, clock.instant());
    }

    @Test
    void is_not_set_back_by_an_event_that_it_has_passed_meanwhile() {
      Instant event = NOON.plusSeconds(1);
      time.set(NOON.plusSeconds(10));
      assertEquals(event, clock.notBefore(lead(event), NOON));
      assertEquals(NOON.plusSeconds(10), clock.instant());
    }
  }

  @Nested
  class The_result_of_a_task {

    private final LeaseSession visit = new LeaseSession(new Lease(LEAD, 1, "1", NOON), 0, null);

    private Fact.Failed instead(Fact result) {
      Entry failure = Objects.requireNonNull(
          Entry.of(visit, List.of(result), true).failed(new IllegalStateException("x")));
      assertEquals(LEAD, failure.lead);
      assertTrue(failure.last, "it ends the visit like the result");
      return (Fact.Failed) failure.facts.get(0);
    }

    @Test
    void that_cannot_be_written_is_recorded_as_a_failure_of_its_task() {
      assertEquals(
          new Fact.Failed(
              "dlv_1",
              "crm",
              "its result cannot be stored: IllegalStateException",
              null,
              Fact.Failed.Prospect.TRANSIENT),
          instead(new Fact.Delivered("dlv_1", "crm", "4711")));
      Fact.Failed enrichment = instead(new Fact.Enriched("enr_1", "companies", Enrichment.NONE));
      assertEquals("enr_1", enrichment.task());
      assertEquals("companies", enrichment.name());
    }

    @Test
    void is_the_only_thing_for_which_a_failure_is_recorded() {
      var cause = new IllegalStateException();
      var label = new Fact.Labelled("won", "kim");
      var delivered = new Fact.Delivered("dlv_1", "crm", "4711");
      assertNull(Entry.of(LEAD, List.of(label)).failed(cause), "an observation");
      assertNull(Entry.of(visit, List.of(), true).failed(cause), "no result");
      assertNull(Entry.of(visit, List.of(label), true).failed(cause), "not of a task");
      assertNull(Entry.of(visit, List.of(delivered, delivered), true).failed(cause), "two");
    }
  }
}
