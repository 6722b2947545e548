// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Message;
import dev.leadkit.RawMessage;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two pipelines on one store, where one writes while the other commits a group. */
@Timeout(60)
class SharedStoreTest {

  private final Host host = new Host();
  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

  private Outcome take(Delivery delivery) {
    deliveries.add(delivery);
    return Outcome.accepted("crm-1");
  }

  /** Commits of this pipeline wait until they are let go, and something may be done right before each. */
  private static final class Gate extends ForwardingStore {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    Gate(LeadStore store) {
      super(store);
    }

    @Override
    public List<Result> commit(List<Commit> commits) {
      entered.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (commits.size() > 1 || commits.get(0).events().size() > 2) {
        meanwhile.getAndSet(() -> {}).run();
      }
      return super.commit(commits);
    }
  }

  @Test
  void what_was_settled_on_a_refused_message_is_settled_again_with_it() throws Exception {
    LeadId lead;
    try (LeadPipeline first = host.pipeline().connector("crm", this::take).build()) {
      lead = first.accept(Host.mail("<0@x>", "start")).lead();
    }
    RawMessage x = Host.mail("<x@x>", "<0@x>", "x");
    RawMessage y = Host.mail("<y@x>", "<0@x>", "y");
    RawMessage z = Host.mail("<z@x>", "<0@x>", "z");
    var gate = new Gate(host.store);
    try (LeadPipeline a =
            host.pipeline().store(gate).connector("crm", this::take).build();
        LeadPipeline b = host.pipeline().connector("crm", this::take).build()) {
      gate.meanwhile.set(() -> b.accept(z));
      Thread busy = accepting(a, Host.mail("<other@x>", "keeps the recorder busy"));
      gate.entered.await();
      Thread one = accepting(a, x);
      awaitWaiting(one);
      Thread two = accepting(a, y);
      awaitWaiting(two);
      gate.open.countDown();
      busy.join();
      one.join();
      two.join();
      a.run();
    }
    List<String> received = host.history(lead).stream()
        .filter(Fact.Received.class::isInstance)
        .map(fact -> ((Fact.Received) fact).message().thread().messageId())
        .toList();
    assertEquals(
        Set.of("<0@x>", "<x@x>", "<y@x>", "<z@x>"),
        Set.copyOf(received),
        "Every accepted message is in the history");
    assertEquals(4, received.size(), "and none is there twice");
    Delivery last = deliveries.stream()
        .filter(delivery -> delivery.lead().id().equals(lead))
        .reduce((before, after) -> after)
        .orElseThrow();
    assertEquals(
        List.copyOf(received),
        last.lead().messages().stream()
            .map(message -> message.thread().messageId())
            .collect(Collectors.toList()),
        "What was delivered is what the history says");
  }

  @Test
  void a_message_that_another_process_brings_meanwhile_has_its_followers_join_it_there()
      throws Exception {
    RawMessage opening = Host.mail("<1@x>", "hello");
    RawMessage answer = Host.mail("<2@x>", "<1@x>", "and more");
    var gate = new Gate(host.store);
    LeadId lead;
    try (LeadPipeline a =
            host.pipeline().store(gate).connector("crm", this::take).build();
        LeadPipeline b = host.pipeline().connector("crm", this::take).build()) {
      // The same message under another id of the event: to another recipient.
      RawMessage twin = Host.to("sales@in.example", opening);
      gate.meanwhile.set(() -> b.accept(twin));
      Thread busy = accepting(a, Host.mail("<other@x>", "keeps the recorder busy"));
      gate.entered.await();
      Thread one = accepting(a, opening);
      awaitWaiting(one);
      Thread two = accepting(a, answer);
      awaitWaiting(two);
      gate.open.countDown();
      busy.join();
      one.join();
      two.join();
      lead = b.accept(twin).lead();
      assertEquals(
          lead, b.accept(answer).lead(), "The answer belongs to the lead of what it answers");
    }
    Lead stored = Lead.of(lead, host.store.histories(List.of(lead)).get(lead));
    assertEquals(
        List.of("<1@x>", "<2@x>"),
        stored.messages().stream()
            .map(Message::thread)
            .map(thread -> thread.messageId())
            .toList());
    assertNotNull(stored.decision());
    assertEquals(
        2,
        host.everything().stream().map(event -> event.lead()).distinct().count(),
        "No lead was opened beside it");
  }

  @Test
  void a_visit_does_not_go_on_under_a_lease_that_a_lost_answer_has_ended() {
    try (LeadPipeline other = host.pipeline().connector("crm", this::take).build()) {
      var store = new ForwardingStore(host.store) {
        boolean isLost;

        @Override
        public List<Result> commit(List<Commit> commits) {
          List<Result> results = super.commit(commits);
          if (!isLost && commits.get(0).lease() != null) {
            isLost = true;
            other.accept(Host.mail("<2@x>", "<1@x>", "and more"));
            lease(host.time.get(), host.time.get().plus(Duration.ofHours(1)), 1);
            throw new StoreException("the answer is lost");
          }
          return results;
        }
      };
      try (LeadPipeline leads =
          host.pipeline().store(store).connector("crm", this::take).build()) {
        leads.accept(Host.mail("<1@x>", "hello"));
        leads.run();
      }
    }
    assertEquals(1, deliveries.size(), "By then the lead is leased to someone else");
  }

  private static Thread accepting(LeadPipeline pipeline, RawMessage mail) {
    var thread = new Thread(() -> pipeline.accept(mail));
    thread.start();
    return thread;
  }

  /** Until its message is in the queue of the recorder. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
