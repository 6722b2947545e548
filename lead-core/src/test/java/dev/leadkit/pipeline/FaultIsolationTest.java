// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Defect;
import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.pipeline.Receipt.Status;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.Router;
import dev.leadkit.spi.Scorer;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault in one lead stays with that lead, whatever is thrown and by whom. */
@Timeout(60)
class FaultIsolationTest {

  private final Host host = new Host();
  private final ConcurrentLinkedQueue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

  /** Every kind of thing that a plug-in may throw. */
  @SuppressWarnings({"removal", "deprecation"
  }) // ThreadDeath is deprecated, and thrown all the same
  static Stream<Throwable> throwables() {
    return Stream.of(
        new StackOverflowError(),
        new NoClassDefFoundError("com/example/Missing"),
        new AssertionError("never"),
        new OutOfMemoryError("planted"),
        new ThreadDeath(),
        new ExceptionInInitializerError(new IllegalStateException("static")),
        new UnsatisfiedLinkError("native"),
        new InternalError("jvm"),
        new IllegalStateException("a bug"),
        new NullPointerException(),
        new UnprintableException(),
        new UnprintableError());
  }

  /** An exception that throws another one when it is printed or its message is read. */
  private static final class UnprintableException extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("a message that cannot be made");
    }
  }

  /** The same as an error. */
  private static final class UnprintableError extends Error {
    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }

  private Outcome take(Delivery delivery) {
    deliveries.add(delivery);
    return Outcome.accepted("crm-1");
  }

  /** Throws it from wherever it is called, checked or not. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable, R> R fail(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static boolean isBad(Lead lead) {
    return lead.messages().stream().anyMatch(message -> message.textBody().contains("bad"));
  }

  private static List<RawMessage> mails() {
    return IntStream.range(0, 20)
        .mapToObj(i -> Host.mail("<" + i + "@x>", i == 7 ? "bad" : "good " + i))
        .toList();
  }

  private List<String> delivered() {
    return deliveries.stream()
        .map(delivery -> delivery.lead().messages().get(0).textBody())
        .sorted()
        .toList();
  }

  private static List<String> good() {
    return IntStream.range(0, 20)
        .filter(i -> i != 7)
        .mapToObj(i -> "good " + i)
        .sorted()
        .toList();
  }

  @Nested
  class of_the_policy {

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void what_a_scorer_throws_leaves_its_lead_undecided_and_no_other(Throwable thrown) {
      var broken = new AtomicBoolean(true);
      Policy sound = host.policy();
      Scorer scorer = lead -> broken.get() && isBad(lead)
          ? FaultIsolationTest.<RuntimeException, dev.leadkit.Score>fail(thrown)
          : sound.scorer().score(lead);
      mendsItself(Policy.of("buggy-1", scorer, sound.router()), broken);
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void what_a_router_throws_leaves_its_lead_undecided_and_no_other(Throwable thrown) {
      var broken = new AtomicBoolean(true);
      Policy sound = host.policy();
      Router router = (lead, score) -> broken.get() && isBad(lead)
          ? FaultIsolationTest.<RuntimeException, dev.leadkit.Assignment>fail(thrown)
          : sound.router().route(lead, score);
      mendsItself(Policy.of("buggy-1", sound.scorer(), router), broken);
    }

    private void mendsItself(Policy policy, AtomicBoolean broken) {
      try (LeadPipeline leads = host.pipeline()
          .policy(PolicySource.of(policy))
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        List<Receipt> receipts = leads.accept(mails());
        assertEquals(20, receipts.size(), "All messages are accepted");
        LeadId bad = receipts.get(7).lead();
        leads.run();
        assertEquals(List.of("Received"), host.kinds(bad), "Its message is kept undecided");
        assertEquals(good(), delivered(), "The others are decided and delivered");
        assertEquals(Health.Status.DEGRADED, leads.health().status(), "An operator learns of it");
        broken.set(false);
        host.pass(Duration.ofHours(2));
        leads.run();
        assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(bad));
        assertEquals(Health.Status.UP, leads.health().status());
      }
    }

    @Test
    void a_lead_that_cannot_be_decided_is_tried_after_growing_pauses() {
      var calls = new AtomicInteger();
      Scorer scorer = lead -> {
        calls.incrementAndGet();
        throw new AssertionError("never");
      };
      try (LeadPipeline leads = host.pipeline()
          .policy(PolicySource.of(Policy.of("buggy-1", scorer, host.policy().router())))
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        leads.accept(Host.mail("<1@x>", "hello"));
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
          Instant next = leads.run().nextWake();
          pauses.add(Duration.between(host.time.get(), next).toMinutes());
          host.time.set(next);
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), pauses);
        assertTrue(calls.get() < 60, "It does not spin, but was called " + calls);
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void a_policy_source_that_throws_leaves_the_last_policy_in_effect(Throwable thrown) {
      var broken = new AtomicBoolean();
      Policy policy = host.policy();
      PolicySource source = new PolicySource() {
        @Override
        public Policy policy() {
          return broken.get() ? FaultIsolationTest.<RuntimeException, Policy>fail(thrown) : policy;
        }

        @Override
        public void refresh() {
          policy();
        }
      };
      try (LeadPipeline leads = host.pipeline()
          .policy(source)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        broken.set(true);
        Receipt receipt = leads.accept(Host.mail("<1@x>", "hello"));
        leads.run();
        assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(receipt.lead()));
        assertEquals(Health.Status.DEGRADED, leads.health().status());
        broken.set(false);
        leads.accept(Host.mail("<2@x>", "hello"));
        assertEquals(Health.Status.UP, leads.health().status());
      }
    }
  }

  @Nested
  class of_plug_ins {

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void what_an_enricher_throws_is_a_failure_of_its_lead(Throwable thrown) {
      Policy asking = host.policy().withEnrichers(List.of("companies"), Duration.ofSeconds(30));
      try (LeadPipeline leads = host.pipeline()
          .policy(PolicySource.of(asking))
          .enricher(
              "companies",
              question -> isBad(question.lead())
                  ? FaultIsolationTest.<Exception, Enrichment>fail(thrown)
                  : Enrichment.NONE)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        LeadId bad = leads.accept(mails()).get(7).lead();
        leads.run();
        assertEquals(List.of("Received", "Failed"), host.kinds(bad));
        assertEquals(good(), delivered());
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void what_a_connector_throws_is_a_failure_of_its_lead(Throwable thrown) {
      try (LeadPipeline leads = host.pipeline()
          .connector(
              "crm",
              delivery -> isBad(delivery.lead())
                  ? FaultIsolationTest.<Exception, Outcome>fail(thrown)
                  : take(delivery))
          .build()) {
        LeadId bad = leads.accept(mails()).get(7).lead();
        leads.run();
        assertEquals(List.of("Received", "Qualified", "Failed"), host.kinds(bad));
        Fact.Failed failure =
            assertInstanceOf(Fact.Failed.class, host.history(bad).get(2));
        assertTrue(
            failure.reason().startsWith(thrown.getClass().getSimpleName()), failure.reason());
        assertEquals(good(), delivered());
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void what_a_reader_throws_costs_no_other_message(Throwable thrown) {
      try (LeadPipeline leads = host.withoutReader()
          .reader((raw, at, contents) -> new String(raw.bytes()).contains("bad")
              ? FaultIsolationTest.<RuntimeException, dev.leadkit.Message>fail(thrown)
              : Host.reader().read(raw, at, contents))
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        for (RawMessage mail : mails()) {
          boolean isBad = new String(mail.bytes()).contains("bad");
          if (isBad && thrown instanceof OutOfMemoryError) {
            assertThrows(StoreException.class, () -> leads.accept(mail), "It may be read later");
            continue;
          }
          Receipt receipt = leads.accept(mail);
          Lead lead = leads.lead(receipt.lead());
          assertEquals(
              isBad ? List.of(Defect.Code.UNREADABLE) : List.of(),
              lead.messages().get(0).defects().stream().map(Defect::code).toList());
        }
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void what_an_address_book_throws_has_the_message_sent_again(Throwable thrown) {
      try (LeadPipeline leads = host.pipeline()
          .addresses((tenant, address) -> address.startsWith("bad")
              ? FaultIsolationTest.<RuntimeException, dev.leadkit.Source>fail(thrown)
              : null)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        RawMessage bad = Host.to("bad@in.example", Host.mail("<1@x>", "hello"));
        assertThrows(StoreException.class, () -> leads.accept(bad));
        assertThrows(StoreException.class, () -> leads.accept(List.of(bad)));
        assertEquals(Status.OPENED, leads.accept(Host.mail("<2@x>", "hello")).status());
      }
    }
  }

  @Nested
  class of_the_store {

    /** Throws where a message of the test is bad. */
    private final class Broken extends ForwardingStore {

      private final Supplier<Throwable> thrown;
      private final AtomicBoolean broken = new AtomicBoolean(true);
      private volatile LeadId unreadable = LeadId.openedBy("evt_none");
      private final AtomicInteger readings = new AtomicInteger();

      Broken(Supplier<Throwable> thrown) {
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
            ? FaultIsolationTest.<RuntimeException, List<Result>>fail(thrown.get())
            : super.commit(commits);
      }

      @Override
      public Map<LeadId, List<LeadEvent>> histories(Collection<LeadId> leads) {
        if (broken.get() && leads.contains(unreadable)) {
          readings.incrementAndGet();
          FaultIsolationTest.<RuntimeException, Object>fail(thrown.get());
        }
        return super.histories(leads);
      }
    }

    @ParameterizedTest
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void what_a_store_throws_at_one_message_refuses_that_message_only(Throwable thrown)
        throws Exception {
      var store = new Broken(() -> thrown);
      try (LeadPipeline leads = host.pipeline()
          .store(store)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        var refused = new ConcurrentLinkedQueue<String>();
        var accepted = new ConcurrentLinkedQueue<Receipt>();
        var start = new CountDownLatch(1);
        List<Thread> callers = mails().stream()
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
        assertEquals(good(), delivered());
      }
    }

    @Test
    void one_unreadable_history_stops_no_other_lead() {
      var store = new Broken(() -> new StoreException("event 1 cannot be read"));
      List<Receipt> receipts;
      try (LeadPipeline leads = host.pipeline()
          .store(store)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        store.broken.set(false);
        receipts = leads.accept(mails());
        store.broken.set(true);
      }
      LeadId bad = receipts.get(7).lead();
      store.unreadable = bad;
      try (LeadPipeline leads = host.pipeline()
          .store(store)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        RunResult result = leads.run();
        assertEquals(good(), delivered(), "Every other lead of the batch is delivered");
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
    @MethodSource("dev.leadkit.pipeline.FaultIsolationTest#throwables")
    void a_dispatcher_whose_store_throws_goes_on_when_it_answers_again(Throwable thrown)
        throws Exception {
      var attempts = new CountDownLatch(3);
      var done = new CountDownLatch(1);
      LeadStore store = new ForwardingStore(host.store) {
        @Override
        public List<Lease> lease(Instant now, Instant until, int max) {
          attempts.countDown();
          return attempts.getCount() > 0
              ? FaultIsolationTest.<RuntimeException, List<Lease>>fail(thrown)
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
      try (LeadPipeline leads = host.pipeline()
          .store(store)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
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
      try (LeadPipeline leads = host.pipeline()
          .store(store)
          .connector("crm", FaultIsolationTest.this::take)
          .build()) {
        LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
        for (int i = 0; i < 10; i++) {
          leads.run();
          host.pass(Duration.ofMinutes(5));
        }
        assertEquals(Host.RETRY.attempts(), deliveries.size());
        assertTrue(host.kinds(lead).contains("DeadLettered"), "It is given up in the open");
      }
    }
  }

  @Test
  void a_listener_that_throws_harms_no_entry() {
    var works = new ArrayList<Runnable>();
    var faults = new Faults();
    var clock = new EngineClock(host.clock);
    var leads = new LeadLoader(host.store, () -> 0);
    var policies = new CurrentPolicy(PolicySource.of(host.policy()), faults);
    var settler =
        new Settler(host.store, leads, policies, clock, () -> 0, Duration.ofMinutes(1), faults);
    var recorder = new Recorder(host.store, leads, settler, clock, () -> 0, faults, works::add);
    recorder.listener(new CommitListener() {
      @Override
      public void proceed(LeaseSession session, Lead lead, List<? extends dev.leadkit.Task> tasks) {
        throw new AssertionError("proceed");
      }

      @Override
      public void closed(LeaseSession session) {
        throw new AssertionError("closed");
      }

      @Override
      public void awake() {
        throw new AssertionError("awake");
      }
    });
    var first = recorder.arrived(arrival("<1@x>"));
    var second = recorder.arrived(arrival("<2@x>"));
    first.thenRun(() -> {
      throw new AssertionError("a callback of the caller");
    });
    works.remove(0).run();
    assertEquals(Status.OPENED, first.join().status());
    assertEquals(Status.OPENED, second.join().status());
    var third = recorder.arrived(arrival("<3@x>"));
    works.remove(0).run();
    assertFalse(third.isCompletedExceptionally(), "The recorder goes on");
  }

  private ReadMessage arrival(String id) {
    RawMessage mail = Host.mail(id, "hello");
    return ReadMessage.of(
        Host.reader().read(mail, host.time.get(), host.blobs), dev.leadkit.Source.unknown(""));
  }
}
