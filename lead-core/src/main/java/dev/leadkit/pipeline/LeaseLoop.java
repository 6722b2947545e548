// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.pipeline;

import dev.leadkit.Lead;
import dev.leadkit.LeadId;
import dev.leadkit.NextAction;
import dev.leadkit.Task;
import dev.leadkit.pipeline.LeaseSession.Tally;
import dev.leadkit.policy.Policy;
import dev.leadkit.spi.LeadStore;
import dev.leadkit.spi.LeadStore.Commit;
import dev.leadkit.spi.LeadStore.Lease;
import dev.leadkit.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases leads that are due, asks the policy for their tasks, and dispatches them. Its only state is the sessions in progress: after a crash, the
 * tasks are determined again when the lease has expired.
 *
 * <p>A lease lasts for three task timeouts: one for waiting, one for the task, and one for differences between the clocks of processes. If
 * clocks differ by more than one task timeout, two processes may perform the same task, under the same id. Within a process, a lead never has
 * two sessions at once, whatever the clock says, and tasks are timed with a stopwatch.
 */
final class LeaseLoop implements CommitListener {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseLoop.class);

  private static final String STORE = "store";
  private static final int MAX_LEASED = 256;
  private static final int TASKS_OF_A_LEASE = 3;

  private final LeadStore store;
  private final LeadLoader leads;
  private final CurrentPolicy policies;
  private final EngineClock clock;
  private final Execution execution;
  private final Duration leaseTime;
  private final Recorder recorder;
  private final Dispatcher dispatcher;
  private final Faults faults;

  /** More than the capacity of all bulkheads, so that sessions of other plug-ins are possible while some are stuck. */
  private final int maxSessions;

  /** Guards the fields below; notified when there may be new work. */
  private final Object changes = new Object();

  private final Map<LeadId, LeaseSession> sessions = new HashMap<>();
  private long signals;

  /** The number of threads that are leasing leads; they still have results to record. */
  private int polls;

  private volatile boolean closing;
  private @Nullable Loop watcher;

  LeaseLoop(
      LeadStore store,
      LeadLoader leads,
      CurrentPolicy policies,
      EngineClock clock,
      Execution execution,
      Duration taskTimeout,
      Recorder recorder,
      Dispatcher dispatcher,
      Faults faults) {
    this.store = store;
    this.leads = leads;
    this.policies = policies;
    this.clock = clock;
    this.execution = execution;
    leaseTime = taskTimeout.multipliedBy(TASKS_OF_A_LEASE);
    this.recorder = recorder;
    this.dispatcher = dispatcher;
    this.faults = faults;
    maxSessions = MAX_LEASED + dispatcher.capacity();
  }

  /**
   * Processes leads until none is due and no session is in progress.
   *
   * @throws StoreException if the store does not answer
   */
  RunResult run() throws InterruptedException {
    var tally = new Tally();
    boolean isFinished = false;
    while (!isFinished && !closing) {
      long seen;
      boolean idle;
      synchronized (changes) {
        seen = signals;
        idle = sessions.isEmpty();
      }
      int begun = poll(tally);
      isFinished = begun == 0 && idle; // no session was in progress when no lead was due
      if (begun == 0 && !idle) {
        awaitChange(seen);
      }
    }
    Instant nextWake = store.nextWake();
    synchronized (changes) {
      return new RunResult(tally.visits, tally.putOff, nextWake);
    }
  }

  private void awaitChange(long seen) throws InterruptedException {
    synchronized (changes) {
      while (!sessions.isEmpty() && signals == seen && !closing) {
        execution.await(changes, 0);
      }
    }
  }

  /** Starts a thread that processes leads as they become due, until the pipeline is closed. */
  void start(Duration pollInterval) {
    watcher = new Loop(
        new Threads("lead-dispatcher"),
        () -> watch(pollInterval),
        e -> LOG.error("the dispatcher failed and goes on", Faults.printable(e)));
    watcher.start();
  }

  private void watch(Duration pollInterval) throws InterruptedException {
    long seen = signals();
    Found found = look();
    synchronized (changes) {
      if (isIdle(found, seen)) {
        execution.await(changes, pollInterval.toMillis());
      }
    }
  }

  /** The result of a poll. */
  enum Found {
    WORK,
    NOTHING,
    FAILURE
  }

  /** Begins the sessions that are due. */
  Found look() throws InterruptedException {
    try {
      int begun = poll(null);
      faults.works(STORE);
      return begun > 0 ? Found.WORK : Found.NOTHING;
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      if (faults.failed(STORE, e)) {
        LOG.error(
            "leads cannot be leased, trying again after each poll interval", Faults.printable(e));
      }
      return Found.FAILURE;
    }
  }

  /** Whether the loop can wait for a signal or the poll interval before the next poll. */
  boolean isIdle(Found found, long seen) {
    synchronized (changes) {
      return !closing && (found == Found.FAILURE || (found == Found.NOTHING && signals == seen));
    }
  }

  /** The number of signals that a lead is due. */
  long signals() {
    synchronized (changes) {
      return signals;
    }
  }

  /** Begins sessions of leads that are due, within the capacity, unless the pipeline closes; returns their number. */
  private int poll(@Nullable Tally run) throws InterruptedException {
    synchronized (changes) {
      if (closing) {
        return 0;
      }
      polls++;
    }
    try {
      return beginVisits(run);
    } finally {
      synchronized (changes) {
        polls--;
        if (closing) {
          changes.notifyAll();
        }
      }
    }
  }

  private int beginVisits(@Nullable Tally run) throws InterruptedException {
    int room;
    synchronized (changes) {
      room = Math.min(MAX_LEASED, maxSessions - sessions.size());
    }
    if (room <= 0) {
      return 0;
    }
    Instant now = clock.instant();
    long nanosNow = execution.nanos();
    List<Lease> leases = store.lease(now, now.plus(leaseTime), room);
    if (leases.isEmpty()) {
      return 0;
    }
    List<LeaseSession> begun = register(leases, nanosNow + leaseTime.toNanos(), run);
    int next = 0;
    try {
      LeadLoader.Loaded loaded = load(begun);
      setAside(begun, loaded);
      Policy policy = policies.get();
      while (next < begun.size()) {
        LeaseSession session = begun.get(next++);
        Lead lead = loaded.found().get(session.lead());
        if (lead != null) {
          session(session, lead, policy);
        }
      }
    } finally {
      begun.subList(next, begun.size()).forEach(this::giveBack);
    }
    return begun.size();
  }

  /** The sessions that begin with these leases; a lease of a lead with a session in progress extends that session instead. */
  private List<LeaseSession> register(List<Lease> leases, long endNanos, @Nullable Tally run) {
    var begun = new ArrayList<LeaseSession>(leases.size());
    for (Lease lease : leases) {
      var session = new LeaseSession(lease, endNanos, run);
      LeaseSession current;
      synchronized (changes) {
        current = sessions.putIfAbsent(lease.lead(), session);
      }
      if (current == null) {
        begun.add(session);
      } else if (!current.renew(lease, endNanos)) {
        synchronized (changes) {
          sessions.put(lease.lead(), session); // replaces one that has just ended
        }
        begun.add(session);
      }
    }
    if (run != null) {
      synchronized (changes) {
        run.visits += begun.size();
      }
    }
    return begun;
  }

  private LeadLoader.Loaded load(List<LeaseSession> begun) {
    var wanted = new LinkedHashMap<LeadId, Long>();
    begun.forEach(session -> wanted.put(session.lead(), session.lease().seq()));
    return leads.load(wanted);
  }

  /** Ends the sessions of leads that cannot be read, and pauses these leads. */
  private void setAside(List<LeaseSession> begun, LeadLoader.Loaded loaded) {
    if (loaded.unreadable().isEmpty()) {
      return;
    }
    var commits = new ArrayList<Commit>();
    var unreadable = new ArrayList<LeaseSession>();
    Instant now = clock.instant();
    for (LeaseSession session : begun) {
      StoreException cause = loaded.unreadable().get(session.lead());
      if (cause != null) {
        Duration pause = faults.failed(session.lead());
        LOG.error(
            "{} cannot be read, left alone for {}", session.lead(), pause, Faults.printable(cause));
        Lease lease = session.lease();
        commits.add(new Commit(
            lease.lead(), lease.seq(), List.of(), Map.of(), List.of(), now.plus(pause), lease));
        unreadable.add(session);
      }
    }
    try {
      store.commit(commits);
    } catch (Throwable e) {
      LOG.error(
          "{} unreadable leads are left alone until their leases end",
          commits.size(),
          Faults.printable(e));
    }
    unreadable.forEach(this::closed);
  }

  private void session(LeaseSession session, Lead lead, Policy policy) throws InterruptedException {
    NextAction step;
    try {
      step = policy.next(lead, clock.notBefore(lead, clock.instant()));
    } catch (Throwable e) {
      LOG.debug(
          "policy {} failed on {}, which is settled once more",
          policy.version(),
          lead.id(),
          Faults.printable(e));
      step = new NextAction.Decide(); // the recorder gets the same failure and pauses the lead
    }
    if (step instanceof NextAction.Perform perform) {
      dispatcher.begin(session, lead, perform.tasks());
    } else {
      session.begin(1);
      recorder.finished(session, List.of());
    }
  }

  /** Puts off a session because an earlier one could not begin. */
  private void giveBack(LeaseSession session) {
    boolean isOpen;
    synchronized (changes) {
      isOpen = sessions.get(session.lead()) == session;
    }
    if (isOpen) {
      session.putOff(Duration.ZERO);
      session.begin(1);
      recorder.finished(session, List.of());
    }
  }

  @Override
  public void proceed(LeaseSession session, Lead lead, List<? extends Task> tasks) {
    dispatcher.proceed(session, lead, tasks);
  }

  @Override
  public void closed(LeaseSession session) {
    LeadId lead = session.lead();
    Duration pause = session.pause();
    synchronized (changes) {
      boolean wasFull = sessions.size() >= maxSessions;
      sessions.remove(lead, session);
      Tally run = session.run();
      if (run != null && pause != null && !pause.isZero()) {
        run.putOff++;
      }
      if (wasFull) {
        signals++;
      }
      changes.notifyAll();
    }
  }

  @Override
  public void awake() {
    synchronized (changes) {
      signals++;
      changes.notifyAll();
    }
  }

  /** Whether the started thread is running, or none was started. */
  boolean ensureRunning() {
    Loop loop = watcher;
    return loop == null || loop.ensureRunning();
  }

  /** Waits until every poll in progress has begun its sessions or returned its leases, or the time is up. */
  void awaitPolls(Deadline deadline) {
    synchronized (changes) {
      deadline.await(changes, () -> polls == 0);
    }
  }

  /** Begins no more sessions. */
  void stop() {
    Loop loop = watcher;
    if (loop != null) {
      loop.stop();
    }
    synchronized (changes) {
      closing = true;
      changes.notifyAll();
    }
  }

  void join(Deadline deadline) {
    Loop loop = watcher;
    if (loop != null) {
      loop.join(deadline);
    }
  }
}
