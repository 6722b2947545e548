// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadListener;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import dev.leadkit.spi.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers are those of the rules of {@link LeadListener}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerTest {

  private static final long WATCHDOG_SECONDS = 60;

  private final Host host = new Host();
  private final ConcurrentLinkedQueue<LeadEvent> told = new ConcurrentLinkedQueue<>();

  private LeadPipeline.Builder pipeline() {
    return host.pipeline().connector("crm", delivery -> Outcome.accepted("1"));
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(
        latch.await(WATCHDOG_SECONDS, TimeUnit.SECONDS), "the watchdog ended a hanging test");
  }

  @Test
  void every_kind_of_event_is_told_with_the_lead_as_it_then_is() {
    var states = new ConcurrentLinkedQueue<Lead>();
    var attempts = new AtomicInteger();
    LeadId lead;
    try (LeadPipeline leads = host.pipeline()
        .connector("crm", delivery -> {
          if (attempts.incrementAndGet() <= Host.RETRY.attempts()) {
            throw new IOException("connection refused");
          }
          return Outcome.accepted("1");
        })
        .listener((event, state) -> {
          told.add(event);
          states.add(state);
        })
        .build()) {
      lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      for (int i = 0; i < Host.RETRY.attempts(); i++) {
        leads.run();
        host.pass(Duration.ofMinutes(5));
      }
      leads.observe(lead, new Fact.Reopened("it works again", "ops"));
      leads.run();
    }
    assertEquals(host.everything(), List.copyOf(told), "all that was committed, in its order");
    assertEquals(
        Set.of("Received", "Qualified", "Failed", "DeadLettered", "Reopened", "Delivered"),
        new HashSet<>(host.kinds(lead)),
        "the test meets these kinds");
    var events = List.copyOf(told);
    var seen = List.copyOf(states);
    for (int i = 0; i < events.size(); i++) {
      assertTrue(seen.get(i).seq() >= events.get(i).seq(), "the lead knows the event that is told");
    }
  }

  @Test
  void a_listener_can_be_interested_in_one_kind_of_fact() {
    var delivered = new ConcurrentLinkedQueue<String>();
    try (LeadPipeline leads = pipeline()
        .listener(LeadListener.of(
            Fact.Delivered.class, (fact, lead) -> delivered.add(fact.reference() + lead.id())))
        .build()) {
      LeadId lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      leads.run();
      leads.close();
      assertEquals(List.of("1" + lead), List.copyOf(delivered));
    }
  }

  @Test
  void rule1_what_is_told_is_in_the_store_already() {
    var missing = new ConcurrentLinkedQueue<LeadEvent>();
    try (LeadPipeline leads = pipeline()
        .listener((event, lead) -> {
          told.add(event);
          if (!host.store.histories(List.of(event.lead())).get(event.lead()).contains(event)) {
            missing.add(event);
          }
        })
        .build()) {
      for (int i = 0; i < 50; i++) {
        leads.accept(Host.mail("<" + i + "@x>", "hello"));
      }
      leads.run();
    }
    assertFalse(told.isEmpty(), "the listener was told something");
    assertEquals(List.of(), List.copyOf(missing), "nothing is told before it is durable");
  }

  @Test
  void rule2_events_of_a_lead_come_in_order_and_never_two_at_a_time() throws Exception {
    var inside = new AtomicInteger();
    var overlaps = new AtomicInteger();
    var threads = new HashSet<Thread>();
    try (LeadPipeline leads = pipeline()
        .listener((event, lead) -> {
          if (inside.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
          }
          threads.add(Thread.currentThread());
          told.add(event);
          inside.decrementAndGet();
        })
        .start()) {
      var accepting = new ArrayList<Thread>();
      for (int t = 0; t < 4; t++) {
        int sender = t;
        var thread = new Thread(() -> {
          for (int i = 0; i < 50; i++) {
            leads.accept(Host.mail("<" + sender + "." + i + "@x>", "<0." + i % 5 + "@x>", "hello"));
          }
        });
        accepting.add(thread);
        thread.start();
      }
      for (Thread thread : accepting) {
        thread.join();
      }
    }
    assertEquals(0, overlaps.get());
    assertEquals(1, threads.size(), "one thread, which does no other work");
    Map<LeadId, Long> last = new HashMap<>();
    for (LeadEvent event : told) {
      assertEquals(last.getOrDefault(event.lead(), 0L) + 1, event.seq(), "of " + event.lead());
      last.put(event.lead(), event.seq());
    }
    assertEquals(host.everything().size(), told.size());
  }

  @Test
  @Tag("slow")
  void rule3_a_listener_that_is_too_slow_learns_from_where_it_can_read_what_it_missed()
      throws Exception {
    var gate = new CountDownLatch(1);
    var blocked = new CountDownLatch(1);
    var skipped = new AtomicLong();
    var after = new AtomicLong(-1);
    int mails = LeadListener.CAPACITY;
    var before = new AtomicLong();
    try (LeadPipeline leads = pipeline()
        .taskTimeout(Duration.ofSeconds(WATCHDOG_SECONDS))
        .listener(new LeadListener() {
          @Override
          public void on(LeadEvent event, Lead lead) throws Exception {
            told.add(event);
            if (event.seq() == 1 && told.size() > 2_000) {
              blocked.countDown();
              gate.await();
            }
          }

          @Override
          public void missed(long events, long position) {
            skipped.addAndGet(events);
            after.compareAndSet(-1, position);
          }
        })
        .build()) {
      accept(leads, 0, 1_000);
      while (told.size() < 2_000) {
        Thread.onSpinWait();
      }
      before.set(host.store.end());
      accept(leads, 1_000, 1_010);
      await(blocked);
      accept(leads, 2_000, 2_000 + mails);
      gate.countDown();
    }
    List<LeadEvent> all = host.everything();
    assertEquals(all.size(), told.size() + skipped.get(), "every event is told or counted");
    assertTrue(skipped.get() > 0, "the test meets a queue that is full");
    assertTrue(after.get() > 0, "a position that spares the listener most of the history");
    assertTrue(after.get() <= before.get() + 20, "before all that was skipped");
    var untold = new HashSet<>(all);
    untold.removeAll(told);
    untold.removeAll(Set.copyOf(page(after.get())));
    assertEquals(Set.of(), untold, "all that was skipped is after the position");
  }

  private static void accept(LeadPipeline leads, int from, int to) {
    var batch = new ArrayList<dev.leadkit.RawMessage>();
    for (int i = from; i < to; i++) {
      batch.add(Host.mail("<" + i + "@x>", "hello"));
    }
    leads.accept(batch);
  }

  private List<LeadEvent> page(long position) {
    var events = new ArrayList<LeadEvent>();
    LeadStore.Page page = host.store.events(position, 1_000);
    while (!page.events().isEmpty()) {
      events.addAll(page.events());
      page = host.store.events(page.position(), 1_000);
    }
    return events;
  }

  @Test
  void rule3_a_listener_that_hangs_holds_up_neither_the_work_nor_the_others() throws Exception {
    var never = new CountDownLatch(1);
    var others = new CountDownLatch(4);
    try (LeadPipeline leads = pipeline()
        .taskTimeout(Duration.ofMillis(200))
        .listener((event, lead) -> never.await())
        .listener((event, lead) -> others.countDown())
        .build()) {
      leads.accept(Host.mail("<1@x>", "hello"));
      leads.accept(Host.mail("<2@x>", "hello"));
      await(others);
    }
    assertEquals(1, never.getCount(), "closing interrupts a listener that hangs");
  }

  @Test
  void rule4_whatever_a_listener_throws_harms_nothing() {
    var calls = new AtomicInteger();
    List<Throwable> faults = List.of(
        new IllegalStateException("a bug"),
        new AssertionError("a bug"),
        new StackOverflowError(),
        new OutOfMemoryError("planted"),
        new NoClassDefFoundError("com/acme/Gone"),
        new InterruptedException());
    LeadId lead;
    try (LeadPipeline leads = pipeline()
        .listener((event, state) -> {
          Throwable fault = faults.get(calls.getAndIncrement() % faults.size());
          if (fault instanceof Error error) {
            throw error;
          }
          throw (Exception) fault;
        })
        .listener((event, state) -> told.add(event))
        .build()) {
      lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
      for (int i = 2; i < 10; i++) {
        leads.accept(Host.mail("<" + i + "@x>", "hello"));
      }
      leads.run();
      Lead state = leads.lead(lead);
      assertNotNull(state);
    }
    assertEquals(host.everything().size(), calls.get(), "told of every event all the same");
    assertEquals(host.everything().size(), told.size(), "and so was the other");
    assertEquals(List.of("Received", "Qualified", "Delivered"), host.kinds(lead));
  }

  @Test
  void rule5_of_several_pipelines_on_one_store_each_tells_what_it_committed() {
    var ofOther = new ConcurrentLinkedQueue<LeadEvent>();
    try (LeadPipeline one =
            pipeline().listener((event, lead) -> told.add(event)).build();
        LeadPipeline other =
            pipeline().listener((event, lead) -> ofOther.add(event)).build()) {
      for (int i = 0; i < 20; i++) {
        (i % 2 == 0 ? one : other).accept(Host.mail("<" + i + "@x>", "<" + i / 4 + "@x>", "hello"));
      }
      one.run();
      other.run();
    }
    var all = new ArrayList<>(told);
    all.addAll(ofOther);
    assertEquals(host.everything().size(), all.size(), "each event by exactly one of them");
    assertEquals(new HashSet<>(host.everything()), new HashSet<>(all));
    assertFalse(told.isEmpty() || ofOther.isEmpty(), "both had something to tell");
  }

  @Test
  void a_copy_that_changes_a_history_is_told_too() {
    try (LeadPipeline leads =
        pipeline().listener((event, lead) -> told.add(event)).build()) {
      leads.accept(Host.mail("<1@x>", "hello"));
      leads.accept(Host.mail("<1@x>", "hello"));
    }
    assertTrue(
        told.stream().anyMatch(event -> event.fact() instanceof Fact.Duplicated), "told: " + told);
  }

  @ParameterizedTest
  @MethodSource("dev.leadkit.pipeline.Throwables#all")
  void what_a_store_throws_at_the_listener_s_thread_silences_no_listener(Throwable thrown) {
    var failed = new CountDownLatch(1);
    LeadStore store = new ForwardingStore(host.store) {
      @Override
      public long end() {
        failed.countDown();
        return Throwables.<RuntimeException, Long>fail(thrown);
      }
    };
    try (LeadPipeline leads =
        pipeline().store(store).listener((event, lead) -> told.add(event)).build()) {
      // Until the thread finds nothing to tell and asks for the end of the store.
      for (int i = 0; failed.getCount() > 0; i++) {
        leads.accept(Host.mail("<" + i + "@x>", "hello"));
      }
      leads.accept(Host.mail("<last@x>", "hello"));
      leads.run();
    }
    assertEquals(host.everything(), List.copyOf(told), "all that was committed, in its order");
  }

  @Test
  void a_commit_without_events_does_not_hold_back_the_position_of_missed_events() {
    LeadId lead;
    try (LeadPipeline leads = pipeline().build()) {
      lead = leads.accept(Host.mail("<1@x>", "hello")).lead();
    }
    var checked = new CheckedStore(host.store);
    checked.commit(List.of(
        new LeadStore.Commit(lead, 2, List.of(), Map.of(), List.of(), host.time.get(), null)));
    checked.position().refresh();
    assertEquals(host.store.end(), checked.position().get(), "there is no event to hand over");
  }

  @Test
  void a_commit_that_fails_does_not_hold_back_the_position_of_missed_events() {
    var checked = new CheckedStore(new ForwardingStore(host.store) {
      @Override
      public List<Result> commit(List<Commit> commits) {
        throw new StoreException("planted");
      }

      @Override
      public long end() {
        return 7;
      }
    });
    assertThrows(StoreException.class, () -> checked.commit(List.of()));
    checked.position().refresh();
    assertEquals(7, checked.position().get());
  }

  @Test
  void a_listener_may_close_the_pipeline() throws Exception {
    var closed = new CountDownLatch(1);
    var pipeline = new LeadPipeline[1];
    pipeline[0] = pipeline()
        .listener((event, lead) -> {
          pipeline[0].close();
          closed.countDown();
        })
        .build();
    pipeline[0].accept(Host.mail("<1@x>", "hello"));
    await(closed);
  }
}
