// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Enrichment;
import dev.leadkit.Fact;
import dev.leadkit.Fact.Failed.Prospect;
import dev.leadkit.Lead;
import dev.leadkit.Task;
import dev.leadkit.policy.Tickets;
import dev.leadkit.policy.Toggles;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs the tasks of a visit: each enricher and each connector in a lane of its own, each task within its time.
 *
 * <p>Whatever an enricher, connector or flag service throws, {@code Error}s included, becomes a fact of the lead for which it was called, and
 * nothing else.
 */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private static final int MAX_REASON_LENGTH = 500;
  private static final Duration WITHOUT_TIMER = Duration.ofSeconds(1);
  private static final String FLAGS = "flags";
  private static final String TICKETS = "tickets";

  private final LeadStore store;
  private final EngineClock clock;
  private final Execution execution;
  private final Map<String, Enricher> enrichers;
  private final Map<String, Connector> connectors;
  private final @Nullable Flags flags;
  private final Duration taskTimeout;
  private final Recorder recorder;
  private final Map<String, Bulkhead> lanes = new LinkedHashMap<>();

  /** How many visits are enough to fill every lane. */
  private final int capacity;

  private final Execution.Timer timer;

  private volatile boolean closing;

  /**
   * @param concurrency how many tasks of one lane are performed at the same time
   * @param waiting how many more of them a lane takes
   */
  Dispatcher(
      LeadStore store,
      EngineClock clock,
      Execution execution,
      Map<String, Enricher> enrichers,
      Map<String, Connector> connectors,
      @Nullable Flags flags,
      Duration taskTimeout,
      int concurrency,
      int waiting,
      Recorder recorder) {
    this.store = store;
    this.clock = clock;
    this.execution = execution;
    this.enrichers = enrichers;
    this.connectors = connectors;
    this.flags = flags;
    this.taskTimeout = taskTimeout;
    this.recorder = recorder;
    timer = execution.timer("timeout");
    enrichers.keySet().forEach(name -> add("enrich " + name, name, concurrency, waiting));
    connectors.keySet().forEach(name -> add("deliver " + name, name, concurrency, waiting));
    add(TICKETS, TICKETS, concurrency, waiting);
    if (flags != null) {
      add(FLAGS, FLAGS, concurrency, waiting);
    }
    capacity = lanes.size() * (concurrency + waiting);
  }

  private void add(String lane, String name, int concurrency, int waiting) {
    lanes.put(lane, new Bulkhead(name, concurrency, waiting, execution));
  }

  int capacity() {
    return capacity;
  }

  /**
   * Puts the first tasks of a visit into their lanes. Where a lane is full, a visit of {@code run} waits for room, and any other is put off.
   *
   * @throws InterruptedException while waiting; the tasks that were not begun are put off
   */
  void begin(LeaseSession visit, Lead lead, List<? extends Task> tasks)
      throws InterruptedException {
    handOut(visit, lead, tasks, visit.run() == null ? Bulkhead::offer : Bulkhead::put);
  }

  /** Puts the next tasks of a visit into their lanes, and never waits: there is always room for the next tasks of a visit of {@code run}. */
  void proceed(LeaseSession visit, Lead lead, List<? extends Task> tasks) {
    try {
      handOut(visit, lead, tasks, visit.run() == null ? Bulkhead::offer : Bulkhead::force);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // of the executor's thread: it has other work to end
    }
  }

  /** How to put work into a lane; false where there is no room. */
  private interface Entrance {
    boolean admit(Bulkhead lane, Bulkhead.Work work) throws InterruptedException;
  }

  private void handOut(LeaseSession visit, Lead lead, List<? extends Task> tasks, Entrance entrance)
      throws InterruptedException {
    // one for ourselves: nobody else is last before all tasks are handed out
    visit.begin(tasks.size() + 1);
    int left = tasks.size();
    try {
      for (Task task : tasks) {
        handOut(visit, lead, task, entrance);
        left--;
      }
    } finally {
      if (left > 0) {
        visit.putOff(Duration.ZERO);
      }
      recorder.finished(visit, left + 1, List.of());
    }
  }

  private void handOut(LeaseSession visit, Lead lead, Task task, Entrance entrance)
      throws InterruptedException {
    Bulkhead lane = lanes.get(laneOf(task));
    if (lane == null) {
      recorder.finished(visit, List.of(failed(task, "nothing is called " + task.name() + " here")));
    } else if (!entrance.admit(lane, new TaskOfVisit(visit, lead, task))) {
      visit.putOff(lane.retryDelay());
      recorder.finished(visit, List.of());
    }
  }

  /** A task in its lane. */
  private final class TaskOfVisit implements Bulkhead.Work {

    private final LeaseSession visit;
    private final Lead lead;
    private final Task task;

    /** Cancels the timeout. */
    private Runnable timeout = () -> {};

    /** What came of the call; null if nothing is known. */
    private @Nullable Fact fact;

    TaskOfVisit(LeaseSession visit, Lead lead, Task task) {
      this.visit = visit;
      this.lead = lead;
      this.task = task;
    }

    @Override
    public boolean begin(Bulkhead.Attempt attempt) {
      if (closing || !visit.hasTimeFor(taskTimeout, clock.instant(), execution.nanos())) {
        putOff(Duration.ZERO);
        return false;
      }
      try {
        timeout = timer.schedule(() -> giveUp(attempt), taskTimeout);
        return true;
      } catch (Throwable e) {
        LOG.error("{} of {} is put off: its time cannot be watched", task.id(), task.lead(), e);
        putOff(WITHOUT_TIMER);
        return false;
      }
    }

    @Override
    public void call() {
      try {
        fact = ask(lead, task);
      } catch (Throwable e) {
        LOG.warn("{} of {} failed", task.id(), task.lead(), Faults.printable(e));
        fact = failed(task, Faults.summary(e));
      }
    }

    @Override
    public void end(Bulkhead.Attempt attempt) {
      timeout.run();
      if (attempt.finish()) {
        recorder.finished(visit, fact == null ? List.of() : List.of(fact));
      } else if (fact != null && !(fact instanceof Fact.Failed)) {
        // It took too long and was written off, and then it did happen: that is true as well.
        recorder.late(task.lead(), fact);
      }
    }

    private void giveUp(Bulkhead.Attempt attempt) {
      if (attempt.giveUp()) {
        recorder.finished(visit, List.of(failed(task, "no answer within " + taskTimeout)));
      }
    }

    @Override
    public void putOff(Duration pause) {
      visit.putOff(pause);
      recorder.finished(visit, List.of());
    }
  }

  private static String laneOf(Task task) {
    if (task instanceof Task.Enrich && Tickets.line(task.name()) != null) {
      return TICKETS;
    }
    if (task instanceof Task.Enrich) {
      return Toggles.flag(task.name()) == null ? "enrich " + task.name() : FLAGS;
    }
    return "deliver " + task.name();
  }

  /** What came of it; null if we were interrupted because the pipeline closes, so that nothing is known. */
  private @Nullable Fact ask(Lead lead, Task task) {
    try {
      return task instanceof Task.Enrich enrich
          ? enrich(lead, enrich)
          : deliver(lead, (Task.Deliver) task);
    } catch (InterruptedException e) {
      return closing ? null : failed(task, "interrupted");
    } catch (Exception | Error e) { // whatever a plug-in throws is an answer: try again later
      LOG.warn("{} of {} failed", task.id(), task.lead(), Faults.printable(e));
      return failed(task, Faults.summary(e));
    }
  }

  private Fact enrich(Lead lead, Task.Enrich task) throws Exception {
    String line = Tickets.line(task.name());
    if (line != null) {
      return new Fact.Enriched(
          task.id(), task.name(), Tickets.answer(store.ticket(line, task.lead())));
    }
    String flag = Toggles.flag(task.name());
    if (flag != null) {
      return new Fact.Enriched(task.id(), task.name(), ask(lead, flag));
    }
    Enricher enricher = java.util.Objects.requireNonNull(enrichers.get(task.name()));
    Enrichment findings = enricher.enrich(new Enricher.Question(task.id(), task.domain(), lead));
    if (findings == null) {
      return failed(
          task, "the enricher returned null; expected Findings, Findings.NONE if it knows nothing");
    }
    return new Fact.Enriched(task.id(), task.name(), findings);
  }

  /** What a flag service says; that it cannot say is an answer too, for which the policy has a default. */
  private Enrichment ask(Lead lead, String flag) throws InterruptedException {
    try {
      Flags service = java.util.Objects.requireNonNull(flags);
      return Toggles.answer(service.value(flag, Toggles.subject(lead)));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("while a flag was asked");
      }
      LOG.warn(
          "flag {} was not answered for {}, its default counts: {}",
          flag,
          lead.id(),
          Faults.summary(e));
      return Toggles.noAnswer("the flag service failed: " + Faults.summary(e));
    }
  }

  private Fact deliver(Lead lead, Task.Deliver task) throws Exception {
    Connector connector = java.util.Objects.requireNonNull(connectors.get(task.name()));
    Fact.Qualified decision = java.util.Objects.requireNonNull(lead.decision());
    Lead.Effort effort = lead.efforts().get(task.id());
    int attempt = effort == null ? 1 : effort.attempts() + 1;
    Outcome outcome = connector.deliver(new Delivery(
        task.id(), lead.id().value(), attempt, lead, decision.score(), decision.assignment()));
    if (outcome instanceof Outcome.Accepted accepted) {
      return new Fact.Delivered(
          task.id(), task.name(), accepted.reference(), accepted.messageId());
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return new Fact.Failed(
          task.id(), task.name(), shortened(rejected.reason()), null, Prospect.PERMANENT);
    }
    if (outcome instanceof Outcome.Later later) {
      return new Fact.Failed(
          task.id(), task.name(), shortened(later.reason()), later.after(), Prospect.TRANSIENT);
    }
    if (outcome instanceof Outcome.Partial partial) {
      return failed(task, "delivered in part: " + partial.reason());
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return failed(task, "not known whether it was delivered: " + unknown.reason());
    }
    return failed(task, "the connector returned null; expected an Outcome");
  }

  private static Fact failed(Task task, String reason) {
    return new Fact.Failed(task.id(), task.name(), shortened(reason), null, Prospect.TRANSIENT);
  }

  private static String shortened(String reason) {
    if (reason.isBlank()) {
      return "no reason given";
    }
    if (reason.length() <= MAX_REASON_LENGTH) {
      return reason;
    }
    boolean splitsPair = Character.isHighSurrogate(reason.charAt(MAX_REASON_LENGTH - 1));
    return reason.substring(0, splitsPair ? MAX_REASON_LENGTH - 1 : MAX_REASON_LENGTH) + "…";
  }

  /** What an operator should know of the lanes. */
  List<String> problems() {
    return lanes.values().stream()
        .map(Bulkhead::problem)
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Gives back what waits and lets what is performed come to its end, all lanes at once; interrupts what has not ended when time is up or the
   * caller is interrupted.
   */
  void close(Deadline deadline) {
    closing = true;
    lanes.values().forEach(Bulkhead::close);
    lanes.values().forEach(lane -> lane.awaitIdle(deadline));
    timer.stop();
    lanes.values().forEach(Bulkhead::interrupt);
  }

  /** Waits until the threads have ended, or time is up. */
  void join(Deadline deadline) {
    lanes.values().forEach(lane -> lane.join(deadline));
    timer.join(deadline);
  }
}
