// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.LeadStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a pipeline that record what happened and have done what is due, wired together. */
final class Engine {

  /**
   * How much it does at the same time, and for how long.
   *
   * @param taskTimeout how long one attempt of an enricher or connector may take
   * @param concurrency how many tasks of one enricher or connector are performed at the same time
   * @param waiting how many more of them may wait inside the engine
   */
  record Limits(Duration taskTimeout, int concurrency, int waiting) {}

  /** How long closing waits for threads that were interrupted, at most. */
  static final Duration SETTLING = Duration.ofSeconds(2);

  private final EngineClock clock;
  private final Faults faults = new Faults();
  private final Workers writer;
  private final Recorder recorder;
  private final Dispatcher dispatcher;
  private final LeaseLoop loop;
  private final Duration grace;

  Engine(
      LeadStore store,
      PolicySource source,
      Wiring wiring,
      @Nullable Flags flags,
      InstantSource time,
      Execution execution,
      Limits limits) {
    Duration timeout = limits.taskTimeout();
    grace = timeout;
    clock = new EngineClock(time);
    writer = execution.workers("recorder", 1);
    var policies = new CurrentPolicy(source, faults);
    var leads = new LeadLoader(store, execution::nanos);
    var settler = new Settler(store, leads, policies, clock, execution::nanos, timeout, faults);
    recorder = new Recorder(store, leads, settler, clock, execution::nanos, faults, writer);
    dispatcher = new Dispatcher(
        clock,
        execution,
        new TaskPerformer(store, wiring.enrichers(), wiring.connectors(), flags),
        timeout,
        limits.concurrency(),
        limits.waiting(),
        recorder);
    loop = new LeaseLoop(
        store, leads, policies, clock, execution, timeout, recorder, dispatcher, faults);
    recorder.listener(loop);
  }

  EngineClock clock() {
    return clock;
  }

  Recorder recorder() {
    return recorder;
  }

  LeaseLoop loop() {
    return loop;
  }

  /** What an operator should know: parts that failed when they were last used, and calls that do not return. */
  void addProblems(List<String> problems) {
    problems.addAll(faults.problems());
    problems.addAll(dispatcher.problems());
  }

  /** Lets what runs come to its end, gives back what waits, and writes down what is known. */
  void close(Deadline deadline) {
    loop.stop();
    dispatcher.close(deadline);
    deadline.extend(SETTLING);
    dispatcher.join(deadline);
    loop.awaitPolls(deadline);
    deadline.extend(grace);
    recorder.close(deadline);
    writer.end();
    deadline.extend(SETTLING);
    writer.join(deadline);
  }

  /** Waits until its last thread has ended, or time is up; then interrupts it. */
  void join(Deadline deadline) {
    loop.join(deadline);
    writer.interrupt();
  }
}
