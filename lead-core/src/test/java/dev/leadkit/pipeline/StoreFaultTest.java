// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that fails for one lead harms that lead only, and one that fails for all is asked again. */
@Timeout(60)
class StoreFaultTest {

  private final Host host = new Host();
  private final OneBadMail mails = new OneBadMail();

  /** Throws where a message of the test is bad. */
  private final class FailingStore extends ForwardingStore {

    private final Supplier<Throwable> thrown;
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private volatile LeadId unreadable = LeadId.openedBy("evt_none");
    private final AtomicInteger readings = new AtomicInteger();

    FailingStore(Supplier<Throwable> thrown) {
      super(host.store);
      this.thrown = thrown;
    }

    @Override
    public List<Result> commit(List<Commit> commits) {
      boolean isBad = commits.stream()
          .flatMap(commit -> commit.events().stream())
          .map(LeadEvent::fact)
          .anyMatch(fact -> fact instanceof Fact.Received received
              && received.message().textBody().contains("bad"));
      return broken.get() && isBad
          ? Throwables.<RuntimeException, List<Result>>fail(thrown.get())
          : super.commit(commits);
    }

    @Override
    public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
      if (broken.get() && leads.contains(unreadable)) {
        readings.incrementAndGet();
        Throwables.<RuntimeException, Object>fail(thrown.get());
      }
      return super.histories(leads);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.leadkit.pipeline.Throwables#all")
  void what_a_store_throws_at_one_message_refuses_that_message_only(Throwable thrown)
      throws Exception {
    var store = new FailingStore(() -> thrown);
    try (LeadPipeline leads =
        host.pipeline().store(store).connector("crm", mails::take).build()) {
      var refused = new ConcurrentLinkedQueue<String>();
      var accepted = new ConcurrentLinkedQueue<Receipt>();
      var start = new CountDownLatch(1);
      List<Thread> callers = OneBadMail.mails().stream()
          .map(mail -> new Thread(() -> {
            try {
              start.await();
              accepted.add(leads.accept(mail));
            } catch (StoreException e) {
              refused.add(new String(mail.bytes()));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }))
          .toList();
      callers.forEach(Thread::start);
      start.countDown();
      for (Thread caller : callers) {
        caller.join();
      }
      assertEquals(1, refused.size(), "Only the message that cannot be written is refused");
      assertTrue(refused.peek().contains("bad"));
      assertEquals(19, accepted.size(), "Every other caller has a receipt");
      leads.run();
      assertEquals(OneBadMail.good(), mails.delivered());
    }
  }

  @Test
  void one_unreadable_history_stops_no_other_lead() {
    var store = new FailingStore(() -> new StoreException("event 1 cannot be read"));
    List<Receipt> receipts;
    try (LeadPipeline leads =
        host.pipeline().store(store).connector("crm", mails::take).build()) {
      store.broken.set(false);
      receipts = leads.accept(OneBadMail.mails());
      store.broken.set(true);
    }
    LeadId bad = receipts.get(7).lead();
    store.unreadable = bad;
    try (LeadPipeline leads =
        host.pipeline().store(store).connector("crm", mails::take).build()) {
      RunResult result = leads.run();
      assertEquals(
          OneBadMail.good(), mails.delivered(), "Every other lead of the batch is delivered");
      assertEquals(
          host.time.get().plus(Duration.ofMinutes(1)),
          result.nextWake(),
          "The unreadable lead is left alone for a minute");
      assertEquals(Health.Status.DEGRADED, leads.health().status(), "An operator learns of it");
      int readings = store.readings.get();
      leads.run();
      assertEquals(readings, store.readings.get(), "It is not leased again before");
      List<RawMessage> group = List.of(
          Host.mail("<a@x>", "new"),
          Host.mail("<b@x>", "<7@x>", "answers what cannot be read"),
          Host.mail("<c@x>", "<3@x>", "answers what can"));
      assertThrows(StoreException.class, () -> leads.accept(group.get(1)));
      assertThrows(StoreException.class, () -> leads.accept(group));
      assertEquals(Status.DUPLICATE, leads.accept(group.get(0)).status());
      assertEquals(
          receipts.get(3).lead(), leads.accept(group.get(2)).lead(), "Others are not concerned");
      host.time.set(result.nextWake());
      assertEquals(
          host.time.get().plus(Duration.ofMinutes(2)), leads.run().nextWake(), "The pauses grow");
      store.broken.set(false);
      host.pass(Duration.ofMinutes(2));
      leads.run();
      assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(bad));
      assertEquals(Health.Status.UP, leads.health().status());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.leadkit.pipeline.Throwables#all")
  void a_dispatcher_whose_store_throws_goes_on_when_it_answers_again(Throwable thrown)
      throws Exception {
    var attempts = new CountDownLatch(3);
    var done = new CountDownLatch(1);
    LeadStore store = new ForwardingStore(host.store) {
      @Override
      public List<Lease> lease(Instant now, Instant until, int max) {
        attempts.countDown();
        return attempts.getCount() > 0
            ? Throwables.<RuntimeException, List<Lease>>fail(thrown)
            : super.lease(now, until, max);
      }
    };
    try (LeadPipeline leads = host.pipeline()
        .store(store)
        .connector("crm", delivery -> {
          done.countDown();
          return Outcome.accepted("");
        })
        .pollInterval(Duration.ofMillis(5))
        .start()) {
      leads.accept(Host.mail("<1@x>", "hello"));
      done.await();
    }
  }

  @Test
  void a_store_that_contradicts_itself_is_tried_a_limited_number_of_times() {
    var commits = new AtomicInteger();
    LeadStore store = new ForwardingStore(host.store) {
      @Override
      public List<Result> commit(List<Commit> all) {
        commits.incrementAndGet();
        return all.stream().<Result>map(commit -> new Stale(9)).toList();
      }
    };
    try (LeadPipeline leads =
        host.pipeline().store(store).connector("crm", mails::take).build()) {
      assertThrows(StoreException.class, () -> leads.accept(Host.mail("<1@x>", "hello")));
      assertEquals(3, commits.get());
    }
  }

  @Test
  void an_effect_whose_result_cannot_be_written_is_repeated_a_limited_number_of_times() {
    LeadStore store = new ForwardingStore(host.store) {
      @Override
      public List<Result> commit(List<Commit> commits) {
        boolean isDelivery = commits.stream()
            .flatMap(commit -> commit.events().stream())
            .anyMatch(event -> event.fact() instanceof Fact.Delivered);
        if (isDelivery) {
          throw new StoreException("the reference cannot be stored");
        }
        return super.commit(commits);
      }
    };
    try (LeadPipeline leads =
        host.pipeline().store(store).connector("crm", mails::take).build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      for (int i = 0; i < 10; i++) {
        leads.run();
        host.pass(Duration.ofMinutes(5));
      }
      assertEquals(Host.RETRY.attempts(), mails.count());
      assertTrue(host.kinds(lead).contains("DeadLettered"), "It is given up in the open");
    }
  }
}
