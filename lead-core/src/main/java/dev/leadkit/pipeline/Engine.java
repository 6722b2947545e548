// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.policy.reload.PolicySource;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.LeadStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a pipeline that record facts and run tasks, wired together. */
final class Engine {

  /**
   * Limits of an engine.
   *
   * @param taskTimeout the timeout of an attempt
   * @param concurrency the number of concurrent tasks of one enricher or connector
   * @param waiting the number of tasks of one enricher or connector that may wait in the engine
   */
  record Limits(Duration taskTimeout, int concurrency, int waiting) {}

  /** The longest time that closing waits for interrupted threads. */
  static final Duration SETTLING = Duration.ofSeconds(2);

  private final EngineClock clock;
  private final Faults faults = new Faults();
  private final CurrentPolicy policies;
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
    policies = new CurrentPolicy(source, faults);
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

  CurrentPolicy policies() {
    return policies;
  }

  Recorder recorder() {
    return recorder;
  }

  LeaseLoop loop() {
    return loop;
  }

  /** Adds problems for an operator: parts that failed at their last use, and calls that do not return. */
  void addProblems(List<String> problems) {
    problems.addAll(faults.problems());
    problems.addAll(dispatcher.problems());
  }

  /** Waits for work in progress, returns waiting work, and records all known results. */
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

  /** Waits until the last thread has ended; interrupts it when the time is up. */
  void join(Deadline deadline) {
    loop.join(deadline);
    writer.interrupt();
  }
}
