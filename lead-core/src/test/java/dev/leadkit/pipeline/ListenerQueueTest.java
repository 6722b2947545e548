// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.memory.InMemoryStore;
import dev.leadkit.spi.LeadListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of one listener: bounded, in order, and given up when the pipeline closes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerQueueTest {

  private static final LeadId LEAD = LeadId.openedBy("evt_1");
  private static final Lead STATE = Lead.of(LEAD);

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  /** Hangs with the first event until the test lets it go on. */
  private final LeadListener slow = new LeadListener() {
    @Override
    public void on(LeadEvent event, Lead lead) {
      told.add("event " + event.seq());
      begun.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    }

    @Override
    public void missed(long events, long position) {
      told.add("missed " + events + " after " + position);
    }
  };

  private final ListenerQueue queue = new ListenerQueue(slow, new Position(new InMemoryStore()));

  @AfterEach
  void end() {
    release.countDown();
    queue.end();
  }

  private static Deadline deadline(Duration from) {
    return new Deadline(ThreadExecution.INSTANCE, from);
  }

  private static List<LeadEvent> events(long from, long to) {
    var events = new ArrayList<LeadEvent>();
    for (long seq = from; seq < to; seq++) {
      events.add(new LeadEvent(LEAD, seq, Instant.EPOCH, new Fact.Labelled("l", "kim")));
    }
    return events;
  }

  @Test
  void a_full_queue_skips_events_and_tells_their_number_in_their_place() throws Exception {
    queue.add(STATE, events(1, 2));
    begun.await();
    int capacity = LeadListener.CAPACITY;
    queue.add(STATE, events(2, 2 + capacity));
    queue.add(STATE, events(2 + capacity, 5 + capacity));
    release.countDown();
    while (told.size() < capacity + 2) {
      Thread.onSpinWait();
    }
    queue.add(STATE, events(5 + capacity, 6 + capacity));
    queue.end();
    queue.join(deadline(Duration.ofSeconds(60)));
    assertEquals(capacity + 3, told.size());
    assertEquals("event " + (1 + capacity), told.get(capacity), "Whatever fits is told");
    assertEquals("missed 3 after 0", told.get(capacity + 1));
    assertEquals("event " + (5 + capacity), told.get(capacity + 2));
  }

  @Test
  void events_that_were_skipped_twice_are_told_twice() throws Exception {
    queue.add(STATE, events(1, 2));
    begun.await();
    int capacity = LeadListener.CAPACITY;
    queue.add(STATE, events(2, 4 + capacity));
    queue.end();
    release.countDown();
    queue.join(deadline(Duration.ofSeconds(60)));
    assertEquals("missed 2 after 0", told.get(told.size() - 1), "Also at the end");
    assertEquals(capacity + 2, told.size());
  }

  @Test
  void closing_waits_until_the_listener_has_everything() throws Exception {
    queue.add(STATE, events(1, 4));
    begun.await();
    queue.end();
    var joining = new Thread(() -> queue.join(deadline(Duration.ofSeconds(60))));
    joining.start();
    while (joining.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    release.countDown();
    joining.join();
    assertEquals(List.of("event 1", "event 2", "event 3"), told);
  }

  @Test
  void a_listener_that_hangs_at_the_deadline_is_interrupted_and_gets_no_more() throws Exception {
    queue.add(STATE, events(1, 4));
    begun.await();
    queue.end();
    queue.join(deadline(Duration.ofMillis(1)));
    interrupted.await();
    queue.join(deadline(Duration.ofSeconds(60)));
    assertEquals(List.of("event 1"), told);
  }

  @Test
  void a_queue_that_has_ended_takes_nothing() {
    queue.end();
    queue.add(STATE, events(1, 2));
    queue.join(deadline(Duration.ofSeconds(60)));
    assertTrue(told.isEmpty(), told::toString);
  }
}
