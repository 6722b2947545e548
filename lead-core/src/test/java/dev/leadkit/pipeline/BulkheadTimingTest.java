// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.pipeline.Bulkhead.Attempt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lane counts and how long it takes its work to last, with workers and a stopwatch in the hands of the test. */
class BulkheadTimingTest {

  private static final int THREADS = 2;
  private static final int WAITING = 3;

  /** Of the stopwatch, which may overflow. */
  private long nanos = Long.MAX_VALUE;

  private boolean hasThreads = true;
  private final Deque<Runnable> jobs = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private Runnable meanwhile = () -> {};

  private final Execution execution = new Execution() {
    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public Workers workers(String name, int number) {
      log.add(number + " workers for " + name);
      return new ManualWorkers();
    }

    @Override
    public Timer timer(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void await(Object monitor, long millis) {
      log.add("wait");
      meanwhile.run();
    }
  };

  private final Bulkhead lane = new Bulkhead("crm", THREADS, WAITING, execution);

  /** Does what the test says, when it says so. */
  private final class ManualWorkers implements Workers {
    @Override
    public void execute(Runnable job) {
      if (!hasThreads) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      jobs.add(job);
    }

    @Override
    public Runnable interruption() {
      return () -> log.add("interrupt");
    }

    @Override
    public List<Runnable> takeBack() {
      var waiting = List.copyOf(jobs);
      jobs.clear();
      return waiting;
    }

    @Override
    public void resize(int number) {
      log.add("resize " + number);
    }

    @Override
    public void end() {
      log.add("end");
    }

    @Override
    public void interrupt() {
      log.add("interrupt all");
    }

    @Override
    public void join(Deadline deadline) {
      log.add("join");
    }
  }

  /** Work that takes this long; it says what is done to it. */
  private final class Work implements Bulkhead.Work {
    private final Duration takes;
    private final boolean begins;

    Work(Duration takes, boolean begins) {
      this.takes = takes;
      this.begins = begins;
    }

    @Override
    public boolean begin(Attempt attempt) {
      log.add("begin");
      return begins;
    }

    @Override
    public void call() {
      log.add("call");
      nanos += takes.toNanos();
    }

    @Override
    public void end(Attempt attempt) {
      log.add("finished " + attempt.finish());
    }

    @Override
    public void putOff(Duration pause) {
      log.add("put off for " + pause);
    }
  }

  private Work work(Duration takes) {
    return new Work(takes, true);
  }

  private void perform(Duration takes) {
    assertTrue(lane.offer(work(takes)));
    jobs.remove().run();
  }

  private void fill(int works) {
    for (int i = 0; i < works; i++) {
      assertTrue(lane.force(work(Duration.ZERO)));
    }
  }

  /** Begins a call and gives it up, as a timeout does; its worker goes on when it is run again. */
  private Attempt lost() {
    assertTrue(lane.force(work(Duration.ZERO)));
    var attempt = (Attempt) jobs.removeLast();
    assertTrue(attempt.step());
    assertTrue(attempt.giveUp());
    return attempt;
  }

  @Test
  void work_is_begun_made_and_ended_in_this_order() {
    perform(Duration.ZERO);
    assertEquals(List.of("2 workers for crm", "begin", "call", "finished true"), log);
  }

  @Test
  void work_that_does_not_begin_is_neither_made_nor_ended_and_leaves_its_place() {
    lane.offer(new Work(Duration.ZERO, false));
    jobs.remove().run();
    assertEquals(List.of("2 workers for crm", "begin"), log);
    fill(THREADS + WAITING - 1);
    assertTrue(lane.offer(work(Duration.ZERO)), "its place is free");
    assertFalse(lane.offer(work(Duration.ZERO)), "the lane is full");
  }

  @Test
  void a_jam_takes_as_long_as_the_works_inside_on_average_shared_by_the_threads() {
    perform(Duration.ofSeconds(8));
    fill(3);
    assertEquals(Duration.ofSeconds(12), lane.retryDelay(), "3 works of 8 s for 2 threads");
  }

  @Test
  void each_work_changes_the_average_by_an_eighth_of_the_difference() {
    perform(Duration.ofSeconds(8));
    perform(Duration.ofSeconds(16));
    fill(2);
    assertEquals(Duration.ofSeconds(9), lane.retryDelay(), "2 works of 9 s for 2 threads");
  }

  @Test
  void a_jam_takes_50_milliseconds_at_least_and_a_minute_at_most() {
    fill(2);
    assertEquals(Duration.ofMillis(50), lane.retryDelay(), "nothing is known yet");
    jobs.clear();
    perform(Duration.ofMillis(60));
    assertEquals(Duration.ofMillis(60), lane.retryDelay());
    for (int i = 0; i < 40; i++) {
      perform(Duration.ofMinutes(10));
    }
    assertEquals(Duration.ofMinutes(1), lane.retryDelay());
  }

  @Test
  void without_a_thread_nothing_is_taken_and_nothing_is_counted() {
    hasThreads = false;
    assertFalse(lane.offer(work(Duration.ZERO)));
    hasThreads = true;
    fill(THREADS + WAITING - 1);
    assertTrue(lane.offer(work(Duration.ZERO)));
    assertFalse(lane.offer(work(Duration.ZERO)));
  }

  @Test
  void putting_work_into_a_full_lane_waits_for_capacity() throws Exception {
    fill(THREADS + WAITING);
    meanwhile = () -> jobs.remove().run();
    log.clear();
    assertTrue(lane.put(work(Duration.ZERO)));
    assertEquals(List.of("wait", "begin", "call", "finished true"), log);
    assertEquals(THREADS + WAITING, jobs.size());
    log.clear();
    jobs.remove().run();
    assertTrue(lane.put(work(Duration.ZERO)));
    assertFalse(log.contains("wait"), "there was capacity");
  }

  @Test
  void waiting_for_capacity_ends_with_a_refusal_if_the_lane_is_closed() throws Exception {
    fill(THREADS + WAITING);
    meanwhile = lane::close;
    assertFalse(lane.put(work(Duration.ZERO)));
  }

  @Test
  void a_call_that_is_given_up_is_interrupted_and_its_worker_replaced_until_it_returns() {
    Attempt attempt = lost();
    assertTrue(log.containsAll(List.of("interrupt", "resize 3")), log.toString());
    assertEquals("1 calls of crm do not return after their time was up", lane.problem());
    assertFalse(attempt.giveUp(), "it was given up already");
    log.clear();
    attempt.run();
    assertEquals(List.of("call", "finished false", "resize 2"), log);
    assertNull(lane.problem());
  }

  @Test
  void what_has_not_begun_cannot_be_given_up() {
    fill(1);
    assertFalse(((Attempt) jobs.element()).giveUp());
    assertNull(lane.problem());
  }

  @Test
  void a_lane_whose_workers_and_their_replacements_are_lost_is_stuck_until_one_returns() {
    fill(2);
    var lost = new ArrayList<Attempt>();
    for (int i = 0; i < THREADS + 3; i++) {
      lost.add(lost());
    }
    assertTrue(lane.offer(work(Duration.ZERO)), "one worker is left");
    assertEquals(3, jobs.size());
    log.clear();
    lost.add(lost());
    assertEquals(
        List.of(
            "begin",
            "interrupt",
            "resize 6",
            "put off for PT1M",
            "put off for PT1M",
            "put off for PT1M"),
        log);
    assertEquals(
        "6 calls of crm do not return after their time was up, no thread is left for others",
        lane.problem());
    assertFalse(lane.offer(work(Duration.ZERO)));
    lost.get(0).run();
    assertTrue(lane.offer(work(Duration.ZERO)));
  }

  @Test
  void a_closed_lane_ends_its_workers_and_is_idle_when_what_is_performed_has_ended() {
    fill(2);
    var performed = (Attempt) jobs.remove();
    performed.step();
    lane.close();
    assertEquals(
        List.of("2 workers for crm", "begin", "end", "put off for PT0S"), log, "one was waiting");
    assertEquals(Duration.ZERO, lane.retryDelay());
    log.clear();
    meanwhile = performed::run;
    lane.awaitIdle(new Deadline(execution, Duration.ofMinutes(1)));
    lane.interrupt();
    lane.join(new Deadline(execution, Duration.ofMinutes(1)));
    assertEquals(List.of("wait", "call", "finished true", "interrupt all", "join"), log);
  }

  @Test
  void work_that_breaks_leaves_its_place_all_the_same() {
    for (int i = 0; i < 2 * (THREADS + WAITING); i++) {
      assertTrue(lane.offer(new Bulkhead.Work() {
        @Override
        public boolean begin(Attempt attempt) {
          throw new StackOverflowError();
        }

        @Override
        public void call() {}

        @Override
        public void end(Attempt attempt) {}

        @Override
        public void putOff(Duration pause) {}
      }));
      jobs.remove().run();
    }
  }
}
