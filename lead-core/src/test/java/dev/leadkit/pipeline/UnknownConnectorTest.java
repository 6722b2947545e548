// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A router in code may name a connector that is not wired here: that is a failed task, with a reason, a pause and a limit. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnknownConnectorTest {

  private final Host host = new Host();
  private final AtomicInteger delivered = new AtomicInteger();

  private LeadPipeline.Builder pipeline() {
    host.connectors = List.of("absent", "crm");
    return host.pipeline().connector("crm", delivery -> {
      delivered.incrementAndGet();
      return Outcome.accepted("");
    });
  }

  @Test
  void each_attempt_is_recorded_and_the_last_is_a_dead_letter_while_others_deliver() {
    try (LeadPipeline leads = pipeline().build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      assertEquals(1, delivered.get(), "the connector that is here is not held up");
      Fact.Failed failed = host.history(lead).stream()
          .filter(Fact.Failed.class::isInstance)
          .map(Fact.Failed.class::cast)
          .findFirst()
          .orElseThrow();
      assertEquals("absent", failed.name());
      assertTrue(failed.reason().contains("absent"), failed.reason());
      assertEquals(
          host.time.get().plus(Host.RETRY.first()), leads.nextWake(), "tried again after a pause");
      for (int i = 0; i < 5; i++) {
        host.pass(Duration.ofMinutes(5));
        leads.run();
      }
      Fact last = host.history(lead).get(host.history(lead).size() - 1);
      Fact.DeadLettered dead = assertInstanceOf(Fact.DeadLettered.class, last);
      assertEquals(Host.RETRY.attempts(), dead.attempts());
      assertEquals(1, delivered.get());
    }
  }

  @Test
  void another_process_that_knows_it_delivers_under_the_same_id() {
    LeadId lead;
    try (LeadPipeline leads = pipeline().build()) {
      lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
    }
    var ids = new java.util.concurrent.ConcurrentLinkedQueue<String>();
    host.pass(Duration.ofMinutes(5));
    try (LeadPipeline leads = pipeline()
        .connector("absent", delivery -> {
          ids.add(delivery.id());
          return Outcome.accepted("");
        })
        .build()) {
      leads.run();
    }
    Fact.Failed failed = host.history(lead).stream()
        .filter(Fact.Failed.class::isInstance)
        .map(Fact.Failed.class::cast)
        .findFirst()
        .orElseThrow();
    assertEquals(List.of(failed.task()), List.copyOf(ids));
    assertEquals(1, delivered.get(), "what was delivered is not delivered again");
  }
}
