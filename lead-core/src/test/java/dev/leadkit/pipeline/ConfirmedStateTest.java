// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.leadkit.Fact;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.Outcome;
import java.util.ArrayList;
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
    var gate = new ForwardingStore(host.store) {
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

  @Test
  void what_waits_is_written_in_the_order_in_which_it_came() throws Exception {
    var isHeld = new AtomicBoolean(true);
    var entered = new CountDownLatch(1);
    var open = new CountDownLatch(1);
    var gate = new ForwardingStore(host.store) {
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
        .connector("crm", delivery -> Outcome.accepted(""))
        .build()) {
      var senders = new ArrayList<Thread>();
      var receipts = new ConcurrentLinkedQueue<Receipt>();
      for (int i = 0; i < 4; i++) {
        String parent = i < 2 ? "" : "<" + (i - 1) + "@x>";
        RawMessage mail = Host.mail("<" + i + "@x>", parent, "message " + i);
        var sender = new Thread(() -> receipts.add(leads.accept(mail)));
        senders.add(sender);
        sender.start();
        entered.await();
        while (sender.getState() != Thread.State.WAITING) {
          Thread.onSpinWait(); // until it is behind the one before
        }
      }
      open.countDown();
      for (Thread sender : senders) {
        sender.join();
      }
      assertEquals(
          2, receipts.stream().map(Receipt::lead).distinct().count(), "1, 2 and 3 are one");
      LeadId lead = leads.accept(Host.mail("<4@x>", "<3@x>", "message 4")).lead();
      assertEquals(
          List.of("message 1", "message 2", "message 3", "message 4"),
          host.history(lead).stream()
              .filter(Fact.Received.class::isInstance)
              .map(fact -> ((Fact.Received) fact).message().textBody())
              .toList());
    }
  }
}
