// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers and timers made of threads. */
@Timeout(60)
class ThreadExecutionTest {

  private final Execution execution = ThreadExecution.INSTANCE;
  private final Workers workers = execution.workers("crm", 1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final BlockingQueue<Thread> begun = new LinkedBlockingQueue<>();
  private final Set<Thread> interrupted = ConcurrentHashMap.newKeySet();

  private final Runnable stuck = () -> {
    begun.add(Thread.currentThread());
    try {
      release.await();
    } catch (InterruptedException e) {
      interrupted.add(Thread.currentThread());
    }
  };

  private Deadline deadline() {
    return new Deadline(execution, Duration.ofSeconds(30));
  }

  @AfterEach
  void end() {
    release.countDown();
    workers.interrupt();
  }

  @Test
  void threads_say_whose_they_are_and_keep_no_host_alive() throws Exception {
    workers.execute(stuck);
    Thread thread = begun.take();
    assertEquals("lead-crm-1", thread.getName());
    assertTrue(thread.isDaemon());
  }

  @Test
  void what_waits_can_be_taken_back() throws Exception {
    Runnable waiting = () -> {};
    workers.execute(stuck);
    begun.take();
    workers.execute(waiting);
    assertEquals(List.of(waiting), workers.takeBack());
    assertEquals(List.of(), workers.takeBack());
  }

  @Test
  void more_and_fewer_may_work_at_the_same_time() throws Exception {
    workers.execute(stuck);
    begun.take();
    workers.resize(2);
    workers.execute(stuck);
    begun.take();
    workers.resize(1);
    Runnable waiting = () -> {};
    workers.execute(waiting);
    assertEquals(
        List.of(waiting), workers.takeBack(), "both threads are busy, no third is started");
  }

  @Test
  void a_job_can_be_interrupted_alone() throws Exception {
    var interruption = new LinkedBlockingQueue<Runnable>();
    workers.resize(2);
    workers.execute(() -> {
      interruption.add(workers.interruption());
      stuck.run();
    });
    Thread one = begun.take();
    workers.execute(stuck);
    Thread other = begun.take();
    interruption.take().run();
    while (!interrupted.contains(one)) {
      Thread.onSpinWait();
    }
    assertFalse(interrupted.contains(other));
  }

  @Test
  void after_the_end_what_waits_is_still_run_and_then_the_threads_end() throws Exception {
    workers.execute(stuck);
    Thread thread = begun.take();
    workers.execute(stuck);
    workers.end();
    release.countDown();
    workers.join(deadline());
    assertFalse(thread.isAlive());
    assertEquals(1, begun.size(), "the second job was run");
  }

  @Test
  void a_timer_runs_its_action_after_the_delay_unless_that_is_cancelled() throws Exception {
    Execution.Timer timer = execution.timer("timeout");
    var ran = new LinkedBlockingQueue<String>();
    Runnable cancel = timer.schedule(() -> ran.add("cancelled"), Duration.ofMillis(50));
    cancel.run();
    long start = execution.nanos();
    timer.schedule(() -> ran.add("late"), Duration.ofMillis(100));
    timer.schedule(() -> ran.add("soon"), Duration.ofMillis(1));
    assertEquals("soon", ran.take());
    assertEquals("late", ran.take());
    assertTrue(execution.nanos() - start >= Duration.ofMillis(100).toNanos());
    timer.schedule(() -> ran.add("never"), Duration.ofHours(1));
    timer.stop();
    timer.join(deadline());
    assertEquals(0, ran.size());
  }
}
