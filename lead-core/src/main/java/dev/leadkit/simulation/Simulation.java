// SPDX-License-Identifier: Apache-2.0
package dev.leadkit.simulation;

import dev.leadkit.Fact.Qualified;
import dev.leadkit.Lead;
import dev.leadkit.LeadEvent;
import dev.leadkit.LeadId;
import dev.leadkit.policy.Policy;
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
 * All history decided again by another policy: pure, and without any effect.
 *
 * <p>Each recorded decision stands beside the one that the candidate makes on the very same facts: the lead as it was then, and the time as
 * it was then. What the candidate decided of a lead before is what it knows when it decides of it again. The policy that made them reproduces
 * every recorded decision, so that whatever is reported is the candidate's doing.
 *
 * <p>Histories are read in batches and forgotten; memory grows with the queues, owners and hours that occur, not with the leads. Immutable;
 * one simulation may run any number of times.
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
   * The same on this many threads; the report does not depend on their number.
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
   * The same, but reports this many of the leads that move farthest.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Simulation withMovers(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("movers: expected 0 or more, got " + number);
    }
    return new Simulation(candidate, threads, number, capacity);
  }

  /** The same, but counts the hours in which a queue gets more leads than this. */
  public Simulation withCapacity(Map<String, Integer> leadsPerHour) {
    return new Simulation(candidate, threads, movers, new TreeMap<>(leadsPerHour));
  }

  /** Every recorded decision of one lead beside the candidate's, in their order. */
  public List<Comparison> replay(List<LeadEvent> history) {
    return replays(history).stream().map(Replay::comparison).toList();
  }

  /**
   * One decision again.
   *
   * @param choice the people among whom the candidate had to choose the owner, with their weights; empty where it had no choice
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
      }
      lead = lead.apply(own);
    }
    return replays;
  }

  /**
   * Every lead of the store, as it stands when it is read.
   *
   * @throws dev.leadkit.spi.StoreException if the store cannot answer
   */
  public SimulationReport run(LeadStore store) {
    var tally = new Tally(candidate, movers, capacity);
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      var running = new ArrayList<Future<?>>();
      store.forEachPage(
          LEADS_AT_ONCE, leads -> submit(workers, running, store, leads, tally));
      for (Future<?> batch : running) {
        await(batch);
      }
    } finally {
      workers.shutdownNow();
    }
    return tally.report();
  }

  /** Hands a batch over; no more are under way than the threads can take up at once. */
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
