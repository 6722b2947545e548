// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.LeadId;
import dev.leadkit.spi.Outcome;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing leaves the engine that the store has not confirmed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConfirmedStateTest {

  private final Host host = new Host();

  @Test
  void a_delivery_does_not_know_a_message_that_is_still_being_committed() throws Exception {
    var isHeld = new AtomicBoolean();
    var entered = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    var messages = new ConcurrentLinkedQueue<Integer>();
    var gate = new StoreAround(host.store) {
      @Override
      public List<Result> commit(List<Commit> commits) {
        if (isHeld.getAndSet(false)) {
          entered.countDown();
          try {
            open.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        return super.commit(commits);
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .store(gate)
        .connector("crm", delivery -> {
          messages.add(delivery.lead().messages().size());
          open.countDown();
          return Outcome.accepted("");
        })
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      isHeld.set(true);
      var sender = new Thread(() -> leads.accept(Host.mail("<2@x>", "<1@x>", "more")));
      sender.start();
      entered.await();
      leads.run();
      sender.join();
      leads.run();
      assertEquals(
          List.of(1, 2), List.copyOf(messages), "the second message was not yet in the store");
      assertEquals(
          List.of("Received", "Qualified", "Received", "Qualified", "Delivered", "Delivered"),
          host.kinds(lead));
    }
  }
}
