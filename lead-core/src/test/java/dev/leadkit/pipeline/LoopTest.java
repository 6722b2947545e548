// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {

  private final List<Thread> started = new ArrayList<>();

  private Thread quiet(Runnable work) {
    var thread = new Thread(work);
    thread.setUncaughtExceptionHandler((ended, cause) -> {});
    thread.setDaemon(true);
    started.add(thread);
    return thread;
  }

  @Test
  void a_step_that_throws_is_repeated_in_the_same_thread() throws Exception {
    var steps = new CountDownLatch(5);
    var faults = new AtomicInteger();
    var loop = new Loop(
        this::quiet,
        () -> {
          steps.countDown();
          throw new StackOverflowError();
        },
        e -> faults.incrementAndGet());
    loop.start();
    steps.await();
    loop.stop();
    for (Thread thread : started) {
      thread.join();
    }
    assertEquals(1, started.size());
    assertTrue(faults.get() >= 5);
  }

  @Test
  void a_thread_that_dies_is_replaced() throws Exception {
    var steps = new CountDownLatch(3);
    var loop = new Loop(
        this::quiet,
        () -> {
          steps.countDown();
          throw new OutOfMemoryError("planted");
        },
        e -> {
          throw new OutOfMemoryError("while it was logged");
        });
    loop.start();
    steps.await();
    loop.stop();
    assertTrue(loop.ensureRunning(), "A loop that was stopped is as it should be");
  }

  @Test
  void a_loop_without_a_thread_says_so_and_goes_on_as_soon_as_it_can() throws Exception {
    var canStart = new AtomicBoolean(true);
    var again = new CountDownLatch(2);
    ThreadFactory threads = work -> {
      if (!canStart.get()) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      return quiet(work);
    };
    var loop = new Loop(
        threads,
        () -> {
          again.countDown();
          if (again.getCount() == 1) {
            canStart.set(false);
            throw new OutOfMemoryError("planted");
          }
          new CountDownLatch(1).await();
        },
        e -> {
          throw new OutOfMemoryError("while it was logged");
        });
    loop.start();
    started.get(0).join();
    assertFalse(loop.ensureRunning(), "Its thread has died and cannot be replaced");
    canStart.set(true);
    assertTrue(loop.ensureRunning());
    again.await();
    loop.stop();
    loop.interrupt();
  }
}
