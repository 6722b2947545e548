// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Fact;
import dev.leadkit.Fact.Failed.Prospect;
import dev.leadkit.Findings;
import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.Step;
import dev.leadkit.Task;
import dev.leadkit.policy.Policy;
import dev.leadkit.policy.PolicySource;
import dev.leadkit.policy.Tickets;
import dev.leadkit.policy.Variations;
import dev.leadkit.spi.Connector;
import dev.leadkit.spi.Delivery;
import dev.leadkit.spi.Enricher;
import dev.leadkit.spi.Flags;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases leads that want to be looked at, asks the policy what should happen, and has it done: each enricher and each connector in a lane
 * of its own. It decides nothing and remembers nothing; what it loses in a crash is asked for again when the lease runs out.
 */
final class Dispatcher implements Recorder.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private static final int LARGEST_LEASE = 256;
  private static final int LONGEST_REASON = 500;
  private static final String FLAGS = "flags";
  private static final String TICKETS = "tickets";

  private final LeadStore store;
  private final PolicySource policies;
  private final InstantSource clock;
  private final Map<String, Enricher> enrichers;
  private final Map<String, Connector> connectors;
  private final @Nullable Flags flags;
  private final Duration taskTimeout;
  private final Duration leaseTime;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();

  /** More than all lanes can hold: lanes that are full of stuck work leave room for visits to the others. */
  private final int mostVisits;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, new Threads("lead-timeout"));

  /** Guards the two fields below; notified whenever there may be something new to do. */
  private final Object changes = new Object();

  private int visits;
  private boolean awake;
  private volatile boolean closing;
  private @Nullable Thread watcher;
  private final Recorder recorder;

  Dispatcher(
      LeadStore store,
      PolicySource policies,
      InstantSource clock,
      Map<String, Enricher> enrichers,
      Map<String, Connector> connectors,
      @Nullable Flags flags,
      Duration taskTimeout,
      int concurrency) {
    this.store = store;
    this.policies = policies;
    this.clock = clock;
    this.enrichers = enrichers;
    this.connectors = connectors;
    this.flags = flags;
    this.taskTimeout = taskTimeout;
    leaseTime = taskTimeout.multipliedBy(3);
    timer.setRemoveOnCancelPolicy(true);
    enrichers
        .keySet()
        .forEach(name -> lanes.put("enrich " + name, new Lane(name, concurrency, LARGEST_LEASE)));
    connectors
        .keySet()
        .forEach(name -> lanes.put("deliver " + name, new Lane(name, concurrency, LARGEST_LEASE)));
    lanes.put(TICKETS, new Lane(TICKETS, concurrency, LARGEST_LEASE));
    if (flags != null) {
      lanes.put(FLAGS, new Lane(FLAGS, concurrency, LARGEST_LEASE));
    }
    mostVisits = LARGEST_LEASE + lanes.size() * (concurrency + LARGEST_LEASE);
    recorder = new Recorder(store, policies, clock, taskTimeout, this);
  }

  Recorder recorder() {
    return recorder;
  }

  /** Performs all that is due, in rounds, until nothing is. */
  void run() throws InterruptedException {
    while (!closing) {
      boolean idle;
      synchronized (changes) {
        idle = visits == 0;
      }
      if (poll(true) > 0) {
        continue;
      }
      if (idle) {
        return; // nothing was under way when nothing was found
      }
      synchronized (changes) {
        while (visits > 0) {
          changes.wait();
        }
      }
    }
  }

  /** Performs what becomes due, in a thread of its own, until the pipeline is closed. */
  void start(Duration pollInterval) {
    watcher = new Threads("lead-dispatcher").newThread(() -> watch(pollInterval));
    watcher.start();
  }

  private void watch(Duration pollInterval) {
    try {
      while (!closing) {
        int found = pollAndLog();
        synchronized (changes) {
          if (found == 0 && !awake && !closing) {
            changes.wait(pollInterval.toMillis());
          }
          awake = false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the thread is ours: somebody wants it to end
    }
  }

  private int pollAndLog() throws InterruptedException {
    try {
      return poll(false);
    } catch (RuntimeException e) {
      LOG.error("leads could not be leased, trying again after the poll interval", e);
      return 0;
    }
  }

  /** Begins a visit to each lead that is due, as far as there is room; how many it began. */
  private int poll(boolean patient) throws InterruptedException {
    int room;
    synchronized (changes) {
      room = Math.min(LARGEST_LEASE, mostVisits - visits);
    }
    if (room <= 0) {
      return 0;
    }
    Instant now = clock.instant();
    List<Lease> leases = store.lease(now, now.plus(leaseTime), room);
    if (leases.isEmpty()) {
      return 0;
    }
    Map<LeadId, Lead> leads = recorder.leads(leases);
    synchronized (changes) {
      visits += leases.size();
    }
    Policy policy = policies.policy();
    for (Lease lease : leases) {
      visit(
          new Visit(lease),
          leads.getOrDefault(lease.lead(), Lead.of(lease.lead())),
          policy,
          patient);
    }
    return leases.size();
  }

  private void visit(Visit visit, Lead lead, Policy policy, boolean patient)
      throws InterruptedException {
    Step step;
    try {
      step = policy.next(lead, clock.instant());
    } catch (RuntimeException e) {
      LOG.error(
          "policy {} failed on {}, left alone until its lease ends",
          policy.version(),
          lead.id(),
          e);
      closed(visit);
      return;
    }
    if (step instanceof Step.Perform perform) {
      perform(visit, lead, perform.tasks(), patient);
    } else {
      visit.begin(1);
      recorder.finished(visit, List.of());
    }
  }

  /** Puts each task into its lane; where none has room, the lead is given back until there may be. */
  private void perform(Visit visit, Lead lead, List<? extends Task> tasks, boolean patient)
      throws InterruptedException {
    // one for ourselves: nobody else is last before all tasks are handed out
    visit.begin(tasks.size() + 1);
    Duration jam = Duration.ZERO;
    int begun = 0;
    try {
      for (Task task : tasks) {
        Lane lane = lanes.get(laneOf(task));
        Runnable work = () -> perform(visit, lead, task);
        if (lane == null) {
          recorder.finished(
              visit, List.of(failed(task, "nothing is called " + task.name() + " here")));
        } else if (patient) {
          lane.put(work);
        } else if (!lane.offer(work)) {
          jam = lane.jam().compareTo(jam) > 0 ? lane.jam() : jam;
          continue;
        }
        begun++;
      }
    } finally {
      synchronized (visit) {
        if (visit.finish(tasks.size() - begun + 1)) {
          recorder.release(visit, jam);
        }
      }
    }
  }

  private static String laneOf(Task task) {
    if (task instanceof Task.Enrich && Tickets.line(task.name()) != null) {
      return TICKETS;
    }
    if (task instanceof Task.Enrich) {
      return Variations.flag(task.name()) == null ? "enrich " + task.name() : FLAGS;
    }
    return "deliver " + task.name();
  }

  @Override
  public void proceed(Visit visit, Lead lead, List<? extends Task> tasks) {
    if (closing) {
      recorder.release(visit, Duration.ZERO);
      return;
    }
    try {
      perform(visit, lead, tasks, false);
    } catch (InterruptedException e) {
      throw new AssertionError("an offer does not wait", e);
    }
  }

  @Override
  public void closed(Visit visit) {
    synchronized (changes) {
      visits--;
      changes.notifyAll();
    }
  }

  @Override
  public void awake() {
    synchronized (changes) {
      awake = true;
      changes.notifyAll();
    }
  }

  /** Performs one task, in its lane's thread. */
  private void perform(Visit visit, Lead lead, Task task) {
    if (closing || clock.instant().plus(taskTimeout).isAfter(visit.lease().until())) {
      recorder.finished(visit, List.of());
      return;
    }
    var attempt = new Attempt();
    var timeout = timer.schedule(
        () -> giveUp(attempt, visit, task), taskTimeout.toMillis(), TimeUnit.MILLISECONDS);
    Fact fact = ask(lead, task);
    timeout.cancel(false);
    if (attempt.finish()) {
      recorder.finished(visit, fact == null ? List.of() : List.of(fact));
    } else if (fact != null && !(fact instanceof Fact.Failed)) {
      // It took too long and was written off, and then it did happen: that is true as well.
      recorder.late(task.lead(), fact);
    }
  }

  private void giveUp(Attempt attempt, Visit visit, Task task) {
    if (attempt.interrupt()) {
      recorder.finished(visit, List.of(failed(task, "no answer within " + taskTimeout)));
    }
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
      logFailure(task, e);
      return failed(task, describe(e));
    }
  }

  /** A plug-in's exception may itself throw when it is printed. */
  private static void logFailure(Task task, Throwable failure) {
    try {
      LOG.warn("{} of {} failed", task.id(), task.lead(), failure);
    } catch (RuntimeException | Error e) {
      LOG.warn("{} of {} failed: {}", task.id(), task.lead(), failure.getClass().getName());
    }
  }

  /** Class and message; a plug-in's exception may itself throw when it is asked for its message. */
  private static String describe(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    try {
      String message = failure.getMessage();
      return message == null ? name : name + ": " + message;
    } catch (RuntimeException | Error e) {
      return name;
    }
  }

  private Fact enrich(Lead lead, Task.Enrich task) throws Exception {
    String line = Tickets.line(task.name());
    if (line != null) {
      return new Fact.Enriched(
          task.id(), task.name(), Tickets.answer(store.ticket(line, task.lead())));
    }
    String flag = Variations.flag(task.name());
    if (flag != null) {
      return new Fact.Enriched(task.id(), task.name(), ask(lead, flag));
    }
    Enricher enricher = java.util.Objects.requireNonNull(enrichers.get(task.name()));
    Findings findings = enricher.enrich(new Enricher.Question(task.id(), task.domain(), lead));
    if (findings == null) {
      return failed(
          task, "the enricher returned null; expected Findings, Findings.NONE if it knows nothing");
    }
    return new Fact.Enriched(task.id(), task.name(), findings);
  }

  /** What a flag service says; that it cannot say is an answer too, for which the policy has a default. */
  private Findings ask(Lead lead, String flag) throws InterruptedException {
    try {
      Flags service = java.util.Objects.requireNonNull(flags);
      return Variations.answer(service.value(flag, Variations.subject(lead)));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("while a flag was asked");
      }
      LOG.warn(
          "flag {} was not answered for {}, its default counts: {}", flag, lead.id(), describe(e));
      return Variations.noAnswer("the flag service failed: " + describe(e));
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
      return new Fact.Delivered(task.id(), task.name(), accepted.reference());
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      return new Fact.Failed(
          task.id(), task.name(), shortened(rejected.reason()), null, Prospect.PERMANENT);
    }
    if (outcome instanceof Outcome.Later later) {
      return new Fact.Failed(
          task.id(), task.name(), shortened(later.reason()), later.after(), Prospect.TRANSIENT);
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
    if (reason.length() <= LONGEST_REASON) {
      return reason;
    }
    boolean splitsPair = Character.isHighSurrogate(reason.charAt(LONGEST_REASON - 1));
    return reason.substring(0, splitsPair ? LONGEST_REASON - 1 : LONGEST_REASON) + "…";
  }

  /** Lets what runs come to its end, gives back what waits, and writes down what is known. */
  void close(Duration grace) throws InterruptedException {
    closing = true;
    synchronized (changes) {
      changes.notifyAll();
    }
    if (watcher != null) {
      watcher.join();
    }
    for (Lane lane : lanes.values()) {
      lane.close(grace);
    }
    timer.shutdownNow();
    recorder.close();
  }

  /** One try at a task: either it finishes, or it is interrupted, never both. */
  private static final class Attempt {

    private final Thread thread = Thread.currentThread();
    private boolean over;

    /** Whether the task came to its end before anybody gave up on it. */
    synchronized boolean finish() {
      boolean first = !over;
      over = true;
      Thread.interrupted(); // what was meant for this attempt must not hit the next
      return first;
    }

    /** Whether it was still running. */
    synchronized boolean interrupt() {
      if (over) {
        return false;
      }
      over = true;
      thread.interrupt();
      return true;
    }
  }
}
