// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that takes too long counts as failed; what comes of it afterwards is true all the same. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeoutTest {

  private final Host host = new Host();
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch returned = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  private LeadPipeline pipeline(Connector afterwards) {
    return host.pipeline()
        .taskTimeout(Duration.ofMillis(50))
        .connector("crm", delivery -> {
          calls.incrementAndGet();
          boolean isWaiting = true;
          while (isWaiting) {
            try {
              go.await();
              isWaiting = false;
            } catch (InterruptedException e) {
              continue; // a client that ignores interruptions
            }
          }
          try {
            return afterwards.deliver(delivery);
          } finally {
            returned.countDown();
          }
        })
        .build();
  }

  private void await(LeadId lead, String kind) {
    while (!host.kinds(lead).contains(kind)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void a_success_after_the_time_out_is_recorded_and_nothing_is_delivered_again() {
    try (LeadPipeline leads = pipeline(delivery -> Outcome.accepted("late-1"))) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      assertEquals(
          List.of("Received", "Qualified", "Failed"),
          host.kinds(lead),
          "written off although the call has not returned");
      Fact.Failed failed = (Fact.Failed) host.history(lead).get(2);
      assertTrue(failed.reason().contains("no answer within"), failed.reason());
      go.countDown();
      await(lead, "Delivered");
      Fact.Delivered delivered = (Fact.Delivered) host.history(lead).get(3);
      assertEquals("late-1", delivered.reference());
      assertEquals(failed.task(), delivered.task());
      host.pass(Duration.ofHours(1));
      leads.run();
      assertEquals(1, calls.get(), "it was delivered, late");
    }
  }

  @Test
  void a_failure_after_the_time_out_is_not_a_second_attempt() throws Exception {
    LeadId lead;
    try (LeadPipeline leads = pipeline(delivery -> Outcome.rejected("400"))) {
      lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      go.countDown();
      returned.await();
    } // waits for what is being written
    assertEquals(List.of("Received", "Qualified", "Failed"), host.kinds(lead));
  }
}
