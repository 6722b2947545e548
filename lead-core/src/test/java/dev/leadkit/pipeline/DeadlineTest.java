// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlineTest {

  private long nanos = Long.MAX_VALUE - 10;
  private final List<Long> waits = new ArrayList<>();
  private boolean isInterrupted;

  /** Each wait takes a millisecond less than requested. */
  private final Execution execution = new Execution() {
    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Workers workers(String name, int number) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Timer timer(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void await(Object monitor, long millis) throws InterruptedException {
      waits.add(millis);
      nanos += Math.max(1, millis - 1) * 1_000_000;
      if (isInterrupted) {
        isInterrupted = false;
        throw new InterruptedException();
      }
    }
  };

  private final Deadline deadline = new Deadline(execution, Duration.ofMillis(10));

  @Test
  void it_waits_until_time_is_up_and_no_longer() {
    assertFalse(deadline.await(this, () -> false));
    assertEquals(List.of(10L, 1L), waits);
    assertFalse(deadline.await(this, () -> false));
    assertEquals(2, waits.size(), "time is up");
  }

  @Test
  void a_part_of_a_millisecond_is_waited_for_too() {
    nanos += 9_999_999;
    assertFalse(deadline.await(this, () -> false));
    assertEquals(List.of(1L), waits);
  }

  @Test
  void it_does_not_wait_for_what_is_true_and_says_so_if_it_becomes_true() {
    assertTrue(deadline.await(this, () -> true));
    assertEquals(List.of(), waits);
    assertTrue(deadline.await(this, () -> !waits.isEmpty()));
    assertEquals(1, waits.size());
  }

  @Test
  void an_extension_counts_from_now() {
    nanos += 20_000_000;
    deadline.extend(Duration.ofMillis(3));
    assertFalse(deadline.await(this, () -> false));
    assertEquals(List.of(3L, 1L), waits);
  }

  @Test
  void an_interruption_does_not_end_the_wait_and_is_handed_on_in_the_end() {
    assertFalse(deadline.wasInterrupted());
    deadline.restoreInterrupt();
    assertFalse(Thread.interrupted(), "there was no interruption");
    isInterrupted = true;
    assertTrue(deadline.await(this, () -> waits.size() == 2));
    assertTrue(deadline.wasInterrupted());
    deadline.restoreInterrupt();
    assertTrue(Thread.interrupted());
  }

  @Test
  void a_thread_is_joined_when_it_has_ended_and_left_when_time_is_up() throws Exception {
    var end = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    var thread = new Thread(() -> {
      try {
        end.await();
      } catch (InterruptedException e) {
        return;
      }
      ended.countDown();
    });
    thread.start();
    nanos += 10_000_000;
    deadline.join(thread);
    assertTrue(thread.isAlive(), "time was up");
    deadline.extend(Duration.ofMinutes(1));
    end.countDown();
    deadline.join(thread);
    assertFalse(thread.isAlive());
    assertEquals(0, ended.getCount());
  }
}
