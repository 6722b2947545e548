// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Does the work of one engine as events of a timeline. */
final class SimulatedExecution implements Execution {

  /** How long a call of a plug-in takes, and how it behaves. */
  interface Pace {

    /** From the start of the call to its effect, in nanoseconds. */
    long toEffect();

    /** From the effect to the answer. */
    long toAnswer();

    /** Whether the call ends soon when it is interrupted. */
    boolean reacts();

    /** Whether the effect of a call comes although the engine has crashed meanwhile. */
    boolean outlives();
  }

  /** Where the behaviour of an engine's surroundings comes from. */
  interface Surroundings {

    /** How a call that begins now will go. */
    Pace pace(String lane);

    /** How long it takes until a thread takes up what it was given. */
    long start();

    /** Something was done for the engine. */
    void done();
  }

  private final Timeline timeline;
  private final Timeline.Owner owner;
  private final Surroundings surroundings;
  private final long origin;
  private @Nullable Call current;

  SimulatedExecution(
      Timeline timeline, Timeline.Owner owner, Surroundings surroundings, long origin) {
    this.timeline = timeline;
    this.owner = owner;
    this.surroundings = surroundings;
    this.origin = origin;
  }

  @Override
  public long nanos() {
    return origin + timeline.now();
  }

  @Override
  public Workers workers(String name, int number) {
    return new SimulatedWorkers(name, number);
  }

  @Override
  public Timer timer(String name) {
    return new SimulatedTimer();
  }

  @Override
  public void await(Object monitor, long millis) {
    long limit = millis == 0
        ? Long.MAX_VALUE
        : timeline.now() + Duration.ofMillis(millis).toNanos();
    if (!timeline.next(limit)) {
      if (millis == 0) {
        throw new Broken("the engine waits for something that will never happen");
      }
      timeline.pass(limit - timeline.now());
    }
    if (!owner.isAlive()) {
      throw new Timeline.Crash();
    }
  }

  /** The call that is being made; null outside of one. */
  @Nullable
  Call current() {
    return current;
  }

  /** A job that is being worked on. */
  final class Call {

    private final SimulatedWorkers workers;
    private final Runnable job;
    private @Nullable Pace pace;
    private Timeline.@Nullable Event next;
    private int steps;
    private long begun;
    private long ended = Long.MAX_VALUE;
    private boolean isInterrupted;

    private Call(SimulatedWorkers workers, Runnable job) {
      this.workers = workers;
      this.job = job;
    }

    /** When it began. */
    long begun() {
      return begun;
    }

    /** When it ended; the greatest number if it has not. */
    long ended() {
      return ended;
    }

    boolean isOver() {
      return ended < Long.MAX_VALUE;
    }

    /** Whether it was interrupted and reacts to that. */
    boolean isInterrupted() {
      return isInterrupted && pace != null && pace.reacts();
    }

    private void work() {
      next = null;
      if (!owner.isAlive()) {
        outlive();
        return;
      }
      Call outer = current;
      current = this;
      boolean goesOn;
      try {
        goesOn = takeStep();
      } finally {
        current = outer;
      }
      if (!owner.isAlive()) {
        return;
      }
      if (goesOn) {
        schedule();
      } else {
        ended = timeline.now();
        workers.ended(this);
      }
      surroundings.done();
    }

    private boolean takeStep() {
      if (!(job instanceof Workers.Job steps)) {
        job.run();
        return false;
      }
      if (this.steps++ == 0) {
        begun = timeline.now();
        pace = surroundings.pace(workers.name);
      }
      return steps.step();
    }

    private void schedule() {
      Pace known = java.util.Objects.requireNonNull(pace);
      long delay = steps == 1 ? known.toEffect() : known.toAnswer();
      next = timeline.in(isInterrupted() ? Math.min(delay, SOON) : delay, null, this::work);
    }

    /** The request was on its way when the engine crashed. */
    private void outlive() {
      if (steps == 1 && pace != null && pace.outlives() && job instanceof Workers.Job last) {
        steps++;
        Call outer = current;
        current = this;
        try {
          last.step();
        } finally {
          current = outer;
        }
      }
    }

    private void interrupt() {
      if (!isInterrupted && !isOver()) {
        isInterrupted = true;
        if (isInterrupted() && next != null) {
          next.cancel();
          next = timeline.in(SOON, null, this::work);
        }
      }
    }
  }

  private static final long SOON = 1_000_000;

  private final class SimulatedWorkers implements Workers {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Call> running = new ArrayList<>();
    private final String name;
    private int number;
    private boolean hasEnded;

    SimulatedWorkers(String name, int number) {
      this.name = name;
      this.number = number;
    }

    @Override
    public void execute(Runnable job) {
      if (hasEnded) {
        throw new RejectedExecutionException("ended");
      }
      waiting.add(job);
      start();
    }

    private void start() {
      while (running.size() < number && !waiting.isEmpty()) {
        var call = new Call(this, waiting.remove());
        running.add(call);
        timeline.in(surroundings.start(), owner, call::work);
      }
    }

    private void ended(Call call) {
      running.remove(call);
      start();
    }

    @Override
    public Runnable interruption() {
      return java.util.Objects.requireNonNull(current)::interrupt;
    }

    @Override
    public List<Runnable> takeBack() {
      var jobs = List.copyOf(waiting);
      waiting.clear();
      return jobs;
    }

    @Override
    public void resize(int size) {
      number = size;
      start();
    }

    @Override
    public void end() {
      hasEnded = true;
    }

    @Override
    public void interrupt() {
      hasEnded = true;
      waiting.clear();
      List.copyOf(running).forEach(Call::interrupt);
    }

    @Override
    public void join(Deadline deadline) {
      synchronized (this) {
        deadline.await(this, () -> running.isEmpty());
      }
    }
  }

  private final class SimulatedTimer implements Timer {

    private boolean isStopped;

    @Override
    public Runnable schedule(Runnable action, Duration delay) {
      if (isStopped) {
        throw new RejectedExecutionException("stopped");
      }
      Timeline.Event event = timeline.in(delay.toNanos(), owner, () -> {
        if (!isStopped) {
          action.run();
          surroundings.done();
        }
      });
      return event::cancel;
    }

    @Override
    public void stop() {
      isStopped = true;
    }

    @Override
    public void join(Deadline deadline) {}
  }
}
