// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadListener;
import dev.leadkit.spi.LeadStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LeadListener} can rely on: extend this, supply what tells the listeners, and run it with JUnit.
 *
 * <p>The number in the name of a test is that of the rule in the documentation of {@link LeadListener}.
 */
public abstract class LeadListenerContract {

  private static final long WATCHDOG_SECONDS = 60;

  private LeadStore store;

  /** Something that takes in messages, records them in this store, and tells these listeners of it. */
  protected abstract Teller teller(LeadStore store, List<LeadListener> listeners) throws Exception;

  /** What tells the listeners, such as a pipeline. */
  public interface Teller extends AutoCloseable {

    /** Takes these messages in; each of the kit's opens a lead. Returns when they are recorded. */
    void accept(List<RawMessage> messages) throws Exception;

    /** Passes the remaining events to the listeners, unless a listener hangs, and ends. */
    @Override
    void close() throws Exception;
  }

  @BeforeEach
  final void makeStore() {
    store = new InMemoryStore();
  }

  private static List<RawMessage> mails(int from, int to) {
    var mails = new ArrayList<RawMessage>();
    for (int i = from; i < to; i++) {
      mails.add(Samples.raw(i));
    }
    return mails;
  }

  /** All that was recorded, in its order. */
  private List<LeadEvent> recorded(long position) {
    var events = new ArrayList<LeadEvent>();
    for (var page = store.events(position, 1_000);
        !page.events().isEmpty();
        page = store.events(page.position(), 1_000)) {
      events.addAll(page.events());
    }
    return events;
  }

  @Test
  final void rule1_what_is_told_is_in_the_store_already_and_the_lead_knows_it() throws Exception {
    var early = new ConcurrentLinkedQueue<LeadEvent>();
    var told = new AtomicInteger();
    try (Teller teller = teller(store, List.of((event, lead) -> {
      told.incrementAndGet();
      List<LeadEvent> history = store.histories(List.of(event.lead())).get(event.lead());
      if (history == null || !history.contains(event) || lead.seq() < event.seq()) {
        early.add(event);
      }
    }))) {
      for (int i = 0; i < 20; i++) {
        teller.accept(mails(i, i + 1));
      }
    }
    assertEquals(recorded(0).size(), told.get(), "every event is told");
    assertEquals(List.of(), List.copyOf(early), "nothing is told before it is durable");
  }

  @Test
  final void rule2_events_of_a_lead_come_in_order_from_one_thread_that_does_no_other_work()
      throws Exception {
    var told = new ConcurrentLinkedQueue<LeadEvent>();
    var inside = new AtomicInteger();
    var overlaps = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    try (Teller teller = teller(store, List.of((event, lead) -> {
      if (inside.incrementAndGet() > 1) {
        overlaps.incrementAndGet();
      }
      threads.add(Thread.currentThread());
      told.add(event);
      inside.decrementAndGet();
    }))) {
      for (int i = 0; i < 10; i++) {
        teller.accept(mails(i * 10, i * 10 + 10));
        teller.accept(mails(i * 10, i * 10 + 10)); // copies, which the histories have as well
      }
    }
    assertEquals(0, overlaps.get(), "calls while another one was under way");
    assertEquals(1, threads.size(), "threads that called the listener: " + threads);
    assertFalse(threads.contains(Thread.currentThread()), "the thread that takes messages in");
    Map<LeadId, Long> last = new HashMap<>();
    for (LeadEvent event : told) {
      assertEquals(last.getOrDefault(event.lead(), 0L) + 1, event.seq(), "of " + event.lead());
      last.put(event.lead(), event.seq());
    }
  }

  @Test
  final void rule3_each_event_is_told_once() throws Exception {
    var told = new ConcurrentLinkedQueue<LeadEvent>();
    try (Teller teller = teller(store, List.of((event, lead) -> told.add(event)))) {
      teller.accept(mails(0, 100));
    }
    assertEquals(recorded(0).size(), told.size());
    assertEquals(new HashSet<>(recorded(0)), new HashSet<>(told));
  }

  @Test
  final void rule3_a_listener_that_is_too_slow_is_told_how_much_it_missed_and_from_where()
      throws Exception {
    var gate = new CountDownLatch(1);
    var blocked = new CountDownLatch(1);
    var told = new ConcurrentLinkedQueue<LeadEvent>();
    var skipped = new AtomicLong();
    var after = new AtomicLong(Long.MAX_VALUE);
    var slow = new LeadListener() {
      @Override
      public void on(LeadEvent event, Lead lead) throws Exception {
        told.add(event);
        blocked.countDown();
        if (!gate.await(WATCHDOG_SECONDS, TimeUnit.SECONDS)) {
          gate.countDown(); // the thread that takes messages in waits for this listener
        }
      }

      @Override
      public void missed(long events, long position) {
        skipped.addAndGet(events);
        after.accumulateAndGet(position, Math::min);
      }
    };
    try (Teller teller = teller(store, List.of(slow))) {
      teller.accept(mails(0, 1));
      assertTrue(blocked.await(WATCHDOG_SECONDS, TimeUnit.SECONDS), "nothing was told");
      teller.accept(mails(1, LeadListener.CAPACITY + 100));
      gate.countDown();
    }
    List<LeadEvent> all = recorded(0);
    assertEquals(all.size(), told.size() + skipped.get(), "every event is told or counted");
    assertTrue(skipped.get() > 0, "no more than CAPACITY events wait");
    var unknown = new HashSet<>(all);
    told.forEach(unknown::remove);
    recorded(after.get()).forEach(unknown::remove);
    assertEquals(Set.of(), unknown, "all that was skipped is after the position");
  }

  @Test
  final void rule4_whatever_a_listener_throws_the_next_event_is_told() throws Exception {
    List<Throwable> faults = List.of(
        new IllegalStateException("planted"),
        new AssertionError("planted"),
        new StackOverflowError(),
        new NoClassDefFoundError("planted"),
        new InterruptedException());
    var calls = new AtomicInteger();
    var told = new AtomicInteger();
    LeadListener throwing = (event, lead) -> {
      Throwable fault = faults.get(calls.getAndIncrement() % faults.size());
      if (fault instanceof Error error) {
        throw error;
      }
      throw (Exception) fault;
    };
    try (Teller teller =
        teller(store, List.of(throwing, (event, lead) -> told.incrementAndGet()))) {
      for (int i = 0; i < 10; i++) {
        teller.accept(mails(i, i + 1));
      }
    }
    assertTrue(calls.get() >= 10, "every message is recorded, although the listener throws");
    assertEquals(recorded(0).size(), calls.get(), "events that the one that throws is told");
    assertEquals(recorded(0).size(), told.get(), "events that the other one is told");
  }

  @Test
  final void rule5_of_two_on_one_store_each_tells_what_it_recorded_itself() throws Exception {
    var ofOne = new ConcurrentLinkedQueue<LeadEvent>();
    var ofOther = new ConcurrentLinkedQueue<LeadEvent>();
    try (Teller one = teller(store, List.of((event, lead) -> ofOne.add(event)));
        Teller other = teller(store, List.of((event, lead) -> ofOther.add(event)))) {
      one.accept(mails(0, 10));
      other.accept(mails(10, 30));
    }
    assertEquals(new HashSet<>(recorded(0).subList(0, ofOne.size())), new HashSet<>(ofOne));
    assertTrue(ofOne.size() >= 10 && ofOther.size() >= 20, "both have something to tell");
    assertEquals(recorded(0).size(), ofOne.size() + ofOther.size(), "each event by one of them");
  }
}
