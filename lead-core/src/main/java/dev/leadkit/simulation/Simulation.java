// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Fact.Qualified;
import dev.leadkit.Fact.Received;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.Prospect;
import dev.leadkit.policy.Policy;
import dev.leadkit.prospect.ProspectRules;
import dev.leadkit.spi.LeadStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A simulation of a policy on the recorded histories, without side effects.
 *
 * <p>Each recorded decision is compared with the decision of the candidate on the same facts at the same time. If a lead is decided several
 * times, the candidate sees its own earlier decisions. The policy that made the recorded decisions reproduces all of them, so every reported
 * difference is caused by the candidate.
 *
 * <p>If the candidate has other rules for the prospect than those that were in force when a message was received, the prospect is found again
 * under its rules. Histories that do not record the prospect keep theirs.
 *
 * <p>Histories are read in batches; memory grows with the number of queues, owners and hours, not with the number of leads. Immutable; a
 * simulation may run any number of times.
 */
public final class Simulation {

  private static final int LEADS_AT_ONCE = 100;
  private static final int MOVERS = 20;

  private final Policy candidate;
  private final int threads;
  private final int movers;
  private final Map<String, Integer> capacity;

  private Simulation(Policy candidate, int threads, int movers, Map<String, Integer> capacity) {
    this.candidate = candidate;
    this.threads = threads;
    this.movers = movers;
    this.capacity = capacity;
  }

  /** A simulation of this policy, on one thread. */
  public static Simulation of(Policy candidate) {
    return new Simulation(candidate, 1, MOVERS, Map.of());
  }

  /**
   * The same simulation on this number of threads. The report does not depend on it.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public Simulation withThreads(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("threads: expected 1 or more, got " + number);
    }
    return new Simulation(candidate, number, movers, capacity);
  }

  /**
   * The same simulation with this number of biggest changes in the report; by default 20.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Simulation withMovers(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("movers: expected 0 or more, got " + number);
    }
    return new Simulation(candidate, threads, number, capacity);
  }

  /** The same simulation with capacities in leads per hour by queue: the report counts the hours that exceed them. */
  public Simulation withCapacity(Map<String, Integer> leadsPerHour) {
    return new Simulation(candidate, threads, movers, new TreeMap<>(leadsPerHour));
  }

  /** The recorded decisions of a lead with those of the candidate, in their order. */
  public List<Comparison> replay(List<LeadEvent> history) {
    return replays(history).stream().map(Replay::comparison).toList();
  }

  /**
   * A repeated decision.
   *
   * @param choice the people who were available as owner, with their weights; empty if the candidate had no choice
   */
  record Replay(Comparison comparison, Map<String, Integer> choice) {}

  private List<Replay> replays(List<LeadEvent> history) {
    if (history.isEmpty()) {
      return List.of();
    }
    var replays = new ArrayList<Replay>(1);
    Lead lead = Lead.of(history.get(0).lead());
    for (LeadEvent event : history) {
      LeadEvent own = event;
      if (event.fact() instanceof Qualified recorded) {
        Qualified decided = candidate.qualify(lead);
        replays.add(new Replay(
            new Comparison(event.lead(), event.seq(), event.at(), recorded, decided),
            candidate.router().choice(lead, decided.score())));
        own = new LeadEvent(event.lead(), event.seq(), event.at(), decided);
      } else if (event.fact() instanceof Received received) {
        own = new LeadEvent(event.lead(), event.seq(), event.at(), underCandidate(received));
      }
      lead = lead.apply(own);
    }
    return replays;
  }

  /** The message with the prospect that the candidate finds, if its rules differ from those that were in force. */
  private Received underCandidate(Received received) {
    Prospect recorded = received.prospect();
    ProspectRules rules = candidate.prospects();
    if (recorded == null || recorded.rules().equals(rules.version())) {
      return received;
    }
    return new Received(
        received.message(),
        received.source(),
        received.keys(),
        received.thread(),
        rules.of(received.message(), received.source(), recorded.ours()));
  }

  /**
   * Simulates all leads of the store, each with its history at the time it is read.
   *
   * @throws dev.leadkit.spi.StoreException if the store cannot answer
   */
  public SimulationReport run(LeadStore store) {
    var tally = new Tally(candidate, movers, capacity);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      var running = new ArrayList<Future<?>>();
      store.forEachPage(LEADS_AT_ONCE, leads -> submit(workers, running, store, leads, tally));
      for (Future<?> batch : running) {
        await(batch);
      }
    } finally {
      workers.shutdownNow();
    }
    return tally.report();
  }

  /** Submits a batch; waits if too many are in progress. */
  private void submit(
      ExecutorService workers,
      List<Future<?>> running,
      LeadStore store,
      List<LeadId> leads,
      Tally tally) {
    running.add(workers.submit(() -> replay(store, leads, tally)));
    if (running.size() > 2 * threads) {
      await(running.remove(0));
    }
  }

  private void replay(LeadStore store, List<LeadId> batch, Tally all) {
    var tally = new Tally(candidate, movers, capacity);
    store.histories(batch).values().forEach(history -> tally.add(history, replays(history)));
    all.add(tally);
  }

  private static void await(Future<?> batch) {
    try {
      batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the simulation was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a history could not be replayed", e);
    }
  }
}
