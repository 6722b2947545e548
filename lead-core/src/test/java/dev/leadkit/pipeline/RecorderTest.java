// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.RawMessage;
import dev.leadkit.Source;
import dev.leadkit.Task;
import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.ForwardingStore;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which entries are written together, what the engine is told afterwards, and who is answered what. */
@Timeout(60)
class RecorderTest {

  private static final int MAX_GROUP_SIZE = 512;

  private final Host host = new Host();
  private final Faults faults = new Faults();
  private final Queue<Runnable> pending = new ArrayDeque<>();
  private final List<Integer> groups = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private RuntimeException refusal = new IllegalStateException("none planted");
  private boolean refuses;

  /** How long a call of the store takes, by the stopwatch of the engine. */
  private Duration slowness = Duration.ZERO;

  private long time;

  private final LeadStore store = new ForwardingStore(host.store) {
    @Override
    public List<Result> commit(List<Commit> commits) {
      groups.add(commits.size());
      time += slowness.toNanos();
      if (refuses) {
        throw refusal;
      }
      return super.commit(commits);
    }
  };

  private final LeadLoader leads = new LeadLoader(store, () -> 0);

  private Recorder recorder(Executor executor) {
    return recorder(store, executor);
  }

  private Recorder recorder(LeadStore store, Executor executor) {
    var clock = new EngineClock(host.clock);
    var settler = new Settler(
        store,
        leads,
        new CurrentPolicy(PolicySource.of(host.policy()), faults),
        clock,
        () -> 0,
        Duration.ofMinutes(1),
        faults);
    var recorder = new Recorder(store, leads, settler, clock, () -> time, faults, executor);
    recorder.listener(new CommitListener() {
      @Override
      public void proceed(LeaseSession visit, Lead lead, List<? extends Task> tasks) {
        told.add("proceed with " + tasks.size());
      }

      @Override
      public void closed(LeaseSession visit) {
        told.add("closed");
      }

      @Override
      public void awake() {
        told.add("awake");
      }
    });
    return recorder;
  }

  /** Writes when the test says so. */
  private Recorder waiting() {
    return recorder(pending::add);
  }

  private void write() {
    while (!pending.isEmpty()) {
      pending.remove().run();
    }
  }

  private ReadMessage mail(int number) {
    RawMessage raw = Host.mail("<" + number + "@x>", "hello");
    return ReadMessage.of(Host.reader().read(raw, host.time.get(), host.blobs), Source.unknown(""));
  }

  private static Throwable failureOf(CompletableFuture<Receipt> receipt) {
    return assertThrows(CompletionException.class, receipt::join).getCause();
  }

  @Test
  void everything_that_waits_is_one_group_and_one_task_of_the_executor() {
    Recorder recorder = waiting();
    var receipts = new ArrayList<CompletableFuture<Receipt>>();
    for (int i = 0; i < 5; i++) {
      receipts.add(recorder.arrived(mail(i)));
    }
    assertEquals(1, pending.size(), "A second thread would write a second group at the same time");
    assertFalse(receipts.get(0).isDone(), "Nothing is answered before it is durable");
    write();
    assertEquals(List.of(5), groups);
    for (CompletableFuture<Receipt> receipt : receipts) {
      assertEquals(Receipt.Status.OPENED, receipt.join().status());
    }
  }

  @Test
  void after_a_rest_the_next_entry_is_written_too() {
    Recorder recorder = waiting();
    recorder.arrived(mail(1));
    write();
    recorder.arrived(mail(2));
    write();
    assertEquals(List.of(1, 1), groups);
  }

  @Test
  void a_group_has_a_largest_size_and_the_rest_is_the_next() {
    Recorder recorder = waiting();
    for (int i = 0; i < MAX_GROUP_SIZE + 3; i++) {
      recorder.arrived(mail(i));
    }
    write();
    assertEquals(List.of(MAX_GROUP_SIZE, 3), groups);
  }

  @Test
  void a_commit_that_leaves_a_lead_with_work_wakes_the_engine_once() {
    Recorder recorder = waiting();
    recorder.arrived(mail(1));
    recorder.arrived(mail(2));
    write();
    assertEquals(List.of("awake"), told, "One signal for the whole group");
  }

  @Test
  void a_commit_that_leaves_nothing_to_do_wakes_no_one() {
    host.connectors = List.of();
    Recorder recorder = waiting();
    recorder.arrived(mail(1));
    write();
    assertEquals(List.of(), told);
  }

  @Test
  void an_engine_that_fails_when_it_is_told_harms_no_entry() {
    Recorder recorder = waiting();
    recorder.listener(new CommitListener() {
      @Override
      public void proceed(LeaseSession visit, Lead lead, List<? extends Task> tasks) {}

      @Override
      public void closed(LeaseSession visit) {}

      @Override
      public void awake() {
        throw new AssertionError("planted");
      }
    });
    var one = recorder.arrived(mail(1));
    write();
    var other = recorder.arrived(mail(2));
    write();
    assertEquals(Receipt.Status.OPENED, one.join().status());
    assertEquals(Receipt.Status.OPENED, other.join().status());
  }

  @Test
  void an_executor_without_a_thread_refuses_the_entry_and_the_next_one_tries_again() {
    var threads = new ArrayList<Runnable>();
    Recorder recorder = recorder(work -> {
      if (threads.isEmpty()) {
        threads.add(work);
        throw new OutOfMemoryError("unable to create native thread");
      }
      work.run();
    });
    Throwable failure = failureOf(recorder.arrived(mail(1)));
    assertInstanceOf(StoreException.class, failure);
    assertInstanceOf(OutOfMemoryError.class, failure.getCause());
    assertEquals(Receipt.Status.OPENED, recorder.arrived(mail(2)).join().status());
    assertEquals(List.of(1), groups, "The refused entry is not written later");
  }

  @Test
  void a_store_that_fails_is_a_problem_until_it_works_again() {
    Recorder recorder = waiting();
    refuses = true;
    refusal = new StoreException("planted");
    var refused = recorder.arrived(mail(1));
    write();
    assertEquals(refusal, failureOf(refused), "The caller learns what the store said");
    refuses = false;
    var accepted = recorder.arrived(mail(1));
    write();
    assertEquals(Receipt.Status.OPENED, accepted.join().status());
  }

  /** One entry that cannot be written must not refuse the others. */
  @Test
  void a_group_that_fails_is_repeated_in_halves() {
    Recorder recorder = waiting();
    refuses = true;
    refusal = new StoreException("planted");
    for (int i = 0; i < 4; i++) {
      recorder.arrived(mail(i));
    }
    write();
    assertEquals(List.of(4, 2, 1, 1, 2, 1, 1), groups);
  }

  /** A store whose calls run into a timeout would otherwise hold its callers for minutes. */
  @Test
  void a_group_is_not_repeated_if_the_store_takes_longer_than_ten_seconds_to_fail() {
    Recorder recorder = waiting();
    refuses = true;
    refusal = new StoreException("planted");
    slowness = Duration.ofSeconds(10).plusNanos(1);
    var receipts = new ArrayList<CompletableFuture<Receipt>>();
    for (int i = 0; i < 4; i++) {
      receipts.add(recorder.arrived(mail(i)));
    }
    write();
    assertEquals(List.of(4), groups);
    receipts.forEach(receipt -> assertEquals(refusal, failureOf(receipt)));
    groups.clear();
    slowness = Duration.ofSeconds(10);
    recorder.arrived(mail(1));
    recorder.arrived(mail(2));
    write();
    assertEquals(List.of(2, 1, 1), groups, "After ten seconds it is still tried");
  }

  /** A store that contradicts itself must not occupy the recorder for good. */
  @Test
  void an_entry_that_the_store_refuses_three_times_without_a_change_fails() {
    var stubborn = new ForwardingStore(host.store) {
      @Override
      public List<Result> commit(List<Commit> commits) {
        groups.add(commits.size());
        return commits.stream().<Result>map(commit -> new Stale(commit.after())).toList();
      }
    };
    Recorder recorder = recorder(stubborn, pending::add);
    var refused = recorder.arrived(mail(1));
    write();
    assertEquals(List.of(1, 1, 1), groups);
    String message = String.valueOf(failureOf(refused).getMessage());
    assertTrue(message.contains("although the lead has not changed"), message);
  }

  @Test
  void what_a_store_throws_against_its_contract_reaches_the_caller_as_a_failure_of_the_store() {
    Recorder recorder = waiting();
    refuses = true;
    refusal = new IllegalArgumentException("planted");
    var refused = recorder.arrived(mail(1));
    write();
    Throwable failure = failureOf(refused);
    assertInstanceOf(StoreException.class, failure);
    assertEquals(refusal, failure.getCause());
  }

  /** What is cached of a lead after a failure may be older than what the store has. */
  @Test
  void a_failed_entry_is_settled_next_on_what_the_store_has() {
    Recorder recorder = waiting();
    var opened = recorder.arrived(mail(1));
    write();
    LeadId lead = opened.join().lead();
    refuses = true;
    refusal = new StoreException("planted");
    recorder.observed(lead, List.of(new Fact.Labelled("lost", "kim")));
    write();
    refuses = false;
    var other = new LeadPipelineOnTheSameStore();
    other.label(lead);
    var labelled = recorder.observed(lead, List.of(new Fact.Labelled("won", "kim")));
    write();
    assertEquals(Receipt.Status.CONTINUED, labelled.join().status());
    assertEquals(3, groups.size(), "The first attempt is settled on the current history");
  }

  /** Another process with the same store. */
  private final class LeadPipelineOnTheSameStore {
    void label(LeadId lead) {
      try (LeadPipeline other = host.pipeline()
          .connector("crm", delivery -> dev.leadkit.spi.Outcome.accepted("1"))
          .build()) {
        other.observe(lead, new Fact.Labelled("new", "noor"));
      }
    }
  }

  @Test
  void closing_waits_for_what_is_queued_and_refuses_what_comes_later() {
    Recorder recorder = recorder(work -> new Thread(work).start());
    var before = recorder.arrived(mail(1));
    recorder.close(new Deadline(ThreadExecution.INSTANCE, Duration.ofSeconds(30)));
    assertTrue(before.isDone(), "It is answered before close returns");
    assertEquals(Receipt.Status.OPENED, before.join().status());
    assertInstanceOf(
        IllegalStateException.class, failureOf(recorder.arrived(mail(2))), "It is closed");
  }

  @Test
  void an_entry_that_is_not_written_by_the_deadline_fails_and_is_not_written_later() {
    Recorder recorder = waiting();
    var left = recorder.arrived(mail(1));
    recorder.close(new Deadline(ThreadExecution.INSTANCE, Duration.ZERO));
    assertTrue(String.valueOf(failureOf(left).getMessage()).contains("send again"));
    write();
    assertEquals(List.of(), groups, "Its sender sends it again");
  }
}
