// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.pipeline.Bulkhead.Attempt;
import dev.leadkit.pipeline.Bulkhead.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads of one connector: bounded, and not held for good by calls that do not return. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BulkheadTest {

  private static final int WAITING = 2;

  private final Bulkhead lane = new Bulkhead("crm", 1, WAITING, ThreadExecution.INSTANCE);
  private final CountDownLatch release = new CountDownLatch(1);
  private final BlockingQueue<Attempt> begun = new LinkedBlockingQueue<>();
  private final BlockingQueue<Duration> putOff = new LinkedBlockingQueue<>();

  /** Work that does everything in its call. */
  private abstract class Call implements Work {

    private volatile @Nullable Attempt attempt;

    abstract void perform(Attempt attempt);

    @Override
    public boolean begin(Attempt begun) {
      attempt = begun;
      return true;
    }

    @Override
    public void call() {
      perform(Objects.requireNonNull(attempt));
    }

    @Override
    public void end(Attempt ended) {}

    @Override
    public void putOff(Duration pause) {
      putOff.add(pause);
    }
  }

  /** Holds its thread until the test is over, whatever interrupts it. */
  private final class Stuck extends Call {
    @Override
    void perform(Attempt attempt) {
      begun.add(attempt);
      while (release.getCount() > 0) {
        try {
          release.await();
        } catch (InterruptedException e) {
          continue; // a plug-in that ignores it
        }
      }
    }
  }

  @AfterEach
  void end() {
    release.countDown();
    lane.close();
  }

  @Test
  void it_takes_what_it_can_perform_and_keep_waiting_and_no_more() throws Exception {
    for (int i = 0; i < 1 + WAITING; i++) {
      assertTrue(lane.offer(new Stuck()), "there is room for " + i);
    }
    assertFalse(lane.offer(new Stuck()), "a full lane takes nothing");
    assertTrue(lane.force(new Stuck()), "unless it must");
    assertNotNull(begun.take());
    assertNull(lane.problem());
  }

  @Test
  void a_full_lane_asks_for_a_pause() throws Exception {
    lane.offer(new Stuck());
    begun.take();
    assertTrue(
        lane.retryDelay().compareTo(Duration.ZERO) > 0,
        "without a pause the lead would be leased again and again");
  }

  @Test
  void a_call_that_is_given_up_counts_no_longer_and_another_thread_replaces_its_own()
      throws Exception {
    lane.offer(new Stuck());
    assertTrue(begun.take().giveUp());
    for (int i = 0; i < 1 + WAITING; i++) {
      assertTrue(lane.offer(new Stuck()), "room for " + i + " although one call does not return");
    }
    assertNotNull(begun.take(), "another thread performs the next work");
    assertNotNull(lane.problem(), "an operator is told");
  }

  @Test
  void a_lane_whose_threads_are_all_held_gives_back_what_waits_and_takes_nothing()
      throws Exception {
    int replacements = 4;
    for (int i = 0; i <= replacements; i++) {
      lane.force(new Stuck());
    }
    lane.force(new Stuck());
    List<Attempt> held = new ArrayList<>();
    for (int i = 0; i <= replacements; i++) {
      Attempt attempt = begun.take();
      held.add(attempt);
      assertTrue(attempt.giveUp());
    }
    assertEquals(Duration.ofMinutes(1), putOff.take(), "what waits is put off");
    assertFalse(lane.force(new Stuck()));
    assertEquals(Duration.ofMinutes(1), lane.retryDelay());
    release.countDown();
    assertFalse(held.get(0).finish(), "what was given up does not finish as well");
  }

  @Test
  void what_finishes_is_not_given_up_afterwards() throws Exception {
    var finished = new CompletableFuture<Boolean>();
    lane.offer(new Call() {
      @Override
      void perform(Attempt attempt) {
        finished.complete(attempt.finish());
        begun.add(attempt);
      }
    });
    Attempt attempt = begun.take();
    assertTrue(finished.get());
    assertFalse(attempt.giveUp(), "it came to its end");
  }

  @Test
  void a_closed_lane_gives_back_what_waits_at_once() throws Exception {
    lane.offer(new Stuck());
    lane.offer(new Stuck());
    begun.take();
    lane.close();
    assertEquals(Duration.ZERO, putOff.take(), "another process can go on at once");
    assertFalse(lane.offer(new Stuck()));
  }
}
