// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.EventContext;
import dev.leadkit.Fact;
import dev.leadkit.Lead;
import dev.leadkit.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of sessions: each enricher and each connector in its own bulkhead, each task within the timeout.
 *
 * <p>Anything a plug-in throws, including {@code Error}s, becomes a fact of the lead for which it was called.
 */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private static final Duration WITHOUT_TIMER = Duration.ofSeconds(1);

  private final EngineClock clock;
  private final Execution execution;
  private final TaskPerformer performer;
  private final Duration taskTimeout;
  private final Recorder recorder;
  private final Map<String, Bulkhead> enriching = new LinkedHashMap<>();
  private final Map<String, Bulkhead> delivering = new LinkedHashMap<>();
  private final Bulkhead drawing;
  private final @Nullable Bulkhead evaluating;
  private final List<Bulkhead> bulkheads = new ArrayList<>();

  /** The number of sessions that fill all bulkheads. */
  private final int capacity;

  private final Execution.Timer timer;

  private volatile boolean closing;

  /**
   * @param concurrency the number of concurrent tasks of one bulkhead
   * @param waiting the number of tasks that may wait in a bulkhead
   */
  Dispatcher(
      EngineClock clock,
      Execution execution,
      TaskPerformer performer,
      Duration taskTimeout,
      int concurrency,
      int waiting,
      Recorder recorder) {
    this.clock = clock;
    this.execution = execution;
    this.performer = performer;
    this.taskTimeout = taskTimeout;
    this.recorder = recorder;
    timer = execution.timer("timeout");
    Function<String, Bulkhead> bulkhead =
        name -> new Bulkhead(name, concurrency, waiting, execution);
    performer.enrichers().forEach(name -> enriching.put(name, bulkhead.apply(name)));
    performer.connectors().forEach(name -> delivering.put(name, bulkhead.apply(name)));
    drawing = bulkhead.apply("tickets");
    evaluating = performer.hasFlags() ? bulkhead.apply("flags") : null;
    bulkheads.addAll(enriching.values());
    bulkheads.addAll(delivering.values());
    bulkheads.add(drawing);
    if (evaluating != null) {
      bulkheads.add(evaluating);
    }
    capacity = bulkheads.size() * (concurrency + waiting);
  }

  int capacity() {
    return capacity;
  }

  /**
   * Submits the first tasks of a session. If a bulkhead is full, a session of {@code run} waits, and any other is put off.
   *
   * @throws InterruptedException while waiting; tasks that were not submitted are put off
   */
  void begin(LeaseSession session, Lead lead, List<? extends Task> tasks)
      throws InterruptedException {
    handOut(session, lead, tasks, session.run() == null ? Bulkhead::offer : Bulkhead::put);
  }

  /** Submits the next tasks of a session without waiting: a bulkhead always accepts the next tasks of a session of {@code run}. */
  void proceed(LeaseSession session, Lead lead, List<? extends Task> tasks) {
    try {
      handOut(session, lead, tasks, session.run() == null ? Bulkhead::offer : Bulkhead::force);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the thread of the executor has other work to end
    }
  }

  /** Submits work to a bulkhead; returns false if it was not accepted. */
  private interface Entrance {
    boolean admit(Bulkhead bulkhead, Bulkhead.Work work) throws InterruptedException;
  }

  private void handOut(
      LeaseSession session, Lead lead, List<? extends Task> tasks, Entrance entrance)
      throws InterruptedException {
    // one for this method: no task can be the last before all tasks are submitted
    session.begin(tasks.size() + 1);
    int left = tasks.size();
    try {
      for (Task task : tasks) {
        handOut(session, lead, task, entrance);
        left--;
      }
    } finally {
      if (left > 0) {
        session.putOff(Duration.ZERO);
      }
      recorder.finished(session, left + 1);
    }
  }

  private void handOut(LeaseSession session, Lead lead, Task task, Entrance entrance)
      throws InterruptedException {
    Bulkhead bulkhead = bulkheadOf(task);
    if (bulkhead == null) {
      recorder.finished(
          session,
          List.of(TaskPerformer.failed(
              task, "there is no enricher or connector '" + task.name() + "'")));
    } else if (!entrance.admit(bulkhead, new TaskOfSession(session, lead, task))) {
      session.putOff(bulkhead.retryDelay());
      recorder.finished(session, List.of());
    }
  }

  /** A task in its bulkhead. */
  private final class TaskOfSession implements Bulkhead.Work {

    private final LeaseSession session;
    private final Lead lead;
    private final Task task;

    /** Cancels the timeout. */
    private Runnable timeout = () -> {};

    /** The result of the call; null if nothing is known. */
    private @Nullable Fact fact;

    TaskOfSession(LeaseSession session, Lead lead, Task task) {
      this.session = session;
      this.lead = lead;
      this.task = task;
    }

    @Override
    public boolean begin(Bulkhead.Attempt attempt) {
      if (closing || !session.hasTimeFor(taskTimeout, clock.instant(), execution.nanos())) {
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
        fact = perform(lead, task);
      } catch (Throwable e) {
        LOG.warn("{} of {} failed", task.id(), task.lead(), Faults.printable(e));
        fact = TaskPerformer.failed(task, Faults.summary(e));
      }
    }

    @Override
    public void end(Bulkhead.Attempt attempt) {
      timeout.run();
      if (attempt.finish()) {
        if (fact == null) {
          recorder.finished(session, List.of());
        } else {
          recorder.answered(session, fact, context());
        }
      } else if (fact != null && !(fact instanceof Fact.Failed)) {
        // The task timed out and was recorded as failed, but it did succeed: record that too.
        recorder.late(task.lead(), fact, context());
      }
    }

    /** The plug-in whose answer is recorded. */
    private EventContext context() {
      if (task instanceof Task.Enrich) {
        return EventContext.ofEnricher(task.name());
      }
      return task instanceof Task.Deliver
          ? EventContext.ofConnector(task.name())
          : EventContext.NONE;
    }

    private void giveUp(Bulkhead.Attempt attempt) {
      if (attempt.giveUp()) {
        recorder.finished(
            session, List.of(TaskPerformer.failed(task, "no answer within " + taskTimeout)));
      }
    }

    @Override
    public void putOff(Duration pause) {
      session.putOff(pause);
      recorder.finished(session, List.of());
    }
  }

  /** The bulkhead of the plug-in that performs the task; null if there is none. */
  private @Nullable Bulkhead bulkheadOf(Task task) {
    if (task instanceof Task.Enrich) {
      return enriching.get(task.name());
    }
    if (task instanceof Task.Deliver) {
      return delivering.get(task.name());
    }
    return task instanceof Task.EvaluateFlag ? evaluating : drawing;
  }

  /** The result of the task; null if it was interrupted because the pipeline closes, so that nothing is known. */
  private @Nullable Fact perform(Lead lead, Task task) {
    try {
      return performer.perform(lead, task);
    } catch (InterruptedException e) {
      return closing ? null : TaskPerformer.failed(task, "interrupted");
    } catch (Exception | Error e) { // whatever a plug-in throws is an answer: try again later
      LOG.warn("{} of {} failed", task.id(), task.lead(), Faults.printable(e));
      return TaskPerformer.failed(task, Faults.summary(e));
    }
  }

  /** Problems of the bulkheads for an operator. */
  List<String> problems() {
    return bulkheads.stream().map(Bulkhead::problem).filter(Objects::nonNull).toList();
  }

  /**
   * Returns waiting work and waits for work in progress, in all bulkheads at once; interrupts what has not ended when the time is up or the
   * caller is interrupted.
   */
  void close(Deadline deadline) {
    closing = true;
    bulkheads.forEach(Bulkhead::close);
    bulkheads.forEach(bulkhead -> bulkhead.awaitIdle(deadline));
    timer.stop();
    bulkheads.forEach(Bulkhead::interrupt);
  }

  /** Waits until the threads have ended or the time is up. */
  void join(Deadline deadline) {
    bulkheads.forEach(bulkhead -> bulkhead.join(deadline));
    timer.join(deadline);
  }
}
